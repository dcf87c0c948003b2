//! `record`, `records`: tables of fields, which stand in the same list behind the field itself. Their values are
//! facts with a view of their own, so whoever reads or shows all fields hands in how this is done with a part.
//! `min` and `max` count the entries of a list.

use super::kind::*;
use crate::outputs::view::map;
use crate::parse::frame::Record;

pub static KIND: FieldKind = FieldKind {
    many: Some(Form { word: "records", example: "[{ … }]" }),
    view: Some("records"),
    keys: &["fields"],
    has_parts: true,
    is_for_terms: false,
    ..FieldKind::new("record", "{ … }")
};

pub static STAGES: Stages = Stages {
    section: |_| "records",
    ..Stages::new(&KIND, |_, _, _| None, |_, _, _, _| Vec::new())
};

/// How the fields of a table are read, as [`crate::parse`] does it for a page.
type ReadParts = fn(&Frame, &Table, &[Field], &str, bool) -> Vec<Fact>;

/// A record or several: a fact that counts them, and then the facts that are their parts.
pub fn read(
    frame: &Frame,
    fields: &[Field],
    place: usize,
    item: Item,
    read_parts: ReadParts,
) -> Vec<Fact> {
    let field = &fields[place];
    let example = example(fields, place);
    let items = frame.items(field, item).unwrap_or_default().into_iter();
    let tables = items.filter_map(|item| frame.reader.table(&field.id, item, &example));
    let what = format!("an entry of `{}`", field.id);
    let mut parts = Vec::new();
    let mut count = 0;
    for (number, table) in tables.enumerate() {
        let ids = format!("{}-{}-", field.id, number + 1);
        let record = Some((Record { field: place, number }, &*ids));
        parts.append(&mut read_parts(&Frame { record, ..*frame }, &table, fields, &what, true));
        frame.reader.unknown_keys(&table, &what);
        count += 1;
    }
    let (span, value) = (frame.reader.span_of(item), Value::Records(count));
    let counted = Fact { field: place, span, value, is_default: false, record: None };
    std::iter::once(counted).chain(parts).collect()
}

/// How a record is written: with the keys that it must have, or else its first.
fn example(fields: &[Field], place: usize) -> String {
    let parts = || fields.iter().filter(|field| field.record == Some(place));
    let mut shown: Vec<&Field> = parts().filter(|field| field.required).collect();
    if shown.is_empty() {
        shown.extend(parts().next());
    }
    let pairs = shown.iter().map(|field| format!("{} = {}", field.id, field.form().example));
    format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
}

/// What templates see of a field of records: those that say something.
pub fn items(
    fields: &[Field],
    facts: &[Fact],
    place: usize,
    part: impl Fn(&Field, &Fact) -> Option<tera::Value>,
) -> Vec<tera::Value> {
    let count = facts.iter().find(|fact| fact.field == place).map(|fact| &fact.value);
    let Some(Value::Records(count)) = count else { return Vec::new() };
    let parts_of = |number| facts.iter().filter(move |fact| fact.record == Some(number));
    let one = |number| view(fields, place, &parts_of(number).collect::<Vec<_>>(), &part);
    (0..*count).filter_map(one).collect()
}

/// One record, by its field's place and its parts: its fields in order and by id. None if all are empty.
pub fn view(
    fields: &[Field],
    place: usize,
    parts: &[&Fact],
    part: impl Fn(&Field, &Fact) -> Option<tera::Value>,
) -> Option<tera::Value> {
    let mut all: Vec<tera::Value> = Vec::new();
    let mut by_id = tera::Map::new();
    for (i, field) in fields.iter().enumerate().filter(|(_, field)| field.record == Some(place)) {
        let fact = parts.iter().find(|fact| fact.field == i);
        let view = fact.and_then(|fact| part(field, fact));
        by_id.insert(field.id.clone().into(), view.clone().into());
        all.extend(view);
    }
    (!all.is_empty()).then(|| map([("fields", all.into()), ("field", by_id.into())]))
}
