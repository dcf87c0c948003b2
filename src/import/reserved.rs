//! Addresses that a site of this program has for itself. Nothing that is imported can stand there.

use crate::config::Config;
use crate::parse::address;

/// The page of news, and the search page with the files of its index.
const PAGES: [&str; 2] = ["search", "new"];

/// Files at the top of a site.
const FILES: [&str; 7] = [
    "404.html",
    "robots.txt",
    "sitemap.xml",
    "feed.xml",
    "opensearch.xml",
    "llms.txt",
    "moved.json",
];

/// Whether no collection, vocabulary or page of the first level can have a name.
pub fn is_name(name: &str) -> bool {
    PAGES.contains(&name)
}

/// Whether a path from the root of the site belongs to the program.
pub fn is_path(path: &str, config: &Config) -> bool {
    let path = path.trim_matches('/');
    let is_data = path == address::DATA.trim_matches('/') && config.data.has_page();
    let in_search = path.starts_with("search/");
    is_name(path) || is_data || in_search || FILES.contains(&path)
}

/// A name like this one that a collection or vocabulary can have.
pub fn free_name(name: String, kind: &str) -> String {
    if is_name(&name) { format!("{name}-{kind}") } else { name }
}
