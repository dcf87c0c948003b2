//! What is mixed into keys of the texts that outputs show: what fills their holes, claims with their notes,
//! works and terms as they are called there.

use super::Keys;
use crate::fingerprint::Mixer;
use crate::model::{PageClaim, PageId, Target, TermId};
use crate::parse::markdown::{Marked, To};
use crate::parse::page::{Fact, Value};

impl Keys<'_> {
    /// What fills the holes of a text: the titles behind wikilinks, and the cited works.
    pub(super) fn holes(&self, key: &mut Mixer, from: PageId, text: &Marked) {
        for link in text.links.iter().filter(|link| matches!(link.to, To::Wiki { .. })) {
            match self.model.target(from, &link.to) {
                Some(Target::Page(id)) => self.face(key, id),
                Some(Target::Term(id)) => {
                    key.print(self.model.term_prints[id.0 as usize]);
                }
                _ => {}
            }
        }
        for link in text.links.iter().filter(|link| link.image) {
            if let To::File { url, .. } = &link.to {
                self.picture(key, url);
            }
        }
        for (source, _) in text.cites.iter().flat_map(|cite| &cite.items) {
            self.work(key, source);
        }
    }

    /// The size that a picture's place has.
    pub(super) fn picture(&self, key: &mut Mixer, url: &str) {
        let (width, height) = self.model.picture_size(url).unwrap_or_default();
        key.number(width as usize).number(height as usize);
    }

    /// A term where its definition is shown with its name.
    pub(super) fn term_shown(&self, key: &mut Mixer, id: TermId) {
        key.print(self.model.term_prints[id.0 as usize]).print(self.model.term(id).entry.own);
    }

    /// The works that a field names.
    pub(super) fn cited(&self, key: &mut Mixer, fact: &Fact) {
        fact.sources().for_each(|source| self.work(key, &source.value));
    }

    pub(super) fn work(&self, key: &mut Mixer, source: &str) {
        if let Some(work) = self.model.bibliography.works.get(source) {
            key.print(work.own).print(self.model.references.print(source));
        }
        if let Some(page) = self.model.publication(source) {
            key.text(&page.url);
        }
    }

    /// A citation as the page of the work shows it.
    pub(super) fn citation(&self, key: &mut Mixer, from: PageId, text: usize, cite: usize) {
        let Some(cite) = self.model.cite(from, text, cite) else { return };
        if let Some(quote) = &cite.quote {
            key.text(&quote.before).text(&quote.after);
        }
        for (source, locator) in &cite.items {
            key.text(locator.as_deref().unwrap_or_default());
            self.work(key, source);
        }
    }

    /// A claim with all it says.
    pub(super) fn claim(&self, key: &mut Mixer, id: PageId, claim: PageClaim) {
        if let Some(term) = claim.term {
            key.print(self.model.term_prints[term.0 as usize]);
        }
        let Some(written) = self.model.claim(id, claim) else { return };
        if let Some(note) = &written.note {
            note.mix(key);
            self.holes(key, id, note);
        }
        if let Some(source) = &written.source {
            key.text(&source.value);
            self.work(key, &source.value);
        }
        key.number(written.strength.map_or(usize::MAX, usize::from));
    }

    /// The other parts of the record that a claim is a part of.
    pub(super) fn beside(&self, key: &mut Mixer, id: PageId, claim: PageClaim) {
        for (place, part) in self.model.siblings(id, claim.fact) {
            key.number(part.field);
            match &part.value {
                Value::Markdown(text) => {
                    text.mix(key);
                    self.holes(key, id, text);
                }
                Value::Claims(_) => {
                    let claims = &self.model.claims[id.0 as usize];
                    let own = claims.iter().filter(|claim| claim.fact == place);
                    own.for_each(|claim| self.claim(key, id, *claim));
                }
                // A short value is what it is printed as.
                value => {
                    key.text(&format!("{value:?}"));
                    if let Value::Image(image) = value {
                        self.picture(key, &image.url);
                    }
                }
            }
            self.cited(key, part);
        }
    }
}
