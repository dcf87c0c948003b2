//! `talkoo mv` for collections and vocabularies: what leads through the folder follows, and every old address leads to the new one.

use crate::common::{Files, put};
use crate::refusals::run;
use std::fs;
use std::path::Path;

const SITE: &str = r#"title = "Commons"   # ours
languages = ["sv"]
navigation = [{ label = "P", collection = "pilots" }, { label = "A", page = "pilots/a.md" }, { label = "T", vocabulary = 'themes' }]
expect = { pilots = 2, themes = 1 }
search = { weights = { pilots = 0.8 } }
[rules]
missing-summary = "off"
unused-term = "off"

[vocabularies.themes]
label = "Themes"

# What was tried.
[collections.pilots]
label    = { en = "Pilots", sv = "Pilotprojekt" }
singular = "Pilot"
explore  = ["themes"]
matrix   = ["themes"]

[collections.pilots.fields]
themes = { type = "terms", vocabulary = "themes" }
next   = { type = "refs", collection = "pilots" }
[collections.pilots.fields.near]
type    = "ref"
default = "pilots/a"

[collections."posts".fields]
about = { type = "ref", collection = "pilots", label = "pilots" }
"#;

const A: &str = "+++
title = \"A\"
themes = [\"work\"]
next = [\"pilots/b\"]
near = \"pilots/b\"
authors = [{ person = \"pilots/b\" }]
+++
[b](b.md), [b](../pilots/b.md#us), [b](/pilots/b/?x=1), ![Two hands draw a map](a.png), [[pilots/b]], [[b]], [old](/pilots/old/)
[list](/pilots/), [[pilots]], [table](/pilots/matrix/themes/), [work](../themes/work.md), [[themes/work]], [work](/themes/work/)
";

const POST: &str = "+++
title = \"News\"
about = \"a\"
+++
[a](../pilots/a.md), [Swedish](/sv/pilots/a/), [static](/pilots/poster.txt), `pilots/a.md`
";

fn repository() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let files = [
        ("site.toml", SITE),
        (
            "content/index.md",
            "+++\ntitle = \"Home\"\nsummary = \"{pilots} pilots, {pilots.themes} themes\"\n+++\n",
        ),
        ("content/pilots/a.md", A),
        ("content/pilots/a.sv.md", "+++\ntitle = \"A på svenska\"\n+++\n[B](b.md)\n"),
        ("content/pilots/a.png", "no picture"),
        ("content/pilots/b.md", "+++\ntitle = \"B\"\naliases = [\"/pilots/old/\"]\n+++\n## Us\n"),
        ("content/posts/news.md", POST),
        ("content/themes/terms.toml", "[[term]]\nid = \"work\"\nlabel = \"Work\"\n"),
        ("static/pilots/poster.txt", "A poster.\n"),
    ];
    let files: Files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
    put(root.path(), &files);
    root
}

fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|_| panic!("no {path}"))
}

#[test]
fn everything_that_leads_through_a_collection_follows_it() {
    let root = repository();
    let root = root.path();
    let (_, before) = run(root, &["check"]);
    let (_, said) = run(root, &["mv", "pilots/", "cases/"]);
    assert!(said.contains("nothing was changed; `--yes` does it"), "{said}");
    assert_eq!(text(root, "site.toml"), SITE);

    let (is_done, said) = run(root, &["mv", "pilots/", "cases/", "--yes"]);
    assert!(is_done && said.contains("move content/pilots to content/cases\n"), "{said}");
    assert!(said.contains("such as content/pilots/a.png, can't lead on"), "{said}");
    let a = A
        .replace("\"pilots/", "\"cases/")
        .replace("(../pilots/", "(../cases/")
        .replace("(/pilots/", "(/cases/")
        .replace("(/cases/old/", "(/pilots/old/")
        .replace("[[pilots", "[[cases");
    assert_eq!(text(root, "content/cases/a.md"), a);
    let post = POST.replace("(../pilots/", "(../cases/").replace("/sv/pilots/", "/sv/cases/");
    assert_eq!(text(root, "content/posts/news.md"), post);
    assert!(text(root, "content/index.md").contains("\"{cases} pilots, {cases.themes} themes\""));
    let site = SITE
        .replace("collection = \"pilots\"", "collection = \"cases\"")
        .replace("\"pilots/a", "\"cases/a")
        .replace("{ pilots = ", "{ cases = ")
        .replace("[collections.pilots", "[collections.cases")
        .replace("singular = \"Pilot\"\n", "singular = \"Pilot\"\naliases  = [\"pilots\"]\n");
    assert_eq!(text(root, "site.toml"), site);
    assert!(!root.join("content/pilots").exists() && root.join("content/cases/a.png").exists());
    let (_, after) = run(root, &["check"]);
    assert_eq!(after, before);

    let (is_done, said) = run(root, &["build"]);
    assert!(is_done, "{said}");
    for (old, new) in [
        ("pilots", "href=\"../cases/\""),
        ("pilots/a", "href=\"../../cases/a/\""),
        ("sv/pilots/a", "href=\"../../../sv/cases/a/\""),
        ("pilots/old", "href=\"../../cases/b/\""),
        ("pilots/matrix/themes", "href=\"../../../cases/matrix/themes/\""),
        ("pilots/explore", "href=\"../../cases/\""),
    ] {
        let page = text(root, &format!("public/{old}/index.html"));
        assert!(page.contains(new), "{old}: {page}");
    }

    let (is_done, said) = run(root, &["mv", "content/cases", "pilots", "--yes"]);
    assert!(is_done, "{said}");
    assert_eq!(text(root, "content/pilots/a.md"), A);
    assert_eq!(text(root, "content/posts/news.md"), POST);
    let line = "singular = \"Pilot\"\naliases  = [\"cases\"]\n";
    assert_eq!(text(root, "site.toml"), SITE.replace("singular = \"Pilot\"\n", line));
}

#[test]
fn a_vocabulary_is_renamed_in_the_same_way() {
    let root = repository();
    let root = root.path();
    let (is_done, said) = run(root, &["mv", "/themes/", "topics", "--yes"]);
    assert!(is_done, "{said}");
    let site = SITE
        .replace("label = \"T\", vocabulary = 'themes'", "label = \"T\", vocabulary = 'topics'")
        .replace("vocabulary = \"themes\"", "vocabulary = \"topics\"")
        .replace(
            "[vocabularies.themes]\nlabel = \"Themes\"\n",
            "[vocabularies.topics]\nlabel = \"Themes\"\naliases = [\"themes\"]\n",
        )
        .replace(", themes = 1", ", topics = 1");
    assert_eq!(text(root, "site.toml"), site);
    assert!(text(root, "content/pilots/a.md").contains("[[topics/work]], [work](/topics/work/)"));
    let (is_done, said) = run(root, &["build", "--no-search"]);
    assert!(is_done, "{said}");
    for (old, new) in [("themes", "../topics/"), ("themes/work", "../../topics/work/")] {
        let page = text(root, &format!("public/{old}/index.html"));
        assert!(page.contains(&format!("href=\"{new}\"")), "{page}");
    }
}

#[test]
fn a_published_address_stays() {
    let root = repository();
    let root = root.path();
    fs::write(root.join("site.toml"), format!("keep_addresses = true\n{SITE}")).expect("a file");
    for args in [&["build", "--no-search"][..], &["mv", "pilots/", "cases/", "--yes"], &["check"]] {
        let (is_done, said) = run(root, args);
        assert!(is_done && !said.contains("lost-address"), "{args:?}: {said}");
    }
    let addresses = text(root, "addresses.txt");
    assert!(addresses.contains("\n/pilots/a/\n") && addresses.contains("\n/sv/pilots/a/\n"));
    // A page that moves on from there keeps both.
    let (is_done, said) = run(root, &["mv", "cases/b", "first", "--yes"]);
    assert!(is_done, "{said}");
    let (is_sound, said) = run(root, &["check"]);
    assert!(is_sound && !said.contains("lost-address"), "{said}");
}

#[test]
fn settings_are_renamed_however_they_are_written() {
    for (before, after) in [
        (
            "[collections.old.fields]\n",
            "[collections.new]\naliases = [\"old\"]\n\n[collections.new.fields]\n",
        ),
        ("[collections]\nold = {}\n", "[collections]\nnew = { aliases = [\"old\"] }\n"),
        (
            "[collections]\nold = { label = \"old\" }\n",
            "[collections]\nnew = { aliases = [\"old\"], label = \"old\" }\n",
        ),
        (
            "[ collections . \"old\" ] # here\n",
            "[ collections . \"new\" ] # here\naliases = [\"old\"]\n",
        ),
        (
            "collections.old.label = 'old'\n",
            "collections.new.aliases = [\"old\"]\ncollections.new.label = 'old'\n",
        ),
        ("[collections.old]\naliases = \"x\"\n", "[collections.new]\naliases = [\"x\", \"old\"]\n"),
        (
            "[collections.old]\naliases = [\"x\"]\n",
            "[collections.new]\naliases = [\"x\", \"old\"]\n",
        ),
        ("[collections.old]\naliases = []\n", "[collections.new]\naliases = [\"old\"]\n"),
        ("[collections.old]", "[collections.new]\naliases = [\"old\"]"),
        ("[collections.old]\r\n", "[collections.new]\r\naliases = [\"old\"]\r\n"),
    ] {
        let root = tempfile::tempdir().expect("a folder");
        let site = |text: &str| format!("title = \"T\"\n{text}");
        put(root.path(), &[("site.toml".to_owned(), site(before).into_bytes())].into());
        let (is_done, said) = run(root.path(), &["mv", "old/", "new/", "--yes"]);
        assert!(is_done, "{before}: {said}");
        assert_eq!(text(root.path(), "site.toml"), site(after));
    }
}

#[test]
fn what_a_folder_can_not_become_is_said() {
    let root = repository();
    let root = root.path();
    fs::create_dir_all(root.join("content/taken")).expect("a folder");
    fs::write(root.join("content/taken/x.md"), "+++\ntitle = \"X\"\n+++\n").expect("a file");
    for (args, why) in [
        (["mv", "pilots/", "posts/"], "there is a collection `posts` already"),
        (["mv", "pilots/", "themes"], "there is a vocabulary `themes` already"),
        (["mv", "pilots/", "taken/"], "content/taken/x.md is there already"),
        (["mv", "pilots/", "more/cases"], "its name has no `/`"),
        (["mv", "pilots/", "Our cases"], "can't be the name of a collection"),
        (["mv", "pilots/", "countries"], "is built in"),
        (["mv", "nothing/", "x"], "there is no page, term, collection or vocabulary nothing/"),
        (["rm", "pilots/", "--dry-run"], "`pilots` is a collection"),
    ] {
        let (is_done, said) =
            run(root, &[&args[..], &["--yes"]].concat()[..if args[0] == "rm" { 3 } else { 4 }]);
        assert!(!is_done && said.contains(why), "{args:?}: {said}");
        assert_eq!(text(root, "site.toml"), SITE);
        assert_eq!(text(root, "content/pilots/a.md"), A);
    }
}

/// A name that means a page and a term, or a page and a collection, means neither.
#[test]
fn a_name_with_two_meanings_is_refused() {
    let root = repository();
    let root = root.path();
    fs::write(root.join("content/work.md"), "+++\ntitle = \"W\"\n+++\n").expect("a file");
    for args in [&["rm", "work", "--yes"][..], &["mv", "work", "labour", "--yes"]] {
        let (is_done, said) = run(root, args);
        let each = "write content/work.md for the page, or /themes/work/ for the term";
        assert!(!is_done && said.contains(each), "{said}");
    }
    let (is_done, said) = run(root, &["rm", "work.md", "--yes"]);
    assert!(is_done && said.contains("remove content/work.md"), "{said}");
    assert!(text(root, "content/themes/terms.toml").contains("work"));
}
