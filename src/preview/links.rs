//! The files of the site that a page loads: its style sheets, scripts and media. They tell which changes
//! affect an open page.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::collections::BTreeSet;
use url::Url;

/// The files that a page loads, by paths from the root of the site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// In the order of the page.
    pub sheets: Vec<String>,
    /// Scripts and media.
    pub others: BTreeSet<String>,
}

/// The files of this site that the page at `path` loads.
pub fn links(html: &str, path: &str) -> Links {
    let mut links = Links::default();
    let Some(here) = Url::parse("http://localhost").ok().and_then(|root| root.join(path).ok())
    else {
        return links;
    };
    let inside = |address: &str| {
        let found = here.join(address).ok()?;
        (found.origin() == here.origin()).then(|| found.path().to_owned())
    };
    let mut emitter = DefaultEmitter::default();
    // The content of a script has no tags.
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        let Token::StartTag(tag) = token else { continue };
        let value = |name: &str| str::from_utf8(tag.attributes.get(name.as_bytes())?).ok();
        if &*tag.name == b"link" {
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
