//! `cite`, `cites`: sources, given as keys of the bibliography or as web addresses. `min` and `max` count the
//! entries of a list. Citations in a text are numbers that lead into the page's own list, unless the style has authors and
//! dates; on other pages, where the number means nothing, they are author and year.

use super::export::{self, address, object};
use super::kind::*;
use crate::config::is_web_address;
use crate::csl::Reference;
use crate::html;
use crate::outputs::citations;
use crate::outputs::declare::{Filled, Href, Html, Item as Shown, Number, Text, Url, list, view};
use crate::parse::bibliography::Work;
use crate::tables::Located;
use std::collections::HashSet;

view! {
    /// A field of the kind `cite` or `cites`.
    struct CitesView {
        items: Filled<SourceView>,
    }

    /// A source: a work of the bibliography, or an address.
    struct SourceView {
        id: Option<Text> =>
            "the id that citations in the text link to; none for a bare address, and where it is not an entry of a \
            list",
        text: Text => "the reference in full, as plain text",
        html: Html => "the reference in full, with a link to the work",
        label: Text => "a short form",
        href: Option<Href> => "the address of the work itself",
        url: Option<Url> => "the address of its page on this site",
        entry: Option<Text> =>
            "for the source of a claim or record: the id of its entry in the lists of the page; none elsewhere",
        number: Option<Number> =>
            "its number in the lists of the page; none elsewhere, and if the style of the site sorts by author \
            and date",
    }
}

pub static KIND: FieldKind = FieldKind {
    is_on_cards: false,
    many: Some(Form { word: "cites", example: "[\"…\"]" }),
    view: Some("cites"),
    ..FieldKind::new("cite", "\"…\"")
};

pub static STAGES: Stages = Stages {
    section: |_, _| "sources",
    hint: |_, field| {
        format!("{}: keys of content/bibliography.bib, or web addresses", field.form().word)
    },
    ..Stages::new(&KIND, parse, view, |_| CitesView::DECLARATION, EXPORT)
};

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    frame.names(field, item).map(Value::Cites)
}

fn view<'f>(reader: &Reader, owner: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let Value::Cites(keys) = &fact.value else { return Vec::new() };
    // The source of a record, like that of a claim, is not an entry of a list. Citations link to the list.
    let items = match fact.record {
        Some(_) => list(keys.iter().map(|key| supporting(reader, owner, &key.value))),
        None => listed(reader, owner, fact, keys),
    };
    CitesView { items: items.into() }.into()
}

/// Sources with their numbers on the page, in the order of the citation style.
fn listed<'f>(
    reader: &Reader,
    owner: &Owner,
    fact: &Fact,
    keys: &'f [Located<String>],
) -> tera::Value {
    let place = |key: &str| reader.place_of_source(owner.page?, key);
    let mut seen = listed_before(reader, owner, fact);
    let mut is_first = vec![false; keys.len()];
    for (first, key) in is_first.iter_mut().zip(keys) {
        *first = seen.insert(&key.value);
    }
    let mut listed: Vec<(usize, &str)> =
        keys.iter().map(|key| key.value.as_str()).enumerate().collect();
    if owner.page.is_some() && reader.author_date().is_some() {
        listed.sort_by_key(|(_, key)| place(key));
    }
    let one = |(i, key): (usize, &'f str)| {
        numbered(reader, owner.lang, key, place(key).unwrap_or(i) + 1, is_first[i])
    };
    list(listed.into_iter().map(one))
}

/// The sources in earlier lists of the page. An id may occur only once.
fn listed_before<'r>(reader: &'r Reader, owner: &Owner, fact: &Fact) -> HashSet<&'r str> {
    let Some(facts) = owner.page.map(|id| reader.facts(id)) else { return HashSet::new() };
    let is_list = |other: &&Fact| other.record.is_none() && matches!(other.value, Value::Cites(_));
    let earlier = facts.iter().take_while(|other| other.field != fact.field).filter(is_list);
    earlier.flat_map(Fact::sources).map(|other| &*other.value).collect()
}

/// A source: a work of the bibliography, or an address.
pub fn source(reader: &Reader, lang: &str, key: &str) -> tera::Value {
    match reader.source(lang, key) {
        Some(work) => work.view.clone(),
        None => of_address(key).into(),
    }
}

/// The source of a claim or record. On the page itself it is a citation like those in the text; on other pages, where
/// its number would mean nothing, it is in words.
pub fn supporting(reader: &Reader, owner: &Owner, key: &str) -> tera::Value {
    let own = owner.page.filter(|id| reader.face(*id).url == owner.url);
    let own = own.filter(|_| reader.author_date().is_none());
    let place = own.and_then(|id| reader.place_of_source(id, key));
    match (place, reader.source(owner.lang, key)) {
        (Some(place), Some(_)) => SourceView {
            entry: citations::reference_id(key).into(),
            ..numbered(reader, owner.lang, key, place + 1, false)
        },
        _ => view_of(reader, owner.lang, key, false),
    }
    .into()
}

