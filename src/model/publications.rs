//! The pages of works. The collection that `[bibliography] collection` in site.toml names has a page for
//! every work that is cited or has a file there (named by the work's key). The bibliography fills in what the
//! file omits; without a file the page is generated. Only this module knows about these pages; everywhere
//! else they are ordinary pages.

use super::lists::page_ids;
use super::{PageId, Parts, Term, TermId, Via, texts};
use crate::config::Config;
use crate::diagnostics::Span;
use crate::parse::bibliography::Work;
use crate::parse::page::{Fact, Role, Value};
use crate::parse::{Bibliography, Page, TermFile, unwritten};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The pages of works.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Publications {
    /// By key: the work's page in the language of the site.
    pub by_key: HashMap<String, PageId>,
    /// The generated pages by path, with the position of their entry in the bibliography.
    pub unwritten: HashMap<Arc<str>, Span>,
    /// By key: the terms that name the work as a source.
    pub terms: HashMap<String, Vec<TermId>>,
}

/// The keys and addresses that pages and terms give as sources.
pub fn cited<'a>(pages: &'a [Arc<Page>], terms: &'a [Arc<TermFile>]) -> FxHashSet<&'a str> {
    let of_pages = pages.iter().flat_map(|page| citations(page)).map(|(key, _)| key);
    of_pages.chain(cited_by_terms(terms)).collect()
}

fn cited_by_terms(terms: &[Arc<TermFile>]) -> impl Iterator<Item = &str> {
    terms.iter().flat_map(|file| &file.terms).flat_map(|entry| {
        let facts = entry.facts.iter().flat_map(Fact::sources);
        entry.source.iter().chain(facts).map(|source| source.value.as_str())
    })
}

/// The works whose references are shown in full, by the language of the page.
pub fn shown_works(parts: &Parts) -> BTreeMap<String, BTreeSet<String>> {
    let config = &parts.config;
    let mut shown: FxHashSet<(&str, &str)> = FxHashSet::default();
    for page in &parts.pages {
        let described = key_of(config, page).into_iter();
        let keys = citations(page).map(|(key, _)| key).chain(described);
        shown.extend(keys.map(|key| (&*page.lang, key)));
    }
    // Every work that is cited, or has a file in any language, has a page in the site's language.
    if config.bibliography.collection.is_some() {
        let of_pages: Vec<&str> = shown.iter().map(|(_, key)| *key).collect();
        let all = of_pages.into_iter().chain(cited_by_terms(&parts.terms));
        shown.extend(all.map(|key| (&*config.language, key)));
    }
    let mut by_language: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (lang, key) in shown {
        if parts.bibliography.works.contains_key(key) {
            by_language.entry(lang.to_owned()).or_default().insert(key.to_owned());
        }
    }
    by_language
}

/// The citations of a page: in its fields, then in its texts.
pub fn citations(page: &Page) -> impl Iterator<Item = (&str, Via)> {
    let in_fields = page.facts.iter().enumerate().flat_map(|(f, fact)| {
        let (keys, claims) = match &fact.value {
            Value::Cites(keys) => (keys.as_slice(), [].as_slice()),
            Value::Claims(claims) => ([].as_slice(), claims.as_slice()),
            _ => ([].as_slice(), [].as_slice()),
        };
        let keys = keys.iter().map(|key| (key, Via::Field(fact.field)));
        let claims = claims.iter().enumerate();
        let claims =
            claims.filter_map(move |(i, claim)| Some((claim.source.as_ref()?, Via::Claim(f, i))));
        keys.chain(claims).map(|(source, via)| (source.value.as_str(), via))
    });
    let in_texts = texts(page).enumerate().flat_map(|(t, text)| {
        text.cites.iter().enumerate().flat_map(move |(c, cite)| {
            cite.items.iter().map(move |item| (item.key.as_str(), Via::Cite(t, c)))
        })
    });
    in_fields.chain(in_texts)
}

