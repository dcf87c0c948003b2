//! `sitemap.xml` (sitemaps.org 0.9).

use super::Plan;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use crate::model::Model;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Addresses in one file, the most that the protocol allows.
const MOST: usize = 50_000;

#[derive(Debug)]
enum Sitemap {
    /// From 1.
    Part(usize),
    /// The list of several.
    Index,
}

/// Sitemaps consist of whole addresses: without a base_url there are none.
pub fn all(plan: Plan, addresses: usize) -> Vec<Planned> {
    let first = |map: Sitemap| -> Planned { ("/sitemap.xml".to_owned(), Box::new(map)) };
    match plan.model.config.base_url {
        None => Vec::new(),
        Some(_) if addresses <= MOST => vec![first(Sitemap::Part(1))],
        Some(_) => {
            let part = |n| -> Planned { (part_url(n), Box::new(Sitemap::Part(n))) };
            let parts = (1..=addresses.div_ceil(MOST)).map(part);
            std::iter::once(first(Sitemap::Index)).chain(parts).collect()
        }
    }
}

fn part_url(n: usize) -> String {
    format!("/sitemap-{n}.xml")
}

impl Kind for Sitemap {
    fn class(&self) -> Class {
        Class::Other
    }

    fn origin(&self, _: &Model) -> String {
        "tells search engines all addresses".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let all = reader.addresses();
        Made::Bytes(match self {
            Self::Part(part) => {
                let from = (part.saturating_sub(1) * MOST).min(all.len());
                let to = (from + MOST).min(all.len());
                document("urlset", "url", reader, &all[from..to])
            }
            Self::Index => {
                let parts: Vec<String> = (1..=all.len().div_ceil(MOST)).map(part_url).collect();
                document("sitemapindex", "sitemap", reader, &parts)
            }
        })
    }
}

fn document(root: &str, item: &str, reader: &Reader, urls: &[String]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    // Writing into memory cannot fail.
    let written = write(&mut writer, root, item, reader, urls);
    written.map(|()| writer.into_inner()).unwrap_or_default()
}

fn write(
    writer: &mut Writer<Vec<u8>>,
    root: &str,
    item: &str,
    reader: &Reader,
    urls: &[String],
) -> io::Result<()> {
    let config = reader.config();
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = writer.create_element(root).with_attribute(("xmlns", NAMESPACE));
    root.write_inner_content(|writer| {
        for url in urls {
            let whole = config.whole(url).unwrap_or_default();
            writer.create_element(item).write_inner_content(|writer| {
                writer.create_element("loc").write_text_content(BytesText::new(&whole))?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}
