//! Builds after edits of texts take over from the build before what such an edit leaves as it was. A build that
//! remembers nothing must make the same site of the same repository, with the same manifest, and find the same.

use crate::built::Built;
use crate::common::dice::Dice;
use crate::common::edits::{append, difference, replace};
use crate::common::site::Site;
use crate::common::{Files, tree};
use std::fs;

/// A page that nobody asks for, with a bit of everything that is found in texts.
const ODD: &str = "content/posts/odd.md";

fn site() -> Site {
    let mut site = Site::new();
    let mut files = site.files.clone();
    let text = "+++\ntitle = \"Odd\"\ndate = 2020-02-02\n+++\nOdd.\n\n## One\n\nSee [one](#one).\n\n## Two\n\nTwo.\n";
    files.insert(ODD.to_owned(), text.as_bytes().to_vec());
    let allows = "+++\ntitle = \"Allows\"\ndate = 2020-02-02\nallow = { \"heading-skip\" = \"quoted\" }\n+++\n#### Deep\n";
    files.insert("content/posts/allows.md".to_owned(), allows.as_bytes().to_vec());
    let draft = "+++\ntitle = \"Draft\"\ndate = 2020-02-02\ndraft = true\n+++\nNot yet.\n";
    files.insert("content/posts/draft.md".to_owned(), draft.as_bytes().to_vec());
    // The note stands on the page of the term as well.
    let coded = "+++\ntitle = \"Coded\"\n[[evidence]]\nanswer = { term = \"enablers-0\", note = \"Here.\" }\nnote = '''\n```rust\nfn noted() {}\n```\n'''\n+++\nCoded.\n";
    files.insert("content/pilots/coded.md".to_owned(), coded.as_bytes().to_vec());
    site.change(files);
    site
}

/// Builds with what is remembered and without, and compares.
fn build(site: &Site, what: &str) -> Built {
    site.age();
    let built = site.built(&[]);
    let fresh = site.root.path().join("fresh");
    let _ = fs::remove_dir_all(&fresh);
    let whole = site.built(&["--no-cache", "--out", "fresh"]);
    let (a, b) = (tree(&site.root.path().join("public")), tree(&fresh));
    assert!(a == b, "{what}: {:?}", difference(&a, &b));
    assert_eq!(built.findings, whole.findings, "{what}");
    built
}

/// Edits, builds, and says how many outputs were rendered on which way.
fn edited(site: &mut Site, what: &str, edit: impl Fn(&mut Files)) -> (bool, usize) {
    let mut files = site.files.clone();
    edit(&mut files);
    site.change(files);
    let built = build(site, what);
    (built.is_quick, built.rendered)
}

const QUICK: (bool, usize) = (true, 1);

#[test]
fn edits_of_texts_are_quick() {
    let mut site = site();
    build(&site, "first");
    let pilot = "content/pilots/p-05.md";
    let says =
        |path: &'static str, text: &'static str| move |files: &mut Files| append(files, path, text);
    for (what, path, text) in [
        ("a page", pilot, "\nMore.\n"),
        ("the same page", pilot, "\nAnd more.\n"),
        ("another page", "content/pilots/p-06.md", "\nMore.\n"),
        ("the first one again", pilot, "\nStill more.\n"),
        ("code", pilot, "\n```rust\nfn main() {}\n```\n"),
        ("the same code elsewhere", ODD, "\n```rust\nfn main() {}\n```\n"),
        ("a table", pilot, "\n| a | b |\n|---|---|\n| 1 | 2 |\n"),
        ("a list of a term", "content/enablers/enablers-0.md", "\nMore prose.\n"),
        ("the home page", "content/index.md", "\nMore.\n"),
        ("a collection", "content/pilots/index.md", "\nMore.\n"),
        ("a vocabulary", "content/enablers/index.md", "\nMore.\n"),
        ("a work", "content/publications/work1.md", "\nMore.\n"),
        ("a translation", "content/pilots/p-10.et.md", "\nVeel.\n"),
        ("a plain page", "content/about.md", "\nMore.\n"),
        ("bold as a heading", ODD, "\n**Findings**\n"),
        ("a footnote that is not there", ODD, "\nThis[^lost].\n"),
        ("a heading skipped, by a page that keeps its ids", ODD, "\nSee\\ \u{a0}there.\n"),
    ] {
        assert_eq!(edited(&mut site, what, says(path, text)), QUICK, "{what}");
    }
    let found = build(&site, "nothing new").findings;
    assert!(found.contains("bold-as-heading") && found.contains("`lost`"), "{found}");
    let gone = |files: &mut Files| replace(files, ODD, "\n**Findings**\n", "\nFindings.\n");
    assert_eq!(edited(&mut site, "a finding is gone", gone), QUICK);
    assert!(!build(&site, "nothing new").findings.contains("bold-as-heading"));
    let both = |files: &mut Files| {
        append(files, pilot, "\nOnce.\n");
        append(files, ODD, "\nTwice.\n");
    };
    assert_eq!(edited(&mut site, "two pages", both), (true, 2));
    let back = |files: &mut Files| {
        replace(files, pilot, "\nOnce.\n", "");
        replace(files, ODD, "\nTwice.\n", "");
    };
    assert_eq!(edited(&mut site, "both taken back", back), (true, 2));
    fs::write(site.root.path().join(ODD), &site.files[ODD]).expect("it can be written");
    assert_eq!(edited(&mut site, "touched", |_| {}), (true, 0));
}

