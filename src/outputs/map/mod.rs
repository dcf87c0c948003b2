//! The map, drawn when the site is built: land, the countries that have pages, and the places of pages. The same
//! view has all of it as text.

pub mod atlas;
pub mod land;
mod outline;
mod shades;
pub mod small;
mod viewport;

use super::declare::{Number, Text, Url, list, view};
use super::reader::Reader;
use super::site::TermLink;
use super::view::{Link, link};
use crate::config::Config;
use crate::model::{Map, Model, Spot, TermId};
use atlas::Atlas;
use outline::{Outline, outlines};
use shades::{ShadeView, Shades};
use std::collections::BTreeMap;
use tera::Value;
use viewport::Viewport;

view! {
    /// The map. With more than 200 places it has countries only.
    struct MapView {
        width: Number = 1000 => "the width of the drawing",
        height: Number = 1000 => "its height",
        land: Text = "M1 2l9-5 0 11z" => "all land without pages, for SVG's `<path d>`",
        counted: Option<Text> => "what it counts: the label of the collection whose pages are on it, if it is only one",
        legend: Vec<ShadeView> => "the shades of countries, from light to dark; empty if all have one",
        countries: Vec<CountryView> => "the countries that have pages",
        pins: Vec<PinView>, places: Vec<SpotView>,
    }

    /// A country that has pages.
    struct CountryView {
        label: Text, url: Url,
        count: Number => "how many pages it has",
        shade: Number = 4 => "how dark it is, 1 to 4",
        middle: Option<PointView> => "where its label stands",
        path: Option<Text> = "M1 2l9-5 0 11z" =>
            "its outline, for SVG's `<path d>`; none if the map does not show it",
        dot: Option<PointView> => "its centre, if it is too small to see",
    }

    /// A point of the drawing.
    struct PointView {
        x: Number = 10 => "distance from the left",
        y: Number = 10 => "distance from the top",
    }

    /// A pin. Places close together share one.
    struct PinView {
        at: PointView,
        label: Text => "its places and pages as text",
        name: Text => "its places, at most 5",
        count: Number => "how many pages it has",
        url: Option<Url> => "the address of its page, if it has only one",
        place: Number => "the number of its first place in the list of places",
    }

    /// A place.
    struct SpotView {
        name: Text,
        pages: Vec<Link> => "its pages, the first 5",
        count: Number => "how many pages it has",
        countries: Vec<TermLink> => "their countries, the first 5",
    }
}

/// With more places the pins would cover the map, so it shows only countries.
const PINS: usize = 200;
/// The maximum number of pages that are named for a place, and of names in the label of a pin.
const NAMED: usize = 5;
/// Places closer than this, in units of the drawing, share a pin.
const NEAR: f64 = 16.0;

/// The drawn borders: large, small for the page of a country, and coarse for the many pages that only show where they are.
pub struct Drawing {
    large: Drawn,
    small: Drawn,
    coarse: Drawn,
}

struct Drawn {
    viewport: Viewport,
    outlines: Vec<Outline>,
}

impl Drawing {
    /// Draws the map of the repository; none if it would be empty.
    pub fn of(model: &Model) -> Option<Self> {
        let Map { countries, spots } = &model.graph.lists.map;
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
        let viewport = Viewport::of(&points);
        let drawn = |viewport: Viewport| Drawn { outlines: outlines(&atlas, &viewport), viewport };
        Some(Self {
            large: drawn(viewport),
            small: drawn(viewport.wide(400.0)),
            coarse: drawn(viewport.wide(160.0)),
        })
    }
}

/// The map of the whole repository.
pub fn whole<'a>(reader: &Reader<'a>) -> Option<MapView<'a>> {
    let drawing = reader.drawing()?;
    let Map { countries, spots } = reader.map();
    let counts: BTreeMap<TermId, usize> = countries.iter().copied().collect();
    Some(view(reader, &drawing.large, &counts, &spots.iter().collect::<Vec<_>>()))
}

/// The map of one country with its places; none if the country is not on the map.
pub fn of_country<'a>(reader: &Reader<'a>, id: TermId) -> Option<MapView<'a>> {
    let (Some(count), spots) = reader.on_map(id) else { return None };
    let drawing = reader.drawing()?;
    Some(view(reader, &drawing.small, &BTreeMap::from([(id, count)]), &spots))
}

