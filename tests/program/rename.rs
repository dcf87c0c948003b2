//! `talkoo mv` and `talkoo rm`: what names a page follows it, in the style in which it was written.

use crate::common::{Files, put};
use crate::refusals::run;
use std::fs;
use std::path::Path;

const SITE: &str = r#"title = "Commons"
languages = ["sv"]
navigation = [{ label = "A", page = "pilots/a.md" }]
[rules]
missing-summary = "off"
[collections.pilots.fields]
next = { type = "refs", collection = "pilots" }
near = { type = "ref" }
picture = { type = "image" }
"#;

const A: &str = "+++
title = \"The first\"
aliases = [\"/old/\"]
picture = { src = \"a.png\", alt = \"Two hands hold a map\" }
+++
[the other](b.md#us), [by address](/pilots/b/), ![Two hands draw a map](a.png), [this part](#us)

## Us
";

const B: &str = "+++
title = \"B\"
next = [\"a\"]
near = \"pilots/a\"
+++
[the first one](a.md#us), [by address](/pilots/a/?x=1), [[a]], [[pilots/a#us|a part]], [[The first]], `a.md`

## Us
";

fn repository() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let files = [
        ("site.toml", SITE),
        ("content/index.md", "+++\ntitle = \"Home\"\n+++\n[A pilot](pilots/a.md)\n"),
        ("content/pilots/a.md", A),
        ("content/pilots/a.sv.md", "+++\ntitle = \"A på svenska\"\n+++\n[B](b.md)\n"),
        ("content/pilots/a.png", "no picture"),
        ("content/pilots/b.md", B),
    ];
    let files: Files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
    put(root.path(), &files);
    root
}

fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join("content").join(path)).unwrap_or_else(|_| panic!("no {path}"))
}

#[test]
fn everything_that_names_a_page_follows_it() {
    let root = repository();
    let root = root.path();
    let before = text(root, "pilots/b.md");
    let (_, said) = run(root, &["mv", "content/pilots/a.md", "first"]);
    assert!(said.contains("nothing was changed; `--yes` does it"), "{said}");
    assert_eq!(text(root, "pilots/b.md"), before);

    let (is_done, said) = run(root, &["mv", "/pilots/a/", "pilots/first", "--yes"]);
    assert!(
        is_done && said.contains("move content/pilots/a.sv.md to content/pilots/first.sv.md"),
        "{said}"
    );
    assert_eq!(
        text(root, "pilots/b.md"),
        B.replace("[\"a\"]", "[\"first\"]")
            .replace("\"pilots/a\"", "\"pilots/first\"")
            .replace("(a.md#us)", "(first.md#us)")
            .replace("(/pilots/a/?x=1)", "(/pilots/first/?x=1)")
            .replace("[[a]]", "[[first]]")
            .replace("[[pilots/a#us|", "[[pilots/first#us|")
    );
    assert_eq!(
        text(root, "pilots/first.md"),
        A.replace("[\"/old/\"]", "[\"/old/\", \"/pilots/a/\"]")
    );
    assert!(text(root, "pilots/first.sv.md").contains("aliases = [\"/sv/pilots/a/\"]\n"));
    assert!(text(root, "index.md").contains("(pilots/first.md)"));
    let site = fs::read_to_string(root.join("site.toml")).expect("it is there");
    assert!(site.contains("page = \"pilots/first.md\""), "{site}");
    assert!(!root.join("content/pilots/a.md").exists());
    let (is_sound, said) = run(root, &["check"]);
    assert!(is_sound, "{said}");

    let (is_done, said) = run(root, &["mv", "first", "a", "--yes"]);
    assert!(is_done, "{said}");
    assert_eq!(text(root, "pilots/b.md"), before);
    assert_eq!(
        text(root, "pilots/a.md"),
        A.replace("[\"/old/\"]", "[\"/old/\", \"/pilots/first/\"]")
    );
    fs::create_dir(root.join("content/more")).expect("a folder");
    let (_, said) = run(root, &["mv", "a", "more/", "--dry-run"]);
    assert!(said.contains("move content/pilots/a.md to content/more/a.md"), "{said}");
}

#[test]
fn what_would_break_is_said_and_nothing_is_changed() {
    let root = repository();
    let root = root.path();
    for args in [
        ["mv", "content/pilots/a.md", "elsewhere/a"].as_slice(),
        &["rm", "content/pilots/a.md"],
        &["mv", "a", "b"],
        &["mv", "a", "../../out"],
        &["mv", "content/index.md", "start"],
        &["rm", "nobody"],
        &["rm", "content/index.md"],
        &["mv", "a", "con"],
    ] {
        let (is_done, said) = run(root, &[args, &["--yes"]].concat());
        assert!(!is_done && said.contains("error"), "{args:?}: {said}");
        assert_eq!(text(root, "pilots/a.md"), A);
        assert_eq!(text(root, "pilots/b.md"), B);
    }
    let (is_done, said) = run(root, &["rm", "content/pilots/b.md", "--dry-run"]);
    assert!(!is_done && said.contains("dead-link"), "{said}");
    put(root, &[("content/c.md".to_owned(), b"+++\ntitle = \"C\"\n+++\n".to_vec())].into());
    let (is_done, said) = run(root, &["rm", "c", "--yes"]);
    assert!(is_done && said.contains("remove content/c.md"), "{said}");
    assert!(!root.join("content/c.md").exists());
}

/// Its address does not follow from the file's name.
#[test]
fn a_page_with_a_slug_keeps_its_address() {
    let root = repository();
    let root = root.path();
    let c = "+++\ntitle = \"C\"\nslug = \"see\"\n+++\n[B](b.md)\n";
    let more: [(String, Vec<u8>); 2] = [
        ("content/pilots/c.md".into(), c.into()),
        (
            "content/about.md".into(),
            "+++\ntitle = \"Us\"\n+++\n[C](pilots/c.md), [C](/pilots/see/)\n".into(),
        ),
    ];
    put(root, &Files::from(more));
    let (is_done, said) = run(root, &["mv", "/pilots/see/", "d", "--yes"]);
    assert!(is_done, "{said}");
    assert_eq!(text(root, "pilots/d.md"), c);
    assert!(text(root, "about.md").contains("[C](pilots/d.md), [C](/pilots/see/)"));
    fs::create_dir(root.join("content/pilots/more")).expect("a folder");
    let (is_done, said) = run(root, &["mv", "d", "pilots/more/d", "--yes"]);
    assert!(is_done, "{said}");
    assert!(text(root, "pilots/more/d.md").contains("aliases = [\"/pilots/see/\"]"));
    assert!(text(root, "about.md").contains("[C](pilots/more/d.md), [C](/pilots/more/see/)"));
}