#[test]
fn other_edits_take_the_long_way() {
    let mut site = site();
    build(&site, "first");
    let pilot = "content/pilots/p-05.md";
    let edits: [(&str, &str, &str, &str); 14] = [
        ("a title", pilot, "\"Pilot 5\"", "\"Fifth pilot\""),
        ("a heading's id", ODD, "## Two", "## Second"),
        ("a link", pilot, "It links to", "It [links](p-09.md) to"),
        ("the words around a link", pilot, "in 5 words", "in few words"),
        ("the words around a citation", pilot, "Cited [@", "Cited once [@"),
        ("a page in a citation", pilot, ", p. 5]. Also", ", p. 6]. Also"),
        ("a work in plain words", ODD, "Odd.", "Odd (see Osborne, 2018)."),
        ("a byte order mark", ODD, "+++\ntitle", "\u{feff}+++\ntitle"),
        ("a longer fence", ODD, "+++\nOdd", "+++  \nOdd"),
        ("what a page allows itself", "content/posts/allows.md", "Deep", "Deeper"),
        ("a draft", "content/posts/draft.md", "Not yet", "Not quite yet"),
        ("a draft no more", "content/posts/draft.md", "draft = true", "draft = false"),
        ("settings", "site.toml", "title = \"Generated\"", "title = \"Made\""),
        ("a work", "content/bibliography.bib", "Work 1", "Work One"),
    ];
    for (what, path, from, to) in edits {
        let replaced = |files: &mut Files| {
            let before = files[path].clone();
            replace(files, path, from, to);
            assert_ne!(before, files[path], "{what}");
        };
        assert!(!edited(&mut site, what, replaced).0, "{what}");
        let text = format!("\nAfter {what}.\n");
        let says = |files: &mut Files| append(files, pilot, &text);
        assert_eq!(edited(&mut site, what, says), QUICK, "after {what}");
    }
}

#[test]
fn what_a_build_was_asked_for_is_remembered_with_it() {
    let mut site = site();
    build(&site, "first");
    let says = |text: &'static str| move |files: &mut Files| append(files, ODD, text);
    assert_eq!(edited(&mut site, "an edit", says("\nOne.\n")), QUICK);
    site.age();
    assert!(!site.built(&["--drafts"]).is_quick);
    assert!(!edited(&mut site, "without drafts", says("\nTwo.\n")).0);
    assert_eq!(edited(&mut site, "again", says("\nThree.\n")), QUICK);
    // Another folder was built when its pages said something else.
    site.age();
    assert!(!site.built(&["--out", "other"]).is_quick);
    let title = |files: &mut Files| replace(files, ODD, "\"Odd\"", "\"Even\"");
    assert!(!edited(&mut site, "a title", title).0);
    assert_eq!(edited(&mut site, "its text", says("\nFour.\n")), QUICK);
    let other = site.built(&["--out", "other"]);
    assert!(!other.is_quick && other.rendered > 1, "its title is another there");
    let (a, b) = (tree(&site.root.path().join("public")), tree(&site.root.path().join("other")));
    assert!(a == b, "{:?}", difference(&a, &b));
    let _ = edited(&mut site, "its text again", says("\nFive.\n"));
    site.built(&["--out", "other"]);
    assert_eq!(edited(&mut site, "and again", says("\nSix.\n")), QUICK);
    let other = site.built(&["--out", "other"]);
    assert_eq!((other.is_quick, other.rendered), QUICK, "both folders are remembered");
}

