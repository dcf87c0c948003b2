//! A place whose latitude and longitude are swapped.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};
use crate::outputs::map::atlas::{Point, middles};
use crate::parse::page::Value;
use std::collections::HashMap;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("swapped_position.md"));

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

/// How many degrees a place may be from the middle of its country to be in it, and how many make it certain that it is
/// elsewhere. In between nothing is said.
const NEAR: f64 = 12.0;
const FAR: f64 = 20.0;

fn is_suspect(model: &Model, id: PageId) -> bool {
    let facts = &model.page(id).facts;
    let is_unequal = |(lat, lon): (f64, f64)| (lat - lon).abs() > FAR - NEAR && lon.abs() <= 90.0;
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
    let middles = if suspects.is_empty() { HashMap::new() } else { middles() };
    for id in suspects {
        let page = model.page(*id);
        let middles: Option<Vec<Point>> =
            countries(model, *id).map(|code| middles.get(code).copied()).collect();
        // A country without borders could be anywhere.
        let Some(middles) = middles else { continue };
        let distance = |lat: f64, lon: f64| {
            let away = |middle: &Point| (middle.0 - lon).abs().max((middle.1 - lat).abs());
            middles.iter().map(away).fold(f64::MAX, f64::min)
        };
        for fact in &page.facts {
            let Value::Places(places) = &fact.value else { continue };
            for place in places {
                let Some((lat, lon)) = place.position else { continue };
                if distance(lat, lon) > FAR && distance(lon, lat) < NEAR {
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
