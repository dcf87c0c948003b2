//! The repository as one typed graph: pages, terms and how they belong together. Built afresh from
//! the parsed files each time, from interned numbers; nothing in it is filled in by a later stage.

mod countries;
mod graph;
mod lists;
mod newest;
mod prints;
mod related;
mod vocabularies;

pub use countries::name_in;
pub use newest::{FEED, NEWEST, moment};
pub use related::Related;

use crate::config::{Config, FieldKind};
use crate::diagnostics::Span;
use crate::fingerprint::Fingerprint;
use crate::highlight::Highlighted;
use crate::parse::markdown::{Link, Marked, To};
use crate::parse::page::{Claim, Fact, Role, Value};
use crate::parse::terms::{Labels, TermEntry};
use crate::parse::{Bibliography, Page, TermFile};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A page by its place in [`Model::pages`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PageId(pub u32);

/// A term by its place in [`Model::terms`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TermId(pub u32);

/// Something that has an address and can be linked to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Target {
    Page(PageId),
    Term(TermId),
    /// A collection's list, by its place in the settings.
    Collection(usize),
    /// A vocabulary's page, by its place in the settings.
    Vocabulary(usize),
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
    /// Addresses of the files that are published as they are, with their paths.
    pub files: BTreeMap<String, Arc<str>>,
    /// Addresses of the drafts that are left out.
    pub drafts: BTreeSet<String>,
}

/// The whole repository.
pub struct Model {
    pub config: Arc<Config>,
    /// Sorted by path.
    pub pages: Vec<Arc<Page>>,
    /// By vocabulary, in the order of their files.
    pub terms: Vec<Term>,
    pub vocabularies: Vec<VocabularyTerms>,
    /// The files of the vocabularies, for findings about what the list above leaves out.
    pub term_files: Vec<Arc<TermFile>>,
    pub bibliography: Arc<Bibliography>,
    pub code: Arc<Highlighted>,
    pub files: BTreeMap<String, Arc<str>>,
    pub drafts: BTreeSet<String>,
    pub by_url: HashMap<String, Target>,
    /// What every wikilink's name means: one target, none, or too many.
    pub names: HashMap<String, Vec<Target>>,
    /// By page: its claims with the terms they are of.
    pub claims: Vec<Vec<PageClaim>>,
    /// By collection: its pages in the language of the site, in the order of its list.
    pub collections: Vec<Vec<PageId>>,
    /// By collection and by vocabulary: the page of its folder.
    pub collection_pages: Vec<Option<PageId>>,
    pub vocabulary_pages: Vec<Option<PageId>>,
    pub home: Option<PageId>,
    /// By term: the pages that claim it or a narrower one, each with its claims of these.
    pub members: Vec<Vec<Member>>,
    /// By term: the terms that stand with it on most pages, with how many.
    pub together: Vec<Vec<(TermId, u32)>>,
    /// By page, by term: who refers to it.
    pub page_inbound: Vec<Vec<Inbound>>,
    pub term_inbound: Vec<Vec<Inbound>>,
    /// By term: the terms whose fields name it, with the field's place.
    pub answers: Vec<Vec<(TermId, usize)>>,
    pub related: Vec<Vec<Related>>,
    /// All listed pages, newest first.
    pub newest: Vec<PageId>,
    /// By page: the same page in other languages.
    pub translations: Vec<Vec<PageId>>,
    /// By page, by term: the fingerprint of what others show of it.
    pub face_prints: Vec<Fingerprint>,
    pub term_prints: Vec<Fingerprint>,
}

/// A term of a vocabulary (`skos:Concept`).
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug, Default)]
pub struct VocabularyTerms {
    /// Whether these are the countries of ISO 3166-1, not terms of a file.
    pub built_in: bool,
    pub terms: Vec<TermId>,
    pub by_id: HashMap<String, TermId>,
    /// Other names; these are accepted, with a note.
    pub by_alias: HashMap<String, TermId>,
}

/// A claim of a page, found in its vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct PageClaim {
    /// The place of the fact in the page's list, and of the claim in the fact's.
    pub fact: usize,
    pub item: usize,
    pub vocabulary: usize,
    /// None for a term that does not exist.
    pub term: Option<TermId>,
}