#[test]
fn what_does_not_stand_is_made_on_the_long_way() {
    let mut site = site();
    build(&site, "first");
    let says = |text: &'static str| move |files: &mut Files| append(files, ODD, text);
    let public = site.root.path().join("public");
    fs::remove_file(public.join("pilots/p-06/index.html")).expect("it can be removed");
    assert_eq!(edited(&mut site, "another file is gone", says("\nOne.\n")).1, 2);
    fs::write(public.join("pilots/p-06/index.html"), "mine").expect("it can be written");
    assert_eq!(edited(&mut site, "another file is another", says("\nTwo.\n")).1, 2);
    fs::remove_file(public.join("posts/odd/index.html")).expect("it can be removed");
    assert_eq!(edited(&mut site, "its own file is gone", says("\nThree.\n")), QUICK);
    fs::write(public.join("posts/odd/index.html"), "mine").expect("it can be written");
    assert_eq!(edited(&mut site, "its own file is another", says("\nFour.\n")), QUICK);
    // A build that remembers nothing wrote another manifest in between.
    let title = |files: &mut Files| replace(files, "content/about.md", "\"About\"", "\"About us\"");
    let mut files = site.files.clone();
    title(&mut files);
    site.change(files);
    site.built(&["--no-cache"]);
    assert!(!edited(&mut site, "somebody else built", says("\nFive.\n")).0);
    assert_eq!(edited(&mut site, "and all is known again", says("\nSix.\n")), QUICK);
}

#[test]
fn a_broken_cache_leads_the_long_way() {
    let mut site = site();
    build(&site, "first");
    let cache = site.root.path().join(".cache");
    let names: Vec<String> = tree(&cache).into_keys().collect();
    assert!(names.iter().any(|name| name.contains("/graph-")), "{names:?}");
    for name in names {
        let path = cache.join(&name);
        for how in ["cut", "flipped", "gone"] {
            // Coloured code is remembered no more if nothing edited has any.
            let bytes = fs::read(&path).unwrap_or_else(|_| vec![0; 80]);
            let broken = match how {
                "cut" => bytes[..bytes.len() / 2].to_vec(),
                "flipped" => [&bytes[..40], &vec![0xff; bytes.len() - 40]].concat(),
                _ => Vec::new(),
            };
            fs::write(&path, broken).expect("it can be written");
            if how == "gone" {
                fs::remove_file(&path).expect("it can be removed");
            }
            let what = format!("{name} is {how}");
            for text in [format!("\nBy {what}.\n"), format!("\nAfter {what}.\n")] {
                let (_, rendered) = edited(&mut site, &what, |files| append(files, ODD, &text));
                assert_eq!(rendered, 1, "{what}");
            }
        }
    }
    assert_eq!(edited(&mut site, "an edit", |files| append(files, ODD, "\nOne.\n")), QUICK);
}

/// Who reads a record alone knows it by its fingerprint: else the graph would be of another page.
#[test]
fn a_record_that_is_another_leads_the_long_way() {
    let mut site = site();
    build(&site, "first");
    let cache = site.root.path().join(".cache");
    let records = tree(&cache).into_keys().find(|name| name.ends_with("/records"));
    let records = cache.join(records.expect("they are remembered"));
    let mut bytes = fs::read(&records).expect("they can be read");
    // All but the edited page are called otherwise.
    let title = b"Pilot ";
    for at in 0..bytes.len() - title.len() {
        if bytes[at..].starts_with(title) && bytes[at + title.len()] != b'5' {
            bytes[at] = b'T';
        }
    }
    fs::write(&records, bytes).expect("they can be written");
    let more = |files: &mut Files| append(files, "content/pilots/p-05.md", "\nMore.\n");
    assert!(!edited(&mut site, "other titles are remembered", more).0);
}

#[test]
fn coloured_code_of_others_is_not_lost() {
    let mut site = site();
    build(&site, "first");
    let prose = "content/enablers/enablers-0.md";
    let says = |text: &'static str| move |files: &mut Files| append(files, prose, text);
    assert_eq!(edited(&mut site, "an edit", says("\nOne.\n")), QUICK);
    let page = fs::read(site.root.path().join("public/enablers/enablers-0/index.html"));
    let page = String::from_utf8(page.expect("it is there")).expect("it is text");
    assert!(page.contains("<span") && page.contains("noted"), "the code is shown, in colours");
    let of_code = tree(&site.root.path().join(".cache")).into_keys().find(|p| p.ends_with("/code"));
    let code = site.root.path().join(".cache").join(of_code.expect("it is remembered"));
    fs::remove_file(code).expect("it can be removed");
    assert!(!edited(&mut site, "without the code", says("\nTwo.\n")).0);
    assert_eq!(edited(&mut site, "with it again", says("\nThree.\n")), QUICK);
}

