//! The map, made when the site is: land, the countries that have pages, the places of pages. Where to find
//! what is in words beside it, from the same view.

mod atlas;
mod look;
mod outline;

use super::{Site, map};
use crate::model::{Map, Model, Spot, TermId};
use atlas::Atlas;
use look::Look;
use outline::{Outline, outlines};
use std::collections::BTreeMap;
use tera::Value;

/// More places than these would cover the map; then it shows countries alone.
const PINS: usize = 200;
/// Places closer than this, in units of the drawing, share a pin.
const NEAR: f64 = 16.0;

/// The borders as they are drawn: large, and small for the page of one country.
pub struct Drawing {
    large: Drawn,
    small: Drawn,
}

struct Drawn {
    look: Look,
    outlines: Vec<Outline>,
}

impl Drawing {
    /// Draws what the map of the repository needs; none if there is nothing on it.
    pub fn of(model: &Model) -> Option<Self> {
        let Map { countries, spots } = &model.map;
        if countries.is_empty() && spots.is_empty() {
            return None;
        }
        let atlas = Atlas::read();
        let code = |(id, _): &(TermId, usize)| &model.term(*id).entry.id.value;
        let mut points: Vec<(f64, f64)> =
            countries.iter().filter_map(|country| atlas.middle_of(code(country))).collect();
        if points.is_empty() {
            points = spots.iter().map(|spot| (spot.position.1, spot.position.0)).collect();
        }
        let look = Look::of(&points);
        let drawn = |look: Look| Drawn { outlines: outlines(&atlas, &look), look };
        Some(Self { large: drawn(look), small: drawn(look.wide(400.0)) })
    }
}

/// The map of the whole repository.
pub fn whole(site: Site) -> Value {
    let Some(drawing) = &site.shelf.drawing else { return Value::none() };
    let counts: BTreeMap<TermId, usize> = site.model.map.countries.iter().copied().collect();
    let spots: Vec<&Spot> = site.model.map.spots.iter().collect();
    view(site, &drawing.large, &counts, &spots)
}

/// Where a country is, with its places; none if it is not on the map.
pub fn of_country(site: Site, id: TermId) -> Value {
    let model = site.model;
    let count = model.map.countries.iter().find(|(country, _)| *country == id);
    let (Some(drawing), Some(count)) = (&site.shelf.drawing, count) else { return Value::none() };
    let spots: Vec<&Spot> =
        model.map.spots.iter().filter(|spot| spot.countries.contains(&id)).collect();
    view(site, &drawing.small, &BTreeMap::from([*count]), &spots)
}

fn view(site: Site, drawn: &Drawn, counts: &BTreeMap<TermId, usize>, spots: &[&Spot]) -> Value {
    let code = |id: &TermId| site.model.term(*id).entry.id.value.as_str();
    let shown: BTreeMap<&str, TermId> = counts.keys().map(|id| (code(id), *id)).collect();
    let rest = drawn.outlines.iter().filter(|outline| !shown.contains_key(outline.code.as_str()));
    let land: String = rest.map(|outline| outline.path.as_str()).collect();
    let outline = |id: &TermId| drawn.outlines.iter().find(|outline| outline.code == code(id));
    let countries: Vec<Value> =
        counts.iter().map(|(id, n)| country(site, *id, *n, outline(id))).collect();
    let spots = if spots.len() > PINS { &[] } else { spots };
    let (width, height) = drawn.look.size();
    map([
        ("width", (width as u64).into()),
        ("height", (height as u64).into()),
        ("land", land.into()),
        ("countries", countries.into()),
        ("pins", pins(site, drawn, spots).into()),
        ("places", spots.iter().map(|spot| place(site, spot)).collect::<Vec<_>>().into()),
    ])
}

fn country(site: Site, id: TermId, count: usize, outline: Option<&Outline>) -> Value {
    let term = site.model.term(id);
    let dot = outline.filter(|outline| outline.is_dot);
    map([
        ("label", term.entry.label.get(&site.model.config.language).into()),
        ("url", term.url.as_str().into()),
        ("count", count.into()),
        ("path", outline.map(|outline| outline.path.as_str()).into()),
        ("dot", dot.map(|outline| position(outline.middle)).into()),
    ])
}

fn position((x, y): (f64, f64)) -> Value {
    map([("x", (x.round() as i64).into()), ("y", (y.round() as i64).into())])
}

fn place(site: Site, spot: &Spot) -> Value {
    let pages: Vec<Value> = spot
        .pages
        .iter()
        .map(|id| super::link(site.model.page_title(*id), site.model.page(*id).url.as_str()))
        .collect();
    let countries: Vec<Value> =
        spot.countries.iter().map(|id| site.shelf.term(&site.model.config.language, *id)).collect();
    map([
        ("name", spot.name.as_str().into()),
        ("pages", pages.into()),
        ("countries", countries.into()),
    ])
}

/// The pins: places that nearly touch share one. Each knows its places by their numbers in `places`,
/// from 1, so that a pin of several can lead to them in the list.
fn pins(site: Site, drawn: &Drawn, spots: &[&Spot]) -> Vec<Value> {
    let mut pins: Vec<((f64, f64), Vec<usize>)> = Vec::new();
    for (i, spot) in spots.iter().enumerate() {
        let at = drawn.look.place((spot.position.1, spot.position.0));
        if !drawn.look.shows(at) {
            continue;
        }
        let near =
            |pin: &&mut ((f64, f64), Vec<usize>)| (pin.0.0 - at.0).hypot(pin.0.1 - at.1) < NEAR;
        match pins.iter_mut().find(near) {
            Some((_, places)) => places.push(i),
            None => pins.push((at, vec![i])),
        }
    }
    let view = |(at, places): ((f64, f64), Vec<usize>)| {
        let own: Vec<&&Spot> = places.iter().map(|i| &spots[*i]).collect();
        let names: Vec<&str> = own.iter().map(|spot| spot.name.as_str()).collect();
        let mut pages: Vec<_> = own.iter().flat_map(|spot| &spot.pages).copied().collect();
        pages.sort_unstable();
        pages.dedup();
        let titles: Vec<&str> = pages.iter().map(|id| site.model.page_title(*id)).collect();
        let only = (pages.len() == 1).then(|| site.model.page(pages[0]).url.as_str());
        map([
            ("at", position(at).into()),
            ("label", format!("{}: {}", names.join(", "), titles.join(" · ")).into()),
            ("count", pages.len().into()),
            ("url", only.into()),
            ("place", (places[0] + 1).into()),
        ])
    };
    pins.into_iter().map(view).collect()
}
