//! `url`: a web address.

use super::kind::*;
use crate::config::is_web_address;
use crate::diagnostics::rules::BAD_ADDRESS;
use crate::outputs::declare::{Href, Text, view};

view! {
    /// A field of the kind `url`.
    struct UrlView {
        href: Href => "the address",
        text: Text => "the address for display, without the scheme",
    }
}

pub static KIND: FieldKind = FieldKind::new("url", "\"https://…\"");

pub static STAGES: Stages = Stages::new(&KIND, parse, view, |_| UrlView::DECLARATION);

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let text = frame.reader.text(&field.id, item)?;
    if is_web_address(&text.value) {
        return Some(Value::Url(text.value));
    }
    let message = format!("`{}` is not a web address", text.value);
    let problem = BAD_ADDRESS.at(frame.reader.path, text.span, message);
    frame.reader.add(problem.help("a web address begins with https:// and has no spaces"));
    None
}

fn view<'f>(_: &Reader, _: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let Value::Url(href) = &fact.value else { return Vec::new() };
    let shown = href.split_once("://").map_or(&**href, |(_, rest)| rest.trim_end_matches('/'));
    UrlView { href: href.as_str().into(), text: shown.into() }.into()
}
