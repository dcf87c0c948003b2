//! Related pages. Comparing all pairs would be quadratic, so candidates come from a page's terms: the other
//! members, and for a large term only the neighbours in its list.

use super::{Member, PageId, TermId};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// A related page and the reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Related {
    pub page: PageId,
    /// The terms that both claim, the rarest first.
    pub shared: Vec<TermId>,
}

/// The maximum number of related pages.
const SHOWN: usize = 4;

/// How many neighbours to consider on each side in the list of a term.
const REACH: usize = 6;

/// By page: the most related pages, given the terms of each page (distinct and in order). Rare shared terms
/// count more (inverse document frequency).
pub fn related(terms: &[Vec<TermId>], members: &[Vec<Member>], ranks: &[u32]) -> Vec<Vec<Related>> {
    let listed = ranks.iter().filter(|rank| **rank != u32::MAX).count();
    let weights: Vec<f64> =
        members.iter().map(|list| (1.0 + listed as f64 / list.len().max(1) as f64).ln()).collect();
    let of_page = |page: usize| match ranks[page] {
        u32::MAX => Vec::new(),
        _ => nearest(page, terms, members, ranks, &weights),
    };
    (0..terms.len()).into_par_iter().map(of_page).collect()
}

fn nearest(
    page: usize,
    terms: &[Vec<TermId>],
    members: &[Vec<Member>],
    ranks: &[u32],
    weights: &[f64],
) -> Vec<Related> {
    let mut candidates = Vec::new();
    for term in &terms[page] {
        let list = &members[term.0 as usize];
        let place = list.partition_point(|member| ranks[member.page.0 as usize] < ranks[page]);
        let from = place.saturating_sub(REACH);
        let to = (place + REACH + 1).min(list.len());
        candidates.extend(list[from..to].iter().map(|member| member.page));
    }
    candidates.sort_unstable();
    candidates.dedup();
    let weight = |term: &TermId| weights[term.0 as usize];
    // The rarest first.
    let mut own = terms[page].clone();
    own.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));
    let shared = |other: PageId| {
        let others = &terms[other.0 as usize];
        own.iter().filter(move |term| others.binary_search(term).is_ok())
    };
    let mut scored: Vec<(f64, PageId)> = candidates
        .into_iter()
        .filter(|other| other.0 as usize != page)
        .map(|other| (shared(other).map(weight).sum(), other))
        .collect();
    scored.sort_unstable_by(|(a, x), (b, y)| {
        b.total_cmp(a).then_with(|| ranks[x.0 as usize].cmp(&ranks[y.0 as usize]))
    });
    scored.truncate(SHOWN);
    let related = |(_, page)| Related { page, shared: shared(page).copied().collect() };
    scored.into_iter().map(related).filter(|related| !related.shared.is_empty()).collect()
}
