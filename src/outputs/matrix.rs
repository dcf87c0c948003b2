//! Matrices of pages × terms: as tables for readers, in parts by both sides, and in full as CSV. A part shows the terms
//! that its pages use.

use super::Plan;
use super::browse::{CollectionView, FacetView, choices_as_text, collection_view, facets};
use super::csv::csv;
use super::declare::{Number, Text, Url, VocabularyId, Yes, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::parts::{
    COLUMNS, Pager, of_parts, pager, pager_of, part_range, part_url, parts, parts_of, range_of,
    with_part,
};
use super::reader::Reader;
use super::site::TermLink;
use super::view::{Here, View};
use crate::fields::field::path;
use crate::fields::strength::{self, StrengthView};
use crate::model::{Column, Matrix, Model, PageId, Target, TermId, vocabulary_of};
use std::borrow::Cow;
use std::collections::BTreeMap;
use tera::Value;

view! {
    /// A matrix of pages and terms, in parts of 100 pages and 60 terms. A theme must have it if a collection has `matrix`.
    template Names("matrix.html", "matrix") {
        collection: CollectionView, matrix: MatrixView,
        facets: Vec<FacetView> => "the ways to filter its pages, if all of them are in one part",
        choices: Text = "1 2;3" => "for a script: the numbers of the values of each row, in order; see `collection.html`",
        edition: Text => "for a script: changes with the numbers of the values",
        pager: Pager => "links to the parts with other pages",
        column_pager: Pager => "links to the parts with other terms of the same pages",
    }

    /// What pages say about terms: a row for each page, a column for each term.
    struct MatrixView {
        label: Text, field: Text, vocabulary: Option<VocabularyId>,
        groups: Vec<ColumnGroup> => "the headings above the columns; empty if no term has a broader one",
        columns: Vec<ColumnView> => "all terms, or with more than 60 those that the pages of this part have",
        rows: Vec<RowView>,
        graded: Yes => "whether any claim says how strong its evidence is",
        table: Url => "the address of the full matrix as CSV",
    }

    /// A heading above columns.
    struct ColumnGroup {
        term: Option<TermLink> => "the broader term; none above a column without a group",
        span: Number => "how many columns it spans",
    }

    /// A term as the heading of a column.
    struct ColumnView {
        label: Text, url: Url,
        count: Number => "how many pages have it",
        alone: Yes => "whether it has no group",
        broad: Yes => "whether it is the broader term of its group",
    }

    /// A page with what it says about each term.
    struct RowView {
        title: Text, url: Url, lang: Text,
        count: Number => "how many terms it has",
        cells: Vec<Option<CellView>> => "a cell for each column; none if it does not have the term",
    }

    /// What a page says about a term.
    struct CellView {
        strength: Option<StrengthView> => "how strong the evidence is",
        place: Option<Number> => "the number of the claim in the list on its page, if there is one",
    }
}

/// One part of a matrix, identified by its collection and its index there.
#[derive(Debug)]
struct Part {
    collection: usize,
    matrix: usize,
    /// The part of the pages, and of the terms that they use.
    rows: usize,
    columns: usize,
}

/// The full matrix as CSV.
#[derive(Debug)]
struct Table {
    collection: usize,
    matrix: usize,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let Plan { model, .. } = plan;
    let of_matrix = |(collection, matrix): (usize, usize)| {
        let url = model.url(Target::Matrix(collection, matrix));
        let all = &model.graph.order.collections[collection];
        (1..=parts(all.len())).flat_map(move |rows| {
            let shown = &all[part_range(rows, all.len())];
            let of = &model.graph.browse.matrices[collection][matrix];
            let n = model.columns_of(of, shown, COLUMNS).len();
            let url = url.clone();
            (1..=parts_of(n, COLUMNS)).map(move |columns| -> Planned {
                let part = Part { collection, matrix, rows, columns };
                (address(&url, rows, columns), Box::new(part))
            })
        })
    };
    matrices(plan).flat_map(of_matrix).collect()
}

/// The address of a part of the matrix at `url`.
fn address(url: &str, rows: usize, columns: usize) -> String {
    if columns == 1 { part_url(url, rows) } else { format!("{url}{rows}/{columns}/") }
}

pub fn tables(plan: Plan) -> Vec<Planned> {
    let of_matrix = |(collection, matrix): (usize, usize)| -> Planned {
        let url = plan.model.url(Target::Matrix(collection, matrix));
        (table_url(&url), Box::new(Table { collection, matrix }))
    };
    matrices(plan).map(of_matrix).collect()
}

fn matrices(plan: Plan<'_>) -> impl Iterator<Item = (usize, usize)> + use<'_> {
    let all = plan.model.graph.browse.matrices.iter().enumerate();
    all.flat_map(|(c, matrices)| (0..matrices.len()).map(move |m| (c, m)))
}

fn table_url(url: &str) -> String {
    format!("{}.csv", url.trim_end_matches('/'))
}

fn origin(model: &Model, collection: usize, matrix: usize) -> String {
    let of = &model.config.collections[collection];
    let field = path(&of.fields, of.browse.matrix[matrix]);
    format!("is the matrix of `{}` and `{field}`", of.id)
}

impl Kind for Part {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, model: &Model) -> String {
        let columns = match self.columns {
            1 => String::new(),
            n => format!(", columns {n}"),
        };
        origin(model, self.collection, self.matrix) + &of_parts(self.rows) + &columns
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let Self { collection: c, matrix: m, rows, columns } = *self;
        let config = reader.config();
        let matrix = reader.matrix(c as u32, m as u32);
        let n = reader.length(c as u32);
        let collection = &config.collections[c];
        let field = &collection.fields[matrix.field];
        let own = reader.url(Target::Matrix(c, m));
        let label = reader.title(Target::Matrix(c, m), &config.language);
        let used = reader.columns(c as u32, m as u32, rows as u32);
        let shown = &used[range_of(columns, used.len(), COLUMNS)];
        let of_columns =
            pager_of(columns, used.len(), COLUMNS, |columns| address(&own, rows, columns));
        let matrix_view = || {
            let vocabulary = vocabulary_of(config, field);
            let entries = reader.entries(c as u32, rows as u32).iter();
            MatrixView {
                label: label.into(),
                field: field.id.as_str().into(),
                vocabulary: vocabulary.map(|v| config.vocabularies[v].id.as_str()).into(),
                groups: groups(reader, shown).into(),
                columns: list(shown.iter().map(|one| column(reader, one))).into(),
                rows: list(entries.map(|id| row(reader, matrix, shown, *id))).into(),
                graded: matrix.is_graded.into(),
                table: table_url(&own).into(),
            }
        };
        // With rows in other parts the filters could show only some of the pages that fit.
        let is_filtered = parts(n) == 1;
        let names = Names {
            facets: &|| if is_filtered { facets(reader, c) } else { list::<Value>([]) },
            choices: &|| match is_filtered {
                true => choices_as_text(&reader.choices(c as u32, 1)).into(),
                false => Value::from(""),
            },
            edition: &|| match is_filtered {
                true => reader.edition(c as u32).into(),
                false => Value::from(""),
            },
            collection: &|| collection_view(reader, c).into(),
            matrix: &|| matrix_view().into(),
            pager: &|| pager(&own, rows, n).into(),
            column_pager: &|| of_columns.clone().into(),
        };
        let mut title = format!("{} × {label}", collection.label.main);
        if columns > 1 {
            title = format!(
                "{title} {}–{}",
                (columns - 1) * COLUMNS + 1,
                used.len().min(columns * COLUMNS)
            );
        }
        let mut here = Here::new(reader, "matrix", with_part(reader, title, rows, n));
        here.above.push((collection.label.main.clone(), reader.url(Target::Collection(c))));
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}

fn column<'a>(reader: &Reader<'a>, column: &Column) -> ColumnView<'a> {
    let name = reader.name(column.term);
    ColumnView {
        label: name.label.get(&reader.config().language).into(),
        url: name.url.into(),
        count: column.count.into(),
        alone: column.group.is_none().into(),
        broad: (column.group == Some(column.term)).into(),
    }
}

