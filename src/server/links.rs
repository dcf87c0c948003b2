//! The files of the site that a page loads: its style sheets, and what stands in a `src`. A page can't be told
//! what changed beneath it without knowing these.

use std::collections::BTreeSet;
use url::Url;

/// What a page loads, by paths from the root of the site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// In the order of the page.
    pub sheets: Vec<String>,
    /// Scripts and media.
    pub others: BTreeSet<String>,
}

/// What the page at `path` loads from this site.
pub fn links(html: &str, path: &str) -> Links {
    let mut links = Links::default();
    let Some(here) = Url::parse("http://localhost").ok().and_then(|root| root.join(path).ok())
    else {
        return links;
    };
    let inside = |address: &str| {
        let found = here.join(&address.replace("&amp;", "&")).ok()?;
        (found.origin() == here.origin()).then(|| found.path().to_owned())
    };
    for (name, attributes) in tags(html) {
        let value = |wanted: &str| {
            let mut all = attributes.iter();
            all.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| *value)
        };
        if name.eq_ignore_ascii_case("link") {
            let is_sheet = |rel: &str| {
                rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("stylesheet"))
            };
            let href = value("href").filter(|_| value("rel").is_some_and(is_sheet));
            links.sheets.extend(href.and_then(inside));
        } else {
            links.others.extend(value("src").and_then(inside));
        }
    }
    links
}

type Attributes<'h> = Vec<(&'h str, &'h str)>;

/// The opening tags of a text with their attributes.
fn tags(html: &str) -> impl Iterator<Item = (&str, Attributes<'_>)> {
    html.match_indices('<').filter_map(|(at, _)| {
        let rest = &html[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).filter(|end| *end > 0)?;
        let (name, mut rest) = rest.split_at(end);
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let end =
                rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))?;
            let (attribute, after) = rest.split_at(end);
            let value = after.trim_ascii_start().strip_prefix('=').map(str::trim_ascii_start);
            if attribute.is_empty() && value.is_none() {
                break;
            }
            let (value, after) = match value {
                Some(text) if text.starts_with(['"', '\'']) => text[1..].split_once(&text[..1])?,
                Some(text) => {
                    text.split_at(text.find(|c: char| c.is_ascii_whitespace() || c == '>')?)
                }
                None => ("", after),
            };
            attributes.push((attribute, value));
            rest = after;
        }
        Some((name, attributes))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_loads_is_found() {
        let html = "<!doctype html><LINK rel='preload StyleSheet' href=\"../a.css?x=1&amp;y\">\
            <link rel=canonical href=https://example.org/x/><link rel=stylesheet href=https://example.org/b.css>\
            <script src=\"../r.js\" defer></script><img alt=\"a > b\" src=/p%C3%B5.png><a href=\"/c/\">1 < 2</a><img src=";
        let links = links(html, "/pilots/x/");
        assert_eq!(links.sheets, ["/pilots/a.css"]);
        assert_eq!(links.others.into_iter().collect::<Vec<_>>(), ["/p%C3%B5.png", "/pilots/r.js"]);
    }
}
