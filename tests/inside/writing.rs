//! The output folder removed while a build writes: whatever is left there, the next build knows it as its own.

use crate::hash::Hash;
use crate::write::{Report, Stamps, begin};
use std::fs;
use std::path::Path;
use tempfile::tempdir;

const FILES: [&str; 2] = ["a/index.html", "index.html"];

/// Writes the files with `text`, after `meanwhile`.
fn write(folder: &Path, text: &str, meanwhile: impl Fn()) -> std::io::Result<Report> {
    let writing = begin(folder, Stamps::default())?;
    let put = |path: &&str| writing.put(path, Hash::of(text), text.as_bytes());
    let puts = FILES.iter().map(put).collect::<Result<Vec<_>, _>>()?;
    meanwhile();
    writing.finish(puts).map(|(report, _)| report)
}

#[test]
fn a_folder_that_goes_away_is_made_again() {
    let root = tempdir().expect("a folder");
    let folder = root.path().join("public");
    write(&folder, "first", || {}).expect("it can be written");
    let gone = || fs::remove_dir_all(&folder).expect("it is there");
    assert!(write(&folder, "second", gone).is_err(), "what was staged is gone");
    assert_eq!(write(&folder, "third", || {}).expect("it is ours").written, 2);

    let writing = begin(&folder, Stamps::default()).expect("it is ours");
    gone();
    writing.put("index.html", Hash::NONE, b"fourth").expect("it can be staged");
    writing.abandon().expect("it can be given up");
    assert_eq!(write(&folder, "fifth", || {}).expect("it is ours").written, 2);
    assert_eq!(fs::read(folder.join("a/index.html")).expect("it is there"), b"fifth");
}
