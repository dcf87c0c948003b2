//! The repository as one typed graph of pages and terms. Built in one step from the parsed files, with
//! interned ids, and complete from the start.

mod build;
mod countries;
mod facets;
mod links;
mod lists;
mod lookup;
mod map;
mod matrix;
mod newest;
mod publications;
mod related;
mod vocabularies;

pub use crate::parse::page::Role;
pub use facets::{Choice, Facet, FacetValue, Facets};
pub use links::name_key;
pub use map::{Map, Spot};
pub use matrix::{Column, Matrix};
pub use newest::{FEED, NEWEST, moment};
pub use publications::{Publications, cited, key_of as work_key, shown_works};
pub use related::Related;

use crate::config::{Config, Field, Labels};
use crate::diagnostics::Span;
use crate::files::{self, Extent};
use crate::hash::Hash;
use crate::parse::markdown::{Marked, To};
use crate::parse::page::{Fact, Value};
use crate::parse::terms::TermEntry;
use crate::parse::{Bibliography, Page, TermFile};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// An index into [`Model::pages`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct PageId(pub u32);

/// An index into the list of all terms.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct TermId(pub u32);

/// Something with an address, which can be linked to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Target {
    Page(PageId),
    Term(TermId),
    /// The home page, if it has no file.
    Home,
    /// A collection's list, by its index in the settings.
    Collection(usize),
    /// A vocabulary's page, by its index in the settings.
    Vocabulary(usize),
    /// A collection's explore page.
    Explore(usize),
    /// A matrix of a collection, by its index there.
    Matrix(usize, usize),
}

/// The input of the model.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub config: Arc<Config>,
    /// In any order; with drafts only if they are published.
    pub pages: Vec<Arc<Page>>,
    pub terms: Vec<Arc<TermFile>>,
    pub bibliography: Arc<Bibliography>,
    /// By address: the paths of files that are published unchanged.
    pub files: BTreeMap<String, Arc<str>>,
    /// By address: their sizes.
    pub sizes: BTreeMap<String, Extent>,
    /// The addresses of drafts that are left out.
    pub drafts: BTreeSet<String>,
    /// The addresses of the files that drafts use which are left out.
    pub draft_uses: BTreeSet<String>,
    /// The folders with drafts.
    pub draft_folders: BTreeSet<String>,
    /// Whether any template shows related pages.
    pub shows_related: bool,
}

/// The whole repository: its pages and their graph.
#[derive(Clone)]
pub struct Model {
    /// Sorted by path.
    pub pages: Vec<Arc<Page>>,
    pub config: Arc<Config>,
    pub bibliography: Arc<Bibliography>,
    /// The files of the vocabularies, for diagnostics about what the graph leaves out.
    pub term_files: Vec<Arc<TermFile>>,
    /// Shared with the next model after a local edit.
    pub graph: Arc<Graph>,
}

/// The relations, names and order of pages and terms.
#[derive(Serialize, Deserialize)]
pub struct Graph {
    /// By vocabulary, in the order of their files.
    pub terms: Vec<Term>,
    pub vocabularies: Vec<VocabularyTerms>,
    pub publications: Publications,
    pub files: BTreeMap<String, Arc<str>>,
    pub sizes: BTreeMap<String, Extent>,
    pub drafts: BTreeSet<String>,
    pub draft_uses: BTreeSet<String>,
    pub draft_folders: BTreeSet<String>,
    pub by_path: HashMap<Arc<str>, PageId>,
    /// The address of everything authored; see [`Model::at`].
    by_url: HashMap<String, Target>,
    /// The addresses of explore pages and matrices.
    browse: HashMap<String, Target>,
    /// Old addresses and the pages they redirect to.
    pub redirects: HashMap<String, PageId>,
    /// The possible targets of every wikilink name in use.
    pub names: BTreeMap<String, Vec<Target>>,
    /// By page: its claims and their terms.
    pub claims: Vec<Vec<PageClaim>>,
    /// By collection and by vocabulary: the `index.md` of its folder.
    pub collection_pages: Vec<Option<PageId>>,
    pub vocabulary_pages: Vec<Option<PageId>>,
    pub home: Option<PageId>,
    /// By page and by term: inbound references.
    pub page_inbound: Vec<Vec<Inbound>>,
    pub term_inbound: Vec<Vec<Inbound>>,
    /// By term: the terms whose fields name it, with the field's index.
    pub answers: Vec<Vec<(TermId, usize)>>,
    /// By page: its translations.
    pub translations: Vec<Vec<PageId>>,
    /// By collection: its pages in the language of the site, in list order.
    pub collections: Vec<Vec<PageId>>,
    /// By page: its rank among all listed pages, collection by collection; [`u32::MAX`] if unlisted.
    pub ranks: Vec<u32>,
    /// By collection: its facets.
    pub facets: Vec<Facets>,
    /// By collection: its matrices.
    pub matrices: Vec<Vec<Matrix>>,
    pub map: Map,
    /// By term: the pages that claim it or a narrower one, with these claims.
    pub members: Vec<Vec<Member>>,
    /// By term: the terms most often claimed together with it, with the number of pages.
    pub together: Vec<Vec<(TermId, u32)>>,
    /// By page; empty if no template shows related pages.
    pub related: Vec<Vec<Related>>,
    /// All listed pages, newest first.
    pub newest: Vec<PageId>,
}

