//! Lists: the sorted pages of a collection, the members of a term, and terms that occur together.

use super::{Member, PageClaim, PageId, Term, TermId, is_listed};
use crate::config::{Config, Sort};
use crate::fields::field::Field;
use crate::fields::{date, stages};
use crate::parse::Page;
use crate::parse::page::Role;
use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use std::cmp::Ordering;
use std::sync::Arc;

/// The pages of each collection in list order, and every page's rank among all listed pages: collections in
/// the order of the settings. Unlisted pages come last, by path.
pub fn collections(config: &Config, pages: &[Arc<Page>]) -> (Vec<Vec<PageId>>, Vec<u32>) {
    let mut lists = vec![Vec::new(); config.collections.len()];
    for (id, page) in page_ids(pages) {
        if let (Role::Entry(c), true) = (&page.role, is_listed(config, pages, page)) {
            lists[*c].push(id);
        }
    }
    let collator = collator(&config.language);
    for (collection, list) in config.collections.iter().zip(&mut lists) {
        sort(&collection.sort, &collection.fields, pages, collator.as_ref(), list);
    }
    let mut ranks = vec![u32::MAX; pages.len()];
    for (rank, id) in lists.iter().flatten().enumerate() {
        ranks[id.0 as usize] = rank as u32;
    }
    (lists, ranks)
}

/// Compares texts by the rules of a language, and numbers in them by value.
pub fn collator(lang: &str) -> Option<CollatorBorrowed<'static>> {
    let locale = icu_locale::Locale::try_from_str(lang).ok()?;
    let mut preferences = icu_collator::CollatorPreferences::from(&locale);
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok()
}

fn sort(
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
        list.iter().map(|id| (sort_key(&pages[id.0 as usize], field), *id)).collect();
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
fn sort_key(page: &Page, field: Option<(usize, &Field)>) -> Option<f64> {
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

/// The maximum number of companions of a term.
const COMPANIONS: usize = 8;

/// By term: the terms that its members also claim, most frequent first. Its own broader and narrower terms
/// are obvious and left out; so are terms of vocabularies that do not relate pages.
pub fn together(
    terms: &[Term],
    of_pages: &[Vec<TermId>],
    members: &[Vec<Member>],
) -> Vec<Vec<(TermId, u32)>> {
    let mut counts = vec![0u32; terms.len()];
    let mut touched: Vec<TermId> = Vec::new();
    let mut together = Vec::with_capacity(terms.len());
    for (t, list) in members.iter().enumerate() {
        let own = TermId(t as u32);
        for member in list {
            for term in &of_pages[member.page.0 as usize] {
                if counts[term.0 as usize] == 0 {
                    touched.push(*term);
                }
                counts[term.0 as usize] += 1;
            }
        }
        let mut companions: Vec<(TermId, u32)> = touched
            .drain(..)
            .map(|term| (term, std::mem::take(&mut counts[term.0 as usize])))
            .filter(|(term, n)| *n > 1 && !is_kin(terms, own, *term))
            .collect();
        companions.sort_by_key(|(term, n)| (std::cmp::Reverse(*n), *term));
        companions.truncate(COMPANIONS);
        together.push(companions);
    }
    together
}

fn is_kin(terms: &[Term], a: TermId, b: TermId) -> bool {
    let reaches = |from: TermId, to: TermId| {
        let mut at = Some(from);
        while let Some(id) = at {
            if id == to {
                return true;
            }
            at = terms[id.0 as usize].broader;
        }
        false
    };
    reaches(a, b) || reaches(b, a)
}

/// All pages with their ids.
pub(super) fn page_ids(pages: &[Arc<Page>]) -> impl Iterator<Item = (PageId, &Page)> {
    pages.iter().enumerate().map(|(i, page)| (PageId(i as u32), &**page))
}
