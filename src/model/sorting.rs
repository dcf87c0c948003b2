//! How pages are sorted: by a key, and those with the same key by title, as the language of the site sorts.

use super::PageId;
use crate::config::Sort;
use crate::fields::field::Field;
use crate::fields::{date, stages};
use crate::parse::Page;
use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use std::cmp::Ordering;
use std::sync::Arc;

/// The key in the front matter by which pages are sorted like the chapters of a book.
pub const ORDER: &str = "order";

/// All pages with their ids.
pub(super) fn page_ids(pages: &[Arc<Page>]) -> impl Iterator<Item = (PageId, &Page)> {
    pages.iter().enumerate().map(|(i, page)| (PageId(i as u32), &**page))
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
