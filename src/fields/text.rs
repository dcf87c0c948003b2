//! `text`, `texts`: plain text. `min` and `max` count characters, or the entries of a list.

use super::export;
use super::kind::*;
use crate::outputs::declare::{Filled, Text, list, view};

view! {
    /// A field of the kind `text`.
    struct TextView {
        text: Text,
    }

    /// A field of the kind `texts`.
    struct TextsView {
        items: Filled<Text> => "the texts",
    }
}

pub static KIND: FieldKind = FieldKind {
    many: Some(Form { word: "texts", example: "[\"…\"]" }),
    ..FieldKind::new("text", "\"…\"")
};

pub static STAGES: Stages = Stages {
    section: |field, _| if field.many { "texts" } else { "facts" },
    search,
    ..Stages::new(
        &KIND,
        parse,
        view,
        |many| match many {
            true => TextsView::DECLARATION,
            false => TextView::DECLARATION,
        },
        EXPORT,
    )
};

const EXPORT: Export = Export { many: export::LIST, ..Export::plain(export::TEXT, cells, json) };

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    if !field.many {
        return frame.characters(field, item).map(|text| Value::Text(text.value));
    }
    let texts = frame.names(field, item)?;
    Some(Value::Texts(texts.into_iter().map(|text| text.value).collect()))
}

fn view<'f>(_: &Reader, _: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    match &fact.value {
        Value::Text(text) => TextView { text: text.as_str().into() }.into(),
        Value::Texts(texts) => {
            TextsView { items: list(texts.iter().map(String::as_str)).into() }.into()
        }
        _ => Vec::new(),
    }
}

fn search(value: &Value) -> Vec<(usize, String)> {
    match value {
        Value::Text(text) => vec![(0, text.clone())],
        Value::Texts(texts) => texts.iter().cloned().enumerate().collect(),
        _ => Vec::new(),
    }
}

fn cells(_: &Reader, _: &Owner, field: &Field, fact: &Fact) -> Vec<Cell> {
    export::one_or_list(field, texts(fact).to_vec())
}

fn json(_: &Reader, _: &Owner, field: &Field, fact: &Fact) -> serde_json::Value {
    export::one_or_array(field, texts(fact).iter().map(|text| text.as_str().into()).collect())
}

pub fn texts(fact: &Fact) -> &[String] {
    match &fact.value {
        Value::Text(text) => std::slice::from_ref(text),
        Value::Texts(texts) => texts,
        _ => &[],
    }
}
