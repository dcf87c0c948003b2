//! What is mixed into the keys of the pages that help readers find others.

use super::{Key, Keys, Part};
use crate::fingerprint::{Fingerprint, SOURCE};
use crate::model::{Choice, Model, PageId, Spot};
use crate::plan::{Common, What, part_range, shard_range};
use crate::theme::Theme;
use rayon::prelude::*;
use std::collections::BTreeSet;

impl Keys<'_> {
    /// What can be chosen, with how many pages there are of each.
    pub(super) fn facets(&self, key: &mut Key, what: &What) {
        let What::Explore(c, 1) = what else { return };
        for facet in &self.model.facets[*c].facets {
            key.number(facet.field);
            for value in &facet.values {
                match value.choice {
                    Choice::Term(id) => self.named(key, id),
                    choice => {
                        key.text(&format!("{choice:?}"));
                    }
                }
                key.number(value.count).number(value.depth);
            }
        }
    }

    /// The entries on a page that explores, with what each can be chosen by.
    pub(super) fn explored(&self, key: &mut Key, collection: usize, part: usize) {
        let n = self.model.collections[collection].len();
        self.chosen_by(key, collection, part_range(part, n));
    }

    /// What the script knows of a shard of entries.
    pub(super) fn shard(&self, key: &mut Key, c: usize, shard: usize) {
        self.chosen_by(key, c, shard_range(shard, self.model.collections[c].len()));
    }

    fn chosen_by(&self, key: &mut Key, collection: usize, range: std::ops::Range<usize>) {
        let ids = &self.model.collections[collection][range.clone()];
        for (id, values) in ids.iter().zip(&self.model.facets[collection].of_pages[range]) {
            self.face(key, *id);
            key.number(values.len());
            values.iter().for_each(|value| {
                key.number(*value);
            });
        }
    }

    /// A part of a matrix, or all of it: its terms, and what each page claims of them.
    pub(super) fn matrix(&self, key: &mut Key, what: &What) {
        let (c, m, range) = match what {
            What::Matrix(c, m, part) => (c, m, part_range(*part, self.model.collections[*c].len())),
            What::Table(c, m) => (c, m, 0..self.model.collections[*c].len()),
            _ => return,
        };
        let matrix = &self.model.matrices[*c][*m];
        for column in &matrix.columns {
            self.named(key, column.term);
            key.number(column.count);
            if let Some(group) = column.group {
                self.named(key, group);
            }
        }
        for id in &self.model.collections[*c][range] {
            self.face(key, *id);
            self.cells(key, *id, matrix.field);
        }
    }

    fn cells(&self, key: &mut Key, id: PageId, field: usize) {
        for (term, claim) in self.model.claims_in(id, field) {
            let written = self.model.claim(id, claim);
            let strength = written.and_then(|claim| claim.strength);
            key.number(term.0 as usize).number(claim.item);
            key.number(strength.map_or(usize::MAX, usize::from));
        }
    }

    /// What is on a map. How it is drawn follows from all the countries that are shown anywhere.
    pub(super) fn map(&self, key: &mut Key, what: &What) {
        let map = &self.model.map;
        let own = match what {
            What::Home => None,
            What::Vocabulary(v) if self.model.vocabularies[*v].built_in => None,
            What::Term(id, _) if map.countries.iter().any(|(other, _)| other == id) => Some(id),
            _ => return,
        };
        for (id, count) in &map.countries {
            let term = self.model.term(*id);
            key.text(&term.entry.id.value);
            if own.is_none_or(|own| own == id) {
                self.named(key, *id);
                key.number(*count);
            }
        }
        let shown = |spot: &&Spot| own.is_none_or(|own| spot.countries.contains(own));
        for spot in map.spots.iter().filter(shown) {
            let (north, east) = spot.position;
            key.text(&format!("{north} {east}")).text(&spot.name);
            spot.countries.iter().for_each(|id| self.named(key, *id));
            spot.pages.iter().for_each(|id| self.face(key, *id));
        }
    }

    /// What the search page says of what is searched: vocabularies in use, and languages.
    pub(super) fn searched(&self, key: &mut Key) {
        let claims = self.model.claims.iter().flatten().filter(|claim| claim.term.is_some());
        let used: BTreeSet<usize> = claims.map(|claim| claim.vocabulary).collect();
        used.into_iter().for_each(|v| {
            key.number(v);
        });
        let languages: BTreeSet<&str> =
            self.model.pages.iter().map(|page| page.lang.as_str()).collect();
        languages.into_iter().for_each(|lang| {
            key.text(lang);
        });
    }
}

/// The fingerprint of all that the search index is made from: every page and every term.
pub fn search_key(model: &Model, theme: &Theme) -> Fingerprint {
    // What only outputs know is not in it.
    let common = Common::default();
    let keys = Keys { model, theme, common: &common };
    let page = |id: PageId| {
        let mut key = Key::new("searched page");
        keys.face(&mut key, id);
        for part in [Part::Page, Part::Terms, Part::Links, Part::Works] {
            keys.part(&mut key, part, &What::Page(id));
        }
        key.finish()
    };
    let pages: Vec<Fingerprint> =
        model.page_ids().collect::<Vec<_>>().into_par_iter().map(page).collect();
    let mut key = Key::new(SOURCE);
    key.text("search").print(model.config.print);
    pages.into_iter().for_each(|page| {
        key.print(page);
    });
    model.term_ids().for_each(|id| keys.term_shown(&mut key, id));
    key.finish()
}
