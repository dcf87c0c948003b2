//! Skewed repositories: one work that all cite, one page that all link to, a term that all claim, a vocabulary of
//! thousands of terms. However many pages there are, no page of the site grows with them.

use super::common::{self, Checked, Files, repository};
use crate::build::render;
use crate::diagnostics::has_errors;
use crate::outputs::Output;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most bytes that a page may have.
const MOST: usize = 300_000;

const PAGES: usize = 1000;

const SITE: &str = r#"== site.toml
title = "S"
theme = "commons"
bibliography = { collection = "works" }
[vocabularies.enablers]
[collections.pilots]
explore = ["enablers"]
matrix = ["enablers"]
map = ["places"]
[collections.pilots.fields]
enablers = { type = "claims", vocabulary = "enablers" }
places = { type = "places" }
sources = { type = "cites" }
[collections.works]
== content/bibliography.bib
@book{all, author = {Fox, Ada}, title = {On all}, year = {2020}}
"#;

/// The enablers: their ids, and the one above each.
fn terms(n: usize, broader: impl Fn(usize) -> Option<usize>) -> String {
    let mut text = "== content/enablers/terms.toml\n".to_owned();
    for i in 0..n {
        text += &format!("[[term]]\nid = \"e{i}\"\nlabel = \"Enabler number {i}\"\n");
        text += "definition = \"A definition of some dozen words, as a vocabulary has it.\"\n";
        if let Some(above) = broader(i) {
            text += &format!("broader = \"e{above}\"\n");
        }
    }
    text
}

/// Pilots with these claims, each of which cites the one work and links to the first pilot.
fn pilots(n: usize, claims: impl Fn(usize) -> Vec<usize>) -> String {
    let mut text = String::new();
    for i in 0..n {
        text += &format!("== content/pilots/p{i}.md\n+++\ntitle = \"Pilot number {i}\"\n");
        text += "summary = \"What came of it, in one sentence.\"\nsources = [\"all\"]\n";
        text += "places = [{ name = \"Town\", lat = 50, lon = 10 }]\n";
        for term in claims(i) {
            text += &format!("[[enablers]]\nterm = \"e{term}\"\nnote = \"How it helped there.\"\n");
            text += "source = \"all\"\nstrength = 2\n";
        }
        text += "+++\n\nAs said elsewhere [@all, p. 3]. It is like [the first](p0.md) of them.\n\n";
    }
    text
}

fn built(rest: &str) -> BTreeMap<String, Vec<u8>> {
    let files: Files = common::files(&format!("{SITE}{rest}"));
    let Checked { mut site, found } = repository(&files);
    assert!(!has_errors(&found), "{:?}", found.first());
    // Of thousands of terms alike a few will do.
    let is_one = |path: &str| !path.starts_with("enablers/e") || path.contains("/e0/");
    let outputs = Arc::get_mut(&mut site.outputs).unwrap();
    outputs.all.retain(|Output { path, .. }| path.ends_with(".html") && is_one(path));
    render(&site).unwrap_or_else(|_| panic!("it renders"))
}

/// Asserts that no page is too large.
fn is_bounded(site: &BTreeMap<String, Vec<u8>>) {
    for (path, page) in site {
        assert!(page.len() < MOST, "{path} has {} bytes", page.len());
    }
}

/// How many pages are in this folder.
fn count(site: &BTreeMap<String, Vec<u8>>, folder: &str) -> usize {
    site.keys().filter(|path| path.starts_with(folder)).count()
}

fn text<'s>(site: &'s BTreeMap<String, Vec<u8>>, path: &str) -> &'s str {
    std::str::from_utf8(&site[path]).unwrap()
}

/// One work that all cite, one page that all link to, one term that all claim, one place that all name.
#[test]
fn all_pages_lead_to_one() {
    let site = built(&(terms(3, |_| None) + &pilots(PAGES, |i| vec![0, 1 + i % 2])));
    is_bounded(&site);
    assert_eq!(count(&site, "works/all/mentions/"), PAGES / 100 - 1);
    assert_eq!(count(&site, "pilots/p0/mentions/"), (PAGES - 1) / 100);
    assert_eq!(count(&site, "enablers/e0/"), PAGES / 100);
    let first = text(&site, "works/all/index.html");
    assert_eq!(first.matches("<blockquote>").count(), 200);
    assert!(first.contains("<a rel=\"next\" href=\"../../works/all/mentions/2/\">"));
    let second = text(&site, "works/all/mentions/2/index.html");
    assert!(second.contains("<a rel=\"prev\" href=\"../../../../works/all/#_mentions\">"));
    assert!(second.contains("<title>On all: Cited by (Part 2 of 10) · S</title>"));
}

/// Thousands of terms side by side.
#[test]
fn a_vocabulary_is_wide() {
    let n = 5000;
    let claims = |i: usize| (0..4).map(|k| (i * 37 + k * 1009) % n).collect();
    let site = built(&(terms(n, |i| (i > 0 && i < 2000).then_some(0)) + &pilots(200, claims)));
    is_bounded(&site);
    let vocabulary = |part: &str| text(&site, &format!("enablers/{part}index.html")).to_owned();
    assert!(vocabulary("").contains("<a rel=\"next\" href=\"../enablers/2/\">"));
    assert!(vocabulary("17/").contains("<a rel=\"prev\" href=\"../../enablers/16/\">"));
    // The term above stands there again; the other parts hold 300 terms each.
    assert_eq!(vocabulary("2/").matches("<p>A definition").count(), 300);
    assert!(vocabulary("2/").contains("Enabler number 0</a>"));
    assert!(text(&site, "enablers/e0/index.html").contains("See all 1999"));
    // The filters show the terms that most pages have, and those above them.
    let list = text(&site, "pilots/index.html");
    assert_eq!(list.matches("<li data-value=").count(), 60);
    assert!(list.contains("Enabler number 0</a>"));
    // Each part of the pages has the terms that they use, 60 to a part.
    assert_eq!(count(&site, "pilots/matrix/enablers/"), 2 * 400usize.div_ceil(60));
    let part = text(&site, "pilots/matrix/enablers/1/2/index.html");
    assert_eq!(part.matches("data-by=\"cell\"").count(), 60);
}

/// Each term below the one before.
#[test]
fn a_vocabulary_is_deep() {
    let n = 400;
    let site = built(&(terms(n, |i| i.checked_sub(1)) + &pilots(20, |i| vec![n - 1 - i])));
    is_bounded(&site);
    assert_eq!(text(&site, "enablers/2/index.html").matches("<p>A definition").count(), 100);
}

/// One page with a thousand claims, each of which leads to its term.
#[test]
fn a_page_claims_everything() {
    let site = built(&(terms(1000, |_| None) + &pilots(2, |i| (0..1000 * (1 - i)).collect())));
    is_bounded(&site);
    assert_eq!(text(&site, "pilots/p0/index.html").matches("id=\"_claim-enablers-").count(), 1000);
}