/// A source in a list of the page, with its number. Citations link to the first occurrence only.
pub fn numbered<'a>(
    reader: &Reader,
    lang: &str,
    key: &'a str,
    number: usize,
    is_first: bool,
) -> SourceView<'a> {
    // Author-date styles have no numbers.
    let number = reader.author_date().is_none().then_some(number).into();
    SourceView { number, ..view_of(reader, lang, key, is_first) }
}

/// The view of a source; it has an id only if citations link to it.
fn view_of<'k>(reader: &Reader, lang: &str, key: &'k str, has_id: bool) -> SourceView<'k> {
    let Some(work) = reader.source(lang, key) else { return of_address(key) };
    let view = work.parts.clone();
    if has_id { view } else { SourceView { id: Shown::None, ..view } }
}

/// A web address, or a key that is missing in the bibliography.
fn of_address(key: &str) -> SourceView<'_> {
    let shown = key.split_once("://").map_or(key, |(_, rest)| rest);
    let href = Some(key).filter(|key| is_web_address(key));
    let html = href.map_or_else(|| html::escape(shown), |href| link(href, shown));
    SourceView {
        id: Shown::None,
        text: shown.into(),
        html: html.into(),
        label: shown.into(),
        href: href.into(),
        url: Shown::None,
        entry: Shown::None,
        number: Shown::None,
    }
}

/// The view of a work, built once for all that cite it.
pub struct CitedWork {
    /// Its texts are Tera's own, which are shared.
    parts: SourceView<'static>,
    view: tera::Value,
}

impl CitedWork {
    /// Builds it from a work, its formatted reference and the address of its page.
    pub fn of(work: &Work, reference: Option<&Reference>, url: Option<&str>) -> Self {
        let own = |text: Option<&str>| Shown::Value(text.into());
        let html = reference.map_or_else(|| plain(work).into(), |r| r.html.as_str().into());
        let parts = SourceView {
            id: own(Some(&citations::reference_id(&work.key))),
            text: own(Some(reference.map_or(&work.text, |r| &r.text))),
            html: Shown::Value(html),
            label: own(Some(&work.short)),
            href: own(work.url.as_deref()),
            url: own(url),
            entry: Shown::None,
            number: Shown::None,
        };
        Self { view: parts.clone().into(), parts }
    }
}

/// A work in full, without a citation style.
fn plain(work: &Work) -> String {
    let mut out = html::escape(&work.text);
    if let Some(url) = &work.url {
        out.push(' ');
        out.push_str(&link(url, url));
    }
    out
}

fn link(href: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", html::escape(href), html::escape(text))
}

const EXPORT: Export =
    Export { many: export::LIST, properties, ..Export::plain(export::TEXT, cells, json) };

pub fn keys(fact: &Fact) -> impl Iterator<Item = &str> {
    fact.sources().map(|key| key.value.as_str())
}

fn cells(_: &Reader, _: &Owner, field: &Field, fact: &Fact) -> Vec<Cell> {
    export::one_or_list(field, keys(fact).map(str::to_owned).collect())
}

fn json(reader: &Reader, owner: &Owner, field: &Field, fact: &Fact) -> serde_json::Value {
    export::one_or_array(field, keys(fact).map(|key| resolved(reader, owner.lang, key)).collect())
}

/// A source for programs: what it is in full, and where.
pub fn resolved(reader: &Reader, lang: &str, key: &str) -> serde_json::Value {
    let Some(entry) = reader.work(key) else {
        let name = if is_web_address(key) { "url" } else { "text" };
        return object([(name, key.into())]);
    };
    let text = reader.reference(lang, key).map_or(&entry.work.text, |reference| &reference.text);
    object([
        ("key", key.into()),
        ("text", text.as_str().into()),
        ("doi", entry.work.item.texts.get("DOI").cloned().into()),
        ("url", entry.work.url.clone().into()),
        ("page", entry.url.map(|url| address(reader, url)).into()),
    ])
}

fn properties(
    reader: &Reader,
    _: &Owner,
    _: &Field,
    fact: &Fact,
) -> Vec<(&'static str, serde_json::Value)> {
    keys(fact).map(|key| ("citation", as_property(reader, key))).collect()
}

/// A source as a work of schema.org, in short.
pub fn as_property(reader: &Reader, key: &str) -> serde_json::Value {
    let Some(entry) = reader.work(key) else {
        return object([("@type", "CreativeWork".into()), ("url", key.into())]);
    };
    object([
        ("@type", "CreativeWork".into()),
        ("@id", entry.url.map(|url| address(reader, url) + "#work").into()),
        ("name", entry.work.title.as_str().into()),
        ("url", entry.work.url.clone().into()),
    ])
}
