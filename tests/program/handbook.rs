//! The handbook in docs/ is a repository of Talkoo: it is clean, and what it tells newcomers to type works.

use super::refusals::talkoo;
use crate::common::here;
use std::fs;
use tempfile::tempdir;

#[test]
fn the_handbook_has_no_finding_and_is_built() {
    let docs = here("docs");
    let docs = docs.to_string_lossy();
    let out = tempdir().expect("a folder");
    let checked = talkoo(out.path(), &["check", "--root", &docs, "--strict"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    let place = out.path().join("handbook");
    let built = talkoo(
        out.path(),
        &["build", "--root", &docs, "--no-cache", "--out", &place.to_string_lossy()],
    );
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let page = fs::read_to_string(place.join("start/install/index.html")).expect("it is there");
    assert!(page.contains("../../start/first-site/"), "it leads to the next page");
}

/// Types each command of the page, in the order in which it stands there.
#[test]
fn the_first_site_can_be_made_as_the_handbook_says() {
    let guide = fs::read_to_string(here("docs/content/start/first-site.md")).expect("it is there");
    let folder = tempdir().expect("a folder");
    let mut at = folder.path().to_owned();
    let mut typed = 0;
    for line in guide.lines().filter_map(|line| line.strip_prefix("$ ")) {
        typed += 1;
        if let Some(to) = line.strip_prefix("cd ") {
            at = at.join(to);
            continue;
        }
        let (command, title) = line.split_once(" \"").unwrap_or((line, ""));
        let mut words: Vec<&str> = command.split_whitespace().skip(1).collect();
        words.extend(title.strip_suffix('"'));
        let done = talkoo(&at, &words);
        // The new page has gaps yet, which the check names.
        let may_find = words[0] == "check";
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success() || may_find, "{line}: {said}");
    }
    assert_eq!(typed, 5, "init, cd, new, check, build");
    let draft = "content/pilots/meals-on-wheels-by-the-neighbours.md";
    assert!(at.join(draft).is_file() && at.join("public/index.html").is_file());
}
