//! The graph: the relations, names and order of pages and terms. Its parts differ in what they are made from, so that
//! an edit makes only some of them anew.

use super::{PageId, Sections, Target, TermId, Via};
use crate::config::Filter;
use crate::derived::Derived;
use crate::diagnostics::Span;
use crate::files;
use crate::hash::Hash;
use crate::parse::terms::TermEntry;
use crate::parse::{Page, address};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The relations, names and order of pages and terms.
#[derive(Clone, Serialize, Deserialize)]
pub struct Graph {
    /// The hash of everything it was made from.
    pub made_from: Hash,
    /// The works that pages show.
    pub shown: Derived<ByLanguage>,
    /// Not cached between runs: making these pages is as quick as reading them.
    #[serde(skip)]
    pub unwritten: Derived<Unwritten>,
    pub concepts: Derived<Concepts>,
    pub browse: Derived<Browse>,
    pub links: Derived<Links>,
    pub order: Derived<Order>,
    pub lists: Derived<Lists>,
}

/// The terms and the claims of pages.
#[derive(Serialize, Deserialize)]
pub struct Concepts {
    /// By vocabulary, in the order of their files.
    pub terms: Vec<Term>,
    pub vocabularies: Vec<VocabularyTerms>,
    /// By page: its claims and their terms.
    pub claims: Vec<Vec<PageClaim>>,
    /// By page: the responses to its claims and their terms.
    pub responses: Vec<Vec<PageResponse>>,
    /// By page: the distinct terms that relate it to other pages, in order.
    pub kin: Vec<Vec<TermId>>,
    /// By term: the terms whose fields name it, with the field's index.
    pub answers: Vec<Vec<(TermId, usize)>>,
    pub publications: Publications,
    /// By collection and by vocabulary: the `index.md` of its folder.
    pub collection_pages: Vec<Option<PageId>>,
    pub vocabulary_pages: Vec<Option<PageId>>,
    pub home: Option<PageId>,
}

/// Ways to browse by claims and fields.
#[derive(Serialize, Deserialize)]
pub struct Browse {
    /// By collection: its facets.
    pub facets: Vec<Vec<Facet>>,
    /// By page: the numbers of its values.
    pub choices: Vec<Vec<usize>>,
    /// By collection: its matrices.
    pub matrices: Vec<Vec<Matrix>>,
    /// The addresses of matrices, and those where lists with filters were.
    pub addresses: HashMap<String, Target>,
}

/// Addresses, names, and who refers to whom.
#[derive(Serialize, Deserialize)]
pub struct Links {
    pub by_path: HashMap<Arc<str>, PageId>,
    /// The address of everything authored; see [`super::Model::at`].
    pub by_url: HashMap<String, Target>,
    /// Old addresses and what they redirect to.
    pub redirects: HashMap<String, Target>,
    /// The possible targets of every wikilink name in use.
    pub names: BTreeMap<String, Vec<Target>>,
    /// By page and by term: the pages that refer to it.
    pub page_inbound: Vec<Vec<Inbound>>,
    pub term_inbound: Vec<Vec<Inbound>>,
    /// By page: its translations.
    pub translations: Vec<Vec<PageId>>,
}

/// The order of pages.
#[derive(Serialize, Deserialize)]
pub struct Order {
    /// By collection: its pages in the language of the site, in list order.
    pub collections: Vec<Vec<PageId>>,
    /// By page: its rank among all listed pages, collection by collection; [`u32::MAX`] if unlisted.
    pub ranks: Vec<u32>,
    pub sections: Sections,
    /// All listed pages, newest first.
    pub newest: Vec<PageId>,
    /// The pages of which it is known when they were added or changed, the latest first.
    pub dated: Vec<PageId>,
}

/// Lists in this order.
#[derive(Serialize, Deserialize)]
pub struct Lists {
    /// By term: the pages that claim it or a narrower one, with these claims.
    pub members: Vec<Vec<Member>>,
    /// By term: the pages that respond with it to something they claim, each with the index of the response.
    pub responders: Vec<Vec<(PageId, usize)>>,
    pub map: Map,
}

/// A term of a vocabulary (`skos:Concept`).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Term {
    /// The vocabulary's index in the settings.
    pub vocabulary: usize,
    /// As its file defines it; for a country, as the standards do.
    pub entry: TermEntry,
    /// The file it is defined in; empty for a country, and for a term that only pages name.
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

impl Term {
    /// A term of which the others are not known yet.
    pub fn of(vocabulary: usize, vocabulary_id: &str, entry: TermEntry, path: Arc<str>) -> Self {
        Self {
            vocabulary,
            url: address::of_term(vocabulary_id, &entry.id.value),
            entry,
            path,
            broader: None,
            narrower: Vec::new(),
            related: Vec::new(),
            named: Vec::new(),
            page: None,
        }
    }
}

/// The terms of one vocabulary.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct VocabularyTerms {
    /// Whether this is the built-in list of countries, without a file.
    pub built_in: bool,
    pub terms: Vec<TermId>,
    /// From broad to narrow, each with its depth.
    pub tree: Vec<(TermId, usize)>,
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

/// The response to a claim of a page, resolved in its vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageResponse {
    /// The index of the fact in the page, of the claim in the fact, and of the response in the claim.
    pub fact: usize,
    pub item: usize,
    pub response: usize,
    pub vocabulary: usize,
    /// `None` for a term that does not exist.
    pub term: Option<TermId>,
}

/// A page that claims a term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    pub page: PageId,
    /// Indexes into the page's list of claims.
    pub claims: Vec<usize>,
}

/// A page that refers to a page or term, seen from its target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inbound {
    pub from: PageId,
    pub via: Vec<Via>,
}

impl VocabularyTerms {
    pub fn find(&self, word: &str) -> Option<TermId> {
        let word = files::nfc(word);
        self.by_id.get(&*word).or_else(|| self.by_alias.get(&word.to_lowercase())).copied()
    }
}

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

/// Keys of works, by the language of the pages that show them.
pub type ByLanguage = BTreeMap<String, BTreeSet<String>>;

/// The generated pages of works, each with the position of its entry.
pub type Unwritten = Vec<(Arc<Page>, Span)>;

/// One way to filter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    pub by: Filter,
    /// The number of its first value; the others follow.
    pub first: usize,
    pub values: Vec<FacetValue>,
}

/// A value to filter by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacetValue {
    pub choice: Choice,
    /// How many pages have it.
    pub count: usize,
    /// How many of its broader terms are values too.
    pub depth: usize,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Choice {
    Term(TermId),
    /// A value defined by the kind of its field: a year, a strength; for works, the index of their type in
    /// [`crate::parse::item::TYPES`].
    Number(u16),
}

/// A matrix of a collection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// The field's index in its collection.
    pub field: usize,
    pub columns: Vec<Column>,
    /// Whether any claim says how strong its evidence is.
    pub is_graded: bool,
}

/// A column of a matrix: a term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub term: TermId,
    /// Its broadest ancestor, or itself if it has narrower terms; `None` for a term without hierarchy.
    pub group: Option<TermId>,
    /// How many pages claim it.
    pub count: usize,
}

/// The map of the repository.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Map {
    /// Countries and their page counts, in the order of the vocabulary.
    pub countries: Vec<(TermId, usize)>,
    pub spots: Vec<Spot>,
}

/// A place and the pages that name it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    pub name: String,
    /// Degrees north and east (WGS 84).
    pub position: (f64, f64),
    /// In the order of the lists.
    pub pages: Vec<PageId>,
    /// The countries of these pages.
    pub countries: Vec<TermId>,
}
