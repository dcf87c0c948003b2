//! Comparisons of pages side by side: of readers' own choice, which a script fills in, and without a script of the pages
//! that have a term in common, five at a time.

use super::Plan;
use super::browse::{CollectionView, collection_view};
use super::declare::{Field as AnyField, Number, Text, Url, list, view};
use super::fields;
use super::kind::{Class, Kind, Made, Planned};
use super::parts::part_url;
use super::reader::Reader;
use super::site::TermLink;
use super::view::{Here, Link, View, link};
use crate::config::Config;
use crate::fields::field::Field;
use crate::fields::kind::Owner;
use crate::fields::terms::ClaimView;
use crate::model::{Model, PageId, SIDE_BY_SIDE, Target, TermId, vocabulary_of};
use crate::parse::address;
use std::cmp::Reverse;
use tera::Value;

view! {
    /// A comparison of up to five pages. A theme must have it if a collection has `compare`.
    template Names("compare.html", "compare") {
        collection: CollectionView,
        comparison: Option<ComparisonView> => "the pages side by side; none where a script shows those that readers chose",
        ways: Vec<WayView> => "the other comparisons, where a script shows those that readers chose",
    }

    /// Pages side by side.
    struct ComparisonView {
        term: TermLink => "the term that they have in common",
        pages: Vec<ComparedView>, rows: Vec<CompareRow>,
        parts: Vec<Link> => "all parts, if there are several",
    }

    /// A page in a comparison.
    struct ComparedView {
        title: Text, url: Url, lang: Text,
        summary: Option<Text> => "its summary, in one or two sentences",
    }

    /// A field of the pages, or one term of it.
    struct CompareRow {
        field: Text => "the id of the field",
        label: Text => "the label of the field",
        claim: Option<ClaimView> => "the term, in a row for one term",
        count: Number => "how many of the pages have it",
        cells: Vec<Option<CompareCell>> => "a cell for each page; none if it does not have it",
    }

    /// What a page says.
    struct CompareCell {
        field: Option<AnyField> => "its value of the field",
        claims: Vec<ClaimView> => "what it says about the term, in a row for one term",
    }

    /// The comparisons by the terms of a field.
    struct WayView {
        label: Text, terms: Vec<Link>,
    }
}

/// The page where readers compare what they choose.
#[derive(Debug)]
struct Chosen(usize);

/// The pages with a term in common: the collection, the index of the field, the term, the part.
#[derive(Debug)]
struct Common {
    collection: usize,
    field: usize,
    term: TermId,
    part: usize,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let mut planned: Vec<Planned> = Vec::new();
    for collection in (0..model.config.collections.len()).filter(|c| model.is_compared(*c)) {
        let base = address::of_compare(&model.config.collections[collection].id);
        planned.push((base.clone(), Box::new(Chosen(collection))));
        for (field, term) in
            ways(&model.config, collection, &|v| &model.graph.concepts.vocabularies[v].terms)
        {
            let n = model.compared(collection, field, term).len();
            for part in 1..=n.div_ceil(SIDE_BY_SIDE) {
                let common = Common { collection, field, term, part };
                let of = &model.config.collections[collection].fields[field].id;
                let own = common_url(&base, of, &model.term(term).url);
                planned.push((part_url(&own, part), Box::new(common)));
            }
        }
    }
    planned
}

/// The fields by which a collection is compared, with their terms.
fn ways<'a>(
    config: &'a Config,
    collection: usize,
    terms: &dyn Fn(usize) -> &'a [TermId],
) -> Vec<(usize, TermId)> {
    let of = &config.collections[collection];
    let of_field = |field: &usize| {
        let vocabulary = vocabulary_of(config, &of.fields[*field]);
        let terms = vocabulary.map_or(&[][..], terms);
        terms.iter().map(|term| (*field, *term)).collect::<Vec<_>>()
    };
    of.browse.compare.iter().flat_map(of_field).collect()
}

/// The address of the comparisons of pages with a term.
fn common_url(base: &str, field: &str, term: &str) -> String {
    let term = term.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    format!("{base}{field}/{term}/")
}

