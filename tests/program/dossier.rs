//! A dossier of the demo: its links lead somewhere, and it overwrites nothing but a dossier.

use super::refusals::talkoo;
use crate::common::here;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tempfile::tempdir;

const PAGES: [&str; 2] = ["/pilots/ee-social-hackathon/", "/pilots/fi-youth/"];

fn write(folder: &Path, out: &str) -> (bool, String) {
    let root = here("");
    let root = root.to_string_lossy();
    let output = talkoo(folder, &["--root", &root, "dossier", PAGES[0], PAGES[1], "--out", out]);
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// What follows each of these beginnings, up to a quotation mark.
fn after<'h>(html: &'h str, beginning: &str) -> BTreeSet<&'h str> {
    html.split(beginning).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn a_dossier_has_all_sources_and_no_dead_link_inside_and_is_written_anew() {
    let folder = tempdir().expect("a folder");
    for _ in 0..2 {
        let (is_done, said) = write(folder.path(), "dossier.html");
        assert!(is_done, "{said}");
    }
    let html = fs::read_to_string(folder.path().join("dossier.html")).expect("a dossier");
    let (links, ids) = (after(&html, " href=\"#"), after(&html, " id=\""));
    let dead: Vec<_> = links.difference(&ids).collect();
    assert!(dead.is_empty(), "{dead:?}");
    assert!(links.iter().filter(|link| link.starts_with("_ref-")).count() > 1, "{links:?}");
}

#[test]
fn a_dossier_overwrites_no_source_and_no_other_file() {
    let folder = tempdir().expect("a folder");
    let source = here("content/pilots/none.md");
    let (is_done, said) = write(folder.path(), &source.to_string_lossy());
    assert!(!is_done && !source.exists() && said.contains("is inside content/"), "{said}");
    let mine = folder.path().join("mine.html");
    fs::write(&mine, "<p>Mine").expect("a file");
    let (is_done, said) = write(folder.path(), "mine.html");
    assert!(!is_done && said.contains("mine.html is there and no dossier"), "{said}");
    assert_eq!(fs::read(&mine).expect("a file"), b"<p>Mine");
}