/// A term of a vocabulary (`skos:Concept`).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Term {
    /// The vocabulary's index in the settings.
    pub vocabulary: usize,
    /// As its file defines it; for a country, as the standards do.
    pub entry: TermEntry,
    /// The file it is defined in; empty for a country.
    pub path: Arc<str>,
    pub url: String,
    pub broader: Option<TermId>,
    pub narrower: Vec<TermId>,
    pub related: Vec<TermId>,
    /// The terms that its fields name: field, index in the list, term.
    pub named: Vec<(usize, usize, TermId)>,
    /// The page with its prose.
    pub page: Option<PageId>,
}

/// The terms of one vocabulary.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct VocabularyTerms {
    /// Whether this is the built-in list of countries, without a file.
    pub built_in: bool,
    pub terms: Vec<TermId>,
    pub by_id: HashMap<String, TermId>,
    /// Other names; they are accepted, with a note.
    pub by_alias: HashMap<String, TermId>,
}

/// A claim of a page, resolved in its vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageClaim {
    /// The index of the fact in the page, and of the claim in the fact.
    pub fact: usize,
    pub item: usize,
    pub vocabulary: usize,
    /// `None` for a term that does not exist.
    pub term: Option<TermId>,
    /// Whether it is a bare term outside of records. Most claims are, and lists can show these without
    /// looking at the page.
    pub is_plain: bool,
}

/// A page that claims a term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    pub page: PageId,
    /// Indexes into the page's list of claims.
    pub claims: Vec<usize>,
}

/// A reference to a page or term, seen from its target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inbound {
    pub from: PageId,
    pub via: Via,
}

/// How a page refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Via {
    /// By a field of its collection.
    Field(usize),
    /// By a link in one of its texts: the index of the text in [`texts`], and of the link in the text.
    Link(usize, usize),
    /// By a citation: the index of the text, and of the citation in the text.
    Cite(usize, usize),
    /// By the source of a claim: the index of the fact, and of the claim in the fact.
    Claim(usize, usize),
}

/// All marked-up texts of a page: the body, then those of its fields.
pub fn texts(page: &Page) -> impl Iterator<Item = &Marked> {
    std::iter::once(&page.body).chain(page.facts.iter().flat_map(fact_texts))
}

fn fact_texts(fact: &Fact) -> impl Iterator<Item = &Marked> {
    let (text, claims) = match &fact.value {
        Value::Markdown(marked) => (Some(&**marked), [].as_slice()),
        Value::Claims(claims) => (None, claims.as_slice()),
        _ => (None, [].as_slice()),
    };
    text.into_iter().chain(claims.iter().filter_map(|claim| claim.note.as_deref()))
}

/// The addresses of the files and pictures that a page shows or links to.
pub fn used_by(page: &Page) -> impl Iterator<Item = &str> {
    let links = texts(page).flat_map(|text| &text.links);
    let linked = links.filter_map(|link| match &link.to {
        To::File { url, .. } | To::Page { url, .. } => Some(url.trim_end_matches('/')),
        _ => None,
    });
    let shown = page.facts.iter().filter_map(|fact| match &fact.value {
        Value::Image(image) => Some(image.url.as_str()),
        _ => None,
    });
    linked.chain(shown)
}

impl VocabularyTerms {
    pub fn find(&self, word: &str) -> Option<TermId> {
        let word = files::nfc(word);
        self.by_id.get(&*word).or_else(|| self.by_alias.get(&word.to_lowercase())).copied()
    }
}

/// Whether a page is listed: an entry of a collection in the language of the site, or in another language if
/// there is no such page in the site's. `pages` are sorted by path.
pub(crate) fn is_listed(config: &Config, pages: &[Arc<Page>], page: &Page) -> bool {
    let is_there = |path: &str| pages.binary_search_by(|other| (*other.path).cmp(path)).is_ok();
    is_listed_among(config, &is_there, page)
}

/// The same, given a test for the existence of a path.
fn is_listed_among(config: &Config, is_there: &dyn Fn(&str) -> bool, page: &Page) -> bool {
    let stem = page.path.strip_suffix(".md").unwrap_or(&page.path);
    let has_original = || is_there(&format!("{}.md", config.language_of(stem).0));
    matches!(page.role, Role::Entry(_)) && (page.lang == config.language || !has_original())
}

/// The vocabulary of a field of terms.
pub fn vocabulary_of(config: &Config, field: &Field) -> Option<usize> {
    config.vocabulary(&field.vocabulary.as_ref()?.value)
}

/// The fields of the collection that a page belongs to.
pub fn fields_of<'c>(config: &'c Config, page: &Page) -> &'c [Field] {
    match page.role {
        Role::Entry(c) => &config.collections[c].fields,
        _ => &[],
    }
}

/// An empty span, for terms without a file.
pub(crate) const NOWHERE: Span = 0..0;

/// A term with nothing but names, for countries.
pub(crate) fn bare_term(id: &str, label: Labels) -> TermEntry {
    TermEntry {
        id: crate::tables::Located { value: id.to_owned(), span: NOWHERE },
        label,
        definition: None,
        broader: None,
        related: Vec::new(),
        alias: Vec::new(),
        source: None,
        facts: Vec::new(),
        hash: Hash::default(),
    }
}
