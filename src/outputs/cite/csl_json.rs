//! Records as CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html).

use super::record::Record;
use crate::parse::dates::Date;
use crate::parse::item::Name;
use serde_json::{Map, Value, json};

pub fn write(records: &[Record]) -> String {
    let items = records.iter().map(|record| item(record).to_string());
    format!("[{}]\n", items.collect::<Vec<_>>().join(",\n"))
}

fn item(record: &Record) -> Value {
    let item = &record.item;
    let mut map = Map::new();
    map.insert("id".to_owned(), json!(record.key));
    map.insert("type".to_owned(), json!(item.kind));
    for (variable, text) in &item.texts {
        map.insert(variable.clone(), json!(text));
    }
    for variable in item.names.keys() {
        map.insert(variable.clone(), record.people(variable).map(person).collect());
    }
    for (variable, date) in &item.dates {
        let mut date = day(*date);
        if variable == "issued" && item.is_circa {
            date["circa"] = json!(true);
        }
        map.insert(variable.clone(), date);
    }
    if let Some(words) = &item.words {
        map.insert("status".to_owned(), json!(words));
    }
    Value::Object(map)
}

fn day(date: Date) -> Value {
    let parts = [Some(date.year), date.month.map(u16::from), date.day.map(u16::from)];
    json!({ "date-parts": [parts.into_iter().flatten().collect::<Vec<_>>()] })
}

fn person(name: &Name) -> Value {
    if name.given.is_empty() && name.particle.is_empty() && name.suffix.is_empty() {
        return json!({ "literal": name.family });
    }
    let parts = [
        ("family", &name.family),
        ("given", &name.given),
        ("non-dropping-particle", &name.particle),
        ("suffix", &name.suffix),
    ];
    let filled = parts.into_iter().filter(|(_, text)| !text.is_empty());
    filled.map(|(part, text)| (part.to_owned(), json!(text))).collect::<Map<_, _>>().into()
}
