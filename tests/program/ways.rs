//! The ways in which importers break, a file of `tests/import/ways/` each: a source, the pages that come of it, and what is
//! said. `UPDATE=1 cargo test --test program -- ways` writes down what is; read the difference before you commit it.
//!
//! ```text
//! == import            the kind and the source; `again` imports once more
//! == old/export.xml    the files of the source
//! == report            what the import says
//! == written/content/a.md    what it wrote; only what is listed is looked at
//! ```

use crate::common::{Files, bytes, here, put, section, sections};
use similar::TextDiff;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn what_breaks_other_importers_comes_through() {
    let entries = fs::read_dir(here("tests/import/ways")).expect("the folder of cases");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a case").path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let due = fs::read_to_string(&path).expect("a case");
        let is = run(&due);
        if is == due {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, is).expect("it can be written");
            continue;
        }
        let differences = TextDiff::from_lines(&due, &is);
        wrong.push(format!(
            "{}\n{}",
            path.display(),
            differences.unified_diff().header("expected", "is")
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A case as it would have to be written.
fn run(case: &str) -> String {
    let case = sections(case);
    let is_written = |name: &str| name == "report" || name.starts_with("written/");
    let sources = case.iter().filter(|(name, _)| name != "import" && !is_written(name));
    let sources: Files = sources.map(|(path, text)| (path.clone(), bytes(text))).collect();
    let root = tempfile::tempdir().expect("a folder");
    put(root.path(), &sources);
    let words = case.iter().find(|(name, _)| name == "import").map_or("", |(_, text)| text);
    let mut words: Vec<&str> = words.split_whitespace().collect();
    let is_again = words.pop_if(|word| *word == "again").is_some();
    let mut said =
        talkoo(root.path(), &[&["import"], &words[..], &["--into", "new", "--all"]].concat());
    if is_again {
        said =
            talkoo(root.path(), &[&["import"], &words[..], &["--into", "new", "--all"]].concat());
    }
    let checked = talkoo(root.path(), &["check", "--root", "new"]);
    let mut out = String::new();
    let mut has_report = false;
    for (name, text) in &case {
        let text = match name.strip_prefix("written/") {
            Some(path) => match fs::read(root.path().join("new").join(path)) {
                Ok(bytes) => section(&bytes),
                Err(_) => "(not written)\n".to_owned(),
            },
            None if name == "report" => {
                has_report = true;
                said.clone()
            }
            None => text.clone(),
        };
        out += &format!("== {name}\n{text}");
    }
    if !has_report {
        out += &format!("== report\n{said}");
    }
    let is_refused = said.starts_with("error");
    assert!(is_refused || !checked.contains("error["), "a first page could be seen: {checked}");
    out
}

/// What the program says, without the last line, which tells what to do next.
fn talkoo(folder: &Path, words: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_talkoo")).args(words).current_dir(folder).output();
    let done = done.expect("talkoo runs");
    let said = [done.stdout, done.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    let lines = said.lines().filter(|line| !line.starts_with("`talkoo check"));
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// A run that was killed leaves temporary files; the next one removes them and nothing else.
#[test]
fn the_next_run_cleans_up() {
    let root = tempfile::tempdir().expect("a folder");
    let left =
        ["new/.#talkoo-a1B2c3~", "new/content/posts/.#talkoo-d4E5f6~", "new/content/posts/.#mine~"];
    let files: Files = left.iter().map(|path| ((*path).to_owned(), b"half".to_vec())).collect();
    put(root.path(), &files);
    let source = here("tests/import/wordpress");
    let source = source.to_str().expect("its path is a text");
    talkoo(root.path(), &["import", "wordpress", source, "--into", "new"]);
    let is_there = left.map(|path| root.path().join(path).exists());
    assert_eq!(is_there, [false, false, true]);
}