impl Kind for Chosen {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, model: &Model) -> String {
        format!("compares pages of `{}` that readers choose", model.config.collections[self.0].id)
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let c = self.0;
        let names = Names {
            collection: &|| collection_view(reader, c).into(),
            comparison: &Value::none,
            ways: &|| list(way_views(reader, c, url)),
        };
        let config = reader.config();
        let label = &config.collections[c].label.main;
        let title = format!("{}: {label}", reader.word(&config.language, "compare"));
        let mut here = Here::new(reader, "compare", title);
        here.above.push((label.clone(), reader.url(Target::Collection(c))));
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}

/// The comparisons by the terms of each field; a field without any is left out.
fn way_views<'a>(reader: &Reader<'a>, c: usize, base: &str) -> Vec<WayView<'a>> {
    let config = reader.config();
    let fields = &config.collections[c].fields;
    let mut views: Vec<(usize, Vec<Value>)> = Vec::new();
    for (field, term) in ways(config, c, &|v| reader.vocabulary(v as u32)) {
        if reader.compared(c as u32, field as u32, term).is_empty() {
            continue;
        }
        let name = reader.name(term);
        let url = common_url(base, &fields[field].id, name.url);
        let link = link(name.label.get(&config.language).to_owned(), url);
        match views.last_mut().filter(|(last, _)| *last == field) {
            Some((_, links)) => links.push(link),
            None => views.push((field, vec![link])),
        }
    }
    let view = |(field, terms): (usize, Vec<Value>)| WayView {
        label: fields[field].label.main.as_str().into(),
        terms: terms.into(),
    };
    views.into_iter().map(view).collect()
}

impl Kind for Common {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, model: &Model) -> String {
        let of = &model.config.collections[self.collection];
        let term = &model.term(self.term).entry.id.value;
        format!("compares the pages of `{}` with `{term}` in `{}`", of.id, of.fields[self.field].id)
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let Self { collection: c, field, term, part } = *self;
        let config = reader.config();
        let collection = &config.collections[c];
        let all = reader.compared(c as u32, field as u32, term);
        let base = address::of_compare(&collection.id);
        let name = reader.name(term);
        let own = common_url(&base, &collection.fields[field].id, name.url);
        let names = Names {
            collection: &|| collection_view(reader, c).into(),
            comparison: &|| comparison(reader, c, term, (&all, part, &own)).into(),
            ways: &|| list::<Value>([]),
        };
        let compare = reader.word(&config.language, "compare");
        let title = format!("{compare}: {}", name.label.get(&config.language));
        let mut here = Here::new(reader, "compare", title);
        here.above.push((collection.label.main.clone(), reader.url(Target::Collection(c))));
        here.above.push((compare, base));
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}

fn comparison<'a>(
    reader: &Reader<'a>,
    c: usize,
    term: TermId,
    (all, part, own): (&[PageId], usize, &str),
) -> ComparisonView<'a> {
    let chunks: Vec<&[PageId]> = all.chunks(SIDE_BY_SIDE).collect();
    let pages = chunks.get(part - 1).copied().unwrap_or_default();
    let part_link = |(i, chunk): (usize, &&[PageId])| {
        let first = i * SIDE_BY_SIDE + 1;
        link(format!("{first}–{}", first + chunk.len() - 1), part_url(own, i + 1))
    };
    let parts = chunks.iter().enumerate().filter(|_| chunks.len() > 1).map(part_link);
    let compared = |id: &PageId| {
        let face = reader.face(*id);
        ComparedView {
            title: face.title.into(),
            url: face.url.into(),
            lang: face.lang.into(),
            summary: face.summary.into(),
        }
    };
    ComparisonView {
        term: reader.term_link(reader.language(&reader.config().language), term).into(),
        pages: list(pages.iter().map(compared)).into(),
        rows: list(rows(
            reader,
            &reader.config().collections[c].fields,
            pages,
            &part_url(own, part),
        ))
        .into(),
        parts: list(parts).into(),
    }
}

