//! Whatever stands in a file, nothing panics: what is wrong becomes a finding that can be shown. Addresses
//! never lead out of the site. Inputs are made up by proptest, the same ones on every run;
//! `EXPLORE=20000 cargo test --lib properties` makes up as many new ones.

use super::common::{Files, cases, findings, is_inside, made, repository};
use crate::config::{self, Config};
use crate::diagnostics::{Diagnostic, json, text};
use crate::hash::Hash;
use crate::parse::markdown::{Context, Marked, Position, mark};
use crate::parse::{Parsed, parse};
use crate::sources::{Kind, Source};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

const SETTINGS: &str = r#"
title = "T"
languages = ["et"]
base_url = "https://example.org/"
[vocabularies.countries]
[vocabularies.themes]
[vocabularies.themes.fields]
see = { type = "terms", vocabulary = "themes" }
[collections.pilots]
sort = "-period"
[collections.pilots.fields]
text = { type = "text", max = 5 }
markdown = { type = "markdown" }
number = { type = "number", min = -1 }
boolean = { type = "boolean" }
when = { type = "date" }
period = { type = "period" }
url = { type = "url" }
image = { type = "image" }
place = { type = "place" }
country = { type = "term", vocabulary = "countries" }
claims = { type = "claims", vocabulary = "themes" }
refs = { type = "refs" }
cites = { type = "cites" }
"#;

static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let (config, problems) = config::read(SETTINGS);
    assert!(problems.is_empty(), "{problems:?}");
    config
});

/// Parses a file, and shows what is wrong with it to a person and to a program.
fn read(path: &str, kind: Kind, bytes: &[u8]) -> Option<Parsed> {
    let source = Source { path: path.into(), kind, hash: Hash::of(bytes), bytes: bytes.to_vec() };
    let parsed = parse(&source, &CONFIG);
    let problems = match &parsed {
        Some(Parsed::Page(page)) => &page.problems,
        Some(Parsed::Terms(terms)) => &terms.problems,
        Some(Parsed::Bibliography(bibliography)) => &bibliography.problems,
        None => return None,
    };
    show(problems, bytes);
    parsed
}

fn show(problems: &[Diagnostic], bytes: &[u8]) {
    let source = |_: &str| Some(String::from_utf8_lossy(bytes).into_owned());
    text::text(problems, &source, false);
    let json: serde_json::Value =
        serde_json::from_str(&json::json(problems, &source)).expect("it is JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(problems.len()));
}

fn marked(markdown: &str) -> Marked {
    let path: Arc<str> = "content/pilots/a.md".into();
    let position = Position::Verbatim(0);
    mark(
        markdown,
        &Context {
            path: &path,
            url: "/pilots/a/",
            lang: "et",
            config: &CONFIG,
            position,
            ids: "",
            below_title: false,
        },
    )
}

// ---------------------------------------------------------------- what authors may come to write

/// Bytes, most of them letters and signs that mean something to some parser.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..200),
        proptest::collection::vec(
            proptest::sample::select(b"+=\"'[]{}\n\r\t #.,a1-\xef\xbb\xbf\xf5\\@:".to_vec()),
            0..200
        ),
    ]
}

/// Lines of TOML with the keys that are read, and values of every kind, fitting or not.
fn toml_lines() -> impl Strategy<Value = String> {
    let keys = "title|summary|date|updated|authors|licence|project|aliases|draft|text|markdown|number|boolean|when|period|url|image|place|country|claims|refs|cites|id|label|definition|broader|related|alias|source|see|\"õ\"|a\\.b";
    let values = proptest::sample::select(vec![
        "1",
        "-0.5",
        "nan",
        "-inf",
        "0xffff_ffff",
        "99999999999999999999",
        "true",
        "\"\"",
        "\"x\"",
        "\"õ\\u0000\"",
        "'''\n'''",
        "\"\"\"\n[[a|b]] [@k] [x](../../..)\n\"\"\"",
        "2018",
        "2018-10-05",
        "12:00:00",
        "\"2018-13\"",
        "\"0000\"",
        "[]",
        "[1, \"a\"]",
        "[[[]]]",
        "{}",
        "{ start = 2020, end = \"1999-12\" }",
        "{ name = \"x\", lat = 1e400, lon = -181 }",
        "{ src = \"../../../x\" }",
        "{ term = \"a\", note = \"[x](y.md)\", source = \"k\", strength = 9 }",
        "[{ term = \"a\" }, \"b\", 3]",
        "\"https://[::1\"",
        "\"/../x/\"",
        "[\"/\", \"//\", \"/a b\", \"\", \"/a%20b/\", \"/a.html\"]",
        "= =",
        "\"unclosed",
        "[1, ",
        "x",
    ]);
    let line = (keys, values).prop_map(|(key, value)| format!("{key} = {value}\n"));
    let line = prop_oneof![8 => line, 1 => Just("[claims]\n".to_owned()), 1 => Just("[[claims]]\n".to_owned()), 1 => Just("[[term]]\n".to_owned())];
    proptest::collection::vec(line, 0..12).prop_map(|lines| lines.concat())
}

