//! The files of the search index: the shards, and the texts of documents, a few to a file. They are scripts, because pages
//! opened from a disk may load scripts but not data.

use super::Plan;
use super::kind::{Class, Kind, Made, Planned};
use super::names::TermNames;
use super::reader::Reader;
use crate::config::Vocabulary;
use crate::fields::value::Value;
use crate::model::{Model, PageId, TermId, fields_of};
use crate::search::documents::{Document, TOGETHER};
use crate::search::index::ShardId;
use crate::search::texts::{Part, Place, parts};
use serde::Serialize;
use std::borrow::Cow;

/// The folder of the index in the site.
pub const FOLDER: &str = "/search/";

/// The most bytes of a page's text in a file; the words behind them are found as well.
const MOST: usize = 32 << 10;

/// A shard of the index.
#[derive(Debug)]
struct Shard(ShardId);

/// The texts of some documents.
#[derive(Debug)]
struct Texts {
    lang: usize,
    group: usize,
    pages: Vec<PageId>,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let Some(index) = plan.index else { return Vec::new() };
    let shards = index.shards().map(|shard| -> Planned {
        (format!("{FOLDER}{}.js", shard.name), Box::new(Shard(shard.id)))
    });
    let texts = index.documents.iter().enumerate().flat_map(|(lang, documents)| {
        documents.all.chunks(TOGETHER).enumerate().map(move |(group, some)| -> Planned {
            let page = |document: &Document| match *document {
                Document::Page(id) => Some(id),
                Document::Term(id) => plan.model.term(id).page,
            };
            let pages = some.iter().filter_map(page).collect();
            let url = format!("{FOLDER}{}/t-{group}.js", documents.lang);
            (url, Box::new(Texts { lang, group, pages }))
        })
    });
    shards.chain(texts).collect()
}

/// A call with the path of the file in the folder of the index, its data, and the version of the documents' numbers.
fn script(url: &str, data: &impl Serialize, version: &str) -> Made<'static> {
    let name = url.trim_start_matches(FOLDER).trim_end_matches(".js");
    // Texts and lists of texts can always be serialised as JSON.
    let data = serde_json::to_string(data).unwrap_or_default();
    Made::Bytes(format!("talkooSearch(\"{name}\",{data},\"{version}\")\n").into_bytes())
}

impl Kind for Shard {
    fn class(&self) -> Class {
        Class::Index
    }

    fn origin(&self, _: &Model) -> String {
        "is a part of the search index: words, and where they stand".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let (text, version) = reader
            .index_shard(self.0)
            .map_or(("", ""), |shard| (shard.text.as_str(), shard.version.as_str()));
        script(url, &text, version)
    }
}

impl Kind for Texts {
    fn class(&self) -> Class {
        Class::Index
    }

    fn origin(&self, _: &Model) -> String {
        "is a part of the search index: the texts that results show".to_owned()
    }

    fn texts(&self, _: &Model) -> Vec<PageId> {
        self.pages.clone()
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let (version, documents) = reader.index_group(self.lang as u32, self.group as u32);
        let rows = documents.iter().map(|document| match *document {
            Document::Page(id) => page(reader, id),
            Document::Term(id) => term(reader, id),
        });
        script(url, &rows.collect::<Vec<_>>(), version)
    }
}

/// A document: address, title and parts.
type Row<'a> = (&'a str, &'a str, Vec<Shown<'a>>);

/// A part as results show it: its label, the anchor of the place on the page, and its sentences, one a line.
type Shown<'a> = (String, String, Cow<'a, str>);

fn page<'a>(reader: &Reader<'a>, id: PageId) -> Row<'a> {
    let face = reader.face(id);
    let mut all = Vec::new();
    let mut terms = claimed(reader, id);
    for part in parts_of(reader, id) {
        if !matches!(part.place, Place::Summary) {
            all.append(&mut terms);
        }
        all.push(shown(reader, id, part));
    }
    all.append(&mut terms);
    (face.url, face.title, all)
}

