//! `ref`, `refs`: pages, of one collection if the field names one. `min` and `max` count the entries of a list.

use super::kind::*;
use crate::config::names::one_of;
use crate::outputs::cards::CardView;
use crate::outputs::declare::{Filled, list, view};

view! {
    /// A field of the kind `ref` or `refs`.
    struct RefsView {
        items: Filled<CardView> => "the cards of the pages",
    }
}

pub static KIND: FieldKind = FieldKind {
    is_on_cards: false,
    many: Some(Form { word: "refs", example: "[\"…\"]" }),
    view: Some("refs"),
    keys: &["collection"],
    is_for_terms: false,
    is_filled_in: true,
    ..FieldKind::new("ref", "\"…\"")
};

pub static STAGES: Stages = Stages {
    declare,
    section: |_, _| "refs",
    hint,
    ..Stages::new(&KIND, parse, view, |_| RefsView::DECLARATION)
};

fn declare(reader: &TableReader, table: &Table, names: &Names, field: &mut Field) -> Option<()> {
    field.collection = table.get("collection").and_then(|i| reader.text("collection", i));
    if let Some(name) = &field.collection {
        let known: Vec<&str> = names.collections.iter().map(String::as_str).collect();
        one_of(reader, name, &known, "a collection")?;
    }
    Some(())
}

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    frame.names(field, item).map(Value::Refs)
}

fn view<'f>(reader: &Reader, owner: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let pages = owner.page.into_iter().flat_map(|id| {
        let own = reader.facts(id).iter();
        let place = own.enumerate().find(|(_, own)| std::ptr::eq(*own, fact));
        place.map(|(place, _)| reader.referenced(id, place as u32)).unwrap_or_default()
    });
    RefsView { items: list(pages.map(|id| reader.card(id))).into() }.into()
}

fn hint(_: &Model, field: &Field) -> String {
    let word = field.form().word;
    match &field.collection {
        Some(collection) => format!("{word}: file names in content/{}/", collection.value),
        None => word.to_owned(),
    }
}
