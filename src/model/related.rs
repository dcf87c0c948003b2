//! What is near: the related pages of a page, and the terms that occur together with a term. Both are found when a
//! view asks for them. Comparing all pairs of pages would be quadratic, so candidates come from a page's terms: the
//! other members, and for a large term only the neighbours in its list.

use super::{Model, PageId, TermId};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::cmp::Reverse;

/// A related page and the reason.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Related {
    pub page: PageId,
    /// Terms that both claim, the rarest first.
    pub shared: Vec<TermId>,
}

/// The maximum number of related pages.
const SHOWN: usize = 4;

/// The maximum number of shared terms that are named.
const SHARED: usize = 5;

/// How many neighbours to consider on each side in the list of a term.
const REACH: usize = 6;

/// The maximum number of companions of a term.
const COMPANIONS: usize = 8;

impl Model {
    /// The most related pages of a page. Rare shared terms count more (inverse document frequency).
    pub fn related(&self, page: PageId) -> Vec<Related> {
        if self.rank(page) == u32::MAX {
            return Vec::new();
        }
        let kin = |page: PageId| &self.graph.concepts.kin[page.0 as usize];
        let listed: usize = self.graph.order.collections.iter().map(Vec::len).sum();
        let weigh = |term: &TermId| {
            let members = self.graph.lists.members[term.0 as usize].len().max(1);
            (1.0 + listed as f64 / members as f64).ln()
        };
        let own = kin(page);
        let weights: Vec<f64> = own.iter().map(weigh).collect();
        let mut scored: Vec<(f64, PageId)> = self
            .candidates(page, own)
            .into_iter()
            .map(|other| (common(own, kin(other)).map(|place| weights[place]).sum(), other))
            .collect();
        scored.sort_unstable_by(|(a, x), (b, y)| {
            b.total_cmp(a).then_with(|| self.rank(*x).cmp(&self.rank(*y)))
        });
        scored.truncate(SHOWN);
        let related = |(_, page)| {
            let mut shared: Vec<usize> = common(own, kin(page)).collect();
            shared.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]));
            Related { page, shared: shared.into_iter().take(SHARED).map(|at| own[at]).collect() }
        };
        scored.into_iter().map(related).filter(|related| !related.shared.is_empty()).collect()
    }

    /// The pages near a page in the lists of its terms.
    fn candidates(&self, page: PageId, terms: &[TermId]) -> Vec<PageId> {
        let mut candidates = Vec::new();
        for term in terms {
            let list = &self.graph.lists.members[term.0 as usize];
            let place = list.partition_point(|member| self.rank(member.page) < self.rank(page));
            let from = place.saturating_sub(REACH);
            let to = (place + REACH + 1).min(list.len());
            candidates.extend(list[from..to].iter().map(|member| member.page));
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|other| *other != page);
        candidates
    }

    fn rank(&self, page: PageId) -> u32 {
        self.graph.order.ranks[page.0 as usize]
    }

    /// The terms that the members of a term also claim, most frequent first, each with the number of pages. Its own
    /// broader and narrower terms are obvious and left out; so are terms of vocabularies that do not relate pages.
    pub fn together(&self, term: TermId) -> Vec<(TermId, u32)> {
        let mut counts: FxHashMap<TermId, u32> = FxHashMap::default();
        for member in &self.graph.lists.members[term.0 as usize] {
            for other in &self.graph.concepts.kin[member.page.0 as usize] {
                *counts.entry(*other).or_default() += 1;
            }
        }
        let is_kin = |other: TermId| self.is_within(term, other) || self.is_within(other, term);
        let mut companions: Vec<(TermId, u32)> =
            counts.into_iter().filter(|(other, n)| *n > 1 && !is_kin(*other)).collect();
        companions.sort_by_key(|(other, n)| (Reverse(*n), *other));
        companions.truncate(COMPANIONS);
        companions
    }

    /// Whether a term is another, or narrower.
    fn is_within(&self, term: TermId, other: TermId) -> bool {
        std::iter::successors(Some(term), |id| self.term(*id).broader).any(|id| id == other)
    }
}

/// The places in one sorted list of what is in another, too.
fn common(one: &[TermId], other: &[TermId]) -> impl Iterator<Item = usize> {
    let mut rest = other.iter().peekable();
    let mut is_common = move |term: &TermId| {
        while rest.next_if(|other| *other < term).is_some() {}
        rest.next_if_eq(&term).is_some()
    };
    one.iter().enumerate().filter(move |(_, term)| is_common(term)).map(|(place, _)| place)
}
