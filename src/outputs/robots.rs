//! `robots.txt` (RFC 9309): everything may be crawled.

use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use crate::model::Model;

#[derive(Debug)]
struct Robots;

pub fn all() -> Vec<Planned> {
    vec![("/robots.txt".to_owned(), Box::new(Robots))]
}

impl Kind for Robots {
    fn class(&self) -> Class {
        Class::Other
    }

    fn origin(&self, _: &Model) -> String {
        "tells crawlers what they may read".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        Made::Bytes(match &reader.config().base_url {
            Some(base) => format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n").into(),
            None => "User-agent: *\nAllow: /\n".into(),
        })
    }
}
