//! Which pages of a collection are compared because they have a term in common.

use super::{Model, PageId, Role, TermId};

/// The number of pages side by side.
pub const SIDE_BY_SIDE: usize = 5;

/// The number of pages for which there are comparisons. More are not seen at a glance, however they are parted.
const MANY: usize = 25;

impl Model {
    /// Whether the pages of a collection can be compared.
    pub fn is_compared(&self, collection: usize) -> bool {
        let is_wanted = !self.config.collections[collection].browse.compare.is_empty();
        is_wanted && self.graph.order.collections[collection].len() > 1
    }

    /// The pages of a collection that claim a term, or a narrower one, in a field; empty if these are too few or too
    /// many to compare.
    pub fn compared(&self, collection: usize, field: usize, term: TermId) -> Vec<PageId> {
        let members = &self.graph.lists.members[term.0 as usize];
        let has_it = |page: PageId, claims: &[usize]| {
            let all = &self.graph.concepts.claims[page.0 as usize];
            let facts = &self.page(page).facts;
            claims.iter().any(|claim| facts[all[*claim].fact].field == field)
        };
        let is_of = |page: PageId| self.page(page).role == Role::Entry(collection);
        let pages = members.iter().filter(|m| is_of(m.page) && has_it(m.page, &m.claims));
        let pages: Vec<PageId> = pages.map(|member| member.page).collect();
        if (2..=MANY).contains(&pages.len()) { pages } else { Vec::new() }
    }
}