/// The key of the work that a page describes: its file name.
pub fn key_of<'p>(config: &'p Config, page: &'p Page) -> Option<&'p str> {
    let c = config.bibliography.collection.filter(|c| page.role == Role::Entry(*c))?;
    let inside = page.path.strip_prefix("content/")?.strip_prefix(&*config.collections[c].id)?;
    let stem = inside.strip_prefix('/')?.strip_suffix(".md")?;
    Some(config.language_of(stem).0)
}

/// Completes the pages of works and adds the generated ones, which are returned with the positions of their
/// entries.
pub fn complete(
    config: &Config,
    bibliography: &Bibliography,
    terms: &[Arc<TermFile>],
    pages: &mut Vec<Arc<Page>>,
) -> HashMap<Arc<str>, Span> {
    let Some(c) = config.bibliography.collection else { return HashMap::new() };
    let mut written: HashSet<String> = HashSet::new();
    let mut wanted: BTreeSet<String> = cited(pages, terms).into_iter().map(str::to_owned).collect();
    for page in pages.iter_mut() {
        let Some(key) = key_of(config, page).map(str::to_owned) else { continue };
        *page = completed(config, bibliography, page.clone());
        // A translation alone does not count as the page in the site's language.
        let list = page.lang == config.language;
        wanted.insert(key.clone());
        if list {
            written.insert(key);
        }
    }
    let mut made = HashMap::new();
    let folder = &config.collections[c].id;
    for entry in &bibliography.entries {
        let key = &entry.key.value;
        let Some(work) = bibliography.works.get(key) else { continue };
        if !wanted.contains(key) || written.contains(key) {
            continue;
        }
        let mut page = unwritten(&format!("content/{folder}/{key}.md"), config);
        // A work whose key is `index` or ends with a language tag can't have a page.
        if key_of(config, &page) != Some(key) {
            continue;
        }
        fill(&mut page, work);
        made.insert(page.path.clone(), entry.key.span.clone());
        pages.push(Arc::new(page));
    }
    made
}

/// A page of a work, completed from the bibliography; any other page unchanged.
pub fn completed(config: &Config, bibliography: &Bibliography, mut page: Arc<Page>) -> Arc<Page> {
    let work = key_of(config, &page).and_then(|key| bibliography.works.get(key));
    if let Some(work) = work {
        fill(Arc::make_mut(&mut page), work);
    }
    page
}

/// Fills in what the page omits.
fn fill(page: &mut Page, work: &Work) {
    if page.face.title.is_empty() {
        page.face.title.clone_from(&work.title);
    }
    if page.face.summary.is_none() {
        page.face.summary.clone_from(&work.summary);
    }
    page.face.date = page.face.date.or(work.date);
    if page.authors.is_empty() {
        page.authors.clone_from(&work.authors);
    }
}

impl Publications {
    /// `pages` are complete and sorted.
    pub fn of(
        config: &Config,
        pages: &[Arc<Page>],
        terms: &[Term],
        unwritten: HashMap<Arc<str>, Span>,
    ) -> Self {
        if config.bibliography.collection.is_none() {
            return Self::default();
        }
        let own = page_ids(pages).filter(|(_, page)| page.lang == config.language);
        let keyed = own.filter_map(|(id, page)| Some((key_of(config, page)?.to_owned(), id)));
        let mut by_source: HashMap<String, Vec<TermId>> = HashMap::new();
        for (i, term) in terms.iter().enumerate() {
            let facts = term.entry.facts.iter().flat_map(Fact::sources);
            let id = TermId(i as u32);
            for source in term.entry.source.iter().chain(facts) {
                let list = by_source.entry(source.value.clone()).or_default();
                if list.last() != Some(&id) {
                    list.push(id);
                }
            }
        }
        Self { by_key: keyed.collect(), unwritten, terms: by_source }
    }
}
