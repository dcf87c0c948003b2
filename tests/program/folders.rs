//! The output folder in the hands of others: another build, somebody who removes it, a full disk, folders in the place
//! of files; and names that would forge a line of the report.

use crate::common::{Files, put};
use crate::refusals::{build, repository, talkoo};
use std::fs;
use std::process::Command;

#[cfg(unix)]
#[test]
fn only_one_build_writes_into_a_folder() {
    let root = repository();
    for folder in [".public.talkoo-new", "public"] {
        let folder = root.path().join(folder);
        fs::create_dir_all(&folder).expect("a folder");
        let held = fs::File::open(&folder).expect("a folder");
        held.try_lock().expect("nobody else holds it");
        let (is_done, said) = build(root.path());
        assert!(!is_done && said.contains("another build is writing it"), "{said}");
        assert!(!root.path().join("public/index.html").exists());
        drop(held);
        assert!(build(root.path()).0);
        fs::remove_dir_all(root.path().join("public")).expect("it is there");
    }
}

/// A build that is killed, while somebody removes the folder, leaves what is not yet in place and empty folders.
#[test]
fn what_is_left_of_a_removed_folder_is_nobody_elses() {
    let root = repository();
    let left: Files = [("public/.talkoo/stage/index.html".to_owned(), b"new".to_vec())].into();
    put(root.path(), &left);
    fs::create_dir_all(root.path().join("public/pilots/a")).expect("a folder");
    let (is_done, said) = build(root.path());
    assert!(is_done && !said.contains("was not made by Talkoo"), "{said}");
    assert!(!root.path().join("public/.talkoo/stage").exists());
    fs::remove_dir_all(root.path().join("public/.talkoo")).expect("it is there");
    let (is_done, said) = build(root.path());
    assert!(!is_done && said.contains("was not made by Talkoo; choose"), "{said}");
}

#[test]
fn folders_in_the_place_of_files_are_repaired_or_named() {
    let root = repository();
    assert!(build(root.path()).0);
    let home = root.path().join("public/index.html");
    let whole = fs::read(&home).expect("it is there");
    fs::remove_file(&home).expect("it is there");
    fs::create_dir_all(home.join("empty/folder")).expect("a folder");
    let (is_done, said) = build(root.path());
    assert!(is_done, "{said}");
    assert_eq!(fs::read(&home).expect("it is there"), whole);

    fs::remove_file(&home).expect("it is there");
    fs::create_dir(&home).expect("a folder");
    fs::write(home.join("mine.txt"), "mine").expect("a file");
    let (is_done, said) = build(root.path());
    assert!(!is_done && said.contains("index.html is a folder that contains mine.txt"), "{said}");
    fs::remove_dir_all(&home).expect("it is there");
    assert!(build(root.path()).0);

    let assets = root.path().join("public/assets");
    fs::remove_dir_all(&assets).expect("it is there");
    fs::write(&assets, "mine").expect("a file");
    let (is_done, said) = build(root.path());
    assert!(!is_done && said.contains("assets is a file that Talkoo did not write"), "{said}");
    assert_eq!(fs::read(&assets).expect("it stays"), b"mine");
}

/// A limit on the size of files stands for a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_is_named_with_the_way_out() {
    let root = repository();
    let limited = "trap '' XFSZ; ulimit -f 2; exec \"$0\" build --no-search --no-cache";
    let mut shell = Command::new("sh");
    shell.args(["-c", limited, env!("CARGO_BIN_EXE_talkoo")]).current_dir(root.path());
    let output = shell.output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(".public.talkoo-new/") && said.contains("free some space"), "{said}");
    assert!(!root.path().join("public").exists() && build(root.path()).0);
}

/// A CI takes a line that begins with `::` for a command, and a terminal obeys escape sequences.
#[cfg(unix)]
#[test]
fn names_and_values_stay_on_their_line() {
    let root = repository();
    let name = "content/a\n::error::forged\u{9b}2J\u{85}\u{1b}[2J.md";
    let text = "+++\ntitle = \"A\u{9b}2J\"\nb\u{85}ad = \"\\n::error::x\"\n+++\n\u{9b}2J [a](nowhere\u{9b}.md)\n";
    put(root.path(), &[(name.to_owned(), text.as_bytes().to_vec())].into());
    let several = "+++\ntitle = \"B\"\nsummary = \"It goes on\n::error::forged\"\n+++\n";
    put(root.path(), &[("content/b.md".to_owned(), several.as_bytes().to_vec())].into());
    let toml = "title = \"T\"\n\"a\\n::error::forged\\u009b\" = 1\n";
    fs::write(root.path().join("site.toml"), toml).expect("a file");
    for command in [
        &["check", "--all"][..],
        &["build"],
        &["check", "--format", "github"],
        &["check", "--fix", "--dry-run"],
        &["why", "content/a\n::error::b.md"],
        &["check", "content/a\n::error::b.md"],
        &["new", "a\n::error::b", "x"],
    ] {
        let output = talkoo(root.path(), command);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).expect("it is text");
        let is_forged =
            |line: &str| line.contains("::error::") && line.trim().starts_with("::error::");
        assert!(!said.lines().any(is_forged), "{command:?}: {said}");
        let control = said.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(control, None, "{command:?}: {said:?}");
    }
}
