//! What a site knows of its own past: the dates in git, and the addresses that it published.

use crate::common::{files, put};
use crate::refusals::talkoo;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::{TempDir, tempdir};

const REPOSITORY: &str = "\
== site.toml
title = \"T\"
description = \"D\"
base_url = \"https://example.org/\"
keep_addresses = true
[collections.posts]
[rules]
missing-summary = \"off\"
== content/posts/a.md
+++
title = \"A\"
+++
== content/posts/b.md
+++
title = \"B\"
date = 2019-01-01
+++
== content/posts/draft.md
+++
title = \"A draft\"
draft = true
+++
";

fn repository() -> TempDir {
    let root = tempdir().expect("a folder");
    put(root.path(), &files(REPOSITORY));
    root
}

/// Writes files into a repository, and leaves its settings as they are.
fn add(root: &Path, text: &str) {
    put(root, &files(text).into_iter().filter(|(path, _)| path != "site.toml").collect());
}

fn build(root: &Path, more: &[&str]) -> (bool, String) {
    let output = talkoo(root, &[&["build"], more].concat());
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn git(root: &Path, day: &str, args: &[&str]) {
    let identity = ["-c", "user.name=N", "-c", "user.email=n@example.org"];
    let run = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(identity)
        .args(args)
        .env("GIT_AUTHOR_DATE", format!("{day}T12:00:00+0000"))
        .env("GIT_COMMITTER_DATE", format!("{day}T12:00:00+0000"))
        .output()
        .expect("git is there");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

fn commit(root: &Path, day: &str) {
    git(root, day, &["add", "."]);
    git(root, day, &["commit", "-qm", "c"]);
}

#[test]
fn dates_come_from_git_where_the_front_matter_has_none() {
    let root = repository();
    let root = root.path();
    git(root, "2026-01-02", &["init", "-q"]);
    commit(root, "2026-01-02");
    add(root, "== content/posts/a.md\n+++\ntitle = \"A\"\n+++\nMore.\n");
    commit(root, "2026-03-04");
    let (is_done, said) = build(root, &["--dates-from-git"]);
    assert!(is_done, "{said}");
    let news = fs::read_to_string(root.join("public/new/index.html")).expect("what is new");
    let dates: Vec<&str> =
        news.split("datetime=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(dates, ["2026-03-04", "2026-01-02"]);
    // Without the option nothing is known but what the pages say; the next build takes nothing from the one before.
    assert!(build(root, &[]).0);
    let news = fs::read_to_string(root.join("public/new/index.html")).expect("what is new");
    assert!(news.contains("2019-01-01") && !news.contains("2026"), "{news}");
}

#[test]
fn a_shallow_clone_is_refused() {
    let (root, clone) = (repository(), tempdir().expect("a folder"));
    git(root.path(), "2026-01-02", &["init", "-q"]);
    commit(root.path(), "2026-01-02");
    add(root.path(), "== content/posts/c.md\n+++\ntitle = \"C\"\n+++\n");
    commit(root.path(), "2026-01-03");
    let from = format!("file://{}", root.path().display());
    git(clone.path(), "2026-01-04", &["clone", "-q", "--depth", "1", &from, "c"]);
    let (is_done, said) = build(&clone.path().join("c"), &["--dates-from-git"]);
    assert!(!is_done && said.contains("shallow clone"), "{said}");
    let (is_done, said) = build(repository().path(), &["--dates-from-git"]);
    assert!(!is_done && said.contains("--dates-from-git"), "{said}");
}

#[test]
fn a_published_address_that_goes_stops_the_build() {
    let root = repository();
    let root = root.path();
    assert!(build(root, &["--drafts"]).0);
    let list = root.join("addresses.txt");
    assert!(!list.exists(), "a build with drafts keeps no addresses");
    let (is_done, said) = build(root, &[]);
    assert!(is_done && said.contains("addresses.txt"), "{said}");
    let kept = fs::read_to_string(&list).expect("a list");
    assert!(kept.contains("\n/posts/a/\n") && !kept.contains("draft"), "{kept}");
    let before = fs::metadata(&list).expect("a list").modified().expect("a time");
    assert!(build(root, &[]).0);
    assert_eq!(fs::metadata(&list).expect("a list").modified().expect("a time"), before);

    fs::rename(root.join("content/posts/a.md"), root.join("content/posts/z.md"))
        .expect("it is there");
    let (is_done, said) = build(root, &[]);
    assert!(!is_done && said.contains("lost-address") && said.contains("/posts/a/"), "{said}");
    let moved = "== content/posts/z.md\n+++\ntitle = \"A\"\naliases = [\"/posts/a/\"]\n+++\n";
    add(root, moved);
    let (is_done, said) = build(root, &[]);
    assert!(is_done, "{said}");
    let kept = fs::read_to_string(&list).expect("a list");
    assert!(kept.contains("\n/posts/a/\n") && kept.contains("\n/posts/z/\n"), "{kept}");
}

#[test]
fn a_term_that_only_pages_have_has_no_address_to_keep() {
    let root = repository();
    let root = root.path();
    let settings = fs::read_to_string(root.join("site.toml")).expect("it is there");
    let tags = "[vocabularies.tags]\nopen = true\n\
                [collections.posts.fields]\ntags = { type = \"terms\", vocabulary = \"tags\" }\n";
    fs::write(root.join("site.toml"), format!("{settings}{tags}")).expect("it is written");
    let post = |tag: &str| {
        add(root, &format!("== content/posts/a.md\n+++\ntitle = \"A\"\ntags = [\"{tag}\"]\n+++\n"));
    };
    let kept = || fs::read_to_string(root.join("addresses.txt")).expect("a list");
    post("Helth");
    assert!(build(root, &[]).0 && root.join("public/tags/helth/index.html").is_file());
    assert!(kept().contains("\n/tags/\n") && !kept().contains("helth"), "{}", kept());
    post("Health");
    let (is_done, said) = build(root, &[]);
    assert!(is_done, "{said}");
    // Once it is listed its address stays, and the misspelt one leads to it.
    add(
        root,
        "== content/tags/terms.toml\n[[term]]\nid = \"health\"\nlabel = \"Health\"\nalias = [\"Helth\"]\n",
    );
    let (is_done, said) = build(root, &[]);
    assert!(is_done && kept().contains("\n/tags/health/\n"), "{said}{}", kept());
    let old = fs::read_to_string(root.join("public/tags/helth/index.html")).expect("a redirect");
    assert!(old.contains("href=\"../../tags/health/\""), "{old}");
}
