//! `sitemap.xml` (sitemaps.org 0.9) and `robots.txt` (RFC 9309).

use super::Site;
use crate::plan::SITEMAP;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// One sitemap; parts count from 1.
pub fn part(site: Site, part: usize) -> Vec<u8> {
    let all = &site.plan.addresses;
    let from = (part.saturating_sub(1) * SITEMAP).min(all.len());
    let to = (from + SITEMAP).min(all.len());
    document("urlset", "url", site, all[from..to].iter().map(String::as_str))
}

/// The list of the sitemaps.
pub fn index(site: Site) -> Vec<u8> {
    let count = site.plan.addresses.len().div_ceil(SITEMAP);
    let names: Vec<String> = (1..=count).map(|n| format!("/sitemap-{n}.xml")).collect();
    document("sitemapindex", "sitemap", site, names.iter().map(String::as_str))
}

/// Everybody may read everything.
pub fn robots(site: Site) -> String {
    match &site.model.config.base_url {
        Some(base) => format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"),
        None => "User-agent: *\nAllow: /\n".to_owned(),
    }
}

fn document<'a>(
    root: &str,
    item: &str,
    site: Site,
    urls: impl Iterator<Item = &'a str>,
) -> Vec<u8> {
    let whole = |url: &str| site.model.config.whole(url).unwrap_or_default();
    let mut writer = Writer::new(Vec::new());
    let written = (|| -> io::Result<()> {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        writer.create_element(root).with_attribute(("xmlns", NAMESPACE)).write_inner_content(
            |writer| {
                for url in urls {
                    writer.create_element(item).write_inner_content(|writer| {
                        writer
                            .create_element("loc")
                            .write_text_content(BytesText::new(&whole(url)))?;
                        Ok(())
                    })?;
                }
                Ok(())
            },
        )?;
        Ok(())
    })();
    // Writing into memory cannot fail.
    written.map(|()| writer.into_inner()).unwrap_or_default()
}
