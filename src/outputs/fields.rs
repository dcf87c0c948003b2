//! Fields as templates see them.

use super::reader::Reader;
use super::view::{map, pairs_to_map};
use super::{body, records};
use crate::config::{Field, FieldKind, Group, Licence};
use crate::html;
use super::things::TermName;
use crate::config::Labels;
use crate::csl::Reference;
use crate::model::{PageId, vocabulary_of};
use crate::parse::bibliography::Work;
use crate::parse::dates::Date;
use crate::parse::markdown::Marked;
use crate::parse::page::{Claim, Fact, Place, Value as Fill};
use crate::words::Words;
use std::sync::Arc;
use tera::{Map, Value};

/// Whose fields these are, and where they are shown.
pub struct Owner<'a> {
    pub lang: &'a str,
    pub url: &'a str,
    /// The page; none for a term.
    pub page: Option<PageId>,
}

/// The filled fields, all of them and by how they are shown.
#[derive(Default)]
pub struct Fields {
    /// In the order of the settings.
    pub all: Vec<Value>,
    /// By id; those that are not filled are none.
    pub by_id: Map,
    /// Short values, and terms that say nothing but themselves.
    pub facts: Vec<Value>,
    /// Terms with a note, a source or a strength.
    pub claims: Vec<Value>,
    pub texts: Vec<Value>,
    pub records: Vec<Value>,
    pub refs: Vec<Value>,
    pub sources: Vec<Value>,
    /// Those that `site.toml` puts under a common heading, the headings in the order in which they first come.
    pub groups: Vec<Grouped>,
}

/// Fields under a common heading.
pub struct Grouped {
    group: Arc<Group>,
    fields: Vec<Value>,
}

pub fn fields(reader: &Reader, owner: &Owner, fields: &[Field], facts: &[Fact]) -> Fields {
    let mut shown = Fields { by_id: reader.no_fields(), ..Fields::default() };
    for (i, field) in fields.iter().enumerate().filter(|(_, field)| field.record.is_none()) {
        let fact = facts.iter().find(|fact| fact.field == i);
        let view = fact
            .map(|fact| match fact.value {
                Fill::Records(n) => records::view(reader, owner, fields, facts, i, n),
                _ => view(reader, owner, field, fact),
            })
            .filter(|view| !is_empty(view));
        shown.by_id.insert(field.id.clone().into(), view.clone().into());
        let (Some(fact), Some(view)) = (fact, view) else { continue };
        shown.all.push(view.clone());
        if let Some(group) = &field.group {
            shown.group(group, view.clone());
        }
        let list = match &fact.value {
            Fill::Claims(_) if is_told(fact) => &mut shown.claims,
            Fill::Markdown(_) | Fill::Texts(_) => &mut shown.texts,
            Fill::Records(_) => &mut shown.records,
            Fill::Refs(_) => &mut shown.refs,
            Fill::Cites(_) => &mut shown.sources,
            _ => &mut shown.facts,
        };
        list.push(view);
    }
    shown
}

/// Whether a fact is shown as a list of claims: one of them says more than its term.
pub fn is_told(fact: &Fact) -> bool {
    let is_claims = |claims: &Vec<Claim>| !claims.iter().all(Claim::is_plain);
    fact.record.is_none() && matches!(&fact.value, Fill::Claims(claims) if is_claims(claims))
}

impl Fields {
    fn group(&mut self, group: &Arc<Group>, field: Value) {
        match self.groups.iter_mut().find(|known| known.group.id == group.id) {
            Some(known) => known.fields.push(field),
            None => self.groups.push(Grouped { group: group.clone(), fields: vec![field] }),
        }
    }

    /// The groups as templates see them.
    pub fn grouped(&self, lang: &str) -> Vec<Value> {
        let view = |of: &Grouped| {
            map([("label", of.group.label.get(lang).into()), ("fields", of.fields.clone().into())])
        };
        self.groups.iter().map(view).collect()
    }
}

pub fn is_empty(view: &Value) -> bool {
    view.get_from_path("items").is_some_and(|items| items.len() == Some(0))
}

/// What every view of a field begins with.
pub fn head(field: &Field, lang: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("id", field.id.as_str().into()),
        ("label", field.label.get(lang).into()),
        ("kind", kind(&field.kind).into()),
        ("group", field.group.as_ref().map(|group| group.label.get(lang)).into()),
    ]
}

