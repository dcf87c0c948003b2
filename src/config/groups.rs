//! Reads `[collections.<name>.groups]`, the headings under which pages summarize fields, and the group of
//! each field.

use super::labels::Labels;
use super::names::one_of;
use crate::diagnostics::nearest;
use crate::diagnostics::rules::BAD_SETTING;
use crate::fields::field::Group;
use crate::tables::{Reader, Table};
use std::sync::Arc;

/// The groups of a collection, in the order of the file.
pub fn groups(reader: &Reader, table: &Table, lang: &str) -> Vec<Arc<Group>> {
    let Some(item) = table.get("groups") else { return Vec::new() };
    let Some(table) = reader.table("groups", item, "{ service = \"The service\" }") else {
        return Vec::new();
    };
    let groups = table.entries().into_iter().filter_map(|(id, span, item)| {
        let label = Labels::read(reader, id, item, lang)?;
        Some(Arc::new(Group { id: id.to_owned(), label, span: reader.file_span(&span) }))
    });
    groups.collect()
}

/// The group that a field names. A misspelt name is reported and resolved to the closest group.
pub fn of_field(reader: &Reader, table: &Table, groups: &[Arc<Group>]) -> Option<Arc<Group>> {
    let name = reader.text("group", table.get("group")?)?;
    let known: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
    if known.is_empty() {
        let message = format!("there is no group `{}`", name.value);
        let help = "declare it in the collection's `groups`, with its heading: groups = { service = \"The service\" }";
        reader.add(BAD_SETTING.at(reader.path, name.span, message).help(help));
        return None;
    }
    let id = one_of(reader, &name, &known, "a group of this collection");
    let id = id.as_deref().or_else(|| nearest(&name.value, known))?;
    groups.iter().find(|group| group.id == id).cloned()
}
