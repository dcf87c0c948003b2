//! Builds the model from the parsed files, part by part. Pure: the order of the input does not matter.

use super::complete::Dates;
use super::graph::{Browse, Concepts, Graph, Links, Lists, Order, Unwritten};
use super::links::{Addresses, Ends, Places};
use super::lists::hash_of;
use super::sorting::page_ids;
use super::vocabularies::Vocabularies;
use super::{ByLanguage, Model, PageId, Parts, Publications, Sections};
use super::{complete, facets, links, lists, map, matrix, newest, publications, vocabularies};
use crate::derived::Derived;
use crate::hash::{Hash, Hasher};
use crate::parse::Page;
use crate::parse::dates::Date;
use std::collections::HashMap;
use std::sync::Arc;

impl Model {
    /// Builds the model. `shown` are the works that pages show. Parts of the graph before are taken over if they would
    /// be made from the same.
    pub fn of(mut parts: Parts, shown: Derived<ByLanguage>, before: Option<&Graph>) -> Self {
        let mut pages = std::mem::take(&mut parts.pages);
        let (config, bibliography) = (parts.config.clone(), parts.bibliography.clone());
        let unwritten = before.map(|before| &before.unwritten);
        let unwritten = publications::complete(&parts, &shown, unwritten, &mut pages);
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        complete_all(&parts.dates, &mut pages);
        let same = before.filter(|before| before.made_from == parts.made_from).cloned();
        let graph = same.unwrap_or_else(|| build(&parts, &pages, (shown, unwritten), before));
        let graph = Arc::new(graph);
        let Parts { terms: term_files, files, dates, published, .. } = parts;
        let files = Arc::new(files);
        let mut model =
            Self { pages, config, bibliography, term_files, files, dates, published, graph };
        model.fill_counts();
        model
    }

    /// Fills the counts of home pages in.
    fn fill_counts(&mut self) {
        let counted = |(i, page)| Some((i, self.with_counts(page)?));
        let counted: Vec<_> = self.pages.iter().enumerate().filter_map(counted).collect();
        counted.into_iter().for_each(|(i, page)| self.pages[i] = page);
    }

    /// The model with some pages replaced. The caller ensures that these are local edits.
    pub fn with_pages(&self, edited: Vec<(PageId, Arc<Page>)>) -> Self {
        let mut model = self.clone();
        for (id, page) in edited {
            let page = publications::completed(&self.config, &self.bibliography, page);
            let page =
                complete::completed(&self.dates, &find_in(&self.pages), &page).unwrap_or(page);
            model.pages[id.0 as usize] = self.with_counts(&page).unwrap_or(page);
        }
        model
    }
}

/// `pages` are sorted by path.
fn complete_all(dates: &Dates, pages: &mut [Arc<Page>]) {
    let completed: Vec<_> = {
        let find = find_in(pages);
        let completed = |(i, page)| Some((i, complete::completed(dates, &find, page)?));
        pages.iter().enumerate().filter_map(completed).collect()
    };
    completed.into_iter().for_each(|(i, page)| pages[i] = page);
}

/// Finds the title and address of a page by its path, in pages sorted by path.
fn find_in(pages: &[Arc<Page>]) -> impl Fn(&str) -> Option<(String, String)> {
    |path| {
        let found = pages.binary_search_by(|page| (*page.path).cmp(path)).ok()?;
        Some((pages[found].face.title.clone(), pages[found].url.clone()))
    }
}

/// `pages` are sorted by path; `shown` are the works that they show, and `unwritten` those without a file.
fn build(
    parts: &Parts,
    pages: &[Arc<Page>],
    (shown, unwritten): (Derived<ByLanguage>, Derived<Unwritten>),
    before: Option<&Graph>,
) -> Graph {
    let by_facts = hash_of(pages, parts.context, |page| page.facts_hash);
    let make = || concepts(parts, pages, &unwritten);
    let concepts = Derived::of(by_facts, before.map(|graph| &graph.concepts), make);
    let of_pages = || {
        let by_claims = hash_of_claims(parts, pages, &concepts);
        let make = || browse(parts, pages, &concepts);
        let browse = Derived::of(by_claims, before.map(|graph| &graph.browse), make);
        // What marks a stub is a term.
        let has_stubs = parts.config.collections.iter().any(|c| c.stub.is_some());
        let context = if has_stubs { parts.context } else { parts.works };
        let by_all = hash_of(pages, context, |page| page.graph_hash);
        let make = || order(parts, pages, &concepts);
        let order = Derived::of(by_all, before.map(|graph| &graph.order), make);
        let mut from = Hasher::new("lists");
        from.hash(by_claims);
        order.ranks.iter().for_each(|rank| {
            from.number(*rank as usize);
        });
        let make = || lists(parts, pages, &concepts, &order);
        let lists = Derived::of(from.finish(), before.map(|graph| &graph.lists), make);
        (browse, order, lists)
    };
    let links = || links(parts, pages, &concepts, before.map(|graph| &graph.links));
    let ((browse, order, lists), links) = rayon::join(of_pages, links);
    Graph { made_from: parts.made_from, shown, unwritten, concepts, browse, links, order, lists }
}

