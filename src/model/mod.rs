//! The repository as one typed graph of pages and terms. Built in one step from the parsed files, with
//! interned ids, and complete from the start.

mod build;
mod compare;
mod countries;
mod cycles;
mod facets;
mod graph;
mod links;
mod lists;
mod lookup;
mod map;
mod matrix;
mod newest;
mod publications;
mod related;
mod vocabularies;
mod withheld;

pub use crate::parse::outbound::{Via, citations, texts, used_by, used_in};
pub use crate::parse::page::Role;
pub use compare::SIDE_BY_SIDE;
pub use countries::{Countries, Elsewhere};
pub use cycles::cycles;
pub use graph::{
    ByLanguage, Choice, Column, Facet, FacetValue, Graph, Inbound, Map, Matrix, Member, PageClaim,
    Publications, Spot, Term, VocabularyTerms,
};
pub use links::name_key;
pub use newest::{FEED, NEWEST, moment};
pub use publications::{cited, key_of as work_key, shown_works};
pub use related::Related;
pub use withheld::{is_document, withhold};

use crate::config::{Config, Field, Labels};
use crate::diagnostics::Span;
use crate::files::Extent;
use crate::hash::Hash;
use crate::parse::terms::TermEntry;
use crate::parse::{Bibliography, Page, TermFile};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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
    pub files: Files,
    /// The hash of the settings, bibliography and style, and of these and the terms.
    pub works: Hash,
    pub context: Hash,
    /// The hash of everything the graph is made from.
    pub made_from: Hash,
}

/// What else has an address.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// By address: the paths of files that are published unchanged.
    pub by_url: BTreeMap<String, Arc<str>>,
    /// By address: their sizes.
    pub sizes: BTreeMap<String, Extent>,
    /// The addresses of drafts that are left out.
    pub drafts: BTreeSet<String>,
    /// By address: the paths of files in content/ that are not published, because they belong to drafts.
    pub of_drafts: BTreeMap<String, Arc<str>>,
    /// The addresses of the files that these drafts use.
    pub draft_uses: BTreeSet<String>,
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
    pub files: Arc<Files>,
    /// Shared with the next model after a local edit.
    pub graph: Arc<Graph>,
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
