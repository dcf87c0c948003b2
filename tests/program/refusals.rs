//! What the program does with folders that are not as it expects them, and what it says where it gives up.

use crate::common::{Files, put};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::{TempDir, tempdir};

pub fn repository() -> TempDir {
    let root = tempdir().expect("a folder");
    let files =
        [("site.toml", "title = \"T\"\n"), ("content/index.md", "+++\ntitle = \"Home\"\n+++\n")];
    let files: Files = files.map(|(path, text)| (path.to_owned(), text.into())).into();
    put(root.path(), &files);
    root
}

pub fn talkoo(folder: &Path, command: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_talkoo"));
    program.current_dir(folder).args(command).output().expect("it runs")
}

/// Whether a command succeeded, and all that it said.
pub fn run(folder: &Path, command: &[&str]) -> (bool, String) {
    let output = talkoo(folder, command);
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

pub fn build(root: &Path) -> (bool, String) {
    run(root, &["build", "--no-search", "--no-cache"])
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_a_link_is_written_into() {
    use std::os::unix::fs::symlink;
    let (root, elsewhere) = (repository(), tempdir().expect("a folder"));
    let public = root.path().join("public");
    symlink(elsewhere.path(), &public).expect("a link");
    assert!(build(root.path()).0);
    let (is_done, said) = build(root.path());
    assert!(is_done && said.contains(" 0 written"), "{said}");
    assert!(public.is_symlink() && elsewhere.path().join("index.html").is_file());
    drop(elsewhere);
    let (is_done, said) = build(root.path());
    assert!(
        !is_done && said.contains("public is a link to a folder that does not exist"),
        "{said}"
    );
}

#[test]
fn an_output_folder_that_is_a_file_is_named() {
    let root = repository();
    fs::write(root.path().join("public"), "x").expect("a file");
    let (is_done, said) = build(root.path());
    assert!(!is_done && said.contains("public"), "{said}");
}

#[test]
fn a_new_git_repository_can_be_filled() {
    let root = tempdir().expect("a folder");
    fs::create_dir(root.path().join(".git")).expect("a folder");
    fs::write(root.path().join("README.md"), "mine").expect("a file");
    assert!(talkoo(root.path(), &["init", "."]).status.success());
    assert!(root.path().join("site.toml").is_file() && root.path().join(".gitignore").is_file());
    assert_eq!(fs::read_to_string(root.path().join("README.md")).expect("a file"), "mine");
    let again = talkoo(root.path(), &["init", "."]);
    assert!(!again.status.success());
    assert!(String::from_utf8_lossy(&again.stderr).contains("is not empty: it contains"));
}

#[test]
fn a_folder_without_settings_says_where_to_go() {
    let said = |folder: &Path, command: &[&str]| {
        String::from_utf8_lossy(&talkoo(folder, command).stderr).into_owned()
    };
    let empty = tempdir().expect("a folder");
    let message = said(empty.path(), &["check"]);
    let folder = empty.path().canonicalize().expect("a folder").display().to_string();
    assert!(message.contains(&folder) && message.contains("talkoo init"), "{message}");
    let root = repository();
    let message = said(&root.path().join("content"), &["check", "--root", "."]);
    assert!(message.contains("there is one in"), "{message}");
}

#[test]
fn a_title_needs_no_quotes_and_a_long_one_gives_a_short_name() {
    let root = repository();
    fs::write(root.path().join("site.toml"), "title = \"T\"\n[collections.pilots]\n")
        .expect("a file");
    assert!(talkoo(root.path(), &["new", "pilots", "Meals", "on", "wheels"]).status.success());
    assert!(root.path().join("content/pilots/meals-on-wheels.md").is_file());
    assert!(talkoo(root.path(), &["new", "pilots", &"\u{793e}".repeat(72)]).status.success());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_read() {
    let root = repository();
    for folder in ["content", "static"] {
        let _ = fs::create_dir(root.path().join(folder));
        let pipe = root.path().join(folder).join("pipe.md");
        assert!(Command::new("mkfifo").arg(pipe).status().expect("it runs").success());
    }
    let said = String::from_utf8(talkoo(root.path(), &["check"]).stdout).expect("text");
    assert!(said.contains("content/pipe.md") && said.contains("static/pipe.md"), "{said}");
    assert!(said.contains("a pipe, a socket or a device"), "{said}");
}

/// A page made from wrong settings would lack fields without a word.
#[test]
fn no_page_is_made_from_wrong_settings() {
    let root = tempdir().expect("a folder");
    let settings = "title = \"T\"\n[collections.pilots.fields]\nheld = { type = \"dat\" }\n";
    fs::write(root.path().join("site.toml"), settings).expect("a file");
    let (is_done, said) = run(root.path(), &["new", "pilots", "A"]);
    assert!(!is_done && said.contains("did you mean `date`?"), "{said}");
    assert!(!root.path().join("content").exists());
}
