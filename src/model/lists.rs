//! Lists: the sorted pages of a collection, and the members of a term.

use super::graph::Concepts;
use super::sections::ORDER;
use super::{
    Member, Model, PageClaim, PageId, PageResponse, Sections, Term, TermId, is_book, is_listed,
};
use crate::config::{Config, Sort, Stub};
use crate::fields::field::Field;
use crate::fields::{date, stages};
use crate::hash::{Hash, Hasher};
use crate::parse::Page;
use crate::parse::page::Role;
use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use std::cmp::Ordering;
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

/// Compares texts by the rules of a language, and numbers in them by value.
pub fn collator(lang: &str) -> Option<CollatorBorrowed<'static>> {
    let locale = icu_locale::Locale::try_from_str(lang).ok()?;
    let mut preferences = icu_collator::CollatorPreferences::from(&locale);
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok()
}

/// Sorts pages by a key, and those with the same key by title.
pub(super) fn sort(
    sort: &Sort,
    fields: &[Field],
    pages: &[Arc<Page>],
    collator: Option<&CollatorBorrowed>,
    list: &mut [PageId],
) {
    let is_it = |(_, field): &(usize, &Field)| field.record.is_none() && field.id == sort.by;
    let field = fields.iter().enumerate().find(is_it);
    let title = |id: &PageId| pages[id.0 as usize].face.title.as_str();
    let by_title = |a: &PageId, b: &PageId| match collator {
        Some(collator) => collator.compare(title(a), title(b)),
        None => title(a).cmp(title(b)),
    };
    if sort.by == "title" {
        list.sort_by(|a, b| directed(by_title(a, b), sort.descending).then(a.cmp(b)));
        return;
    }
    let mut keyed: Vec<_> =
        list.iter().map(|id| (sort_key(&pages[id.0 as usize], &sort.by, field), *id)).collect();
    keyed.sort_by(|(x, a), (y, b)| {
        let order = match (x, y) {
            (Some(x), Some(y)) => directed(x.total_cmp(y), sort.descending),
            (x, y) => x.is_none().cmp(&y.is_none()),
        };
        order.then_with(|| by_title(a, b)).then(a.cmp(b))
    });
    for (place, (_, id)) in list.iter_mut().zip(keyed) {
        *place = id;
    }
}

fn directed(order: Ordering, descending: bool) -> Ordering {
    if descending { order.reverse() } else { order }
}

/// The sort key of a page; pages without one come last in either direction.
fn sort_key(page: &Page, by: &str, field: Option<(usize, &Field)>) -> Option<f64> {
    if by == ORDER {
        return page.order;
    }
    let Some((place, field)) = field else { return page.face.date.map(date::order) };
    (stages(field.kind).sort_key)(&page.fact(place)?.value)
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

/// All pages with their ids.
pub(super) fn page_ids(pages: &[Arc<Page>]) -> impl Iterator<Item = (PageId, &Page)> {
    pages.iter().enumerate().map(|(i, page)| (PageId(i as u32), &**page))
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
