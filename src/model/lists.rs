//! Lists: the sorted pages of a collection, and the members of a term.

use super::graph::Concepts;
use super::sorting::{collator, page_ids, sort};
use super::{
    Member, Model, PageClaim, PageId, PageResponse, Sections, Term, TermId, is_book, is_listed,
};
use crate::config::{Config, Stub};
use crate::hash::{Hash, Hasher};
use crate::parse::Page;
use crate::parse::page::Role;
use std::sync::Arc;

/// By collection: its listed pages, by path.
pub fn listed(config: &Config, pages: &[Arc<Page>]) -> Vec<Vec<PageId>> {
    let mut lists = vec![Vec::new(); config.collections.len()];
    for (id, page) in page_ids(pages) {
        if let (Role::Entry(c), true) = (&page.role, is_listed(config, pages, page)) {
            lists[*c].push(id);
        }
    }
    lists
}

/// The listed pages of each collection in list order, and every page's rank among all listed pages: collections in
/// the order of the settings.
pub fn collections(
    config: &Config,
    pages: &[Arc<Page>],
    concepts: &Concepts,
    sections: &Sections,
) -> (Vec<Vec<PageId>>, Vec<u32>) {
    let mut lists = listed(config, pages);
    let collator = collator(&config.language);
    for (c, (collection, list)) in config.collections.iter().zip(&mut lists).enumerate() {
        if is_book(collection) {
            // The language of the site comes first.
            let mut tops: Vec<_> = sections.tops[c].iter().collect();
            tops.sort_by_key(|(lang, _)| **lang != config.language);
            let read = tops.into_iter().flat_map(|(_, tops)| sections.reading(tops));
            *list = read.filter(|id| list.binary_search(id).is_ok()).collect();
            continue;
        }
        sort(&collection.sort, &collection.fields, pages, collator.as_ref(), list);
        if collection.stub.is_some() {
            list.sort_by_key(|id| stub(config, pages, concepts, *id).is_some());
        }
    }
    let mut ranks = vec![u32::MAX; pages.len()];
    for (rank, id) in lists.iter().flatten().enumerate() {
        ranks[id.0 as usize] = rank as u32;
    }
    (lists, ranks)
}

/// The field and term that mark a page as a stub.
fn stub(
    config: &Config,
    pages: &[Arc<Page>],
    concepts: &Concepts,
    id: PageId,
) -> Option<(usize, TermId)> {
    let page = &pages[id.0 as usize];
    let Role::Entry(c) = page.role else { return None };
    let Stub { field, term } = config.collections[c].stub.as_ref()?;
    let mut claims = concepts.claims[id.0 as usize].iter();
    let claim = claims.find(|claim| page.facts[claim.fact].field == *field)?;
    let marks = concepts.vocabularies[claim.vocabulary].find(&term.value)?;
    (claim.term == Some(marks)).then_some((*field, marks))
}

impl Model {
    /// The field and term that mark a page as a stub.
    pub fn stub_of(&self, id: PageId) -> Option<(usize, TermId)> {
        stub(&self.config, &self.pages, &self.graph.concepts, id)
    }
}

/// By term: the listed pages that claim it or a narrower term, in the order of the lists.
pub fn members(terms: &[Term], claims: &[Vec<PageClaim>], ranks: &[u32]) -> Vec<Vec<Member>> {
    let mut order: Vec<usize> = (0..claims.len()).filter(|page| ranks[*page] != u32::MAX).collect();
    order.sort_by_key(|page| ranks[*page]);
    let mut members: Vec<Vec<Member>> = vec![Vec::new(); terms.len()];
    for page in order {
        let id = PageId(page as u32);
        for (i, claim) in claims[page].iter().enumerate() {
            let mut at = claim.term;
            while let Some(term) = at {
                let list = &mut members[term.0 as usize];
                match list.last_mut().filter(|member| member.page == id) {
                    Some(member) => member.claims.push(i),
                    None => list.push(Member { page: id, claims: vec![i] }),
                }
                at = terms[term.0 as usize].broader;
            }
        }
    }
    members
}

/// By term: the listed pages that respond with it, in the order of the lists, each with the index of the response.
pub fn responders(
    terms: &[Term],
    responses: &[Vec<PageResponse>],
    ranks: &[u32],
) -> Vec<Vec<(PageId, usize)>> {
    let has_any = |page: &usize| ranks[*page] != u32::MAX && !responses[*page].is_empty();
    let mut order: Vec<usize> = (0..responses.len()).filter(has_any).collect();
    order.sort_by_key(|page| ranks[*page]);
    let mut responders = vec![Vec::new(); terms.len()];
    for page in order {
        for (i, response) in responses[page].iter().enumerate() {
            if let Some(term) = response.term {
                responders[term.0 as usize].push((PageId(page as u32), i));
            }
        }
    }
    responders
}

/// Combines a hash of each page, which covers its path: ids follow from the order of paths.
pub(super) fn hash_of(pages: &[Arc<Page>], context: Hash, of_page: impl Fn(&Page) -> Hash) -> Hash {
    let mut hasher = Hasher::new("pages");
    hasher.hash(context);
    for page in pages {
        hasher.hash(of_page(page));
    }
    hasher.finish()
}
