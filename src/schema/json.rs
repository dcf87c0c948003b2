//! The shape of a value as JSON Schema.

use crate::config::Field;
use crate::config::shape::{Setting, Shape};
use crate::fields;
use crate::tables::Located;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// The vocabularies that a value takes its terms from.
#[derive(Default)]
pub struct Names<'n> {
    pub term: Option<&'n str>,
    pub response: Option<&'n str>,
}

impl<'n> Names<'n> {
    pub fn of(field: &'n Field) -> Self {
        let id = |vocabulary: &'n Option<Located<String>>| Some(&*vocabulary.as_ref()?.value);
        Self { term: id(&field.vocabulary), response: id(&field.response) }
    }
}

pub fn of(shape: &Shape, names: &Names) -> Json {
    match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Yes => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Whole(min, i64::MAX) => json!({ "type": "integer", "minimum": min }),
        Shape::Whole(min, max) => json!({ "type": "integer", "minimum": min, "maximum": max }),
        // Programs that read TOML give a day as a value of its own, as a text or as a year.
        Shape::Date => json!({ "anyOf": [
            { "type": "string", "format": "date" },
            { "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" },
            { "type": "integer", "minimum": 1000, "maximum": 9999 },
        ] }),
        Shape::Address => json!({ "type": "string", "pattern": "^https?://" }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Kind => {
            let forms =
                fields::kinds().flat_map(|kind| std::iter::once(&kind.one).chain(&kind.many));
            json!({ "enum": forms.map(|form| form.word).collect::<Vec<_>>() })
        }
        Shape::Slug => json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
        Shape::Term => term(names.term),
        Shape::Response => term(names.response),
        Shape::Labels => {
            let text = json!({ "type": "string" });
            json!({ "anyOf": [text, { "type": "object", "additionalProperties": text, "minProperties": 1 }] })
        }
        Shape::Several(one) => {
            let one = of(one, names);
            json!({ "anyOf": [{ "type": "array", "items": one }, one] })
        }
        Shape::Any(shapes) => {
            json!({ "anyOf": shapes.iter().map(|shape| of(shape, names)).collect::<Vec<_>>() })
        }
        Shape::Each(one) => json!({ "type": "object", "additionalProperties": of(one, names) }),
        Shape::Table(settings) => table(settings, names),
        Shape::Anything => json!(true),
    }
}

/// A table. The fields of a record are not fields of records, so tables end there.
fn table(settings: &[Setting], names: &Names) -> Json {
    let one = |setting: &Setting| {
        let shape = match &setting.shape {
            Shape::Each(Shape::Table(inner)) if std::ptr::eq(*inner, settings) => {
                json!({ "type": "object" })
            }
            shape => of(shape, names),
        };
        (setting.key.to_owned(), described(shape, setting.about))
    };
    let properties: Map<String, Json> = settings.iter().map(one).collect();
    let required: Vec<&str> =
        settings.iter().filter(|one| one.is_required).map(|one| one.key).collect();
    let mut table =
        json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

fn described(mut schema: Json, about: &str) -> Json {
    if schema.is_object() {
        schema["description"] = about.into();
        return schema;
    }
    json!({ "description": about })
}

/// A schema with a name for people.
pub fn labelled(mut schema: Json, title: &str, about: Option<&str>) -> Json {
    schema["title"] = title.into();
    match about {
        Some(about) => described(schema, about),
        None => schema,
    }
}

/// The name of a vocabulary's terms among the definitions.
pub fn name(vocabulary: &str) -> String {
    format!("term-{vocabulary}")
}

fn term(vocabulary: Option<&str>) -> Json {
    match vocabulary {
        Some(vocabulary) => json!({ "$ref": format!("#/$defs/{}", name(vocabulary)) }),
        None => json!({ "type": "string" }),
    }
}

/// The names of the definitions that a schema refers to.
pub fn references(schema: &Json, found: &mut BTreeSet<String>) {
    match schema {
        Json::Object(pairs) => {
            let reference = pairs.get("$ref").and_then(Json::as_str);
            found.extend(reference.and_then(|to| to.strip_prefix("#/$defs/")).map(str::to_owned));
            pairs.values().for_each(|inner| references(inner, found));
        }
        Json::Array(items) => items.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}
