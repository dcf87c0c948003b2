//! `text`, `texts`: words as they are. `min` and `max` count characters, of a list its entries.

use super::kind::*;

pub static KIND: FieldKind = FieldKind {
    many: Some(Form { word: "texts", example: "[\"…\"]" }),
    is_filled_in: true,
    ..FieldKind::new("text", "\"…\"")
};

pub static STAGES: Stages = Stages { section, search, ..Stages::new(&KIND, parse, view) };

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    if !field.many {
        return frame.characters(field, item).map(|text| Value::Text(text.value));
    }
    let texts = frame.names(field, item)?;
    Some(Value::Texts(texts.into_iter().map(|text| text.value).collect()))
}

fn view(_: &Reader, _: &Owner, _: &Field, fact: &Fact) -> Pairs {
    match &fact.value {
        Value::Text(text) => vec![("text", text.as_str().into())],
        Value::Texts(texts) => {
            let items: Vec<tera::Value> = texts.iter().map(|text| text.as_str().into()).collect();
            vec![("items", items.into())]
        }
        _ => Vec::new(),
    }
}

fn section(fact: &Fact) -> &'static str {
    if matches!(fact.value, Value::Texts(_)) { "texts" } else { "facts" }
}

fn search<'a>(reader: &Reader<'a>, page: PageId, fact: usize) -> Vec<&'a str> {
    match &reader.page(page).facts[fact].value {
        Value::Text(text) => vec![text],
        Value::Texts(texts) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}
