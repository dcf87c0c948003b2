//! Pages by their latest known date.

use super::{Model, PageId, Publications, TermId, fields_of};
use crate::config::Config;
use crate::fields::stages;
use crate::parse::Page;
use crate::parse::dates::Date;
use crate::parse::page::Role;
use std::cmp::Reverse;
use std::sync::Arc;

/// The maximum number of entries on the home page.
pub const NEWEST: usize = 12;

/// The maximum number of entries in a feed.
pub const FEED: usize = 20;

/// The latest known date of a page: its update, its own date, or the end of the first period or date among
/// its fields.
pub fn moment(config: &Config, page: &Page) -> Option<Date> {
    let in_fields = || {
        let fields = fields_of(config, page);
        let mut facts = page.facts.iter().filter(|fact| fact.record.is_none());
        facts.find_map(|fact| (stages(fields[fact.field].kind).date)(&fact.value))
    };
    page.updated.or(page.face.date).or_else(in_fields)
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
