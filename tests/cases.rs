//! A file of `tests/cases/` is a test of its name: a small repository, what is found in it, and what is published.
//!
//! ```text
//! == options           drafts, strict; needs-csl, needs-share-images: the case is skipped without that feature
//! == site.toml         the repository's files by their paths
//! == content/a.md
//! == diagnostics       what is found; without this section, nothing
//! == expected/a/index.html    what is published there; only what is listed is looked at
//! ```
//!
//! With `theme = "plain"` a site gets `tests/plain/` as that theme: bare templates, so that what is expected stays
//! short and is about content, not looks. `cargo test --test cases -- NAME` runs those with that in their name.
//! `UPDATE=1 cargo test --test cases` writes down what is; read the difference before you commit it.

mod common;

use common::{Files, bytes, here, put, section, sections, tree};
use libtest_mimic::{Arguments, Failed, Trial};
use similar::TextDiff;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use talkoo::{Options, Site, check, has_errors, render, report};

fn main() -> ExitCode {
    let files = fs::read_dir(here("tests/cases")).expect("the folder of cases");
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.expect("a case").path()).collect();
    paths.sort();
    let trial = |path: PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let case = fs::read_to_string(&path).expect("a case");
        Trial::test(name, move || run(&path)).with_ignored_flag(lacks(&case))
    };
    let trials = paths.into_iter().map(trial).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Whether a case needs a feature that the program is built without.
fn lacks(case: &str) -> bool {
    let needs =
        |word| sections(case).iter().any(|(name, text)| name == "options" && text.contains(word));
    (needs("needs-csl") && !cfg!(feature = "csl"))
        || (needs("needs-share-images") && !cfg!(feature = "share-images"))
}

/// Runs a case. What is not as it should be is written down or told.
fn run(path: &Path) -> Result<(), Failed> {
    let case = fs::read_to_string(path)?;
    let due = sections(&case);
    let is = as_is(&due)?;
    if is == due {
        return Ok(());
    }
    if std::env::var_os("UPDATE").is_some() {
        return Ok(fs::write(path, written(&is))?);
    }
    let (due, is) = (written(&due), written(&is));
    let differences = TextDiff::from_lines(&due, &is);
    Err(format!("{}", differences.unified_diff().header("expected", "is")).into())
}

/// The sections of a case as they would have to be.
fn as_is(case: &[(String, String)]) -> Result<Vec<(String, String)>, Failed> {
    let is_result = |name: &str| name == "diagnostics" || name.starts_with("expected/");
    let (results, given): (Vec<_>, Vec<_>) =
        case.iter().cloned().partition(|(name, _)| is_result(name));
    let is_options = |(name, _): &&(String, String)| name == "options";
    let options = given.iter().find(is_options).map_or("", |(_, text)| text);
    let files = given.iter().filter(|given| !is_options(given));
    let mut files: Files = files.map(|(path, text)| (path.clone(), bytes(text))).collect();
    let settings = files.get("site.toml").map(|bytes| String::from_utf8_lossy(bytes));
    if settings.is_some_and(|text| text.contains("theme = \"plain\"")) {
        let theme = tree(&here("tests/plain")).into_iter();
        files.extend(theme.map(|(path, bytes)| (format!("themes/plain/{path}"), bytes)));
    }
    let site = made(&files, options)?;
    let mut is = given;
    if !site.diagnostics.is_empty() {
        is.push(("diagnostics".to_owned(), site.diagnostics.clone()));
    }
    for (name, _) in results.into_iter().filter(|(name, _)| name != "diagnostics") {
        let path = name.trim_start_matches("expected/");
        let missing = || format!("{path} is not published; found was:\n{}", site.diagnostics);
        let output = site.outputs.get(path).ok_or_else(missing)?;
        is.push((name, section(output)));
    }
    Ok(is)
}

fn written(sections: &[(String, String)]) -> String {
    sections.iter().map(|(name, text)| format!("== {name}\n{text}")).collect()
}

/// A site as a case looks at it.
struct Made {
    /// What was found, as an author reads it.
    diagnostics: String,
    /// The outputs by path; none where there are errors.
    outputs: Files,
}

/// Makes the site of a repository.
fn made(files: &Files, asked: &str) -> Result<Made, Failed> {
    let root = tempfile::tempdir()?;
    put(root.path(), files);
    let mut options = Options { search: true, memo: true, bodies: true, ..Options::default() };
    for option in asked.split_whitespace() {
        match option {
            "drafts" => options.drafts = true,
            "strict" => options.strict = true,
            "needs-csl" | "needs-share-images" => {}
            other => return Err(format!("there is no option {other}").into()),
        }
    }
    let site = Site::open(root.path(), options)?;
    let found = check(&site, options);
    let outputs = match has_errors(&found) {
        true => Files::new(),
        false => render(&site).map_err(|why| format!("{why:?}"))?,
    };
    Ok(Made { diagnostics: report(&site, &found), outputs })
}
