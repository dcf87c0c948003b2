//! Tables: of the pages of a collection, of their records, of all claims, and of the terms of a vocabulary. Columns follow
//! from the fields. Rows are made one by one while a table is written, so that only the file itself is held.

use crate::config::{Config, Labels};
use crate::fields::export::{Cell, ColumnOf, Holds, PAGE_COLUMNS, RECORD_COLUMNS, address};
use crate::fields::field::Field;
use crate::fields::kind::Owner;
use crate::fields::stages;
use crate::fields::value::{Fact, Value};
use crate::model::{PageId, Target, TermId};
use crate::outputs::reader::Reader;

/// A table, ready to be written.
pub struct Table<'t> {
    pub columns: Vec<Column>,
    pub rows: Box<dyn Iterator<Item = Vec<Cell>> + 't>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    /// What it is called in the language of the site.
    pub label: String,
    pub holds: Holds,
    /// The vocabulary whose terms it names.
    pub vocabulary: Option<String>,
    pub required: bool,
}

impl Column {
    pub fn new(name: &str, holds: Holds) -> Self {
        let (name, label) = (name.to_owned(), name.replace('_', " "));
        Self { name, label, holds, vocabulary: None, required: false }
    }
}

/// The fields that are in a table of pages, or the parts of the records of a field. Internal fields are in none.
pub fn shown(fields: &[Field], record: Option<usize>) -> impl Iterator<Item = (usize, &Field)> {
    let all = fields.iter().enumerate();
    all.filter(move |(_, field)| field.record == record && !field.internal)
}

/// The fields of records.
pub fn record_fields(fields: &[Field]) -> impl Iterator<Item = (usize, &Field)> {
    shown(fields, None).filter(|(_, field)| field.kind.has_parts)
}

pub fn columns_of<'f>(config: &Config, field: &'f Field) -> impl Iterator<Item = Column> + use<'f> {
    let lang = config.language.clone();
    let columns = stages(field.kind).export.columns_of(field);
    columns.iter().map(move |(suffix, holds): &ColumnOf| Column {
        name: format!("{}{suffix}", field.id),
        label: format!("{}{}", field.label.get(&lang), suffix.replace('_', " ")),
        holds: *holds,
        vocabulary: field.vocabulary.as_ref().map(|id| id.value.clone()),
        required: field.required && field.record.is_none(),
    })
}

pub fn page_columns(config: &Config, c: usize) -> Vec<Column> {
    let before = PAGE_COLUMNS.iter().map(|(name, holds)| Column {
        required: ["id", "title", "address"].contains(name),
        ..Column::new(name, *holds)
    });
    let fields = shown(&config.collections[c].fields, None);
    let fields = fields.flat_map(|(_, field)| columns_of(config, field));
    before.chain(fields).chain([Column::new("licence", Holds::Text)]).collect()
}

/// A row for each page of a collection.
pub fn pages<'t>(reader: &'t Reader, c: usize) -> Table<'t> {
    let rows = reader.list(c as u32).iter().map(move |id| page_row(reader, c, *id));
    Table { columns: page_columns(reader.config(), c), rows: Box::new(rows) }
}

/// The id of a page in its collection: the name of its file.
pub fn id_of<'a>(reader: &Reader<'a>, id: PageId) -> &'a str {
    let url = reader.face(id).url.trim_matches('/');
    url.split_once('/').map_or(url, |(_, own)| own)
}

fn page_row(reader: &Reader, c: usize, id: PageId) -> Vec<Cell> {
    let config = reader.config();
    let (face, imprint, facts) = (reader.face(id), reader.imprint(id), reader.facts(id));
    let owner = Owner { lang: face.lang, url: face.url, page: Some(id) };
    let authors: Vec<String> = imprint.authors.iter().map(|author| author.name.clone()).collect();
    let mut row: Vec<Cell> = vec![
        id_of(reader, id).into(),
        face.title.into(),
        address(reader, face.url).into(),
        face.lang.into(),
        face.summary.into(),
        face.date.into(),
        imprint.updated.into(),
        if authors.is_empty() { Cell::Empty } else { Cell::List(authors) },
        imprint.project.into(),
    ];
    for (i, field) in shown(&config.collections[c].fields, None) {
        row.extend(cells(reader, &owner, field, facts.iter().find(|fact| fact.field == i)));
    }
    let licence = imprint.licence.or(config.licence.as_ref());
    row.push(licence.map(|licence| licence.name.as_str()).into());
    row
}

/// The cells of a field, which may have no value.
fn cells(reader: &Reader, owner: &Owner, field: &Field, fact: Option<&Fact>) -> Vec<Cell> {
    let export = stages(field.kind).export;
    match fact {
        Some(fact) => (export.cells)(reader, owner, field, fact),
        None => vec![Cell::Empty; export.columns_of(field).len()],
    }
}

pub fn record_columns(config: &Config, c: usize, record: usize) -> Vec<Column> {
    let before =
        RECORD_COLUMNS.map(|(name, holds)| Column { required: true, ..Column::new(name, holds) });
    let parts = shown(&config.collections[c].fields, Some(record));
    before.into_iter().chain(parts.flat_map(|(_, field)| columns_of(config, field))).collect()
}

