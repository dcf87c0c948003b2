//! `place`, `places`: a name, with a position on the map. `min` and `max` count the entries of a list.

use super::export::{self, object};
use super::kind::*;
use crate::diagnostics::rules::{OUT_OF_RANGE, WRONG_TYPE};
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

pub static STAGES: Stages = Stages {
    shape: Shape::Any(&[Shape::Text, Shape::Table(&KEYS)]),
    inner_example: KIND.one.example,
    search,
    ..Stages::new(&KIND, parse, view, |_| PlacesView::DECLARATION, EXPORT)
};

static KEYS: [Setting; 3] = [
    Setting::needed("name", Shape::Text, "its name"),
    Setting::new("lat", Shape::Number, "degrees north, with decimals"),
    Setting::new("lon", Shape::Number, "degrees east, with decimals"),
];

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let items = frame.items(field, item)?.into_iter();
    Some(Value::Places(items.filter_map(|item| place(frame, &field.id, item)).collect()))
}

fn place(frame: &Frame, key: &str, item: Item) -> Option<Place> {
    let reader = frame.reader;
    if item.get_ref().as_str().is_some_and(is_position) {
        let message = format!("`{key}` takes the name of a place, but this is a position");
        let problem = WRONG_TYPE.at(reader.path, reader.span_of(item), message);
        reader.add(problem.help(format!("write both: {}", reader.line(key, KIND.one.example))));
        return None;
    }
    if item.get_ref().is_str() {
        return Some(Place { name: reader.text(key, item)?.value, position: None });
    }
    let table = reader.table(key, item, KIND.one.example)?;
    let name = table.get("name").and_then(|i| reader.text("name", i)).map(|t| t.value);
    let (lat, lon) = (degrees(frame, &table, "lat"), degrees(frame, &table, "lon"));
    let position = position(frame, &table, lat, lon);
    for (key, other) in [("lat", "lon"), ("lon", "lat")] {
        if table.get(key).is_none() && table.get(other).is_some() {
            let example = if key == "lat" { "57.84" } else { "27.00" };
            reader.missing(table.span.clone(), "a position", key, example);
        }
    }
    reader.unknown_keys(&table, "a place");
    if name.is_none() {
        reader.missing(table.span.clone(), "a place", "name", "\"…\"");
    }
    Some(Place { name: name?, position })
}

/// Whether a text has numbers and nothing else but signs of degrees and directions.
fn is_position(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.all(|word| word.len() == 1 && "NSEW".contains(word))
        && text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count() > 1
}

/// Degrees with decimals; also those in a text with a letter for the direction are understood, to say what to write.
fn degrees(frame: &Frame, table: &Table, key: &str) -> Option<f64> {
    let (reader, item) = (frame.reader, table.get(key)?);
    let text = item.get_ref().as_str();
    if let Some(value) = text.and_then(sexagesimal) {
        let message = format!("`{key}` takes a number, but this has minutes or a direction");
        let problem = WRONG_TYPE.at(reader.path, reader.span_of(item), message);
        reader.add(reader.written(problem, key, item, &value));
        return None;
    }
    reader.number(key, item, if key == "lat" { "57.84" } else { "27.00" })
}

/// Reads `57°50'24"N`, `57.84° N` or `W 2.5`; none if there is neither a sign of degrees nor a direction.
fn sexagesimal(text: &str) -> Option<String> {
    let text = text.trim().to_uppercase().replace(',', ".");
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let direction = match letters[..] {
        [] if text.contains('°') => 'N',
        [one] if "NSEW".contains(one) => one,
        _ => return None,
    };
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let parts = text.split(|c: char| !is_part(c)).filter(|part| !part.is_empty());
    let parts: Vec<f64> = parts.map(|part| part.parse().ok()).collect::<Option<_>>()?;
    if parts.is_empty() || parts.len() > 3 {
        return None;
    }
    let degrees: f64 = parts.iter().zip([1.0, 60.0, 3600.0]).map(|(part, unit)| part / unit).sum();
    let sign =
        if matches!(direction, 'S' | 'W') || text.starts_with(['-', '−']) { -1.0 } else { 1.0 };
    Some(format!("{}", (sign * degrees * 1e5).round() / 1e5))
}

/// A position on the globe. The wrong order of its numbers is a common mistake.
fn position(
    frame: &Frame,
    table: &Table,
    lat: Option<f64>,
    lon: Option<f64>,
) -> Option<(f64, f64)> {
    let reader = frame.reader;
    let fits = |lat: f64, lon: f64| lat.abs() <= 90.0 && lon.abs() <= 180.0;
    let swapped = lat.zip(lon).filter(|(lat, lon)| !fits(*lat, *lon) && fits(*lon, *lat));
    let help = swapped.map(|(lat, lon)| {
        let lines = [("lat", lon), ("lon", lat)].map(|(key, n)| reader.line(key, &n.to_string()));
        format!("`lat` and `lon` seem to be swapped: write {}", lines.join(", "))
    });
    for (key, value, limit) in [("lat", lat, 90.0), ("lon", lon, 180.0)] {
        let Some(value) = value.filter(|value| value.abs() > limit) else { continue };
        let Some(item) = table.get(key) else { continue };
        let message = format!("`{key}` is {value}, but must be between -{limit} and {limit}");
        let problem = OUT_OF_RANGE.at(reader.path, reader.span_of(item), message);
        reader.add(problem.maybe(help.clone()));
    }
    lat.zip(lon).filter(|(lat, lon)| fits(*lat, *lon))
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

fn search(value: &Value) -> Vec<(usize, String)> {
    let Value::Places(places) = value else { return Vec::new() };
    places.iter().map(|place| place.name.clone()).enumerate().collect()
}

const EXPORT: Export = Export {
    many: &[("", Holds::List), ("_position", Holds::List)],
    properties,
    ..Export::plain(&[("", Holds::Text), ("_position", Holds::Text)], cells, json)
};

/// The names, and the positions as `latitude longitude`; `-` stands for a position that is not known.
fn cells(_: &Reader, _: &Owner, field: &Field, fact: &Fact) -> Vec<Cell> {
    let names = places(fact).iter().map(|place| place.name.clone()).collect();
    let position = |place: &Place| {
        place.position.map_or_else(|| "-".to_owned(), |(lat, lon)| format!("{lat} {lon}"))
    };
    let positions: Vec<String> = match places(fact).iter().any(|place| place.position.is_some()) {
        true => places(fact).iter().map(position).collect(),
        false => Vec::new(),
    };
    [export::one_or_list(field, names), export::one_or_list(field, positions)].concat()
}

fn json(_: &Reader, _: &Owner, field: &Field, fact: &Fact) -> serde_json::Value {
    let one = |place: &Place| {
        object([
            ("name", place.name.as_str().into()),
            ("lat", place.position.map(|(lat, _)| lat).into()),
            ("lon", place.position.map(|(_, lon)| lon).into()),
        ])
    };
    export::one_or_array(field, places(fact).iter().map(one).collect())
}

fn properties(
    _: &Reader,
    _: &Owner,
    _: &Field,
    fact: &Fact,
) -> Vec<(&'static str, serde_json::Value)> {
    let one = |place: &Place| {
        let geo = place.position.map(|(lat, lon)| {
            object([
                ("@type", "GeoCoordinates".into()),
                ("latitude", lat.into()),
                ("longitude", lon.into()),
            ])
        });
        let place = [
            ("@type", "Place".into()),
            ("name", place.name.as_str().into()),
            ("geo", geo.unwrap_or_default()),
        ];
        ("spatialCoverage", object(place))
    };
    places(fact).iter().map(one).collect()
}