fn view<'a>(
    reader: &Reader<'a>,
    drawn: &'a Drawn,
    counts: &BTreeMap<TermId, usize>,
    spots: &[&'a Spot],
) -> MapView<'a> {
    let code = |id: &TermId| reader.name(*id).id;
    let shown: BTreeMap<&str, TermId> = counts.keys().map(|id| (code(id), *id)).collect();
    let rest = drawn.outlines.iter().filter(|outline| !shown.contains_key(outline.code.as_str()));
    let land: String = rest.map(|outline| outline.path.as_str()).collect();
    let outline = |id: &TermId| drawn.outlines.iter().find(|outline| outline.code == code(id));
    let shades = Shades::of(counts.values().copied());
    let countries =
        counts.iter().map(|(id, n)| country(reader, *id, (*n, shades.of_count(*n)), outline(id)));
    let spots = if spots.len() > PINS { &[] } else { spots };
    let (width, height) = drawn.viewport.size();
    MapView {
        width: (width as u64).into(),
        height: (height as u64).into(),
        land: land.into(),
        counted: counted(reader.config()).into(),
        legend: list(shades.legend()).into(),
        countries: list(countries).into(),
        pins: pins(reader, drawn, spots).into(),
        places: list(spots.iter().map(|spot| place(reader, spot))).into(),
    }
}

/// What the map counts, if the pages of only one collection are on it.
fn counted(config: &Config) -> Option<&str> {
    let mut on_it = config.collections.iter().filter(|one| !one.browse.map.is_empty());
    let first = on_it.next()?;
    on_it.next().is_none().then(|| first.label.get(&config.language))
}

fn country<'a>(
    reader: &Reader<'a>,
    id: TermId,
    (count, shade): (usize, usize),
    outline: Option<&'a Outline>,
) -> CountryView<'a> {
    let name = reader.name(id);
    let dot = outline.filter(|outline| outline.is_dot);
    CountryView {
        label: name.label.get(&reader.config().language).into(),
        url: name.url.into(),
        count: count.into(),
        shade: shade.into(),
        middle: outline.map(|outline| position(outline.middle)).into(),
        path: outline.map(|outline| outline.path.as_str()).into(),
        dot: dot.map(|outline| position(outline.middle)).into(),
    }
}

fn position<'a>((x, y): (f64, f64)) -> PointView<'a> {
    PointView { x: (x.round() as i64).into(), y: (y.round() as i64).into() }
}

fn place<'a>(reader: &Reader<'a>, spot: &'a Spot) -> SpotView<'a> {
    let lang = reader.language(&reader.config().language);
    let page_link = |id| {
        let face = reader.face(id);
        link(face.title, face.url)
    };
    let countries = spot.countries.iter().take(NAMED).map(|id| reader.term_link(lang, *id));
    SpotView {
        name: spot.name.as_str().into(),
        pages: list(spot.pages.iter().take(NAMED).map(|id| page_link(*id))).into(),
        count: spot.pages.len().into(),
        countries: list(countries).into(),
    }
}

/// The pins; places close together share one. A pin with several pages links to its first place in `places`, by
/// number from 1.
fn pins(reader: &Reader, drawn: &Drawn, spots: &[&Spot]) -> Value {
    let mut pins: Vec<((f64, f64), Vec<usize>)> = Vec::new();
    for (i, spot) in spots.iter().enumerate() {
        let at = drawn.viewport.place((spot.position.1, spot.position.0));
        if !drawn.viewport.shows(at) {
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
        let names: Vec<&str> = own.iter().take(NAMED).map(|spot| spot.name.as_str()).collect();
        let mut pages: Vec<_> = own.iter().flat_map(|spot| &spot.pages).copied().collect();
        pages.sort_unstable();
        pages.dedup();
        let named = pages.iter().take(NAMED);
        let titles: Vec<&str> = named.map(|id| reader.face(*id).title).collect();
        let more = if pages.len() > NAMED { " …" } else { "" };
        let only = (pages.len() == 1).then(|| reader.face(pages[0]).url);
        PinView {
            at: position(at).into(),
            label: format!("{}: {}{more}", names.join(", "), titles.join(" · ")).into(),
            name: names.join(", ").into(),
            count: pages.len().into(),
            url: only.into(),
            place: (places[0] + 1).into(),
        }
    };
    list(pins.into_iter().map(view))
}
