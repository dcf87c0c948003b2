//! A repository of some sixty pages with a bit of everything: claims with notes, sources and links,
//! wikilinks, citations, translations, aliases, code, a hierarchy of terms, feeds and files. Always the same.

use super::Files;
use std::fmt::Write;

const SETTINGS: &str = r#"title = "Generated"
base_url = "https://example.org/sub/"
theme = "mine"
languages = ["et"]
navigation = [{ label = "Pilots", page = "pilots/index.md" }, { label = "Enablers", vocabulary = "enablers" }]
[bibliography]
collection = "publications"
[vocabularies.countries]
[vocabularies.themes]
open = true
[vocabularies.enablers]
[vocabularies.barriers.fields]
answered_by = { type = "terms", vocabulary = "enablers", label = "Answered by", inverse = "Answers" }
sources = { type = "cites" }
[collections.pilots]
sort = "-period"
cite_as = "report"
compare = ["country", "themes"]
explore = ["country", "themes", "enablers", "evidence.level", "evidence.theme", "period"]
matrix = ["enablers", "evidence.answer"]
map = ["country", "places"]
[collections.pilots.fields]
country = { type = "term", vocabulary = "countries", card = true }
themes = { type = "terms", vocabulary = "themes", card = true }
enablers = { type = "claims", vocabulary = "enablers" }
barriers = { type = "claims", vocabulary = "barriers" }
period = { type = "period" }
places = { type = "places" }
next = { type = "ref", collection = "pilots", inverse = "After" }
[collections.pilots.fields.evidence]
type = "records"
fields.outcome = { type = "text" }
fields.level = { type = "strength" }
fields.theme = { type = "term", vocabulary = "themes" }
fields.answer = { type = "claim", vocabulary = "enablers" }
fields.note = { type = "markdown" }
fields.source = { type = "cites" }
fields.with = { type = "ref", collection = "pilots", inverse = "Evidence" }
[collections.posts]
sort = "-date"
[collections.posts.fields]
pilots = { type = "refs", collection = "pilots", inverse = "Posts" }
themes = { type = "terms", vocabulary = "themes" }
sources = { type = "cites" }
[collections.publications]
sort = "-date"
[collections.handbook]
sort = "order"
"#;

const TERMS: [(&str, usize); 3] = [("themes", 6), ("enablers", 6), ("barriers", 3)];

/// Pages in sections, inside a collection that is read like a book and outside of collections.
pub const CHAPTERS: [&str; 6] = [
    "handbook/start/index",
    "handbook/start/first",
    "handbook/write/index",
    "handbook/write/fields/text",
    "guide/index",
    "guide/one",
];

/// The repository.
pub fn repository() -> Files {
    let mut files = Files::new();
    let mut put = |path: &str, text: String| files.insert(path.to_owned(), text.into_bytes());
    put("site.toml", SETTINGS.to_owned());
    put("themes/mine/theme.toml", "name = \"mine\"\nextends = \"commons\"\n".to_owned());
    put("themes/mine/strings/en.toml", "shares = \"Has in common\"\n".to_owned());
    put("static/plain.txt", "plain\n".to_owned());
    put("content/pilots/map.png", "a picture\n".to_owned());
    put(
        "content/index.md",
        "+++\ntitle = \"Home\"\n+++\nWelcome to [the pilots](pilots/index.md).\n".to_owned(),
    );
    put("content/pilots/index.md", "+++\ntitle = \"Pilots\"\n+++\nAll of them.\n".to_owned());
    put("content/enablers/index.md", "+++\ntitle = \"Enablers\"\n+++\nWhat carries.\n".to_owned());
    put(
        "content/enablers/enablers-0.md",
        "+++\n+++\nProse.\n\nSee [a pilot](../pilots/p-01.md) and [@work1].\n".to_owned(),
    );
    put(
        "content/about.md",
        "+++\ntitle = \"About\"\n+++\nAbout [[p-03]] and [[enablers-1]].\n\nWe are many.\n"
            .to_owned(),
    );
    put("content/bibliography.bib", (0..4).map(work).collect());
    put(
        "content/publications/work1.md",
        "+++\n+++\nIt shows what [a pilot](../pilots/p-02.md) did.\n".to_owned(),
    );
    for (vocabulary, n) in TERMS {
        put(
            &format!("content/{vocabulary}/terms.toml"),
            (0..n).map(|i| term(vocabulary, i)).collect(),
        );
    }
    for i in 0..40 {
        put(&format!("content/pilots/p-{i:02}.md"), pilot(i));
    }
    for i in (0..40).step_by(10) {
        let text = format!(
            "+++\ntitle = \"Katse {i}\"\ncountry = \"EE\"\n+++\nVaata [katset](p-{i:02}.md).\n"
        );
        put(&format!("content/pilots/p-{i:02}.et.md"), text);
    }
    for i in 0..12 {
        put(&format!("content/posts/post-{i:02}.md"), post(i));
    }
    for (i, path) in CHAPTERS.into_iter().enumerate() {
        let text = format!("+++\ntitle = \"Chapter {i}\"\norder = {i}\n+++\nRead [[p-02]].\n");
        put(&format!("content/{path}.md"), text);
    }
    files
}

