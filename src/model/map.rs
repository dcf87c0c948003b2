//! The content of the map: countries and places of the pages that `site.toml` puts there.

use super::facets::Known;
use super::graph::{Map, Spot};
use super::{PageId, TermId};
use crate::parse::page::Value;
use std::collections::BTreeMap;

/// Builds the map from the collections that are on it.
pub fn of(known: &Known, collections: &[Vec<PageId>]) -> Map {
    let mut counts: BTreeMap<TermId, usize> = BTreeMap::new();
    let mut spots: BTreeMap<(String, [u64; 2]), Spot> = BTreeMap::new();
    for (collection, list) in known.config.collections.iter().zip(collections) {
        for id in list.iter().filter(|_| !collection.browse.map.is_empty()) {
            let mut countries = Vec::new();
            for field in &collection.browse.map {
                countries.extend(named(known, *id, *field));
            }
            countries.sort_unstable();
            countries.dedup();
            countries.iter().for_each(|country| *counts.entry(*country).or_default() += 1);
            for field in &collection.browse.map {
                pin(known, *id, *field, &countries, &mut spots);
            }
        }
    }
    Map { countries: counts.into_iter().collect(), spots: spots.into_values().collect() }
}

fn named(known: &Known, id: PageId, field: usize) -> Vec<TermId> {
    let page = &known.pages[id.0 as usize];
    let claims = known.concepts.claims[id.0 as usize].iter();
    claims
        .filter(|claim| page.facts[claim.fact].field == field)
        .filter_map(|claim| claim.term)
        .collect()
}

fn pin(
    known: &Known,
    id: PageId,
    field: usize,
    countries: &[TermId],
    spots: &mut BTreeMap<(String, [u64; 2]), Spot>,
) {
    let facts = &known.pages[id.0 as usize].facts;
    for fact in facts.iter().filter(|fact| fact.field == field) {
        let Value::Places(places) = &fact.value else { continue };
        for place in places {
            let Some(position) = place.position else { continue };
            // Any order does, as long as equal positions are adjacent.
            let key = (place.name.clone(), [position.0.to_bits(), position.1.to_bits()]);
            let spot = spots.entry(key).or_insert_with(|| Spot {
                name: place.name.clone(),
                position,
                pages: Vec::new(),
                countries: Vec::new(),
            });
            if spot.pages.last() != Some(&id) {
                spot.pages.push(id);
            }
            for country in countries {
                if !spot.countries.contains(country) {
                    spot.countries.push(*country);
                }
            }
        }
    }
}
