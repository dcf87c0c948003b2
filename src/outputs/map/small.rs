//! The small map of a page: its countries and its own places, from the page alone, so that no other page changes it.

use super::{PointView, land, position};
use crate::fields::value::Value as FactValue;
use crate::model::{PageId, TermId};
use crate::outputs::declare::{Number, Text, Url, list, view};
use crate::outputs::reader::Reader;
use std::collections::BTreeSet;

view! {
    /// The place of a page on a small map.
    struct SmallMapView {
        width: Number = 160 => "the width of the drawing",
        height: Number = 160 => "its height",
        land: Url => "a drawing of all land, of this size, half transparent",
        countries: Vec<OwnCountryView> => "its countries, the first 5",
        places: Vec<OwnPlaceView> => "its places, the first 20",
    }

    /// A country of a page.
    struct OwnCountryView {
        label: Text,
        path: Option<Text> = "M1 2l9-5 0 11z" => "its outline; none if the map does not show it",
        dot: Option<PointView> => "its centre, if it is too small to see",
    }

    /// A place of a page.
    struct OwnPlaceView {
        name: Text,
        at: Option<PointView> => "where it is; none if the map does not show it",
    }
}

/// The most countries and places that are drawn.
const COUNTRIES: usize = 5;
const PLACES: usize = 20;

/// The map of a page. None if the fields of its collection's `map` name no country.
pub fn of_page<'a>(reader: &Reader<'a>, id: PageId) -> Option<SmallMapView<'a>> {
    let on_map = &reader.config().collections[reader.face(id).collection?].browse.map;
    if on_map.is_empty() {
        return None;
    }
    let facts = reader.facts(id);
    let claims = reader.claims(id).iter();
    let claims = claims.filter(|claim| on_map.contains(&facts[claim.fact].field));
    let countries: BTreeSet<TermId> = claims.filter_map(|claim| claim.term).collect();
    let drawn = &reader.drawing().filter(|_| !countries.is_empty())?.coarse;
    let shown: Vec<(TermId, &str)> =
        countries.into_iter().take(COUNTRIES).map(|id| (id, reader.name(id).id)).collect();
    let country = |(id, code): &(TermId, &str)| {
        let outline = drawn.outlines.iter().find(|outline| outline.code == *code);
        let dot = outline.filter(|outline| outline.is_dot);
        OwnCountryView {
            label: reader.name(*id).label.get(&reader.config().language).into(),
            path: outline.map(|outline| outline.path.as_str()).into(),
            dot: dot.map(|outline| position(outline.middle)).into(),
        }
    };
    let own = facts.iter().filter(|fact| on_map.contains(&fact.field));
    let places = own.flat_map(|fact| match &fact.value {
        FactValue::Places(places) => places.as_slice(),
        _ => &[],
    });
    let place = |place: &'a crate::fields::value::Place| {
        let at = place.position.map(|(north, east)| drawn.viewport.place((east, north)));
        OwnPlaceView {
            name: place.name.as_str().into(),
            at: at.filter(|at| drawn.viewport.shows(*at)).map(position).into(),
        }
    };
    let (width, height) = drawn.viewport.size();
    Some(SmallMapView {
        width: (width as u64).into(),
        height: (height as u64).into(),
        land: land::URL.into(),
        countries: list(shown.iter().map(country)).into(),
        places: list(places.take(PLACES).map(place)).into(),
    })
}
