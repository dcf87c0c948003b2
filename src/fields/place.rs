//! `place`, `places`: a name, with a position on the map. `min` and `max` count the entries of a list.

use super::kind::*;
use crate::diagnostics::rules::OUT_OF_RANGE;
use crate::outputs::declare::{Filled, Number, Text, list, view};

view! {
    /// A field of the kind `place` or `places`.
    struct PlacesView {
        items: Filled<PlaceView>,
    }

    /// A place.
    struct PlaceView {
        name: Text,
        lat: Option<Number> => "degrees north, with decimals",
        lon: Option<Number> => "degrees east, with decimals",
    }
}

pub static KIND: FieldKind = FieldKind {
    many: Some(Form {
        word: "places", example: "[{ name = \"Võru\", lat = 57.84, lon = 27.00 }]"
    }),
    view: Some("places"),
    map: true,
    ..FieldKind::new("place", "{ name = \"Võru\", lat = 57.84, lon = 27.00 }")
};

pub static STAGES: Stages =
    Stages { search, ..Stages::new(&KIND, parse, view, |_| PlacesView::DECLARATION) };

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let items = frame.items(field, item)?.into_iter();
    Some(Value::Places(items.filter_map(|item| place(frame, &field.id, item)).collect()))
}

fn place(frame: &Frame, key: &str, item: Item) -> Option<Place> {
    let reader = frame.reader;
    if item.get_ref().is_str() {
        return Some(Place { name: reader.text(key, item)?.value, position: None });
    }
    let table = reader.table(key, item, KIND.one.example)?;
    let name = table.get("name").and_then(|i| reader.text("name", i)).map(|t| t.value);
    let (lat, lon) = (degrees(frame, &table, "lat", 90.0), degrees(frame, &table, "lon", 180.0));
    reader.unknown_keys(&table, "a place");
    if name.is_none() {
        reader.missing(table.span.clone(), "a place", "name", "\"Võru\"");
    }
    Some(Place { name: name?, position: lat.zip(lon) })
}

fn degrees(frame: &Frame, table: &Table, key: &str, limit: f64) -> Option<f64> {
    let (reader, item) = (frame.reader, table.get(key)?);
    let value = reader.number(key, item)?;
    if value.abs() <= limit {
        return Some(value);
    }
    let message = format!("`{key}` is {value}, but must be between -{limit} and {limit}");
    reader.add(OUT_OF_RANGE.at(reader.path, reader.span_of(item), message));
    None
}

fn places(fact: &Fact) -> &[Place] {
    if let Value::Places(places) = &fact.value { places } else { &[] }
}

fn view<'f>(_: &Reader, _: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let one = |place: &'f Place| PlaceView {
        name: place.name.as_str().into(),
        lat: place.position.map(|(lat, _)| lat).into(),
        lon: place.position.map(|(_, lon)| lon).into(),
    };
    PlacesView { items: list(places(fact).iter().map(one)).into() }.into()
}

fn search<'a>(reader: &Reader<'a>, page: PageId, fact: usize) -> Vec<&'a str> {
    let places = places(&reader.page(page).facts[fact]);
    places.iter().map(|place| place.name.as_str()).collect()
}
