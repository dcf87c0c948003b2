//! What a page says in short: the fields that answer a reader's first questions. What came of a page is among them.

use super::declare::{Field as AnyField, Filled, Text, list, view};
use super::fields::{self, Fields};
use super::reader::Reader;
use crate::config::{Collection, InShort};
use crate::fields::field::Field;
use crate::fields::kind::Owner;
use crate::fields::{strength, terms};
use crate::model::PageId;
use tera::{Map, Value};

view! {
    /// The answer to one of a reader's first questions.
    struct ShortAnswer {
        label: Text => "the question, from `in_short` in `site.toml`",
        fields: Filled<AnyField> => "the field that answers it",
    }
}

/// The answers of a page, in the order of the settings. A field without a value answers nothing.
pub fn answers(collection: &Collection, fields: &Fields, lang: &str) -> Value {
    let answer = |question: &InShort| -> Option<Value> {
        let field = value(&fields.by_id, &collection.fields[question.field].id)?;
        let label = question.label.get(lang).into();
        Some(ShortAnswer { label, fields: vec![field].into() }.into())
    };
    list(collection.in_short.iter().filter_map(answer))
}

fn value(map: &Map, id: &str) -> Option<Value> {
    map.get(&tera::value::Key::from(id.to_owned())).filter(|value| !value.is_none()).cloned()
}

/// What came of a page: of the fields in short, its claims and the records that say how strong something is. They are
/// shown at `url`.
pub fn results(reader: &Reader, page: PageId, url: &str) -> Vec<Value> {
    let face = reader.face(page);
    let Some(collection) = face.collection.map(|c| &reader.config().collections[c]) else {
        return Vec::new();
    };
    let owner = Owner { lang: face.lang, url, page: Some(page) };
    let asked = collection.in_short.iter().map(|question| question.field);
    let results = asked.filter(|field| is_result(&collection.fields, *field));
    let view = |i| fields::one(reader, &owner, &collection.fields, reader.facts(page), i);
    results.filter_map(view).collect()
}

fn is_result(fields: &[Field], place: usize) -> bool {
    let weighs = |part: &Field| part.record == Some(place) && part.kind == &strength::KIND;
    fields[place].kind == &terms::CLAIM || fields.iter().any(weighs)
}
