//! Runs the examples of the CommonMark specification 0.31.2 through our pass. Deliberate differences are
//! removed or listed in `commonmark/differences.toml` with their reasons; the test fails if another example
//! differs, or a listed one no longer does.

use super::common::here;
use crate::config::Config;
use crate::parse::markdown::{Context, Hole, Marked, Position, To, mark};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(serde::Deserialize)]
struct Example {
    example: usize,
    section: String,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example> {
    let json = std::fs::read_to_string(here("tests/commonmark/spec.json"))
        .expect("the examples are there");
    serde_json::from_str(&json).expect("they are JSON")
}

fn marked(markdown: &str) -> Marked {
    let link_schemes = ["irc", "made-up-scheme", "a+b+c", "localhost"].map(str::to_owned).into();
    let config =
        Config { language: "en".into(), raw_html: true, link_schemes, ..Config::default() };
    let path: Arc<str> = "content/page.md".into();
    // A page at the root of the site: links are relative to `/page/`.
    let context = Context {
        path: &path,
        url: "/",
        lang: "en",
        config: &config,
        position: Position::Verbatim(0),
        ids: "",
        below_title: false,
    };
    mark(markdown, &context)
}

/// Our HTML with its holes filled and without deliberate additions.
fn ours(markdown: &str) -> String {
    let marked = marked(markdown);
    let mut html = String::new();
    let mut holes = marked.text.holes.iter();
    for c in marked.text.html.chars() {
        match (c, (c == '\0').then(|| holes.next()).flatten()) {
            ('\0', Some(Hole::Code(i))) => {
                html.push_str(&crate::html::escape(&marked.code[*i].text))
            }
            ('\0', Some(Hole::Address(i))) => {
                if let To::Page { url, .. } = &marked.links[*i].to {
                    html.push_str(&crate::files::relative("/", url));
                }
            }
            // There is no file, so its size is unknown.
            ('\0', Some(Hole::Picture(_))) => {}
            ('\0', Some(Hole::Word(_))) => {}
            ('\0', _) => html.push('\0'),
            (c, _) => html.push(c),
        }
    }
    normal(&without_heading_ids(&without_frames(&without_figures(&html))))
}

/// `<figure><img … /><figcaption>Title</figcaption></figure>` → `<p><img … title="Title" /></p>`.
fn without_figures(html: &str) -> String {
    let mut parts = html.split("<figure>");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (picture, rest) = part.split_once(" /><figcaption>").expect("a figure has a caption");
        let (title, rest) = rest.split_once("</figcaption></figure>").expect("it ends");
        out.push_str(&format!("<p>{picture} title=\"{title}\" /></p>{rest}"));
    }
    out
}

/// `<pre tabindex="0" role="group" aria-label="…">` → `<pre>`.
fn without_frames(html: &str) -> String {
    let mut parts = html.split("<pre tabindex=\"0\" role=\"group\" aria-label=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("<pre>");
        out.push_str(part.split_once("\">").expect("the label ends").1);
    }
    out
}

/// `<h2 id="x">Title <a class="anchor" …>…</a></h2>` → `<h2>Title</h2>`.
fn without_heading_ids(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(" <a class=\"anchor\"") {
        let before = &rest[..at];
        let open = before.rfind(" id=\"").expect("a heading with an anchor has an id");
        let close = open + 5 + before[open + 5..].find('"').expect("the id ends") + 1;
        out.push_str(&before[..open]);
        out.push_str(&before[close..]);
        let end = rest[at..].find("</a>").expect("the anchor ends");
        rest = &rest[at + end + 4..];
    }
    out + rest
}

/// Normalizes equivalent HTML: quotation marks may be escaped or not, empty elements may end in `/`, and
/// addresses inside the site are ours (`/url` → `./url/`, `target.md` → `./target/`).
fn normal(html: &str) -> String {
    let html = with_plain_addresses(html)
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'");
    // Smart punctuation is on, by design.
    let html = html.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
    let html = html.replace('…', "...").replace('—', "---").replace('–', "--");
    html.trim_end().to_owned()
}

fn with_plain_addresses(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) =
        ["href=\"", "src=\""].iter().filter_map(|name| Some(rest.find(name)? + name.len())).min()
    {
        let Some(length) = rest[at..].find('"') else { break };
        let end = at + length;
        let address = &rest[at..end];
        out.push_str(&rest[..at]);
        let is_outward = address.contains(':') && !address.contains(')');
        out.push_str(if is_outward { address } else { plain(address) });
        rest = &rest[end..];
    }
    out + rest
}

fn plain(address: &str) -> &str {
    let address = address.trim_start_matches("./").trim_start_matches('/').trim_end_matches('/');
    address.strip_suffix(".md").unwrap_or(address)
}

/// `[[difference]]` tables: reason and examples.
fn differences() -> BTreeMap<usize, String> {
    #[derive(serde::Deserialize)]
    struct Difference {
        reason: String,
        examples: Vec<usize>,
    }
    let text = std::fs::read_to_string(here("tests/commonmark/differences.toml"))
        .expect("the list is there");
    let list: BTreeMap<String, Vec<Difference>> = toml::from_str(&text).expect("it is TOML");
    let all = list.into_values().flatten();
    all.flat_map(|d| d.examples.into_iter().map(move |n| (n, d.reason.clone()))).collect()
}

#[test]
fn the_examples_of_the_specification_differ_only_where_we_say() {
    let known = differences();
    let mut wrong = Vec::new();
    for example in examples() {
        let (is, due) = (ours(&example.markdown), normal(&example.html));
        let Example { example: n, section, markdown, .. } = example;
        match (is == due, known.get(&n)) {
            (false, None) => wrong.push(format!(
                "{n} ({section}) differs:\n{markdown:?}\n  spec: {due:?}\n  ours: {is:?}"
            )),
            (true, Some(reason)) => {
                wrong.push(format!("{n} ({section}) no longer differs: take it from “{reason}”"))
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn all_examples_are_there() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let listed = differences();
    assert!(listed.len() < 10, "{} differences are too many to call this CommonMark", listed.len());
    assert!(listed.keys().all(|n| (1..=652).contains(n)));
}

/// Unusual but valid Markdown must not be reported.
#[test]
fn no_example_is_a_problem_where_html_is_allowed() {
    for example in examples() {
        let problems = marked(&example.markdown).problems;
        assert!(problems.is_empty(), "{}: {problems:?}", example.example);
    }
}