/// A row for each record of a field.
pub fn records<'t>(reader: &'t Reader, c: usize, record: usize) -> Table<'t> {
    let fields = &reader.config().collections[c].fields;
    let of_page = move |id: &PageId| {
        let (id, face, facts) = (*id, reader.face(*id), reader.facts(*id));
        (0..count(facts, record)).map(move |number| {
            let owner = Owner { lang: face.lang, url: face.url, page: Some(id) };
            let mut row: Vec<Cell> = vec![
                id_of(reader, id).into(),
                face.title.into(),
                Cell::Number(number as f64 + 1.0),
            ];
            for (i, field) in shown(fields, Some(record)) {
                let fact = part(facts, i, number);
                row.extend(cells(reader, &owner, field, fact));
            }
            row
        })
    };
    let rows = reader.list(c as u32).iter().flat_map(of_page);
    Table { columns: record_columns(reader.config(), c, record), rows: Box::new(rows) }
}

/// How many records a page has in a field.
pub fn count(facts: &[Fact], record: usize) -> usize {
    let fact = facts.iter().find(|fact| fact.field == record);
    fact.map_or(0, |fact| if let Value::Records(n) = fact.value { n } else { 0 })
}

/// The value of a field in a record.
pub fn part(facts: &[Fact], field: usize, number: usize) -> Option<&Fact> {
    facts.iter().find(|fact| fact.field == field && fact.record == Some(number))
}

/// The languages in which a vocabulary has labels, that of the site first.
fn languages(config: &Config) -> Vec<&str> {
    let others = config.languages.iter().filter(|lang| **lang != config.language);
    std::iter::once(&config.language).chain(others).map(String::as_str).collect()
}

pub fn term_columns(config: &Config, v: usize) -> Vec<Column> {
    let languages = languages(config);
    let mut columns = vec![Column { required: true, ..Column::new("id", Holds::Text) }];
    for name in ["label", "definition"] {
        let of_language = |(i, lang): (usize, &&str)| match i {
            0 => Column::new(name, Holds::Text),
            _ => Column::new(&format!("{name}_{}", lang.replace('-', "_")), Holds::Text),
        };
        columns.extend(languages.iter().enumerate().map(of_language));
    }
    let rest = [
        ("other_names", Holds::List),
        ("broader", Holds::Text),
        ("related", Holds::List),
        ("source", Holds::Text),
        ("exact_match", Holds::List),
        ("close_match", Holds::List),
        ("pages", Holds::Integer),
        ("address", Holds::Url),
    ];
    columns.extend(rest.map(|(name, holds)| Column::new(name, holds)));
    let fields = shown(&config.vocabularies[v].fields, None);
    columns.extend(fields.flat_map(|(_, field)| columns_of(config, field)));
    columns
}

/// A row for each term of a vocabulary.
pub fn terms<'t>(reader: &'t Reader, v: usize) -> Table<'t> {
    let rows = reader.vocabulary(v as u32).iter().map(move |id| term_row(reader, v, *id));
    Table { columns: term_columns(reader.config(), v), rows: Box::new(rows) }
}

fn term_row(reader: &Reader, v: usize, id: TermId) -> Vec<Cell> {
    let config = reader.config();
    let ((entry, _), around) = (reader.entry(id), reader.around(id));
    let list = |texts: Vec<String>| if texts.is_empty() { Cell::Empty } else { Cell::List(texts) };
    let in_language = |labels: Option<&Labels>| -> Vec<Cell> {
        let of = |(i, lang): (usize, &&str)| match (i, labels) {
            (_, None) => Cell::Empty,
            (0, Some(labels)) => labels.get(lang).into(),
            // What has no translation is not given in another language.
            (_, Some(labels)) => labels.by_language.get(*lang).map(String::as_str).into(),
        };
        languages(config).iter().enumerate().map(of).collect()
    };
    let written = |all: &[crate::tables::Located<String>]| {
        list(all.iter().map(|one| one.value.clone()).collect())
    };
    let mut row: Vec<Cell> = vec![entry.id.value.as_str().into()];
    row.extend(in_language(Some(&entry.label)));
    row.extend(in_language(entry.definition.as_ref()));
    row.extend([
        written(&entry.alias),
        around.broader.last().map(|id| reader.name(*id).id).into(),
        list(around.related.iter().map(|id| reader.name(*id).id.to_owned()).collect()),
        entry.source.as_ref().map(|key| key.value.as_str()).into(),
        written(&entry.matches.exact),
        written(&entry.matches.close),
        Cell::Number(reader.count(id) as f64),
        address(reader, &reader.url(Target::Term(id))).into(),
    ]);
    let owner = Owner { lang: &config.language, url: reader.name(id).url, page: None };
    for (i, field) in shown(&config.vocabularies[v].fields, None) {
        row.extend(cells(reader, &owner, field, entry.facts.iter().find(|fact| fact.field == i)));
    }
    row
}
