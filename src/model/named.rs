//! Open vocabularies after they are made: where pages name a term, and the addresses of what was a term before it became
//! another name of one.

use super::{Model, PageId, Target, TermId, open};
use crate::diagnostics::Span;
use crate::parse::address;
use crate::tables::Located;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

impl Model {
    /// The terms that a page names: the index of the fact, the term, and how it is written.
    pub fn terms_named(
        &self,
        id: PageId,
    ) -> impl Iterator<Item = (usize, TermId, &Located<String>)> {
        let concepts = &self.graph.concepts;
        let claims = concepts.claims[id.0 as usize].iter().filter_map(move |claim| {
            Some((claim.fact, claim.term?, &self.claim(id, *claim)?.term))
        });
        let responses = concepts.responses[id.0 as usize].iter().filter_map(move |response| {
            let written = self.response(id, *response)?.term.as_ref()?;
            Some((response.fact, response.term?, written))
        });
        claims.chain(responses)
    }

    /// Where pages name each term first.
    pub fn first_named(&self) -> HashMap<TermId, (Arc<str>, Span)> {
        let mut first = HashMap::new();
        for id in self.page_ids() {
            let page = self.page(id);
            for (fact, term, written) in self.terms_named(id) {
                let place = || self.place_of(page, &page.facts[fact], &written.span);
                first.entry(term).or_insert_with(place);
            }
        }
        first
    }

    /// The terms that pages or other terms name.
    pub fn named_terms(&self) -> HashSet<TermId> {
        let by_pages = self.page_ids().flat_map(|id| self.terms_named(id).map(|(_, term, _)| term));
        let others = self.graph.concepts.terms.iter();
        let by_terms = others.flat_map(|other| &other.named).map(|(.., term)| *term);
        by_pages.chain(by_terms).collect()
    }

    /// The addresses of the other names of terms in the files of open vocabularies, where nothing else stands. Before such a
    /// name was listed it was a term of its own, and had a page there.
    pub fn former_terms(&self) -> BTreeMap<String, TermId> {
        let mut former = BTreeMap::new();
        let is_open = |id: &TermId| self.config.vocabularies[self.term(*id).vocabulary].open;
        let is_listed = |id: &TermId| !self.term(*id).path.is_empty();
        for id in self.term_ids().filter(|id| is_open(id) && is_listed(id)) {
            let term = self.term(id);
            let vocabulary = &self.config.vocabularies[term.vocabulary].id;
            let aliases = term.entry.alias.iter().map(|alias| &*alias.value);
            for name in term.entry.label.all().chain(aliases) {
                let url = address::of_term(vocabulary, &open::id_of(name));
                if self.is_free(&url) {
                    former.entry(url).or_insert(id);
                }
            }
        }
        former
    }

    fn is_free(&self, url: &str) -> bool {
        self.at(url).is_none()
            && self.redirect(url).is_none()
            && !self.files.by_url.contains_key(url)
    }

    /// Whether a target is a term that only pages have, and so an address that changes with how they spell it.
    pub(super) fn is_passing(&self, target: &Target) -> bool {
        matches!(target, Target::Term(id) if self.is_unlisted(*id) && self.term(*id).page.is_none())
    }
}
