//! What is mixed into keys of the texts that outputs show: what fills their holes, claims with their notes,
//! works and terms as they are called there.

use super::{Input, Key, Keys};
use crate::model::{PageClaim, PageId, Target};
use crate::parse::markdown::{Marked, To};
use crate::parse::page::{Fact, Value};

impl Keys<'_> {
    /// What fills the holes of a text.
    pub(super) fn holes(&self, key: &mut Key, from: PageId, text: &Marked) {
        self.linked(key, from, text);
        self.quoted(key, text);
    }

    /// The titles behind wikilinks, and the places of pictures.
    pub(super) fn linked(&self, key: &mut Key, from: PageId, text: &Marked) {
        for link in text.links.iter().filter(|link| matches!(link.to, To::Wiki { .. })) {
            match self.model.target(from, &link.to) {
                Some(Target::Page(id)) => self.face(key, id),
                Some(Target::Term(id)) => self.named(key, id),
                _ => {}
            }
        }
        for link in text.links.iter().filter(|link| link.image) {
            if let To::File { url, .. } = &link.to {
                self.picture(key, url);
            }
        }
    }

    /// The works that a text cites.
    pub(super) fn quoted(&self, key: &mut Key, text: &Marked) {
        for (source, _) in text.cites.iter().flat_map(|cite| &cite.items) {
            self.work(key, source);
        }
    }

    /// The size that a picture's place has.
    pub(super) fn picture(&self, key: &mut Key, url: &str) {
        let (width, height) = self.model.picture_size(url).unwrap_or_default();
        key.number(width as usize).number(height as usize);
        key.tell(|| Input::Picture(url.to_owned()));
    }

    /// The works that a field names.
    pub(super) fn cited(&self, key: &mut Key, fact: &Fact) {
        fact.sources().for_each(|source| self.work(key, &source.value));
    }

    pub(super) fn work(&self, key: &mut Key, source: &str) {
        if let Some(work) = self.model.bibliography.works.get(source) {
            key.print(work.own).print(self.model.references.print(source));
            key.tell(|| Input::Work(source.to_owned()));
        }
        if let Some(page) = self.model.publication(source) {
            key.text(&page.url);
        }
    }

    /// A citation as the page of the work shows it.
    pub(super) fn citation(&self, key: &mut Key, from: PageId, text: usize, cite: usize) {
        let Some(cite) = self.model.cite(from, text, cite) else { return };
        key.byte(u8::from(cite.quote.is_some()));
        if let Some(quote) = &cite.quote {
            key.text(&quote.before).text(&quote.after);
        }
        for (source, locator) in &cite.items {
            key.text(locator.as_deref().unwrap_or_default());
            self.work(key, source);
        }
    }

    /// A claim with all it says.
    pub(super) fn claim(&self, key: &mut Key, id: PageId, claim: PageClaim) {
        if let Some(term) = claim.term {
            self.named(key, term);
        }
        if claim.is_plain {
            return;
        }
        let Some(written) = self.model.claim(id, claim) else { return };
        // A note that is nothing but an address is not the source of that address.
        key.byte(u8::from(written.note.is_some())).byte(u8::from(written.source.is_some()));
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
    pub(super) fn beside(&self, key: &mut Key, id: PageId, claim: PageClaim) {
        if claim.is_plain {
            return;
        }
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