/// A page under a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub page: PageId,
    /// Places in the page's list of claims.
    pub claims: Vec<usize>,
}

/// A reference to a page or term, seen from there.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbound {
    pub from: PageId,
    pub via: Via,
}

/// How a page refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// By a field of its collection.
    Field(usize),
    /// By a link in one of its texts: the text's place in [`texts`], and the link's in the text.
    Link(usize, usize),
}

/// All marked-up texts of a page: the body, then those of its fields.
pub fn texts(page: &Page) -> impl Iterator<Item = &Marked> {
    std::iter::once(&page.body).chain(page.facts.iter().flat_map(fact_texts))
}

fn fact_texts(fact: &Fact) -> Box<dyn Iterator<Item = &Marked> + '_> {
    match &fact.value {
        Value::Markdown(marked) => Box::new(std::iter::once(&**marked)),
        Value::Claims(claims) => Box::new(claims.iter().filter_map(|claim| claim.note.as_deref())),
        _ => Box::new(std::iter::empty()),
    }
}

impl Model {
    /// Builds the graph. Pure: the same parts give the same model, in whatever order they come.
    pub fn of(parts: Parts) -> Self {
        let Parts { config, mut pages, terms: term_files, bibliography, code, files, drafts } = parts;
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        let vocabularies::Vocabularies { mut terms, vocabularies, claims } =
            vocabularies::of(&config, &pages, &term_files);
        let places = graph::Places::of(&config, &pages, &mut terms);
        let by_url = graph::by_url(&config, &pages, &terms);
        let names = graph::names(&config, &pages, &terms);
        let (collections, ranks) = lists::collections(&config, &pages);
        let members = lists::members(&terms, &claims, &ranks);
        let together = lists::together(&terms, &claims, &members);
        let term_prints = prints::terms(&config, &terms);
        let face_prints = prints::faces(&config, &pages, &claims, &term_prints);
        let inbound = graph::inbound(&config, &pages, &terms, &by_url, &names);
        let related = related::related(&pages, &claims, &members, &ranks);
        Self {
            newest: newest::newest(&pages, &collections),
            answers: graph::answers(&terms),
            translations: graph::translations(&config, &pages),
            home: places.home,
            collection_pages: places.collections,
            vocabulary_pages: places.vocabularies,
            page_inbound: inbound.pages,
            term_inbound: inbound.terms,
            config,
            pages,
            terms,
            vocabularies,
            term_files,
            bibliography,
            code,
            files,
            drafts,
            by_url,
            names,
            claims,
            collections,
            members,
            together,
            related,
            face_prints,
            term_prints,
        }
    }

    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }

    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.0 as usize]
    }

    pub fn page_ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..self.pages.len() as u32).map(PageId)
    }

    pub fn term_ids(&self) -> impl Iterator<Item = TermId> + use<> {
        (0..self.terms.len() as u32).map(TermId)
    }

    /// Where a link inside the site leads; none for one that leads nowhere, or out of the site.
    pub fn target(&self, from: PageId, to: &To) -> Option<Target> {
        graph::target(from, to, &self.by_url, &self.names)
    }

    /// The address of a target.
    pub fn url(&self, target: Target) -> String {
        match target {
            Target::Page(id) => self.page(id).url.clone(),
            Target::Term(id) => self.term(id).url.clone(),
            Target::Collection(c) => crate::parse::address::of_folder(&self.config.collections[c].id),
            Target::Vocabulary(v) => crate::parse::address::of_folder(&self.config.vocabularies[v].id),
        }
    }

    /// The title of a target in a language.
    pub fn title(&self, target: Target, lang: &str) -> &str {
        match target {
            Target::Page(id) => &self.page(id).face.title,
            Target::Term(id) => self.term(id).entry.label.get(lang),
            Target::Collection(c) => &self.config.collections[c].label,
            Target::Vocabulary(v) => &self.config.vocabularies[v].label,
        }
    }

    /// The page with the text of a target.
    pub fn text_of(&self, target: Target) -> Option<&Page> {
        let id = match target {
            Target::Page(id) => Some(id),
            Target::Term(id) => self.term(id).page,
            Target::Collection(c) => self.collection_pages[c],
            Target::Vocabulary(v) => self.vocabulary_pages[v],
        };
        id.map(|id| self.page(id))
    }

    /// The page that a reference field names, in a collection or anywhere.
    pub fn reference(&self, name: &str, collection: Option<&str>) -> Option<PageId> {
        graph::reference(&self.pages, name, collection)
    }

    /// The claim as the page wrote it.
    pub fn claim(&self, page: PageId, claim: PageClaim) -> Option<&Claim> {
        match &self.page(page).facts[claim.fact].value {
            Value::Claims(claims) => claims.get(claim.item),
            _ => None,
        }
    }

    /// Whether a page is one of the lists: an entry of a collection in the language of the site.
    pub fn is_listed(&self, page: &Page) -> bool {
        is_listed(&self.config, page)
    }

    /// The term of a vocabulary by id, alias, or for countries any name.
    pub fn find_term(&self, vocabulary: usize, word: &str) -> Option<TermId> {
        self.vocabularies[vocabulary].find(word)
    }

    /// The terms above a term, from the top.
    pub fn ancestors(&self, id: TermId) -> Vec<TermId> {
        let mut above: Vec<TermId> = std::iter::successors(self.term(id).broader, |id| self.term(*id).broader).collect();
        above.reverse();
        above
    }

    /// The pages that a reference field of a page names, those that exist.
    pub fn referenced<'m>(&'m self, page: &Page, fact: &'m Fact) -> impl Iterator<Item = PageId> + 'm {
        let collection = match &fields_of(&self.config, page)[fact.field].kind {
            FieldKind::Refs { collection: Some(collection), .. } => Some(collection.value.clone()),
            _ => None,
        };
        let names: &[_] = match &fact.value {
            Value::Refs(names) => names,
            _ => &[],
        };
        names.iter().filter_map(move |name| self.reference(&name.value, collection.as_deref()))
    }

    /// What a wikilink's name can mean.
    pub fn meanings(&self, name: &str) -> &[Target] {
        self.names.get(&graph::name_key(name)).map_or(&[], Vec::as_slice)
    }

    /// The address that an alias keeps alive; none if it is no address inside the site.
    pub fn alias_url(&self, alias: &str) -> Option<String> {
        let plain = alias.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._~%".contains(&b));
        let inside = crate::files::join("", alias)?;
        if !alias.starts_with('/') || !plain || inside.is_empty() {
            return None;
        }
        let is_file = inside.ends_with(".html") || inside.ends_with(".htm");
        Some(if is_file { format!("/{inside}") } else { format!("/{inside}/") })
    }

    /// A link of a page and the quote around it.
    pub fn link(&self, page: PageId, text: usize, link: usize) -> Option<&Link> {
        texts(self.page(page)).nth(text)?.links.get(link)
    }

    /// Everything that could be meant by a term of a vocabulary, for suggestions.
    pub fn term_words(&self, vocabulary: usize) -> Vec<String> {
        let known = &self.vocabularies[vocabulary];
        if known.built_in {
            return countries::Countries::new().words().map(str::to_owned).collect();
        }
        known.terms.iter().map(|id| self.term(*id).entry.id.value.clone()).collect()
    }
}

impl VocabularyTerms {
    pub fn find(&self, word: &str) -> Option<TermId> {
        self.by_id.get(word).or_else(|| self.by_alias.get(&word.to_lowercase())).copied()
    }
}

pub(crate) fn is_listed(config: &Config, page: &Page) -> bool {
    matches!(page.role, Role::Entry(_)) && page.lang == config.language
}

/// The vocabulary of a field of terms.
pub fn vocabulary_of(config: &Config, kind: &FieldKind) -> Option<usize> {
    match kind {
        FieldKind::Terms { vocabulary, .. } => config.vocabulary(&vocabulary.value),
        _ => None,
    }
}

/// The fields of the collection that a page belongs to.
pub fn fields_of<'c>(config: &'c Config, page: &Page) -> &'c [crate::config::Field] {
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
