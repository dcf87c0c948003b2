//! Symbolic links in a repository: wherever they are, nothing behind them is read, served or said.

use crate::common::{Files, put, tree};
use crate::watched::{Repository, Watch, page};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::{TempDir, tempdir};

const SECRET: &str = "the-key-of-the-house";

/// A repository, and a folder outside of it with what nobody may see.
fn repository() -> (TempDir, TempDir) {
    let (root, outside) = (tempdir().expect("a folder"), tempdir().expect("a folder"));
    let files = [
        ("site.toml", "title = \"T\"\n".to_owned()),
        ("content/index.md", page("Home", "Hello.")),
        ("content/notes/index.md", page("Notes", "Hello.")),
        ("static/icons/a.txt", "a".to_owned()),
    ];
    let files: Files = files.map(|(path, text)| (path.to_owned(), text.into())).into();
    put(root.path(), &files);
    let texts = ["index.md", "a.txt", "site.toml", "theme.toml", "terms.toml", "deep/b.md"];
    let secret =
        |path: &str| (path.to_owned(), format!("+++\n{SECRET} = \n+++\n{SECRET}\n").into());
    put(outside.path(), &texts.map(secret).into());
    (root, outside)
}

fn talkoo(root: &Path, command: &[&str]) -> (Output, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_talkoo"));
    let output = program.current_dir(root).args(command).output().expect("it runs");
    let said = [&output.stdout[..], &output.stderr].concat();
    (output, String::from_utf8_lossy(&said).into_owned())
}

/// Puts a link in the place of a file or folder.
fn link(root: &Path, path: &str, to: &Path) {
    let place = root.join(path);
    let _ = fs::remove_dir_all(&place);
    let _ = fs::remove_file(&place);
    fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
    symlink(to, place).expect("a link");
}

#[test]
fn a_link_is_an_error_wherever_it_is() {
    for (path, to) in [
        ("content", ""),
        ("static", ""),
        ("themes", ""),
        ("themes/own", ""),
        ("themes/commons", ""),
        ("themes/own/theme.toml", "theme.toml"),
        ("content/notes", ""),
        ("content/notes/index.md", "index.md"),
        ("content/notes/terms.toml", "terms.toml"),
        ("content/bibliography.bib", "a.txt"),
        ("content/style.csl", "a.txt"),
        ("content/map.svg", "a.txt"),
        ("content/nowhere", "nowhere"),
        ("static/icons", "deep"),
        ("static/icons/a.txt", "a.txt"),
        ("static/.env", "a.txt"),
        ("site.toml", "site.toml"),
    ] {
        let (root, outside) = repository();
        link(root.path(), path, &outside.path().join(to));
        for command in [&["check"][..], &["check", "--fix"], &["build", "--no-search"]] {
            let (output, said) = talkoo(root.path(), command);
            assert!(!output.status.success(), "{path} {command:?}: {said}");
            assert!(said.contains("a symbolic link") && said.contains(path), "{path}: {said}");
            assert!(!said.contains(SECRET), "{path} {command:?}: {said}");
        }
        assert!(!root.path().join("public").exists(), "{path}");
    }
}

#[test]
fn a_link_inside_the_repository_is_one_too() {
    let (root, _outside) = repository();
    link(root.path(), "content/copy.md", &root.path().join("content/index.md"));
    let (output, said) = talkoo(root.path(), &["check"]);
    assert!(!output.status.success() && said.contains("content/copy.md"), "{said}");
}

#[test]
fn nothing_is_written_through_a_link() {
    let (root, outside) = repository();
    fs::write(root.path().join("site.toml"), "title = \"T\"\n[collections.notes]\n")
        .expect("a file");
    link(root.path(), "content/notes", outside.path());
    let before = tree(outside.path());
    let (output, said) = talkoo(root.path(), &["new", "notes", "Mine"]);
    assert!(!output.status.success() && said.contains("symbolic link"), "{said}");
    assert_eq!(tree(outside.path()), before);
}

#[test]
fn a_pipe_is_left_alone() {
    let (root, _outside) = repository();
    let pipe = root.path().join("content/notes/pipe.md");
    assert!(Command::new("mkfifo").arg(pipe).status().expect("it runs").success());
    let (output, said) = talkoo(root.path(), &["check"]);
    assert!(!output.status.success() && said.contains("a pipe, a socket or a device"), "{said}");
}

#[test]
fn the_preview_serves_nothing_behind_a_link() {
    let outside = tempdir().expect("a folder");
    for path in ["data.csv", "pilots/a.md", "new.csv", "deep/new.csv"] {
        put(outside.path(), &[(path.to_owned(), SECRET.into())].into());
    }
    for (path, address) in
        [("static", "/data.csv"), ("content", "/pilots/a/"), ("static/data.csv", "/data.csv")]
    {
        let repository = Repository::new();
        let to = if path.contains('.') { "data.csv" } else { "" };
        link(&repository.0, path, &outside.path().join(to));
        let watch = Watch::free(&repository.0, &[]);
        let addresses = [address, "/new.csv", "/deep/new.csv"];
        addresses
            .into_iter()
            .for_each(|address| assert_eq!(watch.get(address).status, 404, "{path}"));
        // What is written behind it afterwards is not seen either; an edit of the repository is.
        fs::write(outside.path().join("later.csv"), SECRET).expect("a file");
        repository.write("site.toml", "title = \"Other\"\n[collections.pilots]\n");
        watch.until("/", |answer| answer.body.contains("Other"));
        assert_eq!(watch.get("/later.csv").status, 404, "{path}");
        fs::remove_file(outside.path().join("later.csv")).expect("it is there");
    }
}

#[test]
fn a_link_that_comes_while_the_preview_runs_takes_its_files_away() {
    let outside = tempdir().expect("a folder");
    fs::write(outside.path().join("data.csv"), SECRET).expect("a file");
    for path in ["static", "static/data.csv"] {
        let repository = Repository::new();
        let watch = Watch::free(&repository.0, &[]);
        assert_eq!(watch.get("/data.csv").status, 200);
        let to = if path.contains('.') { "data.csv" } else { "" };
        link(&repository.0, path, &outside.path().join(to));
        let gone = watch.until("/data.csv", |answer| answer.status == 404);
        assert!(!gone.body.contains(SECRET));
    }
    let repository = Repository::new();
    fs::write(outside.path().join("site.toml"), format!("title = \"{SECRET}\"\n")).expect("a file");
    let watch = Watch::free(&repository.0, &[]);
    link(&repository.0, "site.toml", &outside.path().join("site.toml"));
    let status =
        watch.until("/.talkoo/status.json?path=/", |answer| answer.body.contains("symbolic link"));
    assert!(!status.body.contains(SECRET) && !watch.get("/").body.contains(SECRET));
}

#[test]
fn no_schema_is_written_through_a_link() {
    for path in ["schemas", "schemas/site.schema.json"] {
        let (root, outside) = repository();
        let before = tree(outside.path());
        let to =
            if path == "schemas" { outside.path().into() } else { outside.path().join("a.txt") };
        link(root.path(), path, &to);
        let (output, said) = talkoo(root.path(), &["schema"]);
        assert!(!output.status.success() && tree(outside.path()) == before, "{path}: {said}");
    }
}