/// What was written a moment ago is read again, and nothing else is.
#[test]
fn young_files_are_read_again() {
    let mut site = site();
    build(&site, "first");
    for (n, text) in ["\nOne.\n", "\nTwo.\n", "\nSix.\n"].into_iter().enumerate() {
        let mut files = site.files.clone();
        match n {
            2 => replace(&mut files, ODD, "\nTwo.\n", text),
            _ => append(&mut files, ODD, text),
        }
        site.change(files);
        for rendered in [1, 0] {
            let built = site.built(&[]);
            assert_eq!((built.is_quick, built.rendered), (true, rendered), "{text:?}");
        }
    }
    assert_eq!(edited(&mut site, "grown old", |_| {}), (true, 0));
}

#[test]
fn why_is_known_after_quick_builds() {
    let mut site = site();
    build(&site, "first");
    for text in ["\nOne.\n", "\nTwo.\n"] {
        assert_eq!(edited(&mut site, "an edit", |files| append(files, ODD, text)), QUICK);
        assert_eq!(site.why("/posts/odd/"), ["stands", "build-before", "page"]);
    }
    let mut files = site.files.clone();
    append(&mut files, ODD, "\nThree.\n");
    replace(&mut files, ODD, "\"Odd\"", "\"Even\"");
    site.change(files);
    let outdated = ["outdated", "last-build", "title", "page"];
    assert_eq!(site.why("/posts/odd/"), outdated);
    assert_eq!(site.why("/about/"), ["stands", "unknown"]);
}

#[test]
fn errors_are_found_and_mended() {
    let mut site = site();
    build(&site, "first");
    let good = site.files.clone();
    let mut files = good.clone();
    append(&mut files, ODD, "\n[Nowhere](nowhere.md), and <b>bold</b>.\n");
    // Something else changes as well, while nothing can be built.
    replace(&mut files, "content/about.md", "\"About\"", "\"About us\"");
    site.change(files.clone());
    site.age();
    let root = site.root.path();
    let failed = std::process::Command::new(env!("CARGO_BIN_EXE_talkoo"))
        .args(["build", "--no-search", "--root"])
        .arg(root)
        .output()
        .expect("it runs");
    assert_eq!(failed.status.code(), Some(1), "{}", String::from_utf8_lossy(&failed.stderr));
    assert!(String::from_utf8_lossy(&failed.stderr).contains("dead-link"));
    files.insert(ODD.to_owned(), good[ODD].clone());
    let mended = edited(&mut site, "mended", |all| all.clone_from(&files));
    assert!(!mended.0, "the title of another page is new");
    assert_eq!(edited(&mut site, "an edit", |files| append(files, ODD, "\nOne.\n")), QUICK);
}

/// Whatever is edited in texts, and on whatever way, all is as a fresh build has it.
#[test]
fn after_edits_at_random_all_is_as_fresh() {
    const PLAIN: usize = 5;
    const TEXTS: [&str; 16] = [
        "\nA sentence.\n",
        "\nA shorter one.\n",
        "\n* A list\n",
        "\n> A quote\n",
        "\n| a |\n|---|\n",
        "\n## Heading\n",
        "\n#### Deep heading\n",
        "\n**Bold**\n",
        "\nSee [here](../pilots/p-03.md#results).\n",
        "\nSee [there](http://example.org/3).\n",
        "\nAs Osborne (2018) says.\n",
        "\nSaid so [@work2].\n",
        "\n```python\nprint(1)\n```\n",
        "\nSee [[p-07]] and [[p-08#results]].\n",
        "\nNote[^x].\n\n[^x]: A note.\n",
        "\n![](../pilots/map.png)\n",
    ];
    let mut site = site();
    build(&site, "first");
    let (mut dice, mut quick) = (Dice(11), 0);
    let paths =
        ["content/pilots/p-05.md", "content/pilots/p-08.md", ODD, "content/enablers/enablers-0.md"];
    for n in 0..40 {
        // The first ones change nothing but their page.
        let most = if dice.roll(2) == 0 { PLAIN } else { TEXTS.len() };
        let (path, text) = (paths[dice.roll(paths.len())], TEXTS[dice.roll(most)]);
        let takes_back = dice.roll(4) == 0;
        let what = format!("{n}: {path} {text:?} {takes_back}");
        let (is_quick, _) = edited(&mut site, &what, |files| match takes_back {
            true => replace(files, path, text, "\nNo more.\n"),
            false => append(files, path, text),
        });
        quick += usize::from(is_quick);
    }
    assert!((10..40).contains(&quick), "{quick}");
}
