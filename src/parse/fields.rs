//! Turns front matter into typed values, following the fields in `site.toml`.

use super::frame::Frame;
use crate::config::Config;
use crate::diagnostics::Diagnostic;
use crate::fields::field::Field;
use crate::fields::value::{Fact, Value};
use crate::fields::{record, stages};
use crate::tables::{Item, Reader, Table};
use std::sync::Arc;

/// Reads all fields of a page or record. `what` names it in diagnostics (`a pilot`).
pub fn facts(
    frame: &Frame,
    table: &Table,
    fields: &[Field],
    what: &str,
    complete: bool,
) -> Vec<Fact> {
    let mut found = Vec::new();
    let number = frame.record.map(|(record, _)| record.number);
    let within = frame.record.map(|(record, _)| record.field);
    let here = fields.iter().enumerate().filter(|(_, field)| field.record == within);
    for (i, field) in here {
        let (span, value, is_default) = match (table.get(&field.id), &field.default) {
            (Some(item), _) if field.kind.has_parts => {
                found.append(&mut record::read(frame, fields, i, item, facts));
                continue;
            }
            (Some(item), _) => (frame.reader.span_of(item), value(frame, field, item), false),
            (None, Some(default)) => {
                let reader = Reader::of_place(frame.reader.path, table.span.clone());
                let frame = Frame { reader: &reader, ..*frame };
                (table.span.clone(), default_value(&frame, field, &default.value), true)
            }
            (None, None) => {
                if complete && field.is_due() {
                    let example = field.form().example;
                    frame.reader.missing(table.span.clone(), what, &field.id, example);
                }
                continue;
            }
        };
        found.extend(value.map(|value| Fact { field: i, span, value, is_default, record: number }));
    }
    // Whatever is not among the facts is nowhere in the site.
    let is_internal = |fact: &Fact| {
        let field = &fields[fact.field];
        field.internal || field.record.is_some_and(|record| fields[record].internal)
    };
    found.retain(|fact| !is_internal(fact));
    found.shrink_to_fit();
    found
}

/// Where a key belongs that a page can't have itself, but a table in one of its fields can.
pub fn inner_key(reader: &Reader, fields: &[Field], key: &str) -> Option<String> {
    let own = |field: &Field| stages(field.kind).shape.keys().any(|own| own == key);
    let part = |part: &Field| part.id == key;
    let field = fields.iter().find(|field| own(field)).or_else(|| {
        let record = fields.iter().filter(|field| part(field)).find_map(|field| field.record)?;
        fields.get(record)
    })?;
    let example = match field.kind.has_parts {
        true => record::example(fields, fields.iter().position(|f| std::ptr::eq(f, field))?),
        false => stages(field.kind).inner_example.to_owned(),
    };
    let example = if field.many { format!("[{example}]") } else { example };
    let line = reader.line(&field.id, &example);
    Some(format!("it belongs into `{}`: {line}", field.id))
}

/// Checks the defaults in site.toml.
pub fn defaults(config: &Config) -> Vec<Diagnostic> {
    let collections = config.collections.iter().flat_map(|collection| &collection.fields);
    let vocabularies = config.vocabularies.iter().flat_map(|vocabulary| &vocabulary.fields);
    let path: Arc<str> = crate::config::PATH.into();
    let mut problems = Vec::new();
    for field in collections.chain(vocabularies) {
        let Some(default) = &field.default else { continue };
        let reader = Reader::of_place(&path, default.span.clone());
        let frame =
            Frame { reader: &reader, config, url: "/", lang: &config.language, record: None };
        let named = Field { id: "default".into(), ..field.clone() };
        default_value(&frame, &named, &default.value);
        problems.append(&mut reader.into_problems());
    }
    problems
}

/// The value of a field, checked against its type and limits.
fn value(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    (stages(field.kind).parse)(frame, field, item)
}

/// The default of a field, read as if the author had written it. Problems with defaults are reported once, by
/// [`defaults`].
fn default_value(frame: &Frame, field: &Field, default: &str) -> Option<Value> {
    let text = format!("value = {default}");
    let table = toml::de::DeTable::parse(&text).ok()?;
    value(frame, field, table.get_ref().get("value")?)
}