/// Markdown made of what means something in Markdown.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "[[",
        "]]",
        "|",
        "[^a]",
        "[^a]: ",
        "[@k",
        "]",
        "[",
        "](x.md)",
        "](#a)",
        "]()",
        "](/)",
        "![",
        "<!--",
        "-->",
        "<b>",
        "<div>\n",
        "</div>",
        "\n",
        "\n\n",
        "# ",
        "## a {#b .c}",
        "{#",
        "}",
        "> ",
        "> [!NOTE]\n",
        "- ",
        "1. ",
        "- [ ] ",
        "| a | b |\n|---|---|\n| c",
        "```rust\n",
        "```",
        "`",
        "*",
        "**",
        "~~",
        "\"",
        "'",
        "--",
        "...",
        "    ",
        "\t",
        "\\",
        "&amp;",
        "&#0;",
        "\0",
        "\u{1}cite",
        "[a](\u{1}cite)",
        "\u{feff}",
        "\r\n",
        "õ",
        "日本",
        "👩‍🚀",
        "a",
        "word ",
        "a\n: b\n",
        "<https://x>",
        "[a]: b\n",
    ]);
    proptest::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_bytes_can_be_a_file(bytes in any_bytes()) {
        read("content/pilots/a.md", Kind::Page, &bytes);
        read("content/themes/terms.toml", Kind::Terms, &bytes);
        read("content/bibliography.bib", Kind::Bibliography, &bytes);
        let (_, problems) = config::read(&String::from_utf8_lossy(&bytes));
        show(&problems, &bytes);
        read("content/a.md", Kind::Page, &[b"+++\n", &bytes[..], b"\n+++\n", &bytes[..]].concat());
    }

    #[test]
    fn any_settings_can_be_front_matter_and_terms(toml in toml_lines(), body in markdown()) {
        let page = format!("+++\n{toml}+++\n{body}");
        read("content/pilots/a.md", Kind::Page, page.as_bytes());
        read("content/pilots/a.et.md", Kind::Page, page.replace('\n', "\r\n").as_bytes());
        read("content/themes/terms.toml", Kind::Terms, format!("[[term]]\n{toml}").as_bytes());
        let settings = format!("{SETTINGS}[vocabularies.more]\n{toml}[collections.more.fields.x]\n{toml}");
        show(&config::read(&settings).1, settings.as_bytes());
    }

    /// A hole for each sign of one; ids once each; what is found lies in the text.
    #[test]
    fn marked_up_text_is_sound(markdown in markdown()) {
        let marked = marked(&markdown);
        prop_assert_eq!(marked.text.html.matches('\0').count(), marked.text.holes.len());
        let mut ids: Vec<&str> = marked.headings.iter().map(|heading| heading.id.as_str()).collect();
        ids.sort_unstable();
        let n = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), n, "an id is there twice");
        for span in marked.links.iter().map(|link| &link.span).chain(marked.headings.iter().map(|h| &h.span)) {
            prop_assert!(markdown.get(span.clone()).is_some(), "{span:?} is not in the text");
        }
    }

    #[test]
    fn a_bibliography_can_be_anything(text in "(@[a-z]{0,5}[{(]?[a-z]{0,3},? ?([a-z]{1,6} ?= ?[{\"]?[a-zõ&\\\\{}%#0-9, -]{0,8}[}\"]?,?\n?){0,4}[})]?\n?){0,4}") {
        read("content/bibliography.bib", Kind::Bibliography, text.as_bytes());
    }
}

proptest! {
    // Each case goes through the whole pipeline, with the theme.
    #![proptest_config(cases(48))]

    #[test]
    fn any_repository_is_understood_and_can_be_shown(
        settings in prop_oneof![3 => Just(SETTINGS.to_owned()), 1 => toml_lines()],
        pages in proptest::collection::vec((toml_lines(), markdown()), 3),
        terms in toml_lines(),
    ) {
        let mut given = Files::new();
        given.insert("site.toml".to_owned(), settings.into_bytes());
        given.insert("content/themes/terms.toml".to_owned(), format!("[[term]]\nid = \"a\"\n{terms}").into_bytes());
        for ((front, body), path) in pages.iter().zip(["pilots/a.md", "pilots/a.et.md", "x.md"]) {
            given.insert(format!("content/{path}"), format!("+++\n{front}+++\n{body}").into_bytes());
        }
        let repository = repository(&given);
        findings(&repository);
        for output in repository.outputs() {
            // Only what has no error is published.
            prop_assert!(repository.has_errors() || is_inside(&output.path), "{}", output.path);
            prop_assert!(made(&repository.site, output).is_ok(), "{}", output.path);
        }
    }
}
