//! A place whose latitude and longitude are swapped.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};
use crate::outputs::map::atlas::{Extent, extents};
use crate::parse::page::Value;
use std::collections::HashMap;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("swapped_position.md"));

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

/// How many degrees outside of its country make it certain that a place is elsewhere.
const FAR: f64 = 3.0;

fn is_suspect(model: &Model, id: PageId) -> bool {
    let facts = &model.page(id).facts;
    let is_unequal = |(lat, lon): (f64, f64)| (lat - lon).abs() > FAR && lon.abs() <= 90.0;
    let has_place = |value: &Value| match value {
        Value::Places(places) => places.iter().filter_map(|p| p.position).any(is_unequal),
        _ => false,
    };
    facts.iter().any(|fact| has_place(&fact.value)) && countries(model, id).next().is_some()
}

/// The codes of the countries of a page.
fn countries(model: &Model, id: PageId) -> impl Iterator<Item = &str> {
    let claims = model.graph.concepts.claims[id.0 as usize].iter();
    let of_countries =
        claims.filter(|claim| model.graph.concepts.vocabularies[claim.vocabulary].built_in);
    of_countries.filter_map(|claim| Some(model.term(claim.term?).entry.id.value.as_str()))
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let extents = if suspects.is_empty() { HashMap::new() } else { extents() };
    for id in suspects {
        let page = model.page(*id);
        let extents: Option<Vec<Extent>> =
            countries(model, *id).map(|code| extents.get(code).copied()).collect();
        // A country without borders could be anywhere.
        let Some(extents) = extents else { continue };
        let outside = |lat: f64, lon: f64| {
            let away = |(least, most): &Extent| {
                let beyond = [least.0 - lon, lon - most.0, least.1 - lat, lat - most.1];
                beyond.into_iter().fold(0.0, f64::max)
            };
            extents.iter().map(away).fold(f64::MAX, f64::min)
        };
        for fact in &page.facts {
            let Value::Places(places) = &fact.value else { continue };
            for place in places {
                let Some((lat, lon)) = place.position else { continue };
                if outside(lat, lon) > FAR && outside(lon, lat) == 0.0 {
                    let message = format!(
                        "`{}` lies far from the countries of this page; with `lat` and `lon` swapped it does not",
                        place.name
                    );
                    let write = |key: &str, n: f64| page.form.line(key, &n.to_string());
                    let help = format!("write {}, {}", write("lat", lon), write("lon", lat));
                    found.push(RULE.at(&page.path, fact.span.clone(), message).help(help));
                }
            }
        }
    }
}
