//! Front matter of other generators: TOML between `+++`, YAML between `---`, JSON at the top. Scalars of YAML stay texts, so
//! `NO` is Norway and `0123` keeps its zero; the schema says what they are.

use super::collectionbuilder::is_picture;
use crate::import::imported::Entry;
use crate::tables::{Form, Reader};
use serde_json::Value;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// The parts of a file.
#[derive(Debug, Default)]
pub struct Front {
    /// Values of inner tables have a dot in their key: `taxonomies.tags`.
    pub entries: Vec<Entry>,
    /// What could not be read, each in a sentence.
    pub problems: Vec<String>,
    pub body: String,
}

pub fn split(text: &str) -> Front {
    let text = text.replace("\r\n", "\n");
    let start = text.trim_start();
    if start.starts_with('{') {
        return json(start).unwrap_or_else(|| Front { body: text.clone(), ..Front::default() });
    }
    let found = [("+++", Form::Toml), ("---", Form::Yaml)].into_iter().find_map(|(fence, form)| {
        let after = start.strip_prefix(fence)?.strip_prefix('\n').or_else(|| {
            let (line, rest) = start.strip_prefix(fence)?.split_once('\n')?;
            line.trim().is_empty().then_some(rest)
        })?;
        let mut at = 0;
        for line in after.split_inclusive('\n') {
            let is_end =
                line.trim_end() == fence || (form == Form::Yaml && line.trim_end() == "...");
            if is_end {
                return Some((form, &after[..at], &after[at + line.len()..]));
            }
            at += line.len();
        }
        None
    });
    match found {
        Some((form, front, body)) => {
            let (entries, problems) = table(front, form);
            Front { entries, problems, body: body.to_owned() }
        }
        None => Front { body: text.clone(), ..Front::default() },
    }
}

/// The entries of a table, and what could not be read of it.
pub fn table(text: &str, form: Form) -> (Vec<Entry>, Vec<String>) {
    let path: Arc<str> = "".into();
    let mut reader = Reader::new(&path, 0);
    reader.form = form;
    let mut sound = String::new();
    let table = reader.parse(text, &mut sound);
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    let mut items: Vec<_> = table.get_ref().iter().collect();
    items.sort_by_key(|(key, _)| key.span().start);
    for (key, item) in items {
        take(key.get_ref(), item.get_ref(), 0, &mut entries, &mut problems);
    }
    drop(table);
    problems.extend(reader.into_problems().into_iter().map(|problem| problem.message));
    (entries, problems)
}

/// A whole table as a tree of tables, lists and texts.
pub fn tree(text: &str, form: Form) -> Value {
    let path: Arc<str> = "".into();
    let mut reader = Reader::new(&path, 0);
    reader.form = form;
    let mut sound = String::new();
    let table = reader.parse(text, &mut sound);
    of_table(table.get_ref())
}

fn of_table(table: &DeTable) -> Value {
    let entries = table.iter().map(|(key, value)| {
        let key: &str = key.get_ref();
        (key.to_owned(), of_value(value.get_ref()))
    });
    Value::Object(entries.collect())
}

fn of_value(value: &DeValue) -> Value {
    match value {
        DeValue::Array(all) => all.iter().map(|one| of_value(one.get_ref())).collect(),
        DeValue::Table(table) => of_table(table),
        value => scalar(value).map_or(Value::Null, Value::String),
    }
}

fn take(
    key: &str,
    value: &DeValue,
    depth: usize,
    entries: &mut Vec<Entry>,
    problems: &mut Vec<String>,
) {
    match value {
        DeValue::Array(items) => {
            let values: Vec<String> =
                items.iter().filter_map(|item| scalar(item.get_ref())).collect();
            let one =
                items.first().filter(|_| items.len() == 1).map(|item| of_value(item.get_ref()));
            if let Some(picture) = one.as_ref().and_then(picture) {
                entries.push(picture);
                return;
            }
            if values.len() < items.len() {
                problems.push(format!("`{key}` is a list of tables"));
            }
            if !values.is_empty() {
                entries.push(Entry { key: key.to_owned(), values, many: true });
            }
        }
        DeValue::Table(inner) if depth < 3 => {
            let mut items: Vec<_> = inner.iter().collect();
            items.sort_by_key(|(key, _)| key.span().start);
            for (name, item) in items {
                take(
                    &format!("{key}.{}", name.get_ref()),
                    item.get_ref(),
                    depth + 1,
                    entries,
                    problems,
                );
            }
        }
        DeValue::Table(_) => problems.push(format!("`{key}` lies too deep")),
        value => {
            if let Some(text) = scalar(value).filter(|text| !text.trim().is_empty()) {
                entries.push(Entry::one(key, text));
            }
        }
    }
}

/// The picture of a page, if a table of front matter holds one: `images: [{ image: /a.png, alt: A map }]`.
fn picture(table: &Value) -> Option<Entry> {
    let texts = table.as_object()?.iter().filter_map(|(key, value)| Some((key, value.as_str()?)));
    let texts: Vec<(&String, &str)> = texts.collect();
    let (_, file) = texts.iter().find(|(_, text)| is_picture(text) && !text.contains("://"))?;
    let named = |name: &str| texts.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    let alt =
        ["alt", "image_alt", "description", "caption", "title"].iter().find_map(|name| named(name));
    let values = vec![(*file).to_owned(), alt.map_or("", |(_, alt)| alt).to_owned()];
    Some(Entry { key: "featured_image".to_owned(), values, many: false })
}

fn scalar(value: &DeValue) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.trim().to_owned()),
        DeValue::Boolean(is) => Some(is.to_string()),
        DeValue::Datetime(date) => Some(date.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// Front matter as a JSON object, which Hugo reads.
fn json(text: &str) -> Option<Front> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let Value::Object(object) = values.next()?.ok()? else { return None };
    let body = text.get(values.byte_offset()..)?.to_owned();
    let mut front = Front { body, ..Front::default() };
    for (key, value) in object {
        let scalar = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(is) => Some(is.to_string()),
            _ => None,
        };
        match &value {
            Value::Array(items) => {
                let values: Vec<String> = items.iter().filter_map(scalar).collect();
                if let Some(picture) = items.first().filter(|_| items.len() == 1).and_then(picture)
                {
                    front.entries.push(picture);
                    continue;
                }
                if values.len() < items.len() {
                    front.problems.push(format!("`{key}` is a list of tables"));
                }
                front.entries.push(Entry { key, values, many: true });
            }
            value => match scalar(value) {
                Some(text) => front.entries.push(Entry::one(key, text)),
                None => front.problems.push(format!("`{key}` is a table")),
            },
        }
    }
    Some(front)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norway_stays_norway() {
        let front = split(
            "---\ntitle: A\ncountry: NO\ncode: 0123\ntags: [a, b]\nextra:\n  x: 1.10\n---\nText\n",
        );
        let values: Vec<(&str, &str)> =
            front.entries.iter().map(|entry| (&*entry.key, &*entry.values[0])).collect();
        assert_eq!(
            values,
            [
                ("title", "A"),
                ("country", "NO"),
                ("code", "0123"),
                ("tags", "a"),
                ("extra.x", "1.10")
            ]
        );
        assert_eq!((front.body.as_str(), front.problems.len()), ("Text\n", 0));
        assert_eq!(split("{\"title\": \"B\", \"tags\": [\"x\"]}\n\nText").entries.len(), 2);
        assert_eq!(split("No front matter").body, "No front matter");
    }
}
