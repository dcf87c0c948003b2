//! Independent checks of the built demo (this repository's own content): every link leads somewhere, nothing
//! is loaded from other hosts, the documents are sound, and every relation has a way back. Reads only the
//! HTML, with html5ever, as a browser would.

use super::common::{self, Checked, PLAIN, here, tree};
use super::documents::{Document, document};
use crate::build::build;
use crate::files::decode;
use crate::options::Options;
use crate::write::Stamps;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The demo, built once: its files by path, and its parsed HTML.
struct Demo {
    files: BTreeSet<String>,
    documents: BTreeMap<String, Document>,
    styles: String,
}

static DEMO: LazyLock<Demo> = LazyLock::new(|| {
    let root = tempfile::tempdir().expect("a temporary folder");
    for folder in ["content", "static", "themes"] {
        common::put(&root.path().join(folder), &tree(&here(folder)));
    }
    std::fs::copy(here("site.toml"), root.path().join("site.toml")).expect("it can be copied");
    let out = root.path().join("public");
    let demo = Checked::open(root.path(), PLAIN).site;
    build(&demo, &out, Stamps::default(), None, &|_| {}).expect("it can be built");
    let all = tree(&out);
    let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
    let documents = all.iter().filter(|(path, _)| path.ends_with(".html"));
    let documents = documents.map(|(path, bytes)| (path.clone(), document(&text(bytes)))).collect();
    let styles = all
        .iter()
        .filter(|(path, _)| path.ends_with(".css"))
        .map(|(_, bytes)| text(bytes))
        .collect();
    Demo { files: all.into_keys().collect(), documents, styles }
});

/// Whether an address leads to another host or to a program such as mail.
fn is_outward(address: &str) -> bool {
    address.starts_with("//")
        || address.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '#', '?']))
}

/// The file and the anchor of a link on the page at `path`; `None` if it leaves the site.
fn target(path: &str, link: &str) -> Option<(String, Option<String>)> {
    let (address, anchor) = match link.split_once('#') {
        Some((address, anchor)) => (address, Some(decode(anchor).into_owned())),
        None => (link, None),
    };
    // What stands behind `?` is for a script.
    let address = address.split('?').next().unwrap_or_default();
    if address.is_empty() {
        return Some((path.to_owned(), anchor));
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let is_folder = address.ends_with('/') || address.ends_with('.');
    parts.extend(is_folder.then_some("index.html"));
    Some((decode(&parts.join("/")).into_owned(), anchor))
}

/// The complaints about all documents.
fn complaints(find: impl Fn(&str, &Document) -> Vec<String>) -> String {
    let found = DEMO.documents.iter().flat_map(|(path, document)| {
        find(path, document).into_iter().map(move |complaint| format!("{path}: {complaint}"))
    });
    found.collect::<Vec<_>>().join("\n")
}

fn none(found: String) {
    assert!(found.is_empty(), "\n{found}");
}

#[test]
fn the_demo_is_clean() {
    let demo = Checked::open(&here(""), Options { strict: true, ..PLAIN });
    assert!(!demo.has_errors(), "{}", common::findings(&demo));
}

/// The targets of a page's links: file and anchor.
fn targets<'d>(
    path: &'d str,
    document: &'d Document,
) -> impl Iterator<Item = (&'d String, Option<(String, Option<String>)>)> {
    // The 404 page is shown at any address, so its links start at the root.
    let from = if path == "404.html" { "" } else { path };
    let links = document.links.iter().chain(&document.loads).filter(|link| !is_outward(link));
    links.map(move |link| (link, target(from, link)))
}

#[test]
fn every_link_leads_to_a_file() {
    let n: usize =
        DEMO.documents.iter().map(|(path, document)| targets(path, document).count()).sum();
    assert!(n > 1000, "only {n} links were looked at");
    none(complaints(|path, document| {
        let is_dead = |target: &Option<(String, Option<String>)>| {
            target.as_ref().is_none_or(|(file, _)| !file.is_empty() && !DEMO.files.contains(file))
        };
        targets(path, document)
            .filter(|(_, target)| is_dead(target))
            .map(|(link, _)| link.clone())
            .collect()
    }));
}

