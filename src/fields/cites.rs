//! `cite`, `cites`: sources, by their keys in the bibliography or by a web address. `min` and `max` count the
//! entries of a list.

use super::kind::*;
use crate::config::is_web_address;
use crate::csl::Reference;
use crate::html;
use crate::outputs::body;
use crate::outputs::view::pairs_to_map;
use crate::parse::bibliography::Work;
use crate::tables::Located;

pub static KIND: FieldKind = FieldKind {
    many: Some(Form { word: "cites", example: "[\"…\"]" }),
    view: Some("cites"),
    is_filled_in: true,
    ..FieldKind::new("cite", "\"…\"")
};

pub static STAGES: Stages = Stages {
    section: |_| "sources",
    hint: |_, field| {
        format!("{}: keys of content/bibliography.bib, or web addresses", field.form().word)
    },
    ..Stages::new(&KIND, parse, view)
};

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    frame.names(field, item).map(Value::Cites)
}

fn view(reader: &Reader, owner: &Owner, _: &Field, fact: &Fact) -> Pairs {
    let Value::Cites(keys) = &fact.value else { return Vec::new() };
    // Like the source of a claim, that of a record is a remark beside it, not an entry of a list: citations
    // lead to the list of the page.
    let remark =
        |key: &Located<String>| pairs_to_map(&pairs(reader, owner.lang, &key.value, false));
    let items: Vec<tera::Value> = match fact.record {
        Some(_) => keys.iter().map(remark).collect(),
        None => listed(reader, owner, fact, keys),
    };
    vec![("items", items.into())]
}

/// Sources with their numbers on the page, in the order of the page's style.
fn listed(
    reader: &Reader,
    owner: &Owner,
    fact: &Fact,
    keys: &[Located<String>],
) -> Vec<tera::Value> {
    let sources = owner.page.map(|id| reader.sources(id));
    let place = |key: &str| sources.as_ref()?.iter().position(|source| *source == key);
    let mut listed: Vec<(usize, &str)> =
        keys.iter().map(|key| key.value.as_str()).enumerate().collect();
    if sources.is_some() && reader.author_date().is_some() {
        listed.sort_by_key(|(_, key)| place(key));
    }
    let one = |(i, key): (usize, &str)| {
        let is_first = !is_listed_before(reader, owner, fact, i, key);
        numbered(reader, owner.lang, key, place(key).unwrap_or(i) + 1, is_first)
    };
    listed.into_iter().map(one).collect()
}

/// Whether a source stands in the page's lists before: an id is there only once.
fn is_listed_before(reader: &Reader, owner: &Owner, fact: &Fact, place: usize, key: &str) -> bool {
    let Some(page) = owner.page.map(|id| reader.page(id)) else { return false };
    let is_list = |other: &&Fact| other.record.is_none() && matches!(other.value, Value::Cites(_));
    let earlier = page.facts.iter().take_while(|other| other.field != fact.field);
    let before = earlier.filter(is_list).flat_map(Fact::sources);
    before.chain(fact.sources().take(place)).any(|other| other.value == key)
}

/// A source: a work of the bibliography, or an address.
pub fn source(reader: &Reader, lang: &str, key: &str) -> tera::Value {
    match reader.source(lang, key) {
        Some(known) => known.view.clone(),
        None => pairs_to_map(&of_address(key)),
    }
}

/// A source in a list of the page, with its number there; only the first of several is what citations
/// lead to.
pub fn numbered(
    reader: &Reader,
    lang: &str,
    key: &str,
    number: usize,
    is_first: bool,
) -> tera::Value {
    let mut pairs = pairs(reader, lang, key, is_first);
    // In the order of a style with authors and dates a number would say nothing.
    let number = reader.author_date().is_none().then_some(number);
    pairs.push(("number", number.into()));
    pairs_to_map(&pairs)
}

/// What templates see of a source; it has an id if citations lead to it.
fn pairs(reader: &Reader, lang: &str, key: &str, has_id: bool) -> Pairs {
    let Some(known) = reader.source(lang, key) else { return of_address(key) };
    let mut pairs = known.pairs.clone();
    if !has_id {
        pairs[0].1 = tera::Value::none();
    }
    pairs
}

/// A source that is an address, or a key that the bibliography does not have.
fn of_address(key: &str) -> Pairs {
    let shown = key.split_once("://").map_or(key, |(_, rest)| rest);
    let href = Some(key).filter(|key| is_web_address(key));
    let html = href.map_or_else(|| html::escape(shown), |href| link(href, shown));
    vec![
        ("id", tera::Value::none()),
        ("text", shown.into()),
        ("html", html.into()),
        ("label", shown.into()),
        ("href", href.into()),
        ("url", tera::Value::none()),
    ]
}

/// A work of the bibliography as templates see it, made once for all that cite it.
pub struct SourceView {
    pairs: Pairs,
    view: tera::Value,
}

impl SourceView {
    /// Of a work, its reference in the style of the site, and the address of its page.
    pub fn of(work: &Work, reference: Option<&Reference>, url: Option<&str>) -> Self {
        let pairs: Pairs = vec![
            ("id", body::reference_id(&work.key).into()),
            ("text", reference.map_or(work.text.as_str(), |r| &r.text).into()),
            ("html", reference.map_or_else(|| plain(work), |r| r.html.clone()).into()),
            ("label", work.short.as_str().into()),
            ("href", work.url.as_deref().into()),
            ("url", url.into()),
        ];
        Self { view: pairs_to_map(&pairs), pairs }
    }
}

/// A work in full, without a style.
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
