//! `sitemap.txt`: the addresses of the site, one a line (the text form of <https://www.sitemaps.org/protocol.html>).

use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use crate::model::Model;

#[derive(Debug)]
struct TextSitemap;

pub fn all() -> Vec<Planned> {
    vec![("/sitemap.txt".to_owned(), Box::new(TextSitemap))]
}

impl Kind for TextSitemap {
    fn class(&self) -> Class {
        Class::Other
    }

    fn origin(&self, _: &Model) -> String {
        "lists the addresses of the site".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let config = reader.config();
        let lines = reader.addresses().iter().filter_map(|url| config.whole(url));
        Made::Bytes(lines.map(|address| address + "\n").collect::<String>().into())
    }
}