/// The rows of a table: one for each field, or for each term of a list of claims, the most common first.
fn rows<'a>(
    reader: &Reader<'a>,
    fields: &'a [Field],
    pages: &[PageId],
    url: &str,
) -> Vec<CompareRow<'a>> {
    let values: Vec<Vec<Value>> =
        pages.iter().map(|id| compared_fields(reader, *id, url)).collect();
    let mut rows = Vec::new();
    for field in fields {
        let is_it = |value: &&Value| text(value, "id") == Some(&field.id);
        let cells: Vec<Option<&Value>> =
            values.iter().map(|values| values.iter().find(is_it)).collect();
        let row = |claim: Option<Value>, cells: Vec<Value>| CompareRow {
            field: field.id.as_str().into(),
            label: field.label.main.as_str().into(),
            claim: claim.into(),
            count: cells.iter().filter(|cell| !cell.is_none()).count().into(),
            cells: cells.into(),
        };
        if cells.iter().any(|cell| cell.is_some_and(|value| text(value, "kind") == Some("claims")))
        {
            let by_term = claims(&cells).into_iter();
            rows.extend(by_term.map(|(claim, cells)| row(Some(claim), cells)));
        } else if cells.iter().any(Option::is_some) {
            let cell = |value: &Value| CompareCell {
                field: value.clone().into(),
                claims: list::<Value>([]).into(),
            };
            let cells = cells.into_iter().map(|value| value.map(cell).into());
            rows.push(row(None, cells.collect()));
        }
    }
    rows
}

/// The claims of pages by their terms, the most common term first. A page may have several of one term.
fn claims(cells: &[Option<&Value>]) -> Vec<(Value, Vec<Value>)> {
    let mut by_term: Vec<(Value, Vec<Vec<Value>>)> = Vec::new();
    for (place, cell) in cells.iter().enumerate() {
        let items = cell.and_then(|field| field.get_from_path("items")?.as_array());
        for claim in items.into_iter().flatten() {
            let is_it = |(other, _): &(Value, Vec<_>)| text(other, "label") == text(claim, "label");
            let place_in = by_term.iter().position(is_it).unwrap_or_else(|| {
                by_term.push((claim.clone(), vec![Vec::new(); cells.len()]));
                by_term.len() - 1
            });
            by_term[place_in].1[place].push(claim.clone());
        }
    }
    by_term.sort_by_key(|(_, cells)| Reverse(cells.iter().filter(|own| !own.is_empty()).count()));
    let cell = |own: Vec<Value>| match own.is_empty() {
        true => Value::none(),
        false => CompareCell { field: Value::none().into(), claims: own.into() }.into(),
    };
    by_term.into_iter().map(|(term, cells)| (term, cells.into_iter().map(cell).collect())).collect()
}

fn text<'v>(value: &'v Value, name: &'static str) -> Option<&'v str> {
    value.get_from_path(name)?.as_str()
}

/// The fields of a page that can stand in a narrow column: facts, claims, and records that weigh something. Sources,
/// references and long texts are for the page itself. `shown_at` is the address of the comparison.
pub fn compared_fields(reader: &Reader, id: PageId, shown_at: &str) -> Vec<Value> {
    const FACTS: [&str; 8] =
        ["text", "number", "boolean", "period", "place", "strength", "term", "claim"];
    let face = reader.face(id);
    let own = face.collection.map_or(&[][..], |c| &reader.config().collections[c].fields);
    let is_fact = |field: &Field| FACTS.contains(&field.kind.one.word);
    let weighs = |i: usize| {
        let mut parts = own.iter().filter(|part| part.record == Some(i));
        parts.any(|part| ["strength", "term"].contains(&part.kind.one.word))
    };
    let is_compared = |id: &str| {
        let field =
            own.iter().enumerate().find(|(_, field)| field.record.is_none() && *field.id == *id);
        field.is_some_and(|(i, field)| is_fact(field) || (field.kind.has_parts && weighs(i)))
    };
    let owner = Owner { lang: face.lang, url: shown_at, page: Some(id) };
    let fields = fields::fields(reader, &owner, own, reader.facts(id)).all;
    fields.into_iter().filter(|field| text(field, "id").is_some_and(is_compared)).collect()
}
