//! The repository as one typed graph: pages, terms and how they belong together. Built from the
//! parsed files and interned numbers, sharing with the model before what an edit left alone (`edited`);
//! nothing in it is filled in by a later stage.

mod countries;
mod edited;
mod facets;
mod graph;
mod lists;
mod lookup;
mod map;
mod matrix;
mod newest;
mod order;
mod pages;
mod prints;
mod publications;
mod related;
mod ties;
mod vocabularies;

pub use countries::name_in;
pub use edited::{Edit, keeps_graph, stays_at_home};
pub use facets::{Choice, Facet, FacetValue, Facets};
pub use map::{Map, Spot};
pub use matrix::{Column, Matrix};
pub use newest::{FEED, NEWEST, moment};
use order::{Before, Named};
pub use pages::{Fetch, Pages};
pub use publications::{Publications, all_citations, shown_works};
pub use related::Related;
pub use ties::Ties;

use crate::config::{Config, Field, Labels};
use crate::csl::References;
use crate::diagnostics::Span;
use crate::files::Extent;
use crate::fingerprint::Fingerprint;
use crate::highlight::Highlighted;
use crate::parse::markdown::Marked;
use crate::parse::page::{Fact, Role, Value};
use crate::parse::terms::TermEntry;
use crate::parse::{Bibliography, Page, TermFile};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;
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
    pub code: Arc<Highlighted>,
    pub references: Arc<References>,
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
    pub pages: Pages,
    pub code: Arc<Highlighted>,
    /// Most edits leave it as it is, and then the next model shares it.
    graph: Arc<Graph>,
}

/// How pages and terms belong together, and how they are called and ordered.
#[derive(Serialize, Deserialize)]
pub struct Graph {
    /// What an edit of words leaves as it is.
    ties: Arc<Ties>,
    /// By vocabulary, in the order of their files.
    pub terms: Arc<Vec<Term>>,
    pub vocabularies: Arc<Vec<VocabularyTerms>>,
    /// The files of the vocabularies, for findings about what the list above leaves out. They are read anew.
    #[serde(skip)]
    pub term_files: Vec<Arc<TermFile>>,
    /// By collection: its pages in the language of the site, in the order of its list.
    pub collections: Vec<Vec<PageId>>,
    /// By page: its place among all listed pages, collection by collection; [`u32::MAX`] for the others.
    pub ranks: Vec<u32>,
    /// By collection: what its pages can be chosen by.
    pub facets: Vec<Facets>,
    /// By collection: what its pages are laid out against.
    pub matrices: Vec<Vec<Matrix>>,
    /// The addresses of the pages where this is done.
    finding: HashMap<String, Target>,
    pub map: Map,
    /// By term: the pages that claim it or a narrower one, each with its claims of these.
    pub members: Vec<Vec<Member>>,
    /// By term: the terms that stand with it on most pages, with how many.
    pub together: Arc<Vec<Vec<(TermId, u32)>>>,
    /// By page; of no page any, if no template shows them.
    pub related: Arc<Vec<Vec<Related>>>,
    /// All listed pages, newest first.
    pub newest: Vec<PageId>,
    /// By page, by term: the fingerprint of what others show of it.
    pub face_prints: Vec<Fingerprint>,
    pub term_prints: Vec<Fingerprint>,
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

impl Model {
    /// Builds the graph. Pure: the same parts give the same model, in whatever order they come.
    pub fn of(mut parts: Parts) -> Self {
        let unwritten = publications::complete(
            &parts.config,
            &parts.bibliography,
            &parts.terms,
            &mut parts.pages,
        );
        parts.pages.sort_by(|a, b| a.path.cmp(&b.path));
        let (pages, code) = (std::mem::take(&mut parts.pages), std::mem::take(&mut parts.code));
        let shows_related = parts.shows_related;
        let (ties, named) = Ties::of(parts, &pages, unwritten);
        let graph = Graph::of(Arc::new(ties), named, &pages, shows_related, None);
        Self { pages: pages.into(), code, graph: Arc::new(graph) }
    }

    /// A model with a graph that was remembered; none if somebody else holds that too.
    pub fn remembered(
        graph: Graph,
        given: Given,
        pages: Pages,
        code: Arc<Highlighted>,
    ) -> Option<Self> {
        let Given { config, bibliography, references, term_files } = given;
        let ties = Arc::into_inner(graph.ties)?;
        let ties = Arc::new(Ties { config, bibliography, references, ..ties });
        Some(Self { pages, code, graph: Arc::new(Graph { ties, term_files, ..graph }) })
    }

    /// What is remembered of it, beside its pages.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }
}

/// What a remembered graph does not have in it, since it is read anew.
pub struct Given {
    pub config: Arc<Config>,
    pub bibliography: Arc<Bibliography>,
    pub references: Arc<References>,
    pub term_files: Vec<Arc<TermFile>>,
}

impl Deref for Graph {
    type Target = Ties;

    fn deref(&self) -> &Ties {
        &self.ties
    }
}

impl Deref for Model {
    type Target = Graph;

    fn deref(&self) -> &Graph {
        &self.graph
    }
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
        own: Fingerprint::default(),
    }
}
