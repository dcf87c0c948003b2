//! The table of old addresses with a query, such as `/?p=42` of WordPress. No file can stand at them: a server shows the home page,
//! or the one for addresses that do not exist. A script on these two looks into the table and leads on.

use super::Plan;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use crate::model::Model;
use std::collections::BTreeMap;

pub const URL: &str = "/moved.json";

#[derive(Debug)]
struct Moved;

pub fn all(plan: Plan) -> Vec<Planned> {
    let one = || (URL.to_owned(), Box::new(Moved) as _);
    plan.model.has_queries().then(one).into_iter().collect()
}

impl Kind for Moved {
    fn class(&self) -> Class {
        Class::Other
    }

    fn origin(&self, _: &Model) -> String {
        "tells where old addresses with a query lead".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let table: BTreeMap<String, &str> = reader.queries().into_iter().collect();
        // A map of texts can always be written as JSON.
        Made::Bytes(serde_json::to_vec(&table).unwrap_or_default())
    }
}
