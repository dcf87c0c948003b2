//! `sitemap.xml` (sitemaps.org 0.9).

use super::Plan;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::xml::document;
use crate::model::Model;
use serde::Serialize;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The protocol's limit on the addresses in one file.
const MOST: usize = 50_000;

#[derive(Debug)]
enum Sitemap {
    /// From 1.
    Part(usize),
    /// The index of several sitemaps.
    Index,
}

/// Sitemaps need absolute addresses, so there are none without a base_url.
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
        "lists all addresses for search engines".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let all = reader.addresses();
        Made::Bytes(match self {
            Self::Part(part) => {
                let addresses = all.chunks(MOST).nth(part.saturating_sub(1)).unwrap_or_default();
                let url = located(reader, addresses);
                document("urlset", &Addresses { xmlns: NAMESPACE, url, sitemap: Vec::new() })
            }
            Self::Index => {
                let parts: Vec<String> = (1..=all.len().div_ceil(MOST)).map(part_url).collect();
                let (url, sitemap) = (Vec::new(), located(reader, &parts));
                document("sitemapindex", &Addresses { xmlns: NAMESPACE, url, sitemap })
            }
        })
    }
}

#[derive(Serialize)]
struct Addresses {
    #[serde(rename = "@xmlns")]
    xmlns: &'static str,
    /// Empty lists are left out: a sitemap has addresses, an index has sitemaps.
    url: Vec<Located>,
    sitemap: Vec<Located>,
}

#[derive(Serialize)]
struct Located {
    loc: String,
}

fn located(reader: &Reader, urls: &[String]) -> Vec<Located> {
    let config = reader.config();
    urls.iter().map(|url| Located { loc: config.absolute_url(url).unwrap_or_default() }).collect()
}