#[test]
fn every_anchor_leads_to_a_place() {
    none(complaints(|path, document| {
        let mut dead = Vec::new();
        for (link, target) in targets(path, document) {
            let Some((file, Some(anchor))) = target else { continue };
            let there = DEMO.documents.get(if file.is_empty() { path } else { &file });
            if !anchor.is_empty() && !there.is_some_and(|page| page.ids.contains(&anchor)) {
                dead.push(link.clone());
            }
        }
        dead
    }));
}

#[test]
fn links_inside_the_site_are_relative() {
    none(complaints(|path, document| {
        let is_rooted =
            |link: &&String| link.starts_with('/') || link.starts_with("https://example.org/");
        // Only an absolute address or path works at any address.
        let links = document
            .links
            .iter()
            .chain(&document.loads)
            .filter(|_| path != "404.html")
            .filter(is_rooted);
        links.cloned().collect()
    }));
}

#[test]
fn names_of_documents_are_whole_addresses_of_files() {
    none(complaints(|_, document| {
        let leads = |name: &&String| {
            let inside = name.strip_prefix("https://example.org/");
            inside.is_some_and(|path| DEMO.files.contains(&format!("{}index.html", decode(path))))
        };
        document.names.iter().filter(|name| !leads(name)).cloned().collect()
    }));
}

#[test]
fn nothing_is_asked_of_another_host() {
    none(complaints(|_, document| {
        document
            .loads
            .iter()
            .filter(|link| is_outward(link) && !link.starts_with("data:"))
            .cloned()
            .collect()
    }));
    for word in ["@import", "url(http", "url(\"http", "url('http", "url(//"] {
        assert!(!DEMO.styles.contains(word), "a style sheet has {word}");
    }
}

#[test]
fn documents_are_sound() {
    none(complaints(|path, document| {
        let mut wrong = Vec::new();
        let is_redirect = document.headings.is_empty() && document.text.len() < 300;
        let ones = document.headings.iter().filter(|level| **level == 1).count();
        if ones != 1 && !is_redirect {
            wrong.push(format!("{ones} h1"));
        }
        if document.mains != 1 && !is_redirect {
            wrong.push(format!("{} main", document.mains));
        }
        let jumps = document.headings.windows(2).filter(|pair| pair[1] > pair[0] + 1);
        wrong.extend(jumps.map(|pair| format!("from h{} to h{}", pair[0], pair[1])));
        let lang = if path.starts_with("sv/") { "sv" } else { "en" };
        if document.lang.as_deref() != Some(lang) {
            wrong.push(format!("lang is {:?}", document.lang));
        }
        if document.title.trim().is_empty() {
            wrong.push("no title".to_owned());
        }
        let mut seen = BTreeSet::new();
        wrong.extend(
            document.ids.iter().filter(|id| !seen.insert(*id)).map(|id| format!("two ids {id}")),
        );
        wrong
    }));
}

#[test]
fn nothing_empty_is_printed() {
    none(complaints(|_, document| document.empty.clone()));
}

#[test]
fn no_template_shows_through() {
    none(complaints(|_, document| {
        let signs = ["{{", "}}", "{%", "\0", "[[", "undefined", "none none"];
        signs
            .iter()
            .filter(|sign| document.text.contains(**sign))
            .map(|sign| format!("{sign:?} in the text"))
            .collect()
    }));
}

/// If a pilot links to a term, the term's page links to the pilot.
#[test]
fn relations_can_be_walked_both_ways() {
    let vocabularies = ["enablers/", "barriers/", "themes/", "methods/", "countries/"];
    let files = |path: &str, links: &[String]| -> BTreeSet<String> {
        links
            .iter()
            .filter(|link| !is_outward(link))
            .filter_map(|link| Some(target(path, link)?.0))
            .collect()
    };
    let is_pilot = |path: &str| path.starts_with("pilots/") && path.matches('/').count() == 2;
    let mut n = 0;
    for (path, document) in DEMO.documents.iter().filter(|(path, _)| is_pilot(path)) {
        let terms = files(path, &document.own)
            .into_iter()
            .filter(|file| vocabularies.iter().any(|v| file.starts_with(v)));
        for term in terms.filter(|file| file.matches('/').count() == 2) {
            n += 1;
            let back = files(&term, &DEMO.documents[&term].links);
            assert!(back.contains(path), "{path} leads to {term}, and {term} does not lead back");
        }
    }
    assert!(n > 50, "only {n} relations were walked");
}
