//! Facets: the filters of a collection. The values of all facets of a collection share one numbering, so a
//! page's values are a short list of numbers.

use super::graph::{Choice, Concepts, Facet, FacetValue};
use super::publications::key_of;
use super::{Model, PageId, Term, TermId, vocabulary_of};
use crate::config::{Collection, Config, Filter};
use crate::fields::stages;
use crate::parse::Bibliography;
use crate::parse::Page;
use crate::parse::item::TYPES;
use crate::parse::page::Fact;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The input of the facets.
pub struct Known<'a> {
    pub config: &'a Config,
    pub bibliography: &'a Bibliography,
    pub pages: &'a [Arc<Page>],
    pub concepts: &'a Concepts,
}

/// By collection: its facets, in the order of the settings and without those that no page fills. By page: the sorted
/// numbers of its values.
pub fn of(known: &Known, listed: &[Vec<PageId>]) -> (Vec<Vec<Facet>>, Vec<Vec<usize>>) {
    let mut numbers = vec![Vec::new(); known.pages.len()];
    let lists = known.config.collections.iter().zip(listed);
    let facets = lists.map(|(collection, list)| facets(known, collection, list, &mut numbers));
    (facets.collect(), numbers)
}

fn facets(
    known: &Known,
    collection: &Collection,
    list: &[PageId],
    numbers: &mut [Vec<usize>],
) -> Vec<Facet> {
    let explore = &collection.browse.explore;
    if explore.is_empty() {
        return Vec::new();
    }
    let last = last(known, collection, list);
    let of_page = |id: &PageId| choices(known, *id, collection, &last);
    let choices: Vec<Vec<(usize, Choice)>> = list.par_iter().map(of_page).collect();
    let mut counts = vec![FxHashMap::default(); explore.len()];
    for (place, choice) in choices.iter().flatten() {
        *counts[*place].entry(*choice).or_default() += 1;
    }
    let mut facets: Vec<Facet> = Vec::new();
    let mut number_of: FxHashMap<(usize, Choice), usize> = FxHashMap::default();
    for (place, by) in explore.iter().enumerate() {
        let values = ordered(known, collection, *by, &counts[place]);
        let first = number_of.len();
        let choices = values.iter().enumerate();
        number_of.extend(choices.map(|(i, value)| ((place, value.choice), first + i)));
        if !values.is_empty() {
            facets.push(Facet { by: *by, first, values });
        }
    }
    for (id, choices) in list.iter().zip(&choices) {
        let own = &mut numbers[id.0 as usize];
        own.extend(choices.iter().filter_map(|choice| number_of.get(choice)));
        own.sort_unstable();
    }
    facets
}

/// The distinct values of a page, each with the place of its field in `explore`. A term implies its broader terms.
fn choices(
    known: &Known,
    id: PageId,
    collection: &Collection,
    last: &[Option<u16>],
) -> Vec<(usize, Choice)> {
    let page = &known.pages[id.0 as usize];
    let explore = &collection.browse.explore;
    let place_of = |fact: &Fact| explore.iter().position(|by| *by == Filter::Field(fact.field));
    let mut choices = Vec::new();
    for claim in &known.concepts.claims[id.0 as usize] {
        if let Some(place) = place_of(&page.facts[claim.fact]) {
            let above = |id: &TermId| known.concepts.terms[id.0 as usize].broader;
            let terms = std::iter::successors(claim.term, above);
            choices.extend(terms.map(|term| (place, Choice::Term(term))));
        }
    }
    for (place, fact) in page.facts.iter().filter_map(|fact| Some((place_of(fact)?, fact))) {
        let kind = collection.fields[fact.field].kind;
        let numbers = (stages(kind).choices)(&fact.value, last[place]);
        let numbers = numbers.into_iter().flatten();
        choices.extend(numbers.map(|number| (place, Choice::Number(number))));
    }
    for (place, by) in explore.iter().enumerate() {
        let number = match by {
            Filter::Field(_) => None,
            Filter::Year => page.face.date.map(|date| date.year),
            Filter::WorkType => type_of_work(known, page),
        };
        choices.extend(number.map(|number| (place, Choice::Number(number))));
    }
    choices.sort_unstable();
    choices.dedup();
    choices
}

/// The type of the work that a page describes, as an index into [`TYPES`].
fn type_of_work(known: &Known, page: &Page) -> Option<u16> {
    let work = known.bibliography.works.get(key_of(known.config, page)?)?;
    let place = TYPES.iter().position(|name| *name == work.item.kind)?;
    Some(place as u16)
}

/// By place in `explore`: the greatest number, perhaps a year, of any page.
fn last(known: &Known, collection: &Collection, list: &[PageId]) -> Vec<Option<u16>> {
    let explore = &collection.browse.explore;
    let mut last = vec![None; explore.len()];
    for fact in list.iter().flat_map(|id| &known.pages[id.0 as usize].facts) {
        let is_it = |by: &Filter| *by == Filter::Field(fact.field);
        let Some(place) = explore.iter().position(is_it) else { continue };
        let numbers = (stages(collection.fields[fact.field].kind).choices)(&fact.value, None);
        last[place] = last[place].max(numbers.and_then(|numbers| numbers.into_iter().max()));
    }
    last
}

/// The values that occur, in reading order: terms as in their vocabulary, newest years and strongest evidence
/// first, yes before no, types of works as listed.
fn ordered(
    known: &Known,
    collection: &Collection,
    by: Filter,
    counts: &FxHashMap<Choice, usize>,
) -> Vec<FacetValue> {
    let value = |choice: Choice, depth: usize| {
        counts.get(&choice).map(|count| FacetValue { choice, count: *count, depth })
    };
    let field = by.field().map(|field| &collection.fields[field]);
    match field.and_then(|field| vocabulary_of(known.config, field)) {
        Some(v) => in_order(&known.concepts.terms, &known.concepts.vocabularies[v].terms)
            .into_iter()
            .filter_map(|(id, depth)| value(Choice::Term(id), depth))
            .collect(),
        None => {
            let mut choices: Vec<Choice> = counts.keys().copied().collect();
            choices.sort_unstable();
            if by != Filter::WorkType {
                choices.reverse();
            }
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
    /// The numbers of the values of pages.
    pub fn choices_of(&self, pages: &[PageId]) -> Vec<&[usize]> {
        pages.iter().map(|id| &*self.graph.browse.choices[id.0 as usize]).collect()
    }

    /// Whether the list of a collection has filters.
    pub fn has_facets(&self, collection: usize) -> bool {
        !self.graph.browse.facets[collection].is_empty()
    }
}
