//! `markdown`: a marked-up text with links and citations. `min` and `max` count characters.

use super::export;
use super::kind::*;
use crate::outputs::body;
use crate::outputs::data::html_text;
use crate::outputs::declare::{Html, view};
use crate::parse::markdown::Marked;
use crate::search::texts::plain;

view! {
    /// A field of the kind `markdown`.
    struct MarkdownView {
        html: Html,
    }
}

pub static KIND: FieldKind =
    FieldKind { is_for_terms: false, is_on_cards: false, ..FieldKind::new("markdown", "\"…\"") };

pub static STAGES: Stages = Stages {
    section: |_, _| "texts",
    search,
    ..Stages::new(&KIND, parse, view, |_| MarkdownView::DECLARATION, EXPORT)
};

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let text = frame.characters(field, item)?;
    Some(Value::Markdown(Box::new(frame.mark(&text, &field.id))))
}

fn view<'f>(reader: &Reader, owner: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let Value::Markdown(marked) = &fact.value else { return Vec::new() };
    MarkdownView { html: filled(reader, owner, marked).into() }.into()
}

fn search(value: &Value) -> Vec<(usize, String)> {
    let Value::Markdown(marked) = value else { return Vec::new() };
    vec![(0, plain(marked))]
}

/// The HTML of a marked-up text in the front matter.
pub fn filled(reader: &Reader, owner: &Owner, marked: &Marked) -> String {
    match owner.page {
        Some(page) => body::fill(reader, page, owner.url, marked),
        None => marked.text.html.replace('\0', ""),
    }
}

const EXPORT: Export = Export::plain(
    export::TEXT,
    |reader, owner, _, fact| vec![words(reader, owner, fact).into()],
    |reader, owner, _, fact| words(reader, owner, fact).into(),
);

/// Its words, with names and citations as readers see them.
fn words(reader: &Reader, owner: &Owner, fact: &Fact) -> String {
    let Value::Markdown(marked) = &fact.value else { return String::new() };
    in_words(reader, owner, marked)
}

/// The words of a marked-up text in the front matter.
pub fn in_words(reader: &Reader, owner: &Owner, marked: &Marked) -> String {
    // As on another page, where citations are names and not numbers.
    let html = filled(reader, &Owner { url: "/./", ..*owner }, marked);
    html_text::words(&html)
}
