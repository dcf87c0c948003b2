//! The places that fields name, as GeoJSON (RFC 7946), each with the pages that name it.

use super::table::shown;
use crate::fields::export::address;
use crate::fields::refs;
use crate::fields::value::Value;
use crate::model::PageId;
use crate::outputs::reader::Reader;
use serde_json::json;
use std::collections::BTreeMap;

/// A place by its name and its position, in a form that can be compared.
type Key<'p> = (&'p str, [u64; 2]);

pub fn write(reader: &Reader) -> Vec<u8> {
    let collections = &reader.config().collections;
    let mut places: BTreeMap<Key, ((f64, f64), Vec<PageId>)> = BTreeMap::new();
    for (c, collection) in collections.iter().enumerate() {
        let is_shown = |i: usize| {
            let record = collection.fields[i].record;
            shown(&collection.fields, record).any(|(place, _)| place == i)
        };
        for id in reader.list(c as u32) {
            for fact in reader.facts(*id).iter().filter(|fact| is_shown(fact.field)) {
                let Value::Places(named) = &fact.value else { continue };
                for place in named {
                    let Some((lat, lon)) = place.position else { continue };
                    let key = (&*place.name, [lat.to_bits(), lon.to_bits()]);
                    let (_, pages) = places.entry(key).or_insert(((lat, lon), Vec::new()));
                    if pages.last() != Some(id) {
                        pages.push(*id);
                    }
                }
            }
        }
    }
    let features = places.into_iter().map(|((name, _), ((lat, lon), pages))| {
        let pages: Vec<_> = pages.into_iter().map(|id| refs::page(reader, id)).collect();
        let feature = json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [lon, lat] },
            "properties": { "name": name, "pages": pages },
        });
        feature.to_string()
    });
    let lines = features.collect::<Vec<_>>().join(",\n");
    let title = json!(reader.config().title);
    let url = json!(address(reader, super::URL));
    format!(
        "{{\"type\":\"FeatureCollection\",\"title\":{title},\"url\":{url},\"features\":[\n{lines}\n]}}\n"
    )
    .into_bytes()
}
