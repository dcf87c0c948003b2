//! The repository as one typed graph: pages, terms and how they belong together. Built at once from the
//! parsed files, with interned numbers; nothing in it is filled in by a later stage.

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
use crate::files::Extent;
use crate::hash::Hash;
use crate::parse::markdown::Marked;
use crate::parse::page::{Fact, Value};
use crate::parse::terms::TermEntry;
use crate::parse::{Bibliography, Page, TermFile};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A page by its place in [`Model::pages`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct PageId(pub u32);

/// A term by its place in [`Model::terms`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct TermId(pub u32);

/// Something that has an address and can be linked to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Target {
    Page(PageId),
    Term(TermId),
    /// The home page, if no file writes it.
    Home,
    /// A collection's list, by its place in the settings.
    Collection(usize),
    /// A vocabulary's page, by its place in the settings.
    Vocabulary(usize),
    /// The page that explores a collection.
    Explore(usize),
    /// A matrix of a collection, by its place among them.
    Matrix(usize, usize),
}

/// What the stages before it hand to the model.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub config: Arc<Config>,
    /// In any order; drafts are among them only if they are to be published.
    pub pages: Vec<Arc<Page>>,
    pub terms: Vec<Arc<TermFile>>,
    pub bibliography: Arc<Bibliography>,
    /// Addresses of the files that are published as they are, with their paths.
    pub files: BTreeMap<String, Arc<str>>,
    /// By address: how large they are.
    pub sizes: BTreeMap<String, Extent>,
    /// Addresses of the drafts that are left out.
    pub drafts: BTreeSet<String>,
    /// Whether any template shows related pages.
    pub shows_related: bool,
}

/// The whole repository: its pages, and the graph that they make.
#[derive(Clone)]
pub struct Model {
    /// Sorted by path.
    pub pages: Vec<Arc<Page>>,
    pub config: Arc<Config>,
    pub bibliography: Arc<Bibliography>,
    /// The files of the vocabularies, for diagnostics about what the graph leaves out.
    pub term_files: Vec<Arc<TermFile>>,
    /// A local edit leaves it as it is, and then the next model shares it.
    pub graph: Arc<Graph>,
}

/// How pages and terms belong together, and how they are called and ordered.
#[derive(Serialize, Deserialize)]
pub struct Graph {
    /// By vocabulary, in the order of their files.
    pub terms: Vec<Term>,
    pub vocabularies: Vec<VocabularyTerms>,
    pub publications: Publications,
    pub files: BTreeMap<String, Arc<str>>,
    pub sizes: BTreeMap<String, Extent>,
    pub drafts: BTreeSet<String>,
    pub by_path: HashMap<Arc<str>, PageId>,
    /// The address of everything that is written; see [`Model::at`].
    by_url: HashMap<String, Target>,
    /// The addresses of the pages to browse by: explore pages and matrices.
    browse: HashMap<String, Target>,
    /// Old addresses, and the pages that keep them alive.
    pub redirects: HashMap<String, PageId>,
    /// What every wikilink's name means: one target, none, or too many.
    pub names: BTreeMap<String, Vec<Target>>,
    /// By page: its claims with the terms they are of.
    pub claims: Vec<Vec<PageClaim>>,
    /// By collection and by vocabulary: the page of its folder.
    pub collection_pages: Vec<Option<PageId>>,
    pub vocabulary_pages: Vec<Option<PageId>>,
    pub home: Option<PageId>,
    /// By page, by term: who refers to it.
    pub page_inbound: Vec<Vec<Inbound>>,
    pub term_inbound: Vec<Vec<Inbound>>,
    /// By term: the terms whose fields name it, with the field's place.
    pub answers: Vec<Vec<(TermId, usize)>>,
    /// By page: the same page in other languages.
    pub translations: Vec<Vec<PageId>>,
    /// By collection: its pages in the language of the site, in the order of its list.
    pub collections: Vec<Vec<PageId>>,
    /// By page: its place among all listed pages, collection by collection; [`u32::MAX`] for the others.
    pub ranks: Vec<u32>,
    /// By collection: what its pages can be chosen by.
    pub facets: Vec<Facets>,
    /// By collection: what its pages are laid out against.
    pub matrices: Vec<Vec<Matrix>>,
    pub map: Map,
    /// By term: the pages that claim it or a narrower one, each with its claims of these.
    pub members: Vec<Vec<Member>>,
    /// By term: the terms that stand with it on most pages, with how many.
    pub together: Vec<Vec<(TermId, u32)>>,
    /// By page; empty if no template shows related pages.
    pub related: Vec<Vec<Related>>,
    /// All listed pages, newest first.
    pub newest: Vec<PageId>,
}

/// A term of a vocabulary (`skos:Concept`).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Term {
    /// The vocabulary's place in the settings.
    pub vocabulary: usize,
    /// What its file says; for a country, what the standards say.
    pub entry: TermEntry,
    /// The file it is defined in; empty for a country.
    pub path: Arc<str>,
    pub url: String,
    pub broader: Option<TermId>,
    pub narrower: Vec<TermId>,
    pub related: Vec<TermId>,
    /// The terms that its fields name: field, place in the list, term.
    pub named: Vec<(usize, usize, TermId)>,
    /// The page with its prose.
    pub page: Option<PageId>,
}

/// The terms of one vocabulary.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct VocabularyTerms {
    /// Whether these are the countries of ISO 3166-1, not terms of a file.
    pub built_in: bool,
    pub terms: Vec<TermId>,
    pub by_id: HashMap<String, TermId>,
    /// Other names; these are accepted, with a note.
    pub by_alias: HashMap<String, TermId>,
}

/// A claim of a page, found in its vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageClaim {
    /// The place of the fact in the page's list, and of the claim in the fact's.
    pub fact: usize,
    pub item: usize,
    pub vocabulary: usize,
    /// None for a term that does not exist.
    pub term: Option<TermId>,
    /// Whether it says nothing but its term, and stands for itself. Most do, and then its page need not be
    /// looked at to know what a list shows of it.
    pub is_plain: bool,
}

/// A page under a term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    pub page: PageId,
    /// Places in the page's list of claims.
    pub claims: Vec<usize>,
}

/// A reference to a page or term, seen from there.
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
    /// By a link in one of its texts: the text's place in [`texts`], and the link's in the text.
    Link(usize, usize),
    /// By a citation: the text's place, and the citation's in the text.
    Cite(usize, usize),
    /// By the source of a claim: the fact's place, and the claim's in the fact.
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

impl VocabularyTerms {
    pub fn find(&self, word: &str) -> Option<TermId> {
        self.by_id.get(word).or_else(|| self.by_alias.get(&word.to_lowercase())).copied()
    }
}

/// Whether a page is in lists: an entry of a collection in the language of the site, or in another one
/// when the site's own has no such page. `pages` are sorted by path.
pub(crate) fn is_listed(config: &Config, pages: &[Arc<Page>], page: &Page) -> bool {
    let is_there = |path: &str| pages.binary_search_by(|other| (*other.path).cmp(path)).is_ok();
    is_listed_among(config, &is_there, page)
}

/// The same, of pages of which is known whether one has a path.
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

/// A place without extent, for terms that have no file.
pub(crate) const NOWHERE: Span = 0..0;

/// A term without anything but names, for countries.
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
