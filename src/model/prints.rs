//! Fingerprints of what pages and terms show of themselves elsewhere. A page whose body changes keeps
//! its face, and no other page needs to be looked at again.

use super::{PageClaim, PageId, Term, VocabularyTerms, fields_of};
use crate::config::Config;
use crate::fingerprint::{Fingerprint, Mixer};
use crate::parse::Page;
use crate::parse::page::Role;
use rayon::prelude::*;
use std::sync::Arc;

/// By term: its address and names.
pub fn terms(config: &Config, terms: &[Term]) -> Vec<Fingerprint> {
    let print = |term: &Term| {
        let mut mixer = Mixer::new("term face");
        mixer.text(&term.url).text(&term.entry.label.main);
        for (lang, label) in &term.entry.label.by_language {
            mixer.text(lang).text(label);
        }
        mixer.text(&config.vocabularies[term.vocabulary].id).finish()
    };
    terms.iter().map(print).collect()
}

/// What a page shows on its card.
pub struct Faces<'a> {
    pub config: &'a Config,
    pub vocabularies: &'a [VocabularyTerms],
    pub claims: &'a [Vec<PageClaim>],
    /// The fingerprints of terms.
    pub terms: &'a [Fingerprint],
}

impl Faces<'_> {
    /// By page.
    pub fn of(&self, pages: &[Arc<Page>]) -> Vec<Fingerprint> {
        pages.par_iter().zip(self.claims).map(|(page, claims)| self.one(page, claims)).collect()
    }

    /// The same where only some pages are others than before.
    pub fn again(
        &self,
        pages: &[Arc<Page>],
        before: &[Fingerprint],
        edited: &[PageId],
    ) -> Vec<Fingerprint> {
        let mut prints = before.to_vec();
        for id in edited.iter().map(|id| id.0 as usize) {
            prints[id] = self.one(&pages[id], &self.claims[id]);
        }
        prints
    }

    fn one(&self, page: &Page, claims: &[PageClaim]) -> Fingerprint {
        let face = &page.face;
        let fields = fields_of(self.config, page);
        let mut mixer = Mixer::new("face");
        mixer.text(&page.url).text(&page.lang).text(&face.title);
        mixer.text(face.summary.as_deref().unwrap_or_default());
        mixer.text(&face.date.map(|date| date.iso()).unwrap_or_default());
        let on_card = |claim: &&PageClaim| fields[page.facts[claim.fact].field].card;
        for term in claims.iter().filter(on_card).filter_map(|claim| claim.term) {
            mixer.print(self.terms[term.0 as usize]);
        }
        // The text of a term without a title of its own is called as the term is.
        if let Role::Term(v, id) = &page.role
            && let Some(term) = self.vocabularies[*v].find(id)
        {
            mixer.print(self.terms[term.0 as usize]);
        }
        mixer.finish()
    }
}
