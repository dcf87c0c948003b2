//! The JSON that this program publishes for a collection: pages with all that their fields say. A table has less, since a cell
//! names a term and not what is claimed of it.

use crate::import::imported::{Imported, Lost, Page, listed_date};
use serde_json::{Map, Value};

/// The version of the form that is read.
const SCHEMA: u64 = 1;

/// Reads the pages of a file.
pub fn pages(text: &str, place: &str, imported: &mut Imported) -> Result<(), String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let kind = value.get("collection").and_then(Value::as_str);
    let items = value.get("items").and_then(Value::as_array);
    let (Some(kind), Some(items)) = (kind, items) else {
        return Err("it is JSON, but not that of a collection of Talkoo".to_owned());
    };
    if value.get("schema").and_then(Value::as_u64) != Some(SCHEMA) {
        return Err(format!("its `schema` is not {SCHEMA}, the only one that is read"));
    }
    for (n, item) in items.iter().enumerate() {
        let place = format!("{place}, item {}", n + 1);
        let mut lost = Lost::new();
        match item.as_object().and_then(|item| page(kind, item, &mut lost)) {
            Some(page) => imported.pages.push(page),
            None => imported.leave_out("item", &place, "it has no id or no title"),
        }
        for (kind, what) in lost {
            imported.leave_out(kind, &place, what);
        }
    }
    Ok(())
}

fn page(kind: &str, item: &Map<String, Value>, lost: &mut Lost) -> Option<Page> {
    let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
    let name = |value: &Value| Some(value.get("name")?.as_str()?.to_owned());
    let authors = item.get("authors").and_then(Value::as_array).into_iter().flatten();
    let id = text("id").filter(|id| !id.is_empty())?;
    let mut date = |key: &str| text(key).and_then(|written| listed_date(key, &written, lost));
    Some(Page {
        date: date("date"),
        updated: date("updated"),
        title: text("title")?,
        summary: text("summary"),
        language: text("language"),
        authors: authors.filter_map(name).collect(),
        licence: item.get("licence").and_then(name),
        project: item
            .get("project")
            .and_then(|project| Some(project.get("id")?.as_str()?.to_owned())),
        addresses: text("url").into_iter().collect(),
        exported: item.get("fields").and_then(Value::as_object).cloned().unwrap_or_default(),
        kind: kind.to_owned(),
        path: id.clone(),
        id,
        ..Page::default()
    })
}
