//! Facets: what the pages of a collection can be chosen by. The values of all facets of a collection are
//! numbered through, so that what a page has is a short list of numbers.

use super::{Model, PageClaim, PageId, Term, TermId, VocabularyTerms, vocabulary_of};
use crate::config::{Collection, Config, FieldKind};
use crate::parse::Page;
use crate::parse::dates::{Date, Period};
use crate::parse::page::{Fact, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The facets of a collection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facets {
    /// In the order of the settings; those that no page fills are left out.
    pub facets: Vec<Facet>,
    /// By place in the collection's list: the numbers of the values that the page has, sorted.
    pub of_pages: Vec<Vec<usize>>,
}

/// One field to choose by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// The field's place in its collection.
    pub field: usize,
    /// The number of its first value; the others follow.
    pub first: usize,
    pub values: Vec<FacetValue>,
}

/// A value to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacetValue {
    pub choice: Choice,
    /// How many pages have it.
    pub count: usize,
    /// How many terms above it are values too.
    pub depth: usize,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Choice {
    Term(TermId),
    Year(u16),
    /// A strength of evidence, 0 to 5.
    Level(u8),
    Yes(bool),
}

/// What the facets are made from.
pub struct Known<'a> {
    pub config: &'a Config,
    pub pages: &'a [Arc<Page>],
    pub terms: &'a [Term],
    pub vocabularies: &'a [VocabularyTerms],
    pub claims: &'a [Vec<PageClaim>],
}

/// By collection: its facets; empty for those that are not explored.
pub fn of(known: &Known, collections: &[Vec<PageId>]) -> Vec<Facets> {
    let lists = known.config.collections.iter().zip(collections);
    lists.map(|(collection, list)| facets(known, collection, list)).collect()
}

fn facets(known: &Known, collection: &Collection, list: &[PageId]) -> Facets {
    let mut all = Facets::default();
    if collection.finding.explore.is_empty() {
        return all;
    }
    all.of_pages = vec![Vec::new(); list.len()];
    for field in &collection.finding.explore {
        let last_year = last_year(known, list, *field);
        let choices: Vec<Vec<Choice>> =
            list.iter().map(|id| choices(known, *id, *field, last_year)).collect();
        let mut counts: BTreeMap<Choice, usize> = BTreeMap::new();
        choices.iter().flatten().for_each(|choice| *counts.entry(*choice).or_default() += 1);
        let values = ordered(known, &collection.fields[*field].kind, &counts);
        if values.is_empty() {
            continue;
        }
        let first = all.facets.last().map_or(0, |facet: &Facet| facet.first + facet.values.len());
        let numbers: BTreeMap<Choice, usize> =
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

/// What a page says in a field, each value once. Who names a term names those above it.
fn choices(known: &Known, id: PageId, field: usize, last_year: Option<u16>) -> Vec<Choice> {
    let page = &known.pages[id.0 as usize];
    let mut choices = Vec::new();
    for claim in &known.claims[id.0 as usize] {
        if page.facts[claim.fact].field == field {
            let above = |id: &TermId| known.terms[id.0 as usize].broader;
            choices.extend(std::iter::successors(claim.term, above).map(Choice::Term));
        }
    }
    for fact in page.facts.iter().filter(|fact| fact.field == field) {
        match &fact.value {
            Value::Strength(level) => choices.push(Choice::Level(*level)),
            Value::Boolean(yes) => choices.push(Choice::Yes(*yes)),
            value => choices.extend(years(value, last_year).map(Choice::Year)),
        }
    }
    choices.sort_unstable();
    choices.dedup();
    choices
}

/// The years of a date or period. What goes on goes on until the last year that any page speaks of: the
/// model knows no today.
fn years(value: &Value, last_year: Option<u16>) -> std::ops::RangeInclusive<u16> {
    let (start, end) = match value {
        Value::Date(date) => (date.year, date.year),
        Value::Period(Period { start: Some(start), end }) => {
            (start.year, end.map_or(last_year.unwrap_or(start.year), |end| end.year))
        }
        Value::Period(Period { start: None, end: Some(end) }) => (end.year, end.year),
        _ => (1, 0),
    };
    // A period over centuries is a mistake of typing; its start is enough to find it by.
    if end.saturating_sub(start) > 100 { start..=start } else { start..=end }
}

fn last_year(known: &Known, list: &[PageId], field: usize) -> Option<u16> {
    let latest = |fact: &Fact| match &fact.value {
        Value::Period(period) => [period.start, period.end].into_iter().flatten().max(),
        _ => None,
    };
    let facts = list.iter().filter_map(|id| known.pages[id.0 as usize].fact(field));
    facts.filter_map(latest).map(|date: Date| date.year).max()
}

/// The values that occur, in the order in which a reader looks for them: terms as their vocabulary has
/// them, newest years and strongest evidence first, yes before no.
fn ordered(known: &Known, kind: &FieldKind, counts: &BTreeMap<Choice, usize>) -> Vec<FacetValue> {
    let value = |choice: Choice, depth: usize| {
        counts.get(&choice).map(|count| FacetValue { choice, count: *count, depth })
    };
    match vocabulary_of(known.config, kind) {
        Some(v) => in_order(known.terms, &known.vocabularies[v].terms)
            .into_iter()
            .filter_map(|(id, depth)| value(Choice::Term(id), depth))
            .collect(),
        None => counts.keys().rev().filter_map(|choice| value(*choice, 0)).collect(),
    }
}

/// The terms of a vocabulary from broad to narrow, each with the number of terms above it.
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
    /// Whether a collection has a page to explore it.
    pub fn is_explored(&self, collection: usize) -> bool {
        !self.graph.facets[collection].facets.is_empty()
    }
}
