//! What `/data/` exports comes back as it was: the tables of this repository, imported into one without their pages, give
//! the same tables again.

use crate::common::{here, put, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const COLLECTIONS: [&str; 5] = ["pilots", "findings", "posts", "organisations", "people"];

fn talkoo(folder: &Path, words: &[&str]) -> String {
    let program = env!("CARGO_BIN_EXE_talkoo");
    let done = Command::new(program).args(words).current_dir(folder).output().expect("talkoo runs");
    let said = [done.stdout, done.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(done.status.success(), "{words:?}: {said}");
    said
}

/// The repository itself, without what no build needs.
fn demo(root: &Path) {
    let mut files = BTreeMap::new();
    for folder in ["content", "static", "themes"] {
        let all = tree(&here(folder)).into_iter();
        files.extend(all.map(|(path, bytes)| (format!("{folder}/{path}"), bytes)));
    }
    let settings = fs::read_to_string(here("site.toml")).expect("it is there");
    // Tables have no texts, so pages and headings that follow from these are missed.
    let settings = settings.replace("keep_addresses = true", "keep_addresses = false");
    let settings = settings + "\n[rules]\ndead-anchor = \"off\"\n";
    files.insert("site.toml".to_owned(), settings.into_bytes());
    put(root, &files);
}

#[test]
fn the_tables_of_the_demo_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    demo(root);
    let build = ["build", "--no-search", "--out", "public"];
    talkoo(root, &build);
    let before = tree(&root.join("public/data"));
    for form in ["csv", "json", "xlsx"] {
        for collection in COLLECTIONS {
            let pages = tree(&root.join("content").join(collection));
            for path in pages.keys().filter(|path| !path.ends_with("index.md")) {
                fs::remove_file(root.join("content").join(collection).join(path))
                    .expect("it is there");
            }
            let name = format!("{collection}.{form}");
            let table = root.join(&name);
            fs::write(&table, &before[&name]).expect("it can be written");
            talkoo(root, &["import", "table", &name]);
        }
        talkoo(root, &build);
        let after = tree(&root.join("public/data"));
        for collection in COLLECTIONS {
            // A workbook says when what was made; its cells are those of the CSV.
            let name = format!("{collection}.{}", if form == "json" { "json" } else { "csv" });
            // A note names a work by its title. It is text after the import, and apostrophes of texts are set.
            let text = |files: &crate::common::Files| {
                String::from_utf8_lossy(&files[&name]).replace('’', "'")
            };
            let (before, after) = (text(&before), text(&after));
            let differ = before.lines().zip(after.lines()).find(|(one, other)| one != other);
            assert_eq!(differ, None, "{name} after an import of {form}");
            assert_eq!(before.len(), after.len(), "{name} after an import of {form}");
        }
    }
}
