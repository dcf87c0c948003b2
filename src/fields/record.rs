//! `record`, `records`: tables of fields, which follow the record's own field in the same list. Their values are
//! facts like all others, so terms, references, links and citations in them need no extra code. A part has its own view, so
//! the caller passes in how a part is read or shown. `min` and `max` count the
//! entries of a list.

use super::kind::*;
use crate::outputs::declare::{ById, Field as AnyField, Filled, list, view};
use crate::parse::frame::Record;

view! {
    /// A field of the kind `record` or `records`.
    struct RecordsView {
        items: Filled<RecordView>,
    }

    /// A group of fields.
    struct RecordView {
        fields: Filled<AnyField> => "its fields, in the order of `site.toml`. A source in one has no number.",
        field: ById => "the same, by id",
    }
}

pub static KIND: FieldKind = FieldKind {
    is_on_cards: false,
    many: Some(Form { word: "records", example: "[{ … }]" }),
    view: Some("records"),
    keys: &["fields"],
    has_parts: true,
    is_for_terms: false,
    ..FieldKind::new("record", "{ … }")
};

pub static STAGES: Stages = Stages {
    section: |_, _| "records",
    ..Stages::new(
        &KIND,
        |_, _, _| None,
        |_, _, _, _| Vec::new(),
        |_| RecordsView::DECLARATION,
        Export::NONE,
    )
};

/// Reads the fields of a table, as [`crate::parse`] does for a page.
type ReadParts = fn(&Frame, &Table, &[Field], &str, bool) -> Vec<Fact>;

/// Reads one or several records: a fact with their number, followed by the facts of their parts.
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
    let owner = format!("an entry of `{}`", field.id);
    let mut parts = Vec::new();
    let mut count = 0;
    for (number, table) in tables.enumerate() {
        let ids = format!("{}-{}-", field.id, number + 1);
        let record = Some((Record { field: place, number }, &*ids));
        parts.append(&mut read_parts(&Frame { record, ..*frame }, &table, fields, &owner, true));
        // The mistake is in site.toml, and not in each entry.
        field.misdeclared.iter().for_each(|key| {
            table.get(key);
        });
        frame.reader.unknown_keys(&table, &owner);
        count += 1;
    }
    let (span, value) = (frame.reader.span_of(item), Value::Records(count));
    let counted = Fact { field: place, span, value, is_default: false, record: None };
    std::iter::once(counted).chain(parts).collect()
}

/// An example of a record, with its required keys, or else its first.
pub fn example(fields: &[Field], place: usize) -> String {
    let parts = || fields.iter().filter(|field| field.record == Some(place));
    let mut shown: Vec<&Field> = parts().filter(|field| field.required).collect();
    if shown.is_empty() {
        shown.extend(parts().next());
    }
    let pairs = shown.iter().map(|field| format!("{} = {}", field.id, field.form().example));
    format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
}

/// The view of the records of a field; empty ones are left out.
pub fn items(
    fields: &[Field],
    facts: &[Fact],
    place: usize,
    part: impl Fn(&Field, &Fact) -> Option<tera::Value>,
) -> RecordsView<'static> {
    let count = facts.iter().find(|fact| fact.field == place).map(|fact| &fact.value);
    let count = if let Some(Value::Records(count)) = count { *count } else { 0 };
    let parts_of = |number| facts.iter().filter(move |fact| fact.record == Some(number));
    let one = |number| view(fields, place, &parts_of(number).collect::<Vec<_>>(), &part);
    RecordsView { items: list((0..count).filter_map(one)).into() }
}

/// One record, given its field's index and its parts: its fields in order and by id. None if all are empty.
pub fn view(
    fields: &[Field],
    place: usize,
    parts: &[&Fact],
    part: impl Fn(&Field, &Fact) -> Option<tera::Value>,
) -> Option<RecordView<'static>> {
    let mut all: Vec<tera::Value> = Vec::new();
    let mut by_id = tera::Map::new();
    for (i, field) in fields.iter().enumerate().filter(|(_, field)| field.record == Some(place)) {
        let fact = parts.iter().find(|fact| fact.field == i);
        let view = fact.and_then(|fact| part(field, fact));
        by_id.insert(field.id.clone().into(), view.clone().into());
        all.extend(view);
    }
    (!all.is_empty()).then(|| RecordView { fields: all.into(), field: by_id.into() })
}
