//! `markdown`: a text that is marked up, with links and citations. `min` and `max` count characters.

use super::kind::*;
use crate::outputs::body;
use crate::parse::markdown::Marked;

pub static KIND: FieldKind =
    FieldKind { is_for_terms: false, is_filled_in: true, ..FieldKind::new("markdown", "\"…\"") };

pub static STAGES: Stages = Stages { section: |_| "texts", ..Stages::new(&KIND, parse, view) };

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let text = frame.characters(field, item)?;
    Some(Value::Markdown(Box::new(frame.mark(&text, &field.id))))
}

fn view(reader: &Reader, owner: &Owner, _: &Field, fact: &Fact) -> Pairs {
    let Value::Markdown(marked) = &fact.value else { return Vec::new() };
    vec![("html", filled(reader, owner, marked).into())]
}

/// The HTML of a text in the front matter.
pub fn filled(reader: &Reader, owner: &Owner, marked: &Marked) -> String {
    match owner.page {
        Some(page) => body::fill(reader, page, owner.url, marked),
        None => marked.text.html.replace('\0', ""),
    }
}