/// A field of any type but record, see [`records::view`].
pub fn view(reader: &Reader, owner: &Owner, field: &Field, fact: &Fact) -> Value {
    let mut pairs = head(field, owner.lang);
    match &fact.value {
        Fill::Text(text) => pairs.push(("text", text.as_str().into())),
        Fill::Markdown(marked) => pairs.push(("html", filled(reader, owner, marked).into())),
        Fill::Number(number) => pairs.push(("text", number.to_string().into())),
        Fill::Boolean(yes) => pairs.push(("yes", (*yes).into())),
        Fill::Date(date) => {
            let words = reader.dates(reader.language(owner.lang));
            pairs.extend([("text", words.date(*date).into()), ("datetime", date.iso().into())]);
        }
        Fill::Period(period) => {
            let words = reader.dates(reader.language(owner.lang));
            pairs.extend([
                ("text", words.period(*period).into()),
                ("start", period.start.map(Date::iso).into()),
                ("end", period.end.map(Date::iso).into()),
            ]);
        }
        Fill::Url(href) => {
            let shown = href
                .split_once("://")
                .map_or(href.as_str(), |(_, rest)| rest.trim_end_matches('/'));
            pairs.extend([("href", href.as_str().into()), ("text", shown.into())]);
        }
        Fill::Image(image) => {
            let size = reader.picture_size(&image.url);
            pairs.extend([
                ("src", image.url.as_str().into()),
                ("alt", image.alt.clone().unwrap_or_default().into()),
                ("caption", image.caption.as_deref().into()),
                ("width", size.map(|(width, _)| u64::from(width)).into()),
                ("height", size.map(|(_, height)| u64::from(height)).into()),
            ]);
        }
        Fill::Texts(texts) => {
            let items: Vec<Value> = texts.iter().map(|text| text.as_str().into()).collect();
            pairs.push(("items", items.into()));
        }
        Fill::Places(places) => {
            pairs.push(("items", places.iter().map(place).collect::<Vec<_>>().into()));
        }
        Fill::Strength(level) => {
            let word = strength_word(reader, owner.lang, *level);
            pairs.extend([("level", u64::from(*level).into()), ("text", word.into())]);
        }
        Fill::Records(_) => {}
        Fill::Claims(claims) => {
            let vocabulary = vocabulary_of(reader.config(), &field.kind);
            let items: Vec<Value> =
                claims.iter().map(|claim| claim_item(reader, owner, vocabulary, claim)).collect();
            let id = vocabulary.map(|v| reader.config().vocabularies[v].id.as_str());
            pairs.extend([("vocabulary", id.into()), ("items", items.into())]);
        }
        Fill::Refs(_) => {
            let cards = owner.page.map(|id| {
                let own = reader.page(id).facts.iter();
                let place = own.enumerate().find(|(_, own)| std::ptr::eq(*own, fact));
                let pages = place.map(|(place, _)| reader.referenced(id, place as u32));
                pages.unwrap_or_default().into_iter().map(|id| reader.card(id)).collect()
            });
            let cards: Vec<Value> = cards.unwrap_or_default();
            pairs.push(("items", cards.into()));
        }
        // Like the source of a claim, that of a record is a remark beside it, not an entry of a list.
        Fill::Cites(keys) if fact.record.is_some() => {
            let items: Vec<Value> =
                keys.iter().map(|key| remark(reader, owner.lang, &key.value)).collect();
            pairs.push(("items", items.into()));
        }
        Fill::Cites(keys) => {
            let sources = owner.page.map(|id| reader.sources(id));
            let number = |i: usize, key: &str| match &sources {
                Some(sources) => sources.iter().position(|source| *source == key).unwrap_or(i) + 1,
                None => i + 1,
            };
            let mut listed: Vec<(usize, &str)> =
                keys.iter().map(|key| key.value.as_str()).enumerate().collect();
            let ordered = reader.author_date().is_some();
            if let Some(sources) = sources.as_ref().filter(|_| ordered) {
                listed.sort_by_key(|(_, key)| sources.iter().position(|source| source == key));
            }
            let items: Vec<Value> = listed
                .into_iter()
                .map(|(i, key)| {
                    let is_first = !is_listed_before(reader, owner, fact, i, key);
                    numbered(reader, owner.lang, key, number(i, key), is_first)
                })
                .collect();
            pairs.push(("items", items.into()));
        }
    }
    pairs_to_map(&pairs)
}

/// Whether a source stands in the page's lists before: an id is there only once.
fn is_listed_before(reader: &Reader, owner: &Owner, fact: &Fact, place: usize, key: &str) -> bool {
    let Some(page) = owner.page.map(|id| reader.page(id)) else { return false };
    let is_list = |other: &&Fact| other.record.is_none() && matches!(other.value, Fill::Cites(_));
    let earlier = page.facts.iter().take_while(|other| other.field != fact.field);
    let before = earlier.filter(is_list).flat_map(Fact::sources);
    before.chain(fact.sources().take(place)).any(|other| other.value == key)
}

/// Templates need not tell one entry from several: the plural stands for both.
fn kind(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Terms { claims: true, .. } => "claims",
        FieldKind::Terms { .. } => "terms",
        FieldKind::Refs { .. } => "refs",
        FieldKind::Cites { .. } => "cites",
        FieldKind::Place { .. } => "places",
        FieldKind::Record { .. } => "records",
        other => other.word(),
    }
}

fn filled(reader: &Reader, owner: &Owner, marked: &Marked) -> String {
    match owner.page {
        Some(page) => body::fill(reader, page, owner.url, marked),
        None => marked.text.html.replace('\0', ""),
    }
}

