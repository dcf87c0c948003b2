//! Fields as the JSON of this program has them, back as front matter: the other direction of `fields/`, where each kind says
//! how it is exported.

use super::values::{Lines, toml_date};
use crate::fields::field::Field;
use crate::import::imported::{Lost, date};
use crate::import::mapping::written::{key, quoted};
use serde_json::{Map, Value};

/// The lines of all fields. What the schema has no field for, or has another kind for, is listed.
pub fn fields(exported: &Map<String, Value>, fields: &[Field], out: &mut Lines, lost: &mut Lost) {
    for (name, value) in exported {
        let is_it = |field: &&Field| field.record.is_none() && field.id == *name;
        let Some(at) = fields.iter().position(|field| is_it(&field)) else {
            lost.push(("column without a field", name.clone()));
            continue;
        };
        match of_field(fields, at, value) {
            Some(value) => out.put(name, value),
            None => {
                let what = format!("`{name}` holds no {}", fields[at].form().word);
                lost.push(("value of another type", what));
            }
        }
    }
}

/// The value of a field as TOML.
fn of_field(fields: &[Field], at: usize, value: &Value) -> Option<String> {
    let one = |value: &Value| match fields[at].kind.has_parts {
        true => record(fields, at, value),
        false => self::one(&fields[at], value),
    };
    let Value::Array(items) = value else { return one(value) };
    let items: Option<Vec<String>> = items.iter().map(one).collect();
    Some(format!("[{}]", items?.join(", ")))
}

fn record(fields: &[Field], record: usize, value: &Value) -> Option<String> {
    let mut pairs = Vec::new();
    for (name, value) in value.as_object()? {
        let is_it = |field: &Field| field.record == Some(record) && field.id == *name;
        let at = fields.iter().position(is_it)?;
        pairs.push((key(name), of_field(fields, at, value)?));
    }
    Some(table(pairs))
}

fn one(field: &Field, value: &Value) -> Option<String> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    match field.kind.one.word {
        "term" | "claim" => claim(value),
        "cite" => source(value),
        // Pages are named by their file where the field says in which collection they are.
        "ref" => {
            let id = text("id")?;
            let own = field.collection.as_ref().and_then(|_| id.split_once('/'));
            Some(quoted(own.map_or(id, |(_, own)| own)))
        }
        "place" => {
            let number =
                |key: &str| Some((key.to_owned(), format!("{:?}", value.get(key)?.as_f64()?)));
            let name = quoted(text("name")?);
            Some(match (number("lat"), number("lon")) {
                (Some(lat), Some(lon)) => table(vec![("name".to_owned(), name), lat, lon]),
                _ => name,
            })
        }
        "period" => {
            let end = |key: &str| Some((key.to_owned(), toml_date(date(text(key)?)?)));
            let ends: Vec<_> = ["start", "end"].iter().filter_map(|key| end(key)).collect();
            (!ends.is_empty()).then(|| table(ends))
        }
        "date" => value.as_str().and_then(date).map(toml_date),
        "markdown" => value.as_str().map(|text| quoted(&plain(text))),
        // A picture is a file beside the page, which an export of data has not.
        "image" => None,
        _ => match value {
            Value::String(text) => Some(quoted(text)),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
            _ => None,
        },
    }
}

/// A term, or a table if something is claimed of it.
fn claim(value: &Value) -> Option<String> {
    let term = value.get("term").and_then(Value::as_str).map(quoted);
    let mut pairs =
        vec![("note", words(value, "note")), ("source", value.get("source").and_then(source))];
    pairs.push(("strength", value.get("strength").map(Value::to_string)));
    let responses = value.get("responses").and_then(Value::as_array);
    let responses =
        responses.map(|all| all.iter().filter_map(claim).collect::<Vec<_>>().join(", "));
    pairs.push(("response", responses.map(|all| format!("[{all}]"))));
    let pairs = pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    let pairs: Vec<_> = pairs.collect();
    match (term, pairs.is_empty()) {
        (term, true) => term,
        (term, false) => {
            let term = term.map(|term| ("term".to_owned(), term));
            Some(table(term.into_iter().chain(pairs).collect()))
        }
    }
}

fn words(value: &Value, key: &str) -> Option<String> {
    Some(quoted(&plain(value.get(key)?.as_str()?)))
}

fn source(value: &Value) -> Option<String> {
    let known = ["key", "url", "text"].iter().find_map(|key| value.get(key)?.as_str());
    known.map(quoted)
}

fn table(pairs: Vec<(String, String)>) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// Words as Markdown that shows them as they are.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>@#~|{}$&!^".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
