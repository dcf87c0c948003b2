//! Pages by their latest known date.

use super::sorting::page_ids;
use super::{Model, PageId, Publications, TermId, fields_of, is_listed};
use crate::config::Config;
use crate::fields::stages;
use crate::parse::Page;
use crate::parse::dates::Date;
use crate::parse::page::Role;
use serde::Serialize;
use std::cmp::Reverse;
use std::sync::Arc;

/// The maximum number of entries in a feed.
pub const FEED: usize = 20;

/// The latest known date of a page: its update, the day it was added, its own date, or the end of the first period or
/// date among its fields.
pub fn moment(config: &Config, page: &Page) -> Option<Date> {
    let in_fields = || {
        let fields = fields_of(config, page);
        let mut facts = page.facts.iter().filter(|fact| fact.record.is_none());
        facts.find_map(|fact| (stages(fields[fact.field].kind).date)(&fact.value))
    };
    page.updated.or(page.added).or(page.face.date).or_else(in_fields)
}

/// What happened to a page last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Change {
    Added,
    Updated,
    Corrected,
}

/// What happened to a page last, and when; none if nobody said.
pub fn change(page: &Page) -> Option<(Change, Date)> {
    let corrected = page.corrected.iter().map(|notice| (Change::Corrected, notice.date));
    let updated = page.updated.map(|date| (Change::Updated, date));
    let added = page.added.map(|date| (Change::Added, date));
    // Of several on one day the last in this order counts: a new page is new, whatever was changed on the same day.
    let all = updated.into_iter().chain(corrected).chain(added);
    all.max_by_key(|(_, date)| date.latest())
}

/// The pages of which it is known when they were added or changed, the latest first: those of collections and those
/// that stand alone, in the language of the site.
pub fn dated(config: &Config, pages: &[Arc<Page>], publications: &Publications) -> Vec<PageId> {
    let is_shown = |page: &Page| match page.role {
        Role::Entry(_) => is_listed(config, pages, page),
        Role::Plain => page.lang == config.language && page.withdrawn.is_none(),
        _ => false,
    };
    let is_written = |page: &Page| !publications.unwritten.contains_key(&page.path);
    let mut all: Vec<_> = page_ids(pages)
        .filter(|(_, page)| is_written(page) && is_shown(page))
        .filter_map(|(id, page)| Some((id, change(page)?.1.latest())))
        .collect();
    all.sort_by_key(|(_, date)| Reverse(*date));
    all.into_iter().map(|(id, _)| id).collect()
}

/// All listed pages, newest first; pages without a date come last. Generated pages of works are left out: a
/// publication elsewhere is not news of this site.
pub fn newest(
    config: &Config,
    pages: &[Arc<Page>],
    collections: &[Vec<PageId>],
    publications: &Publications,
) -> Vec<PageId> {
    let is_written = |id: &PageId| !publications.unwritten.contains_key(&pages[id.0 as usize].path);
    let mut all: Vec<PageId> = collections.iter().flatten().copied().filter(is_written).collect();
    all.sort_by_cached_key(|id| Reverse(moment(config, &pages[id.0 as usize]).map(Date::latest)));
    all
}

impl Model {
    /// The newest pages of a collection.
    pub fn newest_of(&self, collection: usize) -> Vec<PageId> {
        let of = |id: &&PageId| self.page(**id).role == Role::Entry(collection);
        self.graph.order.newest.iter().filter(of).take(FEED).copied().collect()
    }

    /// The newest members of a term.
    pub fn newest_members(&self, term: TermId) -> Vec<PageId> {
        let members = &self.graph.lists.members[term.0 as usize];
        let mut pages: Vec<PageId> = members.iter().map(|member| member.page).collect();
        pages.sort_by_cached_key(|id| {
            Reverse(moment(&self.config, self.page(*id)).map(Date::latest))
        });
        pages.truncate(FEED);
        pages
    }
}
