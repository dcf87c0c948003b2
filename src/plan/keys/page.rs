//! What is mixed into the key of a page: its own file, what it shows of others, and who refers to it.

use super::{Key, Keys};
use crate::model::{Inbound, Via, texts};
use crate::parse::page::Value;
use crate::plan::{What, text};

impl Keys<'_> {
    /// What the file of a page says.
    pub(super) fn page(&self, key: &mut Key, what: &What) {
        let Some(id) = text(self.model, what) else { return };
        let page = self.model.page(id);
        // The path is in the link that leads to the file; `a.md` and `a/index.md` share an address.
        key.print(page.own).text(&page.path);
    }

    /// The terms that a page names, and for the page of a work those that name it.
    pub(super) fn terms(&self, key: &mut Key, what: &What) {
        let Some(id) = text(self.model, what) else { return };
        for term in self.model.claims[id.0 as usize].iter().filter_map(|claim| claim.term) {
            self.term_shown(key, term);
        }
        if let Some(work) = self.model.key_of(self.model.page(id)) {
            let terms = self.model.publications.terms.get(work);
            terms.into_iter().flatten().for_each(|term| self.named(key, *term));
        }
    }

    /// What a page shows of others: translations, references, titles behind wikilinks, pictures.
    pub(super) fn links(&self, key: &mut Key, what: &What) {
        let Some(id) = text(self.model, what) else { return };
        let page = self.model.page(id);
        self.model.translations[id.0 as usize].iter().for_each(|other| self.face(key, *other));
        for fact in &page.facts {
            match &fact.value {
                Value::Refs(_) => {
                    self.model.referenced(page, fact).for_each(|id| self.face(key, id));
                }
                Value::Image(image) => self.picture(key, &image.url),
                _ => {}
            }
        }
        texts(page).for_each(|marked| self.linked(key, id, marked));
    }

    /// The works that a page names, and the one that it is the page of.
    pub(super) fn works(&self, key: &mut Key, what: &What) {
        let Some(id) = text(self.model, what) else { return };
        let page = self.model.page(id);
        page.facts.iter().for_each(|fact| self.cited(key, fact));
        texts(page).for_each(|marked| self.quoted(key, marked));
        if self.model.references.author_date.is_some() {
            // The order of the list depends on works that the page does not show.
            for source in self.model.sources_of(page) {
                key.text(source);
            }
        }
        if let Some(work) = self.model.key_of(page) {
            self.work(key, work);
        }
    }

    pub(super) fn related(&self, key: &mut Key, what: &What) {
        let What::Page(id) = what else { return };
        for related in &self.model.related[id.0 as usize] {
            self.face(key, related.page);
            related.shared.iter().for_each(|term| self.named(key, *term));
        }
    }

    pub(super) fn neighbours(&self, key: &mut Key, what: &What) {
        let What::Page(id) = what else { return };
        let (previous, next) = self.model.beside(*id);
        for id in [previous, next] {
            key.number(usize::from(id.is_some()));
            self.text_page(key, id);
        }
    }

    pub(super) fn inbound(&self, key: &mut Key, what: &What) {
        let list: &[Inbound] = match what {
            What::Page(id) => &self.model.page_inbound[id.0 as usize],
            What::Term(id, 1) => &self.model.term_inbound[id.0 as usize],
            _ => return,
        };
        for inbound in list {
            self.face(key, inbound.from);
            match inbound.via {
                Via::Field(field) => {
                    key.number(field);
                }
                Via::Link(text, link) => {
                    let Some(link) = self.model.link(inbound.from, text, link) else { continue };
                    // Its words are a title then, whatever stands there.
                    key.byte(u8::from(link.titled));
                    if let Some(quote) = &link.quote {
                        key.text(&quote.before).text(&quote.words).text(&quote.after);
                    }
                }
                Via::Cite(text, cite) => self.citation(key, inbound.from, text, cite),
                Via::Claim(fact, item) => {
                    if let Some(claim) = self.model.claim_of(inbound.from, fact, item) {
                        self.claim(key, inbound.from, claim);
                    }
                }
            }
        }
    }
}
