//! What is mixed into the keys of lists: of entries and members, of terms with their counts, of feeds.

use super::{Key, Keys};
use crate::model::{Member, TermId, moment};
use crate::parse::page::Role;
use crate::plan::{Feed, What, feed_entries, part_range};

impl Keys<'_> {
    pub(super) fn entries(&self, key: &mut Key, what: &What) {
        match what {
            What::Home => self
                .model
                .newest
                .iter()
                .take(crate::model::NEWEST)
                .for_each(|id| self.face(key, *id)),
            What::Collection(c, part) => {
                let list = &self.model.collections[*c];
                list[part_range(*part, list.len())].iter().for_each(|id| self.face(key, *id));
            }
            What::Explore(c, part) => self.explored(key, *c, *part),
            What::Entries(c, shard) => self.shard(key, *c, *shard),
            What::Feed(feed) => self.feed(key, *feed),
            _ => {}
        }
    }

    pub(super) fn members(&self, key: &mut Key, what: &What) {
        let What::Term(id, part) = what else { return };
        let list = &self.model.members[id.0 as usize];
        for Member { page, claims } in &list[part_range(*part, list.len())] {
            self.face(key, *page);
            for claim in claims.iter().map(|i| self.model.claims[page.0 as usize][*i]) {
                self.claim(key, *page, claim);
                self.beside(key, *page, claim);
            }
        }
    }

    pub(super) fn pager(&self, key: &mut Key, what: &What) {
        let (part, n) = match what {
            What::Collection(c, part) | What::Explore(c, part) | What::Matrix(c, _, part) => {
                (part, self.model.collections[*c].len())
            }
            What::Term(id, part) => (part, self.model.members[id.0 as usize].len()),
            _ => return,
        };
        key.number(*part).number(n);
    }

    pub(super) fn term(&self, key: &mut Key, what: &What) {
        let What::Term(id, _) = what else { return };
        let term = self.model.term(*id);
        self.term_shown(key, *id);
        key.number(self.model.members[id.0 as usize].len());
        if let Some(source) = &term.entry.source {
            self.work(key, &source.value);
        }
        term.entry.facts.iter().for_each(|fact| self.cited(key, fact));
        let ancestors = self.model.ancestors(*id);
        let answers = self.model.answers[id.0 as usize].iter().map(|(id, _)| id);
        let near = ancestors.iter().chain(&term.narrower).chain(&term.related).chain(answers);
        for other in near.chain(term.named.iter().map(|(_, _, id)| id)) {
            self.term_shown(key, *other);
            key.number(self.model.members[other.0 as usize].len());
        }
    }

    pub(super) fn together(&self, key: &mut Key, what: &What) {
        let What::Term(id, _) = what else { return };
        for (other, n) in &self.model.together[id.0 as usize] {
            self.named(key, *other);
            key.number(*n as usize);
        }
    }

    /// Lists of terms with their counts: of one vocabulary, or of all on the home page.
    pub(super) fn counts(&self, key: &mut Key, what: &What) {
        let terms: Vec<TermId> = match what {
            What::Home => self.model.term_ids().collect(),
            What::Vocabulary(v) => self.model.vocabularies[*v].terms.clone(),
            What::Collection(c, _) | What::Explore(c, _) | What::Matrix(c, ..) => {
                key.number(self.model.collections[*c].len());
                return;
            }
            What::Term(id, _) => {
                key.number(self.model.vocabularies[self.model.term(*id).vocabulary].terms.len());
                return;
            }
            _ => return,
        };
        for id in terms {
            self.term_shown(key, id);
            key.number(self.model.members[id.0 as usize].len());
        }
    }

    /// The entries of a feed.
    fn feed(&self, key: &mut Key, feed: Feed) {
        // What undated entries are dated with.
        if let Some(date) = self
            .model
            .newest
            .first()
            .and_then(|id| moment(&self.model.config, self.model.page(*id)))
        {
            key.text(&date.iso());
        }
        if let Feed::Term(id) = feed {
            self.term_shown(key, id);
        }
        for id in feed_entries(self.model, feed) {
            let page = self.model.page(id);
            self.face(key, id);
            key.text(&moment(&self.model.config, page).map(|date| date.iso()).unwrap_or_default());
            page.authors.iter().for_each(|author| {
                key.text(author);
            });
            if let Role::Entry(c) = page.role {
                key.number(c);
            }
        }
    }
}
