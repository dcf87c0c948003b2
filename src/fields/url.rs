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

pub static KIND: FieldKind =
    FieldKind { is_on_cards: false, ..FieldKind::new("url", "\"https://…\"") };

pub static STAGES: Stages = Stages {
    shape: Shape::Address,
    ..Stages::new(&KIND, parse, view, |_| UrlView::DECLARATION, EXPORT)
};

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let text = frame.reader.text(&field.id, item)?;
    if is_web_address(&text.value) {
        return Some(Value::Url(text.value));
    }
    let message = format!("`{}` is not a web address", text.value);
    let problem = BAD_ADDRESS.at(frame.reader.path, text.span, message);
    frame.reader.add(match meant(text.value.trim()) {
        Some(address) => {
            let help = frame.reader.line(&field.id, &format!("\"{address}\""));
            problem.help(format!("write it like this: {help}"))
        }
        None => problem.help("a web address begins with https:// and has no spaces"),
    });
    None
}

/// The address in `<https://…>`, `[X](https://…)`, `www.example.org` or `https://example.org/a b`.
fn meant(text: &str) -> Option<String> {
    let link = text.strip_suffix(')').and_then(|text| text.rsplit_once("](")).map(|(_, to)| to);
    let text = link.unwrap_or(text.trim_start_matches('<').trim_end_matches('>'));
    let is_host = |host: &str| host.contains('.') && !host.contains(['@', ' ', '\\', ':']);
    let address = match text.contains("://") {
        true => text.replace(' ', "%20"),
        false if is_host(text.split('/').next()?) => format!("https://{text}"),
        false => return None,
    };
    Some(address).filter(|address| is_web_address(address))
}

fn view<'f>(_: &Reader, _: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let Value::Url(href) = &fact.value else { return Vec::new() };
    let shown = href.split_once("://").map_or(&**href, |(_, rest)| rest.trim_end_matches('/'));
    UrlView { href: href.as_str().into(), text: shown.into() }.into()
}

const EXPORT: Export = Export::plain(
    &[("", Holds::Url)],
    |_, _, _, fact| vec![Cell::from(address(fact))],
    |_, _, _, fact| address(fact).into(),
);

fn address(fact: &Fact) -> Option<&str> {
    if let Value::Url(address) = &fact.value { Some(address) } else { None }
}
