//! Facets: the filters of a collection. The values of all facets of a collection share one numbering, so a
//! page's values are a short list of numbers.

use super::{Model, PageClaim, PageId, Term, TermId, VocabularyTerms, vocabulary_of};
use crate::config::{Collection, Config};
use crate::fields::field::{Field, FieldKind};
use crate::fields::stages;
use crate::parse::Page;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// The facets of a collection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facets {
    /// In the order of the settings, without those that no page fills.
    pub facets: Vec<Facet>,
    /// By index in the collection's list: the sorted numbers of the page's values.
    pub of_pages: Vec<Vec<usize>>,
}

/// One field to filter by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// The field's index in its collection.
    pub field: usize,
    /// The number of its first value; the others follow.
    pub first: usize,
    pub values: Vec<FacetValue>,
}

/// A value to filter by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacetValue {
    pub choice: Choice,
    /// How many pages have it.
    pub count: usize,
    /// How many of its broader terms are values too.
    pub depth: usize,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Choice {
    Term(TermId),
    /// A value defined by the kind of its field: a year, a strength.
    Number(u16),
}

/// The input of the facets.
pub struct Known<'a> {
    pub config: &'a Config,
    pub pages: &'a [Arc<Page>],
    pub terms: &'a [Term],
    pub vocabularies: &'a [VocabularyTerms],
    pub claims: &'a [Vec<PageClaim>],
}

/// The facets of each collection; empty for those without an explore page.
pub fn of(known: &Known, collections: &[Vec<PageId>]) -> Vec<Facets> {
    let lists = known.config.collections.iter().zip(collections);
    lists.map(|(collection, list)| facets(known, collection, list)).collect()
}

fn facets(known: &Known, collection: &Collection, list: &[PageId]) -> Facets {
    let mut all = Facets::default();
    if collection.browse.explore.is_empty() {
        return all;
    }
    all.of_pages = vec![Vec::new(); list.len()];
    for field in &collection.browse.explore {
        let kind = collection.fields[*field].kind;
        let last = last(known, list, kind, *field);
        let choices: Vec<Vec<Choice>> =
            list.par_iter().map(|id| choices(known, *id, kind, *field, last)).collect();
        let mut counts: HashMap<Choice, usize> = HashMap::new();
        choices.iter().flatten().for_each(|choice| *counts.entry(*choice).or_default() += 1);
        let values = ordered(known, &collection.fields[*field], &counts);
        if values.is_empty() {
            continue;
        }
        let first = all.facets.last().map_or(0, |facet: &Facet| facet.first + facet.values.len());
        let numbers: HashMap<Choice, usize> =
            values.iter().enumerate().map(|(i, value)| (value.choice, first + i)).collect();
        for (own, choices) in all.of_pages.iter_mut().zip(&choices) {
            let from = own.len();
            own.extend(choices.iter().filter_map(|choice| numbers.get(choice)));
            own[from..].sort_unstable();
        }
        all.facets.push(Facet { field: *field, first, values });
    }
    all
}

/// The distinct values of a page in a field. A term implies its broader terms.
fn choices(
    known: &Known,
    id: PageId,
    kind: &FieldKind,
    field: usize,
    last: Option<u16>,
) -> Vec<Choice> {
    let (page, stages) = (&known.pages[id.0 as usize], stages(kind));
    let mut choices = Vec::new();
    for claim in &known.claims[id.0 as usize] {
        if page.facts[claim.fact].field == field {
            let above = |id: &TermId| known.terms[id.0 as usize].broader;
            choices.extend(std::iter::successors(claim.term, above).map(Choice::Term));
        }
    }
    for fact in page.facts.iter().filter(|fact| fact.field == field) {
        let numbers = (stages.choices)(&fact.value, last);
        choices.extend(numbers.into_iter().flatten().map(Choice::Number));
    }
    choices.sort_unstable();
    choices.dedup();
    choices
}

/// The greatest number, perhaps a year, of any page in a field.
fn last(known: &Known, list: &[PageId], kind: &FieldKind, field: usize) -> Option<u16> {
    let stages = stages(kind);
    let facts = list.iter().flat_map(|id| &known.pages[id.0 as usize].facts);
    let choices = facts.filter(|fact| fact.field == field).map(|fact| &fact.value);
    choices.filter_map(|value| (stages.choices)(value, None)?.max()).max()
}

/// The values that occur, in reading order: terms as in their vocabulary, newest years and strongest evidence
/// first, yes before no.
fn ordered(known: &Known, field: &Field, counts: &HashMap<Choice, usize>) -> Vec<FacetValue> {
    let value = |choice: Choice, depth: usize| {
        counts.get(&choice).map(|count| FacetValue { choice, count: *count, depth })
    };
    match vocabulary_of(known.config, field) {
        Some(v) => in_order(known.terms, &known.vocabularies[v].terms)
            .into_iter()
            .filter_map(|(id, depth)| value(Choice::Term(id), depth))
            .collect(),
        None => {
            let mut choices: Vec<Choice> = counts.keys().copied().collect();
            choices.sort_unstable_by(|a, b| b.cmp(a));
            choices.into_iter().filter_map(|choice| value(choice, 0)).collect()
        }
    }
}

/// The terms of a vocabulary from broad to narrow, each with its depth.
pub fn in_order(terms: &[Term], ids: &[TermId]) -> Vec<(TermId, usize)> {
    let mut due: Vec<(TermId, usize)> = ids
        .iter()
        .rev()
        .filter(|id| terms[id.0 as usize].broader.is_none())
        .map(|id| (*id, 0))
        .collect();
    let mut ordered = Vec::with_capacity(ids.len());
    while let Some((id, depth)) = due.pop() {
        ordered.push((id, depth));
        let below = terms[id.0 as usize].narrower.iter().rev();
        due.extend(below.map(|id| (*id, depth + 1)));
    }
    ordered
}

impl Model {
    /// Whether a collection has an explore page.
    pub fn is_explored(&self, collection: usize) -> bool {
        !self.graph.facets[collection].facets.is_empty()
    }
}
