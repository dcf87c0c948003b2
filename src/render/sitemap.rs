//! `sitemap.xml` (sitemaps.org 0.9) and `robots.txt` (RFC 9309).

use super::Site;
use super::xml::document;
use crate::plan::SITEMAP;
use serde::Serialize;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

#[derive(Serialize)]
struct Addresses {
    #[serde(rename = "@xmlns")]
    xmlns: &'static str,
    /// What is empty isn't there: a sitemap has addresses, the list of sitemaps has sitemaps.
    url: Vec<Located>,
    sitemap: Vec<Located>,
}

#[derive(Serialize)]
struct Located {
    loc: String,
}

/// One sitemap; parts count from 1.
pub fn part(site: Site, part: usize) -> Vec<u8> {
    let addresses = site.plan.addresses.chunks(SITEMAP).nth(part.saturating_sub(1));
    let url = list(site, addresses.unwrap_or_default());
    document("urlset", &Addresses { xmlns: NAMESPACE, url, sitemap: Vec::new() })
}

/// The list of the sitemaps.
pub fn index(site: Site) -> Vec<u8> {
    let count = site.plan.addresses.len().div_ceil(SITEMAP);
    let names: Vec<String> = (1..=count).map(|n| format!("/sitemap-{n}.xml")).collect();
    let sitemap = list(site, &names);
    document("sitemapindex", &Addresses { xmlns: NAMESPACE, url: Vec::new(), sitemap })
}

/// Everybody may read everything.
pub fn robots(site: Site) -> String {
    match &site.model.config.base_url {
        Some(base) => format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"),
        None => "User-agent: *\nAllow: /\n".to_owned(),
    }
}

fn list(site: Site, urls: &[String]) -> Vec<Located> {
    let whole = |url: &String| site.model.config.whole(url).unwrap_or_default();
    urls.iter().map(|url| Located { loc: whole(url) }).collect()
}