/// The headings above the columns: a broader term over its narrower ones, or none over a column without a group.
/// Empty if no column has a group.
fn groups(reader: &Reader, columns: &[&Column]) -> Value {
    let mut groups: Vec<(Option<TermId>, usize)> = Vec::new();
    for column in columns {
        match groups.last_mut().filter(|(group, _)| *group == column.group) {
            Some((_, n)) => *n += 1,
            None => groups.push((column.group, 1)),
        }
    }
    if groups.iter().all(|(group, _)| group.is_none()) {
        return list::<Value>([]);
    }
    let lang = reader.language(&reader.config().language);
    let view = |(group, n): (Option<TermId>, usize)| {
        let term = group.map(|id| reader.term_link(lang, id));
        ColumnGroup { term: term.into(), span: n.into() }
    };
    list(groups.into_iter().map(view))
}

/// The row of a page: a cell for each term, or none.
fn row<'a>(reader: &Reader<'a>, matrix: &Matrix, columns: &[&Column], id: PageId) -> RowView<'a> {
    let lang = &reader.config().language;
    let row = reader.row(id, matrix.field as u32);
    let claims: BTreeMap<TermId, _> =
        row.claims.iter().map(|(term, item, strength)| (*term, (*item, *strength))).collect();
    // Only a list of claims numbers them; other terms are among the facts.
    let cell = |column: &&Column| -> Value {
        let cell = claims.get(&column.term).map(|(item, strength)| CellView {
            strength: strength.map(|level| strength::view_of(reader, lang, level)).into(),
            place: row.is_claim_list.then_some(item + 1).into(),
        });
        cell.into()
    };
    let face = reader.face(id);
    RowView {
        title: face.title.into(),
        url: face.url.into(),
        lang: face.lang.into(),
        count: claims.len().into(),
        cells: list(columns.iter().map(cell)).into(),
    }
}

impl Kind for Table {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        origin(model, self.collection, self.matrix) + ", as a table"
    }

    /// A cell is the strength as a number, `x` for a claim without a strength, and empty without a claim.
    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let config = reader.config();
        let matrix = reader.matrix(self.collection as u32, self.matrix as u32);
        let singular = config.collections[self.collection].singular.main.as_str();
        let mut head: Vec<Cow<str>> =
            vec![singular.into(), reader.word(&config.language, "address").into()];
        head.extend(
            matrix
                .columns
                .iter()
                .map(|column| Cow::from(reader.name(column.term).label.get(&config.language))),
        );
        let row = |id: &PageId| {
            let face = reader.face(*id);
            let claims = reader.row(*id, matrix.field as u32).claims;
            let claims: BTreeMap<TermId, Option<u8>> =
                claims.into_iter().map(|(term, _, strength)| (term, strength)).collect();
            let address = config.absolute_url(face.url).unwrap_or_else(|| face.url.to_owned());
            let mut row: Vec<Cow<str>> = vec![face.title.into(), address.into()];
            row.extend(matrix.columns.iter().map(|column| match claims.get(&column.term) {
                None => Cow::from(""),
                Some(None) => "x".into(),
                Some(Some(level)) => level.to_string().into(),
            }));
            row
        };
        let all = reader.list(self.collection as u32).iter();
        Made::Bytes(csv(std::iter::once(head).chain(all.map(row))))
    }
}