fn term<'a>(reader: &Reader<'a>, id: TermId) -> Row<'a> {
    let lang = &reader.config().language;
    let (name, (entry, _)) = (reader.name(id), reader.entry(id));
    let own = |text: Cow<'a, str>| (String::new(), String::new(), text);
    let definition = entry.definition.as_ref().map(|text| own(text.get(lang).into()));
    let mut all: Vec<Shown> = definition.into_iter().collect();
    if let Some(page) = reader.term_text(id) {
        all.extend(parts_of(reader, page).into_iter().map(|part| shown(reader, page, part)));
    }
    if !entry.alias.is_empty() {
        all.push(own(all_names(reader, id, lang).into()));
    }
    (name.url, name.label.get(lang), all)
}

/// The parts of a page, up to [`MOST`] bytes: its neighbours are in the same file.
fn parts_of(reader: &Reader, id: PageId) -> Vec<Part> {
    let page = reader.page(id);
    let mut left = MOST;
    let mut all = parts(reader.config(), page, reader.text_of(id).unwrap_or(&page.body.text));
    all.retain_mut(|part| {
        let mut end = left.min(part.text.len());
        while !part.text.is_char_boundary(end) {
            end -= 1;
        }
        part.text.truncate(end);
        left -= end;
        !part.text.is_empty()
    });
    all
}

fn shown<'a>(reader: &Reader<'a>, id: PageId, Part { place, text }: Part) -> Shown<'a> {
    let page = reader.page(id);
    match place {
        Place::Summary => (String::new(), String::new(), text.into()),
        Place::Section(anchor, heading) => (heading, anchor, text.into()),
        Place::Field(fact, item) => {
            let own = reader.claims(id).iter().find(|one| (one.fact, one.item) == (fact, item));
            match own.and_then(|claim| Some((claim.vocabulary, claim.term?))) {
                Some((vocabulary, term)) => {
                    let label = all_names(reader, term, &page.lang);
                    let kind = singular(reader, vocabulary, &page.lang);
                    (kind, String::new(), format!("{label}\n{text}").into())
                }
                None => {
                    let fields = fields_of(reader.config(), page);
                    let label = fields[page.facts[fact].field].label.get(&page.lang);
                    (label.to_owned(), String::new(), text.into())
                }
            }
        }
    }
}

/// The terms of a page that say nothing more, by vocabulary.
fn claimed<'a>(reader: &Reader<'a>, id: PageId) -> Vec<Shown<'a>> {
    let page = reader.page(id);
    let has_note = |fact: usize, item: usize| match &page.facts[fact].value {
        Value::Claims(claims) => claims.get(item).is_some_and(|claim| claim.note.is_some()),
        _ => false,
    };
    let claims = reader.claims(id).iter().filter(|claim| !has_note(claim.fact, claim.item));
    let mut all: Vec<(usize, Vec<String>)> = Vec::new();
    for claim in claims {
        let Some(term) = claim.term else { continue };
        let label = all_names(reader, term, &page.lang);
        match all.iter_mut().find(|(vocabulary, _)| *vocabulary == claim.vocabulary) {
            Some((_, labels)) => labels.push(label),
            None => all.push((claim.vocabulary, vec![label])),
        }
    }
    let shown = |(vocabulary, labels): (usize, Vec<String>)| {
        let kind = singular(reader, vocabulary, &page.lang);
        (kind, String::new(), labels.join(", ").into())
    };
    all.into_iter().map(shown).collect()
}

/// The label of a term, with its other names, because it is found by them: `Older people (seniors)`.
fn all_names(reader: &Reader, id: TermId, lang: &str) -> String {
    let TermNames { label, others } = reader.all_names(id);
    let label = label.get(lang);
    if others.is_empty() { label.to_owned() } else { format!("{label} ({})", others.join(", ")) }
}

fn singular(reader: &Reader, vocabulary: usize, lang: &str) -> String {
    let Vocabulary { singular, .. } = &reader.config().vocabularies[vocabulary];
    singular.get(lang).to_owned()
}
