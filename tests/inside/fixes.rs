//! `check --fix` fixes what is certain, in every way a text can be written, and touches nothing else; fixing
//! twice changes nothing. Expected texts are made together with the wrong ones, not by the tested code.

use super::common::{self, Files, PLAIN, cases, files, put, rules, tree};
use crate::diagnostics::{Diagnostic, json, sarif};
use crate::fix::{self, Change, Mended};
use crate::sources::Sources;
use proptest::prelude::*;
use std::fs;

fn fixed(files: &Files) -> Mended {
    let given = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    fix::fix(Sources::given(given), PLAIN, &|_| true)
}

/// A repository and its changes.
fn after(files: &Files, fixed: &Mended) -> Files {
    let mut after = files.clone();
    for change in &fixed.changes {
        after.insert(change.path.to_string(), change.after.clone().into_bytes());
    }
    after
}

/// One-letter mistakes, each in a different place, and their corrections.
const LETTERS: &str = r#"== site.toml
title = "T"
[vocabularies.countries]
[vocabularies.themes]
[collections.pilots.fields]
country = { type = "term", vocabulary = "countries" }
themes = { type = "claims", vocabulary = "‹thmes|themes›" }
siblings = { type = "refs", collection = "pilots" }
image = { type = "image" }
[projects.hackathons]
sentence = "S"
[rules]
‹heding-skip|heading-skip› = "off"
== content/themes/terms.toml
[[term]]
id = "living-lab"
label = "L"
alias = ["test lab"]
[[term]]
id = "meeting-place"
label = "M"
broader = "‹livng-lab|living-lab›"
== content/bibliography.bib
@online{kangro2021hackathons, title={K}, url={‹http:|https:›//vunkimano.ee/a}}
== content/pilots/map-of-county.png
x
== content/pilots/social-hackathon.md
+++
title = "B"
‹sumary|summary› = "S"
+++

## Results

See [its site](https://vunkimano.ee/).
== content/pilots/a.md
+++
title = "A day centre"
project = "‹hackathns|hackathons›"
country = "‹Estnia|Estonia›"
siblings = ["‹social-hackaton|social-hackathon›"]
image = { src = "‹map-of-conty|map-of-county›.png", alt = "The map" }

[[themes]]
term = "‹meting-place|meeting-place›"
note = "By [[‹livng-lab|living-lab›]], [@‹kangro2021hackatons|kangro2021hackathons›]."
source = "‹kangro2021hackatons|kangro2021hackathons›"

[[themes]]
term = "‹test lab|living-lab›"
source = "‹https:/a.ee/|https://a.ee/›"
+++

‹# One|## One›

See [b](‹social-hackaton|social-hackathon›.md#‹resuts|results›), [[‹meting-place|meeting-place›]], [h](‹htps|https›://a.ee/), [@‹kangro2021hackatons|kangro2021hackathons›, p. 3],
![The map](‹map-of-conty|map-of-county›.png), <‹http:|https:›//vunkimano.ee/b>, [below](#‹secnd|second›) and that[^‹footnte|footnote›].

‹## Second|### Second›

[^footnote]: A note.
"#;

/// Splits `‹wrong|right›` into the wrong text and the right one.
fn sides(text: &str) -> (Files, Files) {
    let (mut wrong, mut right) = (String::new(), String::new());
    for (i, piece) in text.split(['‹', '›']).enumerate() {
        let both = piece.split_once('|').filter(|_| i % 2 == 1).unwrap_or((piece, piece));
        wrong += both.0;
        right += both.1;
    }
    (files(&wrong), files(&right))
}

#[test]
fn a_letter_is_mended_wherever_it_stands() {
    let (wrong, right) = sides(LETTERS);
    let found = common::repository(&wrong).found;
    assert!(found.iter().all(|d| d.fix.is_empty() || d.rule.fix), "a rule hides its fix");
    let fixed = fixed(&wrong);
    for (path, text) in after(&wrong, &fixed) {
        let due = String::from_utf8(right[&path].clone()).expect("it is UTF-8");
        assert_eq!(String::from_utf8(text).expect("it is UTF-8"), due, "{path}");
    }
}

/// Links in a form that leads nowhere, and what they were meant as.
const LINKS: &str = r#"== site.toml
title = "T"
raw_html = true
[vocabularies.themes]
[collections.pilots.fields]
themes = { type = "terms", vocabulary = "themes" }
note = { type = "markdown" }
== content/themes/terms.toml
[[term]]
id = "health"
label = "Health"
== content/about us.md
+++
title = "About"
+++
== content/my report (1).pdf
x
== content/pilots/b.md
+++
title = "B"
note = "Of [a site](‹www.example.org|https://www.example.org›)."
+++
## Costs
== content/index.md
+++
title = "Home"
+++
[A site](‹WWW.example.org/a?b#c|https://WWW.example.org/a?b#c›), [mail](‹mari@example.org|mailto:mari@example.org›),
[a page](‹pilots/b.html#costs|pilots/b.md#costs›), [a folder](‹/pilots/b/index.html|/pilots/b.md›), [a term](‹themes/health.htm|themes/health/›),
[a path](‹pilots\b.md|pilots/b.md›), [a file](‹my report (1).pdf|<my report (1).pdf>›), [a page](‹about us.md|<about us.md>›).

<p><a href="‹pilots/b.html|pilots/b.md›">b</a> <a href='‹www.example.org|https://www.example.org›'>c</a></p>
"#;

#[test]
fn a_link_becomes_what_it_was_meant_as() {
    let (wrong, right) = sides(LINKS);
    assert!(after(&wrong, &fixed(&wrong)) == right, "{:#?}", fixed(&wrong).changes);
    assert!(fixed(&right).changes.is_empty());
}

#[test]
fn what_is_not_wanted_stays() {
    let (wrong, _) = sides(LETTERS);
    let given = wrong.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let wanted = |d: &Diagnostic| d.rule.name == "unknown-key";
    let fixed = fix::fix(Sources::given(given), PLAIN, &wanted);
    let changed: Vec<&str> = fixed.changes.iter().map(|change| &*change.path).collect();
    assert_eq!((changed, fixed.fixed), (vec!["content/pilots/social-hackathon.md"], 1));
}

/// Table headers can repeat, but a key can't be written twice.
#[test]
fn keys_are_mended_only_where_they_stand_alone() {
    let page = |front: &str| {
        files(&format!(
            "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots.fields]\nenablers = {{ type = \"claims\", vocabulary = \"themes\" }}\nperiod = {{ type = \"period\" }}\n== content/themes/terms.toml\n[[term]]\nid = \"a\"\nlabel = \"A\"\n== content/pilots/a.md\n+++\ntitle = \"A\"\n{front}+++\n"
        ))
    };
    for front in [
        "summary = \"a\"\nsumary = \"b\"\n",
        "[[enablrs]]\nterm = \"a\"\n[[enablrs]]\nterm = \"a\"\n",
        "perod.start = 2018\nperod.end = 2019\n",
        "[perod]\nstart = 2018\n",
    ] {
        let files = page(front);
        assert!(rules(&common::repository(&files).found).contains(&"unknown-key"), "{front}");
        assert!(fixed(&files).changes.is_empty(), "{front}");
    }
    let fixed = fixed(&page("enablrs = [\"a\"]\n"));
    assert!(fixed.changes[0].after.contains("\nenablers = [\"a\"]\n"));
}

// ---------------------------------------------------------------- the same in every kind of quotes

/// A line of front matter or text: wrong and right.
type Sides = (String, String);

fn same(text: &str) -> Sides {
    (text.to_owned(), text.to_owned())
}

/// A value with a mistake, in one of the ways to write it, and its correction.
fn quoted() -> impl Strategy<Value = Sides> {
    let around = proptest::sample::select(vec![
        "",
        "õä",
        "日本 ",
        "👩‍🚀",
        "a\\tb",
        "\\\"x\\\"",
        "\\u00f5",
        "\\\\",
    ]);
    let quotes = proptest::sample::select(vec![
        ("\"", "\""),
        ("\"\"\"", "\"\"\""),
        ("\"\"\"\n", "\"\"\""),
        ("\"\"\"\n\n", "\n\"\"\""),
    ]);
    let words = proptest::sample::select(vec![
        ("day\u{200b}centre", "daycentre"),
        ("these\u{a0}words", "these words"),
        ("day\\u200Bcentre", "daycentre"),
        ("these\\u00A0words", "these words"),
        ("neigh\u{ad}bours of\u{feff} it", "neighbours of it"),
    ]);
    (around.clone(), words, around, quotes).prop_map(|(a, (wrong, right), b, (open, close))| {
        let text = |word: &str| format!("{open}{a} {word} {b}{close}");
        (text(wrong), text(right))
    })
}

fn literal() -> impl Strategy<Value = Sides> {
    let words = proptest::sample::select(vec![
        ("'meting-place'", "'meeting-place'"),
        ("'''meting-place'''", "'''meeting-place'''"),
        ("\"meting\\u002dplace\"", "\"meeting-place\""),
        ("\"\"\"\\\n   meting-place\"\"\"", "\"\"\"\\\n   meeting-place\"\"\""),
        ("\"meeting-place\"", "\"meeting-place\""),
    ]);
    words.prop_map(|(wrong, right)| (wrong.to_owned(), right.to_owned()))
}

fn front() -> impl Strategy<Value = Vec<Sides>> {
    let key = |key: &'static str| {
        move |(wrong, right): Sides| (format!("{key} = {wrong}\n"), format!("{key} = {right}\n"))
    };
    let theme = literal().prop_map(|(wrong, right)| {
        (
            format!("themes = [{wrong}, # meting-place\n]\n"),
            format!("themes = [{right}, # meting-place\n]\n"),
        )
    });
    (
        quoted().prop_map(key("text")),
        quoted().prop_map(key("summary")),
        theme,
        quoted().prop_map(key("more")),
    )
        .prop_map(|(a, b, c, d)| vec![a, b, c, d])
}

fn body() -> impl Strategy<Value = Vec<Sides>> {
    let pieces = proptest::sample::select(vec![
        same("`http://vunkimano.ee/` "),
        same("https://vunkimano.ee/ õ "),
        same("\n\n```\n[a](http://vunkimano.ee/)\n```\n\n"),
        same("[x](https://vunkimano.ee/) "),
        same("\u{200b}# no heading\n\n"),
        (
            "[x](http://vunkimano.ee/a \"õ\") ".to_owned(),
            "[x](https://vunkimano.ee/a \"õ\") ".to_owned(),
        ),
        ("[x](<http://vunkimano.ee/a>) ".to_owned(), "[x](<https://vunkimano.ee/a>) ".to_owned()),
        (
            "![http://vunkimano.ee](http://vunkimano.ee/a.png) ".to_owned(),
            "![http://vunkimano.ee](https://vunkimano.ee/a.png) ".to_owned(),
        ),
        ("[[meting-place|a place]] ".to_owned(), "[[meeting-place|a place]] ".to_owned()),
        (
            "\n\n| a | b |\n|---|---|\n| [[meting-place\\|õ]] | these\u{a0}words |\n\n".to_owned(),
            "\n\n| a | b |\n|---|---|\n| [[meeting-place\\|õ]] | these words |\n\n".to_owned(),
        ),
        ("day\u{200b}centre ".to_owned(), "daycentre ".to_owned()),
    ]);
    proptest::collection::vec(pieces, 0..12)
}

proptest! {
    #![proptest_config(cases(60))]

    /// Exactly the mistakes are fixed, with any line endings, with and without a byte order mark. A second
    /// run changes nothing.
    #[test]
    fn only_what_is_wrong_changes(front in front(), body in body(), crlf in any::<bool>(), mark in any::<bool>()) {
        let page = |side: &dyn Fn(&Sides) -> String| {
            let front: String = front.iter().map(side).collect();
            let body: String = body.iter().map(side).collect();
            let text = format!("+++\ntitle = \"A\"\n{front}+++\n\n[x](https://vunkimano.ee/) {body}\n");
            let text = if crlf { text.replace('\n', "\r\n") } else { text };
            if mark { format!("\u{feff}{text}") } else { text }
        };
        let mut files = files("== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots.fields]\ntext = { type = \"text\" }\nmore = { type = \"markdown\" }\nthemes = { type = \"terms\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n[[term]]\nid = \"meeting-place\"\nlabel = \"M\"\n");
        files.insert("content/pilots/a.md".to_owned(), page(&|side| side.0.clone()).into_bytes());
        let once = fixed(&files);
        let after = after(&files, &once);
        let text = String::from_utf8(after["content/pilots/a.md"].clone()).expect("it is UTF-8");
        prop_assert_eq!(text, page(&|side| side.1.clone()));
        prop_assert!(!rules(&once.diagnostics).contains(&"broken-toml"));
        prop_assert!(fixed(&after).changes.is_empty());
    }
}

const OPEN: &str = "== site.toml
title = \"T\"
[vocabularies.tags]
open = true
[vocabularies.topics]
open = true
[collections.pilots.fields]
tags = { type = \"terms\", vocabulary = \"tags\" }
topics = { type = \"terms\", vocabulary = \"topics\" }
== content/topics/terms.toml
[[term]]
id = \"care\"
label = \"Care\"
== content/pilots/a.md
+++
title = \"A\"
tags = [\"Soup \\\"kitchens\\\"\", \"Bread\", \"Breads\"]
topics = [\"Care\", \"Trust\"]
+++
";

/// Terms can't be added behind a list, nor behind what is broken.
#[test]
fn a_terms_file_that_cannot_grow_stays() {
    for there in ["term = [{ id = \"care\", label = \"Care\" }]\n", "[[term]]\nid = \"\"\"care\n"] {
        let mut files = files(OPEN);
        files.insert("content/topics/terms.toml".into(), there.into());
        files.remove("content/tags/terms.toml");
        let mended = fixed(&files);
        assert!(mended.changes.iter().all(|change| !change.path.contains("topics")), "{there}");
    }
}

/// They go behind those of the file, or into a new one. What may be a slip is left to people.
#[test]
fn new_terms_of_open_vocabularies_are_listed() {
    let files = files(OPEN);
    let mended = fixed(&files);
    let of = |path: &str| {
        let change = mended.changes.iter().find(|change| &*change.path == path);
        change.expect("it is changed").clone()
    };
    let tags = of("content/tags/terms.toml");
    assert_eq!(
        (tags.is_new, &*tags.after),
        (
            true,
            "[[term]]\nid = \"bread\"\nlabel = \"Bread\"\n\n[[term]]\nid = \"soup-kitchens\"\nlabel = 'Soup \"kitchens\"'\n"
        )
    );
    assert_eq!(
        of("content/topics/terms.toml").after,
        "[[term]]\nid = \"care\"\nlabel = \"Care\"\n\n[[term]]\nid = \"trust\"\nlabel = \"Trust\"\n"
    );
    assert!(rules(&mended.diagnostics).contains(&"similar-term"));
    assert!(fixed(&after(&files, &mended)).changes.is_empty());
    let root = tempfile::tempdir().expect("a temporary folder");
    fix::write(root.path(), &tags).expect("it is written");
    put(root.path(), &super::common::files("== content/tags/terms.toml\nanother\n"));
    assert!(fix::write(root.path(), &tags).is_err(), "somebody made another one");
}

// ---------------------------------------------------------------- the disk

fn change(before: &str, after: &str) -> Change {
    let bytes = before.as_bytes().to_vec();
    Change {
        path: "content/a.md".into(),
        before: before.to_owned(),
        bytes,
        after: after.to_owned(),
        is_new: false,
    }
}

#[test]
fn a_file_that_changed_meanwhile_is_left_alone() {
    let root = tempfile::tempdir().expect("a temporary folder");
    put(root.path(), &files("== content/a.md\nanother\n"));
    let refused = fix::write(root.path(), &change("one\n", "two\n")).expect_err("it is refused");
    assert!(refused.contains("in the meantime"), "{refused}");
    assert_eq!(tree(root.path())["content/a.md"], b"another\n");
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_nothing_is_left_behind() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().expect("a temporary folder");
    put(root.path(), &files("== content/a.md\none\n"));
    let path = root.path().join("content/a.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("they can be set");
    fix::write(root.path(), &change("one\n", "two\n")).expect("it is written");
    let mode = fs::metadata(&path).expect("it is there").permissions().mode();
    assert_eq!((mode & 0o777, fs::read(&path).expect("it is there")), (0o640, b"two\n".to_vec()));
    assert_eq!(tree(&root.path().join("content")).len(), 1);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).expect("they can be set");
    assert!(fix::write(root.path(), &change("two\n", "one\n")).is_err(), "it may only be read");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_repository_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (root, other) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    put(other.path(), &files("== a.md\none\n"));
    let content = root.path().join("content");
    symlink(other.path(), &content).expect("a link can be made");
    assert!(fix::write(root.path(), &change("one\n", "two\n")).is_err(), "its folder is a link");
    fs::remove_file(&content).expect("it can be removed");
    fs::create_dir(&content).expect("a folder can be made");
    symlink(other.path().join("a.md"), content.join("a.md")).expect("a link can be made");
    assert!(fix::write(root.path(), &change("one\n", "two\n")).is_err(), "it is a link");
    assert_eq!(tree(other.path())["a.md"], b"one\n");
}

/// JSON and SARIF contain the changes with positions that editors use.
#[test]
fn programs_are_told_the_mendings() {
    let files = files("== content/a.md\n+++\r\ntitle = \"A\"\r\n+++\r\nõõ these\u{a0}words\r\n");
    let repository = common::repository(&files);
    let found: Vec<Diagnostic> =
        repository.found.iter().filter(|d| d.rule.name == "pasted-debris").cloned().collect();
    let text_of = |path: &str| repository.site.snapshot.sources.text(path);
    let json: serde_json::Value =
        serde_json::from_str(&json::json(&found, &text_of)).expect("it is JSON");
    let due = serde_json::json!([{ "line": 4, "column": 9, "end_line": 4, "end_column": 10, "text": " " }]);
    assert_eq!(json[0]["fix"], due);
    let sarif: serde_json::Value =
        serde_json::from_str(&sarif::sarif(&found, &text_of)).expect("it is JSON");
    let change = &sarif["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
    let due = serde_json::json!({
        "artifactLocation": { "uri": "content/a.md" },
        "replacements": [{
            "deletedRegion": { "startLine": 4, "startColumn": 9, "endLine": 4, "endColumn": 10 },
            "insertedContent": { "text": " " },
        }],
    });
    assert_eq!(change, &due);
}
