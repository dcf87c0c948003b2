//! Reads `[collections.<name>.in_short]`: the fields that answer a reader's first questions, each with the question.

use super::browsing::InShort;
use super::labels::Labels;
use super::names::{is_lost, one_of};
use crate::fields::field::Field;
use crate::tables::{Located, Reader, Table};

/// The fields, in the order of the file.
pub fn in_short(
    reader: &Reader,
    table: &Table,
    fields: &[Field],
    misdeclared: &[String],
    lang: &str,
) -> Vec<InShort> {
    let Some(item) = table.get("in_short") else { return Vec::new() };
    let Some(table) = reader.table("in_short", item, "{ evidence = \"Did it work?\" }") else {
        return Vec::new();
    };
    let own = || fields.iter().enumerate().filter(|(_, field)| field.record.is_none());
    let known: Vec<&str> = own().map(|(_, field)| field.id.as_str()).collect();
    let questions = table.entries().into_iter().filter_map(|(id, span, item)| {
        let label = Labels::read(reader, id, item, lang)?;
        let name = Located { value: id.to_owned(), span: reader.file_span(&span) };
        if is_lost(misdeclared, id) {
            return None;
        }
        let id = one_of(reader, &name, &known, "a field of this collection")?;
        let (field, _) = own().find(|(_, field)| field.id == id)?;
        Some(InShort { field, label })
    });
    questions.collect()
}