/// The hash of the fields of pages, their claims, and the terms without their words.
fn hash_of_claims(parts: &Parts, pages: &[Arc<Page>], concepts: &Concepts) -> Hash {
    let mut claims = Hasher::new("claims");
    claims.hash(parts.config.hash);
    // Years and types of works are no fields.
    let filters = parts.config.collections.iter().flat_map(|c| &c.browse.explore);
    if filters.into_iter().any(|by| by.field().is_none()) {
        claims.hash(parts.works);
        for page in pages {
            claims.text(&page.face.date.map(Date::iso).unwrap_or_default());
        }
    }
    for term in &concepts.terms {
        claims.text(&term.url).number(term.broader.map_or(usize::MAX, |id| id.0 as usize));
    }
    let of_responses = concepts.responses.iter().flatten().map(|response| response.term);
    for term in concepts.claims.iter().flatten().map(|claim| claim.term).chain(of_responses) {
        claims.number(term.map_or(usize::MAX, |id| id.0 as usize));
    }
    hash_of(pages, claims.finish(), |page| page.facts_hash)
}

fn concepts(parts: &Parts, pages: &[Arc<Page>], unwritten: &Unwritten) -> Concepts {
    let config = &*parts.config;
    let Vocabularies { mut terms, vocabularies } = vocabularies::of(config, pages, &parts.terms);
    let places = Places::of(config, pages, &mut terms);
    let claims = vocabularies::claims(config, pages, &vocabularies);
    Concepts {
        kin: vocabularies::kin(config, &claims),
        responses: vocabularies::responses(config, pages, &vocabularies),
        answers: links::answers(&terms),
        publications: Publications::of(config, pages, &terms, unwritten),
        home: places.home,
        collection_pages: places.collections,
        vocabulary_pages: places.vocabularies,
        claims,
        terms,
        vocabularies,
    }
}

fn browse(parts: &Parts, pages: &[Arc<Page>], concepts: &Concepts) -> Browse {
    let known =
        facets::Known { config: &parts.config, bibliography: &parts.bibliography, pages, concepts };
    let listed = lists::listed(&parts.config, pages);
    let facets = || facets::of(&known, &listed);
    let ((facets, choices), matrices) = rayon::join(facets, || matrix::of(&known, &listed));
    let addresses = links::browse(&parts.config, &facets, &listed);
    Browse { facets, choices, matrices, addresses }
}

fn order(parts: &Parts, pages: &[Arc<Page>], concepts: &Concepts) -> Order {
    let sections = Sections::of(&parts.config, pages);
    let (collections, ranks) = lists::collections(&parts.config, pages, concepts, &sections);
    let newest = newest::newest(&parts.config, pages, &collections, &concepts.publications);
    let dated = newest::dated(&parts.config, pages, &concepts.publications);
    Order { collections, ranks, sections, newest, dated }
}

fn lists(parts: &Parts, pages: &[Arc<Page>], concepts: &Concepts, order: &Order) -> Lists {
    let known =
        facets::Known { config: &parts.config, bibliography: &parts.bibliography, pages, concepts };
    let members = || lists::members(&concepts.terms, &concepts.claims, &order.ranks);
    let (members, map) = rayon::join(members, || map::of(&known, &order.collections));
    let responders = lists::responders(&concepts.terms, &concepts.responses, &order.ranks);
    Lists { members, responders, map }
}

/// Links lead to pages and terms by their addresses and names, so they stay if these do.
fn links(
    parts: &Parts,
    pages: &[Arc<Page>],
    concepts: &Concepts,
    before: Option<&Derived<Links>>,
) -> Derived<Links> {
    let (config, terms) = (&*parts.config, &concepts.terms[..]);
    let names = links::names(config, pages, terms);
    let mut context = Hasher::new("links");
    context.hash(config.hash).text(&format!("{names:?}"));
    for term in terms {
        context.text(&term.url).number(term.page.map_or(usize::MAX, |page| page.0 as usize));
    }
    Derived::of(hash_of(pages, context.finish(), |page| page.links_hash), before, || {
        let by_path: HashMap<Arc<str>, PageId> =
            page_ids(pages).map(|(id, page)| (page.path.clone(), id)).collect();
        let by_url = links::by_url(config, pages, terms);
        let publications = &concepts.publications;
        let known = Addresses { pages, by_path: &by_path, by_url: &by_url, names: &names };
        let inbound = links::inbound(&Ends { config, terms, known, publications });
        Links {
            redirects: links::redirects(config, pages, &by_url),
            translations: links::translations(config, pages),
            page_inbound: inbound.pages,
            term_inbound: inbound.terms,
            by_path,
            by_url,
            names,
        }
    })
}