fn work(i: usize) -> String {
    format!("@book{{work{i}, author={{Author{i}, A.}}, title={{Work {i}}}, year={{20{i}0}}}}\n")
}

fn term(vocabulary: &str, i: usize) -> String {
    let mut text = format!(
        "[[term]]\nid = \"{vocabulary}-{i}\"\nlabel = {{ en = \"{vocabulary} {i}\", et = \"{vocabulary} {i} et\" }}\n"
    );
    let _ =
        writeln!(text, "definition = \"What {vocabulary} {i} means.\"\nsource = \"work{}\"", i % 4);
    if i % 3 == 2 {
        let _ = writeln!(text, "broader = \"{vocabulary}-{}\"", i - 1);
    }
    if i == 3 {
        let _ = writeln!(text, "related = [\"{vocabulary}-0\"]\nalias = [\"{vocabulary} alias\"]");
    }
    if vocabulary == "barriers" {
        let _ = writeln!(text, "answered_by = [\"enablers-{i}\"]\nsources = [\"work{i}\"]");
    }
    text
}

fn pilot(i: usize) -> String {
    let country = ["EE", "GB", "IT", "HU"][i % 4];
    let mut text = format!(
        "+++\ntitle = \"Pilot {i}\"\nsummary = \"Summary {i}.\"\ncountry = \"{country}\"\n"
    );
    let _ = writeln!(text, "themes = [\"themes-{}\", \"themes-{}\"]", i % 6, (i / 2) % 6);
    if !i.is_multiple_of(5) {
        let _ = writeln!(text, "period = {{ start = {}, end = {} }}", 2010 + i % 9, 2020 + i % 4);
    }
    let _ = writeln!(text, "next = \"p-{:02}\"", (i + 1) % 40);
    if i.is_multiple_of(4) {
        let _ = writeln!(
            text,
            "places = [{{ name = \"Town {}\", lat = 58.{}, lon = 26.1 }}]",
            i % 8,
            i % 8
        );
    }
    if i.is_multiple_of(7) {
        let _ = writeln!(text, "aliases = [\"/old/{i}/\"]");
    }
    let note = format!(
        "Note {i}, see [that pilot](p-{:02}.md), [[enablers-{}]] and [@work2, p. {i}].",
        (i + 5) % 40,
        i % 6
    );
    let _ = writeln!(
        text,
        "[[enablers]]\nterm = \"enablers-{}\"\nnote = \"{note}\"\nsource = \"work{}\"\nstrength = {}",
        i % 6,
        i % 4,
        i % 6
    );
    if i.is_multiple_of(3) {
        let _ = writeln!(
            text,
            "[[evidence]]\noutcome = \"Outcome {i}\"\nlevel = {}\ntheme = \"themes-{}\"\nanswer = {{ term = \"enablers-{}\", note = \"Answer {i}.\" }}\nnote = \"Remark {i}, see [[p-{:02}]] and [@work1].\"\nsource = \"work{}\"\nwith = \"p-{:02}\"\n[[evidence]]\noutcome = \"Second {i}\"\ntheme = \"themes-{}\"",
            i % 6,
            (i + 1) % 6,
            (i + 2) % 6,
            (i + 7) % 40,
            i % 4,
            (i + 9) % 40,
            (i + 4) % 6
        );
    }
    let _ = writeln!(
        text,
        "[[barriers]]\nterm = \"barriers-{}\"\nnote = \"Barrier note {i}.\"\nsource = \"https://example.org/{i}\"\n+++",
        i % 3
    );
    let _ = writeln!(
        text,
        "Text {i} has a sentence. It links to [another pilot](p-{:02}.md#results) in {i} words.\n",
        (i + 3) % 40
    );
    let _ = writeln!(
        text,
        "Cited [@work{}, p. {i}]. Also [[p-{:02}]].\n\n## Results\n\nResult {i}.[^n]\n\n[^n]: Footnote {i}.\n",
        i % 4,
        (i + 11) % 40
    );
    if i.is_multiple_of(8) {
        let _ = writeln!(text, "![A map](map.png)\n\n```python\nprint({i})\n```\n");
    }
    text
}

fn post(i: usize) -> String {
    let mut text = format!("+++\ntitle = \"Post {i}\"\nauthors = [\"Author {i}\"]\n");
    if i != 3 {
        let _ = writeln!(text, "date = 20{:02}-0{}-01", 10 + i, 1 + i % 9);
    }
    let _ = writeln!(
        text,
        "pilots = [\"p-{:02}\"]\nthemes = [\"themes-{}\"]\nsources = [\"work{}\"]\n+++",
        i * 3,
        i % 6,
        i % 4
    );
    let _ = writeln!(text, "Post {i} speaks of [a pilot](../pilots/p-{:02}.md).\n", i * 2);
    text
}