fn claim_item(reader: &Reader, owner: &Owner, vocabulary: Option<usize>, claim: &Claim) -> Value {
    owner.page.map(|id| reader.claims(id));
    let found = vocabulary.and_then(|v| reader.find_term(v, &claim.term.value));
    if let Some(id) = found.filter(|_| claim.is_plain()) {
        return reader.plain_claim(reader.language(owner.lang), id);
    }
    let term = found.map(|id| reader.definition(id));
    let id = vocabulary.map(|v| reader.config().vocabularies[v].id.as_str());
    let note = claim.note.as_ref().map(|note| filled(reader, owner, note));
    let source = claim.source.as_ref().map(|key| source(reader, owner.lang, &key.value));
    let strength = strength(reader, owner.lang, claim.strength);
    claim_view(owner.lang, &claim.term.value, term, id, [note.into(), source.into(), strength])
}

/// A claim as templates see it: its term, or only the `word` for one that does not exist, and its note,
/// source and strength.
pub fn claim_view(
    lang: &str,
    word: &str,
    term: Option<(TermName, Option<&Labels>)>,
    vocabulary: Option<&str>,
    [note, source, strength]: [Value; 3],
) -> Value {
    let definition = term.and_then(|(_, definition)| definition);
    map([
        ("label", term.map_or(word, |(name, _)| name.label.get(lang)).into()),
        ("url", term.map(|(name, _)| name.url).into()),
        ("vocabulary", vocabulary.into()),
        ("definition", definition.map(|text| text.get(lang)).into()),
        ("note", note.into()),
        ("source", source.into()),
        ("strength", strength.into()),
    ])
}

fn place(place: &Place) -> Value {
    map([
        ("name", place.name.as_str().into()),
        ("lat", place.position.map(|(lat, _)| lat).into()),
        ("lon", place.position.map(|(_, lon)| lon).into()),
    ])
}

/// How strong the evidence is: the level, and the word for it.
pub fn strength(reader: &Reader, lang: &str, level: Option<u8>) -> Value {
    level
        .map(|level| {
            let word = strength_word(reader, lang, level);
            map([("level", u64::from(level).into()), ("text", word.into())])
        })
        .into()
}

fn strength_word(reader: &Reader, lang: &str, level: u8) -> String {
    reader.word(lang, &format!("strength_{level}"))
}

/// A source: a work of the bibliography, or an address.
pub fn source(reader: &Reader, lang: &str, key: &str) -> Value {
    match reader.source(lang, key) {
        Some(known) => known.value.clone(),
        None => pairs_to_map(&address_pairs(key)),
    }
}

/// A source in a list of the page, with its number there; only the first of several is what citations
/// lead to.
pub fn numbered(reader: &Reader, lang: &str, key: &str, number: usize, is_first: bool) -> Value {
    let mut pairs = source_pairs(reader, lang, key);
    if !is_first {
        without_id(&mut pairs);
    }
    // In the order of a style with authors and dates a number would say nothing.
    let number = reader.author_date().is_none().then_some(number);
    pairs.push(("number", number.into()));
    pairs_to_map(&pairs)
}

/// A source beside what it grounds; citations lead to the list of the page, not here.
fn remark(reader: &Reader, lang: &str, key: &str) -> Value {
    let mut pairs = source_pairs(reader, lang, key);
    without_id(&mut pairs);
    pairs_to_map(&pairs)
}

fn without_id(pairs: &mut Pairs) {
    pairs.retain(|(name, _)| *name != "id");
    pairs.push(("id", Value::none()));
}

fn source_pairs(reader: &Reader, lang: &str, key: &str) -> Pairs {
    reader.source(lang, key).map_or_else(|| address_pairs(key), |known| known.pairs.clone())
}

/// A source that is an address, or a key that the bibliography does not have.
fn address_pairs(key: &str) -> Pairs {
    let shown = key.split_once("://").map_or(key, |(_, rest)| rest);
    let href = Some(key).filter(|key| crate::config::is_web_address(key));
    let html = href.map_or_else(|| html::escape(shown), |href| link(href, shown));
    vec![
        ("id", Value::none()),
        ("text", shown.into()),
        ("html", html.into()),
        ("label", shown.into()),
        ("href", href.into()),
        ("url", Value::none()),
    ]
}

/// Names and values, for a map.
type Pairs = Vec<(&'static str, Value)>;

/// A work as templates see it, made once for all that cite it.
pub struct SourceValue {
    pairs: Pairs,
    value: Value,
}

impl SourceValue {
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
        Self { value: pairs_to_map(&pairs), pairs }
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

/// A date in words and for machines.
pub fn date(date: Option<Date>, words: &Words) -> Value {
    date.map(|date| map([("text", words.date(date).into()), ("datetime", date.iso().into())]))
        .into()
}

pub fn licence(licence: Option<&Licence>) -> Value {
    licence
        .map(|licence| {
            map([("name", licence.name.as_str().into()), ("href", licence.url.as_deref().into())])
        })
        .into()
}
