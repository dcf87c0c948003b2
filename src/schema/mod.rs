//! `talkoo schema`: JSON Schemas (2020-12) of what people write, for editors and other programs: `site.toml`, each
//! vocabulary's `terms.toml`, and the front matter of each collection. They are made from the same descriptions that the
//! readers of these files use, and know the terms of the repository.

mod json;

use crate::config::described::{PAGE, SITE, TERM};
use crate::config::shape::{Setting, Shape};
use crate::config::{Collection, Field, Vocabulary, parts};
use crate::fields::stages;
use crate::model::{Model, country_codes};
pub use json::{Names, name};
use json::{labelled, of};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// The schema of `site.toml`.
pub const SITE_FILE: &str = "site.schema.json";

/// The name of the schema for a vocabulary's `terms.toml`.
pub fn terms_file(vocabulary: &str) -> String {
    format!("{vocabulary}.terms.schema.json")
}

/// All schemas, each with the name of its file.
pub fn schemas(model: &Model) -> Vec<(String, Json)> {
    let config = &model.config;
    let site = table(&SITE, &Names::default());
    let pages = closed(table(&PAGE, &Names::default()));
    let mut all = vec![
        (SITE_FILE.to_owned(), whole(model, "site.toml", closed(site))),
        ("pages.schema.json".to_owned(), whole(model, "The front matter of a page", pages)),
    ];
    all.extend(config.vocabularies.iter().map(|vocabulary| {
        let title = format!("The terms of {}", vocabulary.label.main);
        (terms_file(&vocabulary.id), whole(model, &title, terms(vocabulary)))
    }));
    all.extend(config.collections.iter().enumerate().map(|(c, collection)| {
        let title = format!("The front matter of {}", collection.label.main);
        let is_of_works = config.bibliography.collection == Some(c);
        let schema = front_matter(collection, is_of_works);
        (format!("{}.schema.json", collection.id), whole(model, &title, schema))
    }));
    all
}

/// A schema with its head, and the terms that it refers to.
fn whole(model: &Model, title: &str, mut schema: Json) -> Json {
    let mut used = BTreeSet::new();
    json::references(&schema, &mut used);
    let vocabularies = model.config.vocabularies.iter().enumerate();
    let terms: Map<String, Json> = vocabularies
        .map(|(v, vocabulary)| (json::name(&vocabulary.id), v))
        .filter(|(name, _)| used.contains(name))
        .map(|(name, v)| (name, known_terms(model, v)))
        .collect();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = title.into();
    if !terms.is_empty() {
        schema["$defs"] = terms.into();
    }
    schema
}

/// The terms of a vocabulary as choices, each with its name.
fn known_terms(model: &Model, v: usize) -> Json {
    let known = &model.graph.concepts.vocabularies[v];
    if known.built_in {
        let codes: Vec<&str> = country_codes().collect();
        // Every name of a country is understood, so any longer word may be one.
        return json!({ "anyOf": [{ "enum": codes }, { "type": "string", "minLength": 4 }] });
    }
    let choice = |id: &crate::model::TermId| {
        let entry = &model.term(*id).entry;
        let about = entry.definition.as_ref().map(|definition| definition.main.as_str());
        labelled(json!({ "const": entry.id.value }), &entry.label.main, about)
    };
    let choices: Vec<Json> = known.terms.iter().map(choice).collect();
    if model.config.vocabularies[v].open {
        return json!({ "anyOf": [{ "oneOf": choices }, { "type": "string", "minLength": 1 }] });
    }
    // A vocabulary without terms has no valid choice, which an empty list of choices can't say.
    if choices.is_empty() { json!(false) } else { json!({ "oneOf": choices }) }
}

fn terms(vocabulary: &Vocabulary) -> Json {
    let own = Names { term: Some(&vocabulary.id), response: None };
    let mut term = table(&TERM, &own);
    add_fields(&mut term, &vocabulary.fields, None);
    let terms = json!({ "type": "array", "items": closed(term) });
    closed(json!({ "type": "object", "properties": { "term": terms } }))
}

/// A draft may have gaps, and of a withdrawn page only the notice is left.
fn front_matter(collection: &Collection, is_of_works: bool) -> Json {
    let mut page = table(&PAGE, &Names::default());
    add_fields(&mut page, &collection.fields, None);
    let of_fields = page.as_object_mut().and_then(|page| page.remove("required"));
    let of_fields = of_fields.as_ref().and_then(Json::as_array).cloned().unwrap_or_default();
    let title = (!is_of_works).then(|| "title".into());
    let required: Vec<Json> = title
        .into_iter()
        .chain(collection.require.iter().map(|key| key.as_str().into()))
        .chain(of_fields)
        .collect();
    let is_draft = json!({ "properties": { "draft": { "const": true } }, "required": ["draft"] });
    page["if"] = json!({ "anyOf": [is_draft, { "required": ["withdrawn"] }] });
    page["then"] = json!(true);
    page["else"] = json!({ "required": required });
    closed(page)
}

/// Adds the fields of a page or term, or the parts of a record.
fn add_fields(table: &mut Json, fields: &[Field], record: Option<usize>) {
    let mut required: Vec<Json> = table["required"].as_array().cloned().unwrap_or_default();
    for (place, field) in parts(fields, record) {
        table["properties"][&field.id] = self::field(fields, place);
        if field.is_due() && field.default.is_none() {
            required.push(field.id.as_str().into());
        }
    }
    if !required.is_empty() {
        table["required"] = required.into();
    }
}

fn field(fields: &[Field], place: usize) -> Json {
    let field = &fields[place];
    let names = Names::of(field);
    let mut one = match field.kind.has_parts {
        true => {
            let mut parts = json!({ "type": "object", "properties": {} });
            add_fields(&mut parts, fields, Some(place));
            closed(parts)
        }
        false => of(&stages(field.kind).shape, &names),
    };
    let limits = [("min", field.min), ("max", field.max)];
    let limits = limits.into_iter().filter_map(|(limit, n)| Some((limit, n?)));
    if !field.many {
        let shape = &stages(field.kind).shape;
        for (limit, n) in limits {
            match shape {
                Shape::Number => one[format!("{limit}imum")] = n.into(),
                Shape::Text => one[format!("{limit}Length")] = (n as u64).into(),
                _ => {}
            }
        }
        return labelled(one, &field.label.main, None);
    }
    let mut list = json!({ "type": "array", "items": one });
    let mut is_one_enough = true;
    for (limit, n) in limits {
        is_one_enough &= if limit == "min" { n <= 1.0 } else { n >= 1.0 };
        list[format!("{limit}Items")] = (n as u64).into();
    }
    let several = if is_one_enough { json!({ "anyOf": [list, one] }) } else { list };
    labelled(several, &field.label.main, None)
}

fn table(settings: &'static [Setting], names: &Names) -> Json {
    of(&Shape::Table(settings), names)
}

/// A table that has no other keys.
fn closed(mut table: Json) -> Json {
    table["additionalProperties"] = false.into();
    table
}
