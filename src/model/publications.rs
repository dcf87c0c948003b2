//! The pages of works. The collection that `[bibliography] collection` in site.toml names has a page for
//! every work that is cited or has a file there (named by the work's key). The bibliography fills in what the
//! file omits; without a file the page is generated. Only this module knows about these pages; everywhere
//! else they are ordinary pages.

use super::graph::{ByLanguage, Graph, Publications, Unwritten};
use super::lists::hash_of;
use super::sorting::page_ids;
use super::{Parts, Term, TermId, citations};
use crate::config::{Author, Config};
use crate::derived::Derived;
use crate::hash::Hasher;
use crate::parse::bibliography::Work;
use crate::parse::entries::Entry;
use crate::parse::page::{Fact, Role};
use crate::parse::{Bibliography, Page, TermFile, unwritten};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

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

/// The works whose references are shown in full, by the language of the page. `before` is the graph before an edit.
pub fn shown_works(parts: &Parts, before: Option<&Graph>) -> Derived<ByLanguage> {
    let mut context = Hasher::new("shown works");
    context.hash(parts.works);
    cited_by_terms(&parts.terms).for_each(|key| {
        context.text(key);
    });
    let from = hash_of(&parts.pages, context.finish(), |page| page.links_hash);
    Derived::of(from, before.map(|before| &before.shown), || works_of(parts))
}

fn works_of<'p>(parts: &'p Parts) -> ByLanguage {
    let config = &parts.config;
    let of_page = |mut shown: FxHashSet<(_, _)>, page: &'p Arc<Page>| {
        let keys = citations(page).map(|(key, _)| key).chain(key_of(config, page));
        shown.extend(keys.map(|key| (&*page.lang, key)));
        shown
    };
    let both = |mut some: FxHashSet<_>, others| {
        some.extend::<FxHashSet<_>>(others);
        some
    };
    let shown = parts.pages.par_iter().fold(FxHashSet::default, of_page);
    let mut shown: FxHashSet<(&str, &str)> = shown.reduce(FxHashSet::default, both);
    // Every work that is cited, or has a file in any language, has a page in the site's language.
    if config.bibliography.collection.is_some() {
        let of_pages: Vec<&str> = shown.iter().map(|(_, key)| *key).collect();
        let all = of_pages.into_iter().chain(cited_by_terms(&parts.terms));
        shown.extend(all.map(|key| (&*config.language, key)));
    }
    let mut by_language = ByLanguage::new();
    for (lang, key) in shown {
        if parts.bibliography.works.contains_key(key) {
            by_language.entry(lang.to_owned()).or_default().insert(key.to_owned());
        }
    }
    by_language
}

/// The key of the work that a page describes: its file name.
pub fn key_of<'p>(config: &'p Config, page: &'p Page) -> Option<&'p str> {
    let c = config.bibliography.collection.filter(|c| page.role == Role::Entry(*c))?;
    let inside = page.path.strip_prefix("content/")?.strip_prefix(&*config.collections[c].id)?;
    let stem = inside.strip_prefix('/')?.strip_suffix(".md")?;
    Some(config.language_of(stem).0)
}

/// Completes the pages of works and adds the generated ones, which are also returned. `shown` are the works that pages
/// show, and `before` the generated pages before an edit.
pub fn complete(
    parts: &Parts,
    shown: &Derived<ByLanguage>,
    before: Option<&Derived<Unwritten>>,
    pages: &mut Vec<Arc<Page>>,
) -> Derived<Unwritten> {
    let (config, bibliography) = (&*parts.config, &*parts.bibliography);
    let Some(c) = config.bibliography.collection else { return Derived::default() };
    let mut written: HashSet<String> = HashSet::new();
    for page in pages.iter_mut() {
        let Some(key) = key_of(config, page).map(str::to_owned) else { continue };
        *page = completed(config, bibliography, page.clone());
        // A translation alone does not count as the page in the site's language.
        if page.lang == config.language {
            written.insert(key);
        }
    }
    let folder = &config.collections[c].id;
    let cited = shown.get(&config.language);
    let is_due =
        |key: &String| cited.is_some_and(|cited| cited.contains(key)) && !written.contains(key);
    let make = |entry: &Entry| {
        let key = &entry.key.value;
        let work = bibliography.works.get(key).filter(|_| is_due(key))?;
        let mut page = unwritten(&format!("content/{folder}/{key}.md"), config);
        // A work whose key is `index` or ends with a language tag can't have a page.
        if key_of(config, &page) != Some(key) {
            return None;
        }
        fill(&mut page, work);
        Some((Arc::new(page), entry.key.span.clone()))
    };
    // The hash behind `shown` covers the paths of all pages.
    let made = Derived::of(shown.from(), before, || {
        bibliography.entries.par_iter().filter_map(make).collect()
    });
    pages.extend(made.iter().map(|(page, _)| page.clone()));
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
        page.authors = work.authors.iter().map(|name| Author::named(name)).collect();
    }
}

impl Publications {
    /// `pages` are complete and sorted.
    pub fn of(config: &Config, pages: &[Arc<Page>], terms: &[Term], unwritten: &Unwritten) -> Self {
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
        let unwritten = unwritten.iter().map(|(page, span)| (page.path.clone(), span.clone()));
        Self { by_key: keyed.collect(), unwritten: unwritten.collect(), terms: by_source }
    }
}
