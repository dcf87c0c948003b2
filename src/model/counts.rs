//! Counts in the words of the home page: in its summary, `{pilots}` is the number of pages in the collection
//! `pilots`, `{themes}` the number of terms of the vocabulary that are in use, and `{pilots.country}` the number of
//! different terms in a field. So these words stay true, and nobody has to count.

use super::{Model, PageId, Role};
use crate::config::{Config, Field};
use crate::fields::field::path;
use crate::hash::Hasher;
use crate::parse::Page;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// What is counted, by indexes into the settings.
enum Counted {
    Pages(usize),
    Terms(usize),
    /// The terms in a field of a collection.
    Values(usize, usize),
}

/// The names in braces, without the braces, each with its place.
pub fn names(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.match_indices('{').filter_map(move |(at, _)| {
        let start = at + 1;
        let end = start + text[start..].find(|c| !is_name(c))?;
        let name = &text[start..end];
        (!name.is_empty() && text[end..].starts_with('}')).then_some((start..end, name))
    })
}

/// All names that can be counted.
pub fn known(config: &Config) -> Vec<String> {
    let collections = config.collections.iter().map(|collection| collection.id.clone());
    let vocabularies = config.vocabularies.iter().map(|vocabulary| vocabulary.id.clone());
    let fields = config.collections.iter().flat_map(|collection| {
        let of_terms = (0..collection.fields.len())
            .filter(|field| collection.fields[*field].vocabulary.is_some());
        of_terms.map(|field| name(&collection.id, &collection.fields, field))
    });
    collections.chain(vocabularies).chain(fields).collect()
}

fn name(collection: &str, fields: &[Field], field: usize) -> String {
    format!("{collection}.{}", path(fields, field))
}

fn find(config: &Config, wanted: &str) -> Option<Counted> {
    let of_field = || {
        config.collections.iter().enumerate().find_map(|(c, collection)| {
            let fields = &collection.fields;
            let is_it = |field: &usize| {
                fields[*field].vocabulary.is_some()
                    && name(&collection.id, fields, *field) == wanted
            };
            (0..fields.len()).find(is_it).map(|field| Counted::Values(c, field))
        })
    };
    let of_vocabulary = || config.vocabulary(wanted).map(Counted::Terms);
    config.collection(wanted).map(Counted::Pages).or_else(of_vocabulary).or_else(of_field)
}

impl Model {
    /// The page with its counts filled in, if it is a home page. Unknown names stay, and a rule reports them.
    pub(super) fn with_counts(&self, page: &Arc<Page>) -> Option<Arc<Page>> {
        let filled = |text: &str| -> Option<String> {
            let mut out = String::new();
            let mut rest = 0;
            for (place, name) in names(text) {
                let Some(counted) = find(&self.config, name) else { continue };
                out += &text[rest..place.start - 1];
                out += &self.count(&counted).to_string();
                rest = place.end + 1;
            }
            (rest > 0).then(|| out + &text[rest..])
        };
        if page.role != Role::Home {
            return None;
        }
        let summary = filled(page.face.summary.as_deref()?)?;
        let mut page = Page::clone(page);
        page.hash = Hasher::new("counted").hash(page.hash).text(&summary).finish();
        page.face.summary = Some(summary);
        Some(Arc::new(page))
    }

    fn count(&self, counted: &Counted) -> usize {
        let graph = &self.graph;
        match *counted {
            Counted::Pages(c) => graph.order.collections[c].len(),
            Counted::Terms(v) => {
                let terms = graph.concepts.vocabularies[v].terms.iter();
                terms.filter(|id| !graph.lists.members[id.0 as usize].is_empty()).count()
            }
            Counted::Values(c, field) => {
                let pages = graph.order.collections[c].iter();
                let claimed = pages.flat_map(|id: &PageId| self.claims_in(*id, field));
                claimed.map(|(term, _)| term).collect::<BTreeSet<_>>().len()
            }
        }
    }
}
