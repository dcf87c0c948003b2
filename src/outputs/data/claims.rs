//! The table of claims, in long form: a row for each term that a page claims with its note, source and strength, and a row
//! for each record with a strength, such as the evidence on one outcome.

use super::table::{self, Column, Table, id_of, part, record_fields, shown};
use crate::config::Collection;
use crate::fields::export::{Cell, Holds};
use crate::fields::field::Field;
use crate::fields::kind::Owner;
use crate::fields::value::{Claim, Fact, Value};
use crate::fields::{cites, markdown, strength, terms, terms_export, text};
use crate::model::{PageId, TermId, vocabulary_of};
use crate::outputs::reader::Reader;

const COLUMNS: [(&str, Holds); 15] = [
    ("collection", Holds::Text),
    ("page", Holds::Text),
    ("title", Holds::Text),
    ("field", Holds::Text),
    ("number", Holds::Integer),
    ("vocabulary", Holds::Text),
    ("term", Holds::Text),
    ("label", Holds::Text),
    ("statement", Holds::Text),
    ("note", Holds::Text),
    ("source", Holds::List),
    ("strength", Holds::Integer),
    ("direction", Holds::Text),
    ("response", Holds::List),
    ("response_note", Holds::Text),
];

pub fn columns() -> Vec<Column> {
    let required = ["collection", "page", "title", "field", "number"];
    let column = |(name, holds): (&str, Holds)| Column {
        required: required.contains(&name),
        ..Column::new(name, holds)
    };
    COLUMNS.into_iter().map(column).collect()
}

/// The claims of a collection, or of all.
pub fn claims<'t>(reader: &'t Reader, only: Option<usize>) -> Table<'t> {
    let collections = reader.config().collections.iter().enumerate();
    let collections = collections.filter(move |(c, _)| only.is_none_or(|only| only == *c));
    let rows = collections.flat_map(move |(c, collection)| {
        let pages = reader.list(c as u32).iter();
        pages.flat_map(move |id| rows_of(reader, collection, *id))
    });
    Table { columns: columns(), rows: Box::new(rows) }
}

/// Whether a collection has any field with claims or graded records.
pub fn has_claims(collection: &Collection) -> bool {
    let fields = &collection.fields;
    shown(fields, None).any(|(_, field)| field.kind == &terms::KIND || field.kind == &terms::CLAIM)
        || record_fields(fields).any(|(i, _)| is_graded(fields, i))
}

/// Whether the records of a field say how strong something is.
fn is_graded(fields: &[Field], record: usize) -> bool {
    shown(fields, Some(record)).any(|(_, field)| field.kind == &strength::KIND)
}

/// What a row says besides its page and field.
#[derive(Default)]
struct Row {
    vocabulary: Option<String>,
    term: Option<String>,
    label: Option<String>,
    statement: Option<String>,
    note: Option<String>,
    source: Vec<String>,
    strength: Option<u8>,
    direction: Option<String>,
    /// The terms of what was done about it.
    response: Vec<String>,
    response_note: Option<String>,
}

fn rows_of(reader: &Reader, collection: &Collection, id: PageId) -> Vec<Vec<Cell>> {
    let (face, facts) = (reader.face(id), reader.facts(id));
    let owner = Owner { lang: face.lang, url: face.url, page: Some(id) };
    let fields = &collection.fields;
    let mut rows = Vec::new();
    let mut add = |field: &Field, number: usize, row: Row| {
        rows.push(vec![
            collection.id.as_str().into(),
            id_of(reader, id).into(),
            face.title.into(),
            field.id.as_str().into(),
            Cell::Number(number as f64 + 1.0),
            row.vocabulary.as_deref().into(),
            row.term.as_deref().into(),
            row.label.as_deref().into(),
            row.statement.as_deref().into(),
            row.note.as_deref().into(),
            list(row.source),
            row.strength.map_or(Cell::Empty, |level| Cell::Number(level.into())),
            row.direction.as_deref().into(),
            list(row.response),
            row.response_note.as_deref().into(),
        ]);
    };
    for (i, field) in shown(fields, None) {
        let Some(fact) = facts.iter().find(|fact| fact.field == i) else { continue };
        if field.kind.has_parts && is_graded(fields, i) {
            for number in 0..table::count(facts, i) {
                add(field, number, graded(reader, &owner, fields, facts, (i, number)));
            }
        }
        for (number, claim) in
            terms_export::claims(reader, &owner, field, fact).into_iter().enumerate()
        {
            add(field, number, claimed(reader, &owner, field, claim));
        }
    }
    rows
}

fn claimed(
    reader: &Reader,
    owner: &Owner,
    field: &Field,
    (claim, term): (&Claim, Option<TermId>),
) -> Row {
    let note = claim.note.as_ref();
    let responses = || claim.responses.iter();
    let mut response_note = None;
    for note in responses().filter_map(|response| response.note.as_ref()) {
        join(&mut response_note, &markdown::in_words(reader, owner, note), "\n");
    }
    let response =
        responses().filter_map(|response| terms_export::response_term(reader, field, response).1);
    Row {
        vocabulary: field.vocabulary.as_ref().map(|id| id.value.clone()),
        term: Some(terms_export::id_of(reader, (claim, term))),
        label: term.map(|id| reader.name(id).label.get(owner.lang).to_owned()),
        note: note.map(|note| markdown::in_words(reader, owner, note)),
        source: claim.source.iter().map(|key| key.value.clone()).collect(),
        strength: claim.strength,
        response: response.collect(),
        response_note,
        ..Row::default()
    }
}

/// A record with a strength. Its terms say which way the evidence points if their vocabulary is one of states; any other
/// term is what it is about.
fn graded(
    reader: &Reader,
    owner: &Owner,
    fields: &[Field],
    facts: &[Fact],
    (record, number): (usize, usize),
) -> Row {
    let config = reader.config();
    let mut row = Row::default();
    for (i, field) in shown(fields, Some(record)) {
        let Some(fact) = part(facts, i, number) else { continue };
        match &fact.value {
            Value::Strength(level) => row.strength = Some(*level),
            Value::Markdown(marked) => {
                join(&mut row.note, &markdown::in_words(reader, owner, marked), "\n");
            }
            Value::Cites(_) => row.source.extend(cites::keys(fact).map(str::to_owned)),
            Value::Text(_) | Value::Texts(_) => {
                text::texts(fact).iter().for_each(|text| join(&mut row.statement, text, "; "));
            }
            Value::Claims(_) => {
                let is_state =
                    vocabulary_of(config, field).is_some_and(|v| !config.vocabularies[v].relates);
                for claim in terms_export::claims(reader, owner, field, fact) {
                    let one = claimed(reader, owner, field, claim);
                    if is_state {
                        join(&mut row.direction, &one.term.unwrap_or_default(), "|");
                    } else {
                        (row.vocabulary, row.term, row.label) =
                            (one.vocabulary, one.term, one.label);
                    }
                }
            }
            _ => {}
        }
    }
    row
}

fn list(all: Vec<String>) -> Cell {
    if all.is_empty() { Cell::Empty } else { Cell::List(all) }
}

fn join(to: &mut Option<String>, text: &str, between: &str) {
    match to {
        Some(before) => {
            before.push_str(between);
            before.push_str(text);
        }
        None => *to = Some(text.to_owned()),
    }
}
