//! Reads `[collections.<name>.groups]`, the headings under which pages summarize fields, and the group of
//! each field. A group stands in one place: before the text of a page, or after it.

use super::labels::Labels;
use super::names::one_of;
use crate::diagnostics::nearest;
use crate::diagnostics::rules::BAD_SETTING;
use crate::fields::field::{Field, Group};
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

/// Reports `before` where it says nothing: in a field that no page shows, and in some fields of a group only, whose others
/// then stand before the text, too.
pub fn place(reader: &Reader, fields: &mut [Field]) {
    let early: Vec<(String, String)> = fields
        .iter()
        .filter(|field| field.before)
        .filter_map(|field| Some((field.group.as_ref()?.id.clone(), field.id.clone())))
        .collect();
    for field in fields {
        if field.before && field.internal {
            let message =
                format!("`{}` is internal, so it does not stand before the text", field.id);
            let help = "remove `before`, or `internal` if readers may see the field";
            reader.add(BAD_SETTING.at(reader.path, field.span.clone(), message).help(help));
        }
        let Some(group) = field.group.as_ref().filter(|_| !field.before) else { continue };
        let Some((_, other)) = early.iter().find(|(id, _)| *id == group.id) else { continue };
        let message = format!(
            "`{other}` stands before the text, but `{}` of the same group `{}` after it",
            field.id, group.id
        );
        let help = "a group is in one place: give all its fields `before = true`, or none";
        reader.add(BAD_SETTING.at(reader.path, field.span.clone(), message).help(help));
        field.before = true;
    }
}
