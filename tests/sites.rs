//! A folder of `tests/sites/` is a test: a small repository, with what is found in it (`problems.txt`; none
//! there: nothing is found) and what is published (`expected/`; only the files that are listed there).
//! `UPDATE=1 cargo test --test sites` writes down what is; read the difference before you commit it.
//!
//! A case that says `theme = "plain"` gets `tests/plain/` as that theme: bare templates, so that what is
//! expected stays short and is about content, not looks. A file `wish` can say `drafts` or `strict`.
//! `tests/sites-known/` has cases that fail because of a bug; each says in its `bug.md` which.

mod common;

use common::{here, put, tree};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use talkoo::diagnostics::{has_errors, text};
use talkoo::pipeline::{Known, Repository, Wish};
use talkoo::write::Stamps;

/// What a case has that is no part of its repository.
const OURS: [&str; 4] = ["problems.txt", "expected/", "wish", "bug.md"];

#[test]
fn sites_are_as_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let wrong: Vec<String> =
        cases("tests/sites").iter().filter_map(|case| differences(case, update)).collect();
    assert!(wrong.is_empty(), "{}\nUPDATE=1 writes down what is.", wrong.join("\n"));
}

/// A known bug that is mended is no longer known: move its case to `tests/sites/`.
#[test]
fn known_bugs_are_still_there() {
    for case in cases("tests/sites-known") {
        assert!(
            case.join("bug.md").is_file(),
            "{} needs a bug.md that says which bug it shows",
            case.display()
        );
        let mended =
            format!("{} passes now: move it to tests/sites/ and take bug.md away", case.display());
        assert!(differences(&case, false).is_some(), "{mended}");
    }
}

const PLAIN: Wish = Wish { drafts: false, strict: false, colours: true, search: true, all: true };

/// What was found, as an author reads it.
fn findings(repository: &Repository) -> String {
    text::text(&repository.found, &|path| repository.sources.text(path), false)
}

fn cases(folder: &str) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(here(folder)).into_iter().flatten().flatten();
    let mut cases: Vec<_> =
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    assert!(folder != "tests/sites" || cases.len() > 20, "the cases are not found");
    cases
}

/// What is not as it should be in a case; nothing if all is well.
fn differences(case: &Path, update: bool) -> Option<String> {
    let all = tree(case);
    let root = tempfile::tempdir().expect("a temporary folder");
    let of_repository =
        all.iter().filter(|(path, _)| !OURS.iter().any(|ours| path.starts_with(ours)));
    put(root.path(), &of_repository.map(|(path, bytes)| (path.clone(), bytes.clone())).collect());
    if all
        .get("site.toml")
        .is_some_and(|text| String::from_utf8_lossy(text).contains("theme = \"plain\""))
    {
        put(&root.path().join("themes/plain"), &tree(&here("tests/plain")));
    }
    let wish =
        all.get("wish").map(|text| String::from_utf8_lossy(text).into_owned()).unwrap_or_default();
    let wish = Wish { drafts: wish.contains("drafts"), strict: wish.contains("strict"), ..PLAIN };
    let mut repository = Repository::open(root.path(), wish, &Known::default()).expect("it opens");
    repository.rehearse(wish.strict);
    let mut wrong = String::new();
    compare(case, "problems.txt", findings(&repository).as_bytes(), &all, update, &mut wrong);
    let expected: Vec<&String> = all.keys().filter(|path| path.starts_with("expected/")).collect();
    if has_errors(&repository.found) {
        if !expected.is_empty() {
            let found = findings(&repository);
            writeln!(wrong, "{}: errors, so nothing is published:\n{found}", case.display())
                .expect("a text grows");
        }
        return (!wrong.is_empty()).then_some(wrong);
    }
    let out = root.path().join("public");
    let published =
        repository.publish(&out, Stamps::default(), &|_| {}).expect("it can be written");
    published.unwrap_or_else(|problems| panic!("{}: {problems:?}", case.display()));
    let published = tree(&out);
    for name in expected {
        let path = name.trim_start_matches("expected/");
        match published.get(path) {
            Some(bytes) => compare(case, name, bytes, &all, update, &mut wrong),
            None => writeln!(wrong, "{}: {path} is not published", case.display())
                .expect("a text grows"),
        }
    }
    (!wrong.is_empty()).then_some(wrong)
}

fn compare(
    case: &Path,
    name: &str,
    is: &[u8],
    all: &common::Files,
    update: bool,
    wrong: &mut String,
) {
    let due = all.get(name).map(Vec::as_slice).unwrap_or_default();
    if is == due {
        return;
    }
    if update && is.is_empty() {
        fs::remove_file(case.join(name)).expect("it can be removed");
    } else if update {
        fs::write(case.join(name), is).expect("it can be written");
    } else {
        let (is, due) = (String::from_utf8_lossy(is), String::from_utf8_lossy(due));
        let at = is.lines().zip(due.lines()).take_while(|(a, b)| a == b).count();
        let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
        let case = case.display();
        let (due, is) = (line(&due), line(&is));
        writeln!(wrong, "{case}/{name}:{}\n  expected: {due}\n  is:       {is}", at + 1)
            .expect("a text grows");
    }
}

/// "Twenty in one repository are reported in one run", each of another kind or in another place.
#[test]
fn twenty_defects_are_found_in_one_run() {
    let found = fs::read_to_string(here("tests/sites/twenty-defects/problems.txt"))
        .expect("it can be read");
    let kinds: std::collections::BTreeSet<&str> =
        found.lines().filter_map(|line| line.split(": ").next()).collect();
    let kinds = kinds
        .iter()
        .filter(|line| line.starts_with("error[") || line.starts_with("warning["))
        .count();
    assert!(
        found.matches("\n --> ").count() + found.matches("\n  --> ").count() > 20 && kinds > 15,
        "{kinds} kinds"
    );
}
