//! What the REST interface of WordPress answers: posts, pages, media, terms and users, each a JSON object, an array of
//! them, or a page of either saved to a file.

use super::item::{Declared, Dump, Item};
use crate::import::html;
use serde_json::{Map, Value};

/// Reads a file into the dump. Returns what it had besides.
pub fn read(text: &str, dump: &mut Dump) -> Result<Vec<String>, String> {
    let value: Value = serde_json::from_str(text.trim()).map_err(|error| error.to_string())?;
    let values = match value {
        Value::Array(values) => values,
        value => vec![value],
    };
    let mut known = 0;
    for value in &values {
        known += usize::from(value.as_object().is_some_and(|object| take(object, dump)));
    }
    if known == 0 {
        return Err("it is JSON, but no post, page, term or file of WordPress".to_owned());
    }
    let others = values.len() - known;
    let what = format!("{} no post, page, term or file of WordPress", are(others));
    Ok(Some(what).filter(|_| others > 0).into_iter().collect())
}

fn are(values: usize) -> String {
    let verb = if values == 1 { "is" } else { "are" };
    format!("{} {verb}", crate::diagnostics::text::counted(values, "value"))
}

/// Takes an object for what its keys show it is. False if it is nothing of WordPress.
fn take(object: &Map<String, Value>, dump: &mut Dump) -> bool {
    let has = |key: &str| object.contains_key(key);
    if has("content") && has("type") || has("source_url") {
        item(object, dump);
    } else if has("taxonomy") && has("name") && has("slug") {
        dump.terms.push(term(object));
    } else if has("avatar_urls") && has("name") {
        dump.authors.push((text(object, "id"), text(object, "name")));
    } else if has("namespaces") && has("routes") {
        // The answer at the root describes the site.
        dump.title = html::plain(&text(object, "name"));
        dump.description = html::plain(&text(object, "description"));
        dump.address = text(object, "home").trim_end_matches('/').to_owned();
    } else {
        return false;
    }
    true
}

fn item(object: &Map<String, Value>, dump: &mut Dump) {
    let rendered = |key: &str| object.get(key).map(rendered).unwrap_or_default();
    let embedded = object.get("_embedded").and_then(Value::as_object);
    for author in
        embedded.and_then(|all| all.get("author")).and_then(Value::as_array).into_iter().flatten()
    {
        if let Some(author) = author.as_object().filter(|author| author.contains_key("name")) {
            dump.authors.push((text(author, "id"), text(author, "name")));
        }
    }
    let mut terms = Vec::new();
    let groups = embedded.and_then(|all| all.get("wp:term")).and_then(Value::as_array);
    for term_ in groups
        .into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(Value::as_object)
    {
        terms.push((text(term_, "taxonomy"), text(term_, "slug"), text(term_, "name")));
        dump.terms.push(term(term_));
    }
    for media in embedded
        .and_then(|all| all.get("wp:featuredmedia"))
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if let Some(media) = media.as_object().filter(|media| media.contains_key("source_url")) {
            item(media, dump);
        }
    }
    if dump.address.is_empty() {
        dump.address = address(object);
    }
    let status = text(object, "status");
    let is_protected = object.get("content").and_then(|content| content.get("protected"))
        == Some(&Value::Bool(true));
    let kind = text(object, "type");
    let (mut fields, mut strange) = (Vec::new(), Vec::new());
    for group in ["acf", "meta"] {
        for (key, value) in object.get(group).and_then(Value::as_object).into_iter().flatten() {
            let values = match value {
                Value::Array(values) => values.iter().collect(),
                value => vec![value],
            };
            let texts: Vec<_> = values.iter().filter_map(|value| scalar(value)).collect();
            if values.iter().any(|value| value.is_object() || value.is_array()) {
                strange.push(key.clone());
            }
            fields.extend(texts.into_iter().map(|value| (key.clone(), value)));
        }
    }
    let featured = text(object, "featured_media");
    if !matches!(&*featured, "" | "0") {
        fields.push(("_thumbnail_id".to_owned(), featured));
    }
    let file = text(object, "source_url");
    dump.items.push(Item {
        id: text(object, "id"),
        status: if status.is_empty() { "publish".to_owned() } else { status },
        kind: if file.is_empty() { kind } else { "attachment".to_owned() },
        slug: text(object, "slug"),
        link: text(object, "link"),
        guid: rendered("guid"),
        title: rendered("title"),
        content: rendered("content"),
        excerpt: rendered("excerpt"),
        date: text(object, "date"),
        modified: text(object, "modified"),
        parent: text(object, "parent"),
        order: text(object, "menu_order"),
        author: text(object, "author"),
        password: if is_protected { "yes".to_owned() } else { String::new() },
        alt: text(object, "alt_text"),
        is_rendered: true,
        comments: 0,
        language: text(object, "lang"),
        translations: translations(object),
        numbers: numbers(object),
        strange,
        terms,
        fields,
        file,
    });
}

/// The lists of numbers of an item, which are its terms: `"categories": [3, 7]`.
fn numbers(object: &Map<String, Value>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (key, value) in object {
        let Value::Array(values) = value else { continue };
        let numbers = values.iter().filter_map(Value::as_u64);
        found.extend(numbers.map(|number| (key.clone(), number.to_string())));
    }
    found
}

/// What an item shares with its translations: the smallest of their numbers, which Polylang lists by language.
fn translations(object: &Map<String, Value>) -> String {
    let all = object.get("translations").and_then(Value::as_object);
    let numbers = all.into_iter().flatten().filter_map(|(_, number)| scalar(number));
    numbers.min_by_key(|number| (number.len(), number.clone())).unwrap_or_default()
}

fn term(object: &Map<String, Value>) -> Declared {
    Declared {
        id: text(object, "id"),
        taxonomy: text(object, "taxonomy"),
        slug: text(object, "slug"),
        name: text(object, "name"),
        description: text(object, "description"),
        // A number, 0 for none.
        parent: text(object, "parent").trim_start_matches('0').to_owned(),
        link: text(object, "link"),
    }
}

/// The address of the site of an object: what stands before the interface's own path, or before a query.
fn address(object: &Map<String, Value>) -> String {
    let own = || {
        let href = object.get("_links")?.get("self")?.get(0)?.get("href")?.as_str()?;
        Some(href.split_once("/wp-json/")?.0.to_owned())
    };
    let by_guid = || {
        let guid = object.get("guid").map(rendered)?;
        Some(guid.split_once('?')?.0.to_owned())
    };
    own().or_else(by_guid).unwrap_or_default().trim_end_matches('/').to_owned()
}

fn rendered(value: &Value) -> String {
    let inner = value.get("rendered").unwrap_or(value);
    inner.as_str().unwrap_or_default().to_owned()
}

fn text(object: &Map<String, Value>, key: &str) -> String {
    object.get(key).and_then(scalar).unwrap_or_default()
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        _ => None,
    }
}
