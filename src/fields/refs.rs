//! `ref`, `refs`: pages, of one collection if the field names one. `min` and `max` count the entries of a list.

use super::export::{self, address, object, place_of};
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
    ..FieldKind::new("ref", "\"…\"")
};

pub static STAGES: Stages = Stages {
    declare,
    section: |_, _| "refs",
    hint,
    ..Stages::new(&KIND, parse, view, |_| RefsView::DECLARATION, EXPORT)
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

const EXPORT: Export =
    Export { many: export::LIST, properties, ..Export::plain(export::TEXT, cells, json) };

fn pages(reader: &Reader, owner: &Owner, fact: &Fact) -> Vec<PageId> {
    let place = owner.page.zip(place_of(reader, owner, fact));
    place.map(|(id, place)| reader.referenced(id, place as u32)).unwrap_or_default()
}

/// The names of the pages: in a collection that is known, the ids there.
fn cells(reader: &Reader, owner: &Owner, field: &Field, fact: &Fact) -> Vec<Cell> {
    let name = |id: PageId| {
        let url = reader.face(id).url.trim_matches('/');
        let own = field.collection.as_ref().and_then(|_| url.split_once('/'));
        own.map_or(url, |(_, own)| own).to_owned()
    };
    export::one_or_list(field, pages(reader, owner, fact).into_iter().map(name).collect())
}

fn json(reader: &Reader, owner: &Owner, field: &Field, fact: &Fact) -> serde_json::Value {
    let pages = pages(reader, owner, fact).into_iter();
    export::one_or_array(field, pages.map(|id| page(reader, id)).collect())
}

/// A page that is referred to.
pub fn page(reader: &Reader, id: PageId) -> serde_json::Value {
    let face = reader.face(id);
    object([
        ("id", face.url.trim_matches('/').into()),
        ("title", face.title.into()),
        ("url", address(reader, face.url).into()),
    ])
}

fn properties(
    reader: &Reader,
    owner: &Owner,
    _: &Field,
    fact: &Fact,
) -> Vec<(&'static str, serde_json::Value)> {
    let one = |id: PageId| {
        let face = reader.face(id);
        let page = [
            ("@type", "WebPage".into()),
            ("@id", (address(reader, face.url) + "#page").into()),
            ("name", face.title.into()),
        ];
        ("mentions", object(page))
    };
    pages(reader, owner, fact).into_iter().map(one).collect()
}
