//! The places on the map as GeoJSON (RFC 7946), each with the pages that name it.

use crate::fields::export::address;
use crate::fields::refs;
use crate::outputs::reader::Reader;
use serde_json::json;

pub fn write(reader: &Reader) -> Vec<u8> {
    let features = reader.map().spots.iter().map(|spot| {
        let (lat, lon) = spot.position;
        let pages = spot.pages.iter().map(|id| refs::page(reader, *id));
        let countries = spot.countries.iter().map(|id| reader.name(*id).id.to_uppercase());
        json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [lon, lat] },
            "properties": {
                "name": spot.name,
                "countries": countries.collect::<Vec<_>>(),
                "pages": pages.collect::<Vec<_>>(),
            },
        })
    });
    let lines = features.map(|feature| feature.to_string()).collect::<Vec<_>>().join(",\n");
    let about = json!(reader.config().title);
    let url = json!(address(reader, super::URL));
    format!(
        "{{\"type\":\"FeatureCollection\",\"title\":{about},\"url\":{url},\"features\":[\n{lines}\n]}}\n"
    )
    .into_bytes()
}
