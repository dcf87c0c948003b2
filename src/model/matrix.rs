//! Matrices: tables of a collection's pages × terms. Terms that no page claims have a column too, because
//! readers look for gaps.

use super::facets::Known;
use super::graph::{Column, Matrix};
use super::{Model, PageClaim, PageId, TermId, fields_of, vocabulary_of};
use crate::config::{Collection, Field};
use crate::fields::value::{Fact, Value};
use crate::parse::Page;
use rustc_hash::FxHashSet;

/// By collection: its matrices, in the order of the settings.
pub fn of(known: &Known, listed: &[Vec<PageId>]) -> Vec<Vec<Matrix>> {
    let matrices = |(collection, list): (&Collection, &Vec<PageId>)| {
        let fields = collection.browse.matrix.iter().filter(|_| !list.is_empty());
        fields.map(|field| matrix(known, collection, *field, list)).collect()
    };
    known.config.collections.iter().zip(listed).map(matrices).collect()
}

fn matrix(known: &Known, collection: &Collection, field: usize, list: &[PageId]) -> Matrix {
    let mut counts = vec![0; known.concepts.terms.len()];
    let mut is_graded = false;
    for id in list {
        let page = &known.pages[id.0 as usize];
        let own = known.concepts.claims[id.0 as usize].iter();
        let own = own.filter(|claim| page.facts[claim.fact].field == field);
        let fields = &collection.fields;
        let strength = |claim: &PageClaim| strength_in(fields, page, *claim);
        is_graded |= own.clone().any(|claim| strength(claim).is_some());
        let mut terms: Vec<TermId> = own.filter_map(|claim| claim.term).collect();
        terms.sort_unstable();
        terms.dedup();
        terms.into_iter().for_each(|term| counts[term.0 as usize] += 1);
    }
    let Some(v) = vocabulary_of(known.config, &collection.fields[field]) else {
        return Matrix { field, ..Matrix::default() };
    };
    let column = |(id, _): &(TermId, usize)| {
        let id = *id;
        let is_broad = !known.concepts.terms[id.0 as usize].narrower.is_empty();
        let count = counts[id.0 as usize];
        // A broad term is the heading of its narrower terms; it has its own column only if a page claims it.
        (count > 0 || !is_broad).then(|| Column { term: id, group: group(known, id), count })
    };
    let ordered = known.concepts.vocabularies[v].tree.iter();
    Matrix { field, columns: ordered.filter_map(column).collect(), is_graded }
}

fn group(known: &Known, id: TermId) -> Option<TermId> {
    let above = |id: &TermId| known.concepts.terms[id.0 as usize].broader;
    let top = std::iter::successors(Some(id), above).last().unwrap_or(id);
    (!known.concepts.terms[top.0 as usize].narrower.is_empty()).then_some(top)
}

/// How strong the evidence of a claim is: as it says, or as the record says that it is a part of.
fn strength_in(fields: &[Field], page: &Page, claim: PageClaim) -> Option<u8> {
    let fact = page.facts.get(claim.fact)?;
    let is_beside = |other: &&Fact| {
        other.record == fact.record && fields[other.field].record == fields[fact.field].record
    };
    let of_record = || {
        let parts = page.facts.iter().filter(|_| fact.record.is_some()).filter(is_beside);
        parts
            .filter_map(|part| if let Value::Strength(n) = part.value { Some(n) } else { None })
            .max()
    };
    page.claim_at(claim.fact, claim.item)?.strength.or_else(of_record)
}

impl Model {
    /// How strong the evidence of a claim is.
    pub fn strength(&self, page: PageId, claim: PageClaim) -> Option<u8> {
        let page = self.page(page);
        strength_in(fields_of(&self.config, page), page, claim)
    }

    /// The columns of a matrix that some of its rows use: all of them if they are few, because readers look for gaps.
    pub fn columns_of<'m>(
        &'m self,
        matrix: &'m Matrix,
        rows: &[PageId],
        few: usize,
    ) -> Vec<&'m Column> {
        if matrix.columns.len() <= few {
            return matrix.columns.iter().collect();
        }
        let claims = rows.iter().flat_map(|id| {
            let facts = &self.page(*id).facts;
            let claims = self.graph.concepts.claims[id.0 as usize].iter();
            claims.filter(move |claim| facts[claim.fact].field == matrix.field)
        });
        let used: FxHashSet<TermId> = claims.filter_map(|claim| claim.term).collect();
        matrix.columns.iter().filter(|column| used.contains(&column.term)).collect()
    }

    /// The claims of a page in a field, by term; of several claims of one term the strongest.
    pub fn claims_in(&self, page: PageId, field: usize) -> Vec<(TermId, PageClaim)> {
        let facts = &self.page(page).facts;
        let strength = |claim: PageClaim| self.strength(page, claim);
        let mut found: Vec<(TermId, PageClaim)> = Vec::new();
        for claim in &self.graph.concepts.claims[page.0 as usize] {
            let (Some(term), true) = (claim.term, facts[claim.fact].field == field) else {
                continue;
            };
            match found.iter_mut().find(|(known, _)| *known == term) {
                Some((_, best)) if strength(*claim) > strength(*best) => *best = *claim,
                Some(_) => {}
                None => found.push((term, *claim)),
            }
        }
        found
    }
}
