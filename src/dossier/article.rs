//! Takes the HTML of a page apart for a dossier: its sources and its funding lines go to the end of the document, its ids
//! become unique, its links lead to the other pages of the dossier or to the site, and its pictures come along.

use super::balanced::{balanced, is_void, text};
use crate::html;
use html5gum::{StartTag, Token};

/// How a page is put into a document.
pub struct Place<'a> {
    /// Its position among the pages.
    pub number: usize,
    /// The address to give for one that is written on the page.
    pub link: &'a dyn Fn(&str) -> String,
    /// The picture at an address, as a `data:` address.
    pub picture: &'a dyn Fn(&str) -> String,
    /// The number of a source by its id.
    pub source: &'a dyn Fn(&str) -> Option<usize>,
}

/// A part of a page that is shown at the end of the document.
#[derive(Debug, PartialEq)]
pub enum Part {
    /// The id and the content of an entry in a list of sources.
    Source(String, String),
    /// A funding line.
    Funding(String),
}

/// What is going on with an open element.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Kept,
    /// It and all within it are left out.
    Out,
}

/// The article of a page in a language.
pub fn of_page(page: &str, lang: &str) -> Option<String> {
    let found = elements(page, &|tag| &*tag.name == b"article").into_iter().next();
    let lang = html::escape(lang);
    found.map(|(_, inside)| format!("<article class=\"page\" lang=\"{lang}\">{inside}</article>"))
}

/// The parts of a page, in order.
pub fn parts(article: &str, place: &Place) -> Vec<Part> {
    let mut parts = Vec::new();
    for class in ["sources", "funding"] {
        for (_, inside) in elements(article, &|tag| has(tag, class)) {
            let written = |inside: &str| rewritten(inside, place);
            if class == "funding" {
                parts.push(Part::Funding(written(&inside)));
                continue;
            }
            let entries =
                elements(&inside, &|tag| &*tag.name == b"li" && value(tag, "id").is_some());
            let entry = |(id, inside): (String, String)| Part::Source(id, written(&inside));
            parts.extend(entries.into_iter().map(entry));
        }
    }
    parts
}

/// The page without these parts.
pub fn rewritten(article: &str, place: &Place) -> String {
    let mut out = String::with_capacity(article.len());
    let mut open: Vec<Open> = Vec::new();
    // The number that stands in the place of the next text.
    let mut number: Option<usize> = None;
    for token in balanced(article) {
        let is_out = open.last() == Some(&Open::Out);
        match token {
            Token::StartTag(tag) => {
                let is_out = is_out || is_left_out(&tag);
                if !is_void(&tag) {
                    open.push(if is_out { Open::Out } else { Open::Kept });
                }
                if !is_out {
                    number = has(&tag, "cite").then(|| number_of(&tag, place)).flatten();
                    start(&tag, place, &mut out);
                }
            }
            Token::EndTag(tag) => {
                let is_kept = open.pop() == Some(Open::Kept);
                let end = is_kept.then(|| format!("</{}>", lower(text(&tag.name))));
                out.push_str(&end.unwrap_or_default());
            }
            Token::String(words) if !is_out => {
                let words = text(&words);
                let is_number = words.chars().all(|c| c.is_ascii_digit());
                match number.take().filter(|_| is_number) {
                    Some(number) => out.push_str(&number.to_string()),
                    None => html::escape_into(&mut out, words),
                }
            }
            _ => {}
        }
    }
    out
}

/// What a dossier leaves out: the parts that are shown at its end, and what leads around the site.
const LEFT_OUT: [&str; 10] = [
    "works",
    "sources",
    "funding",
    "anchor",
    "eyebrow",
    "translations",
    "map",
    "toc",
    "turn",
    "picker",
];

/// The name of a heading one level lower: the title of a page is one heading among others.
fn lower(name: &str) -> &str {
    match name {
        "h1" => "h2",
        "h2" => "h3",
        "h3" => "h4",
        "h4" => "h5",
        "h5" => "h6",
        _ => name,
    }
}

/// Parts that are left out, and the link of a source to its page.
fn is_left_out(tag: &StartTag<()>) -> bool {
    let described_by = value(tag, "aria-describedby");
    let is_onward = &*tag.name == b"a" && described_by.is_some_and(|id| id.starts_with("_ref-"));
    is_onward || LEFT_OUT.iter().any(|class| has(tag, class))
}

fn number_of(tag: &StartTag<()>, place: &Place) -> Option<usize> {
    (place.source)(value(tag, "href")?.strip_prefix('#')?)
}

fn start(tag: &StartTag<()>, place: &Place, out: &mut String) {
    out.push_str(&format!("<{}", lower(text(&tag.name))));
    for (name, written) in &tag.attributes {
        let (name, written) = (text(name), text(written));
        let changed = match (name, written.strip_prefix('#')) {
            ("id", _) => format!("{}-{written}", place.number),
            // The list of sources is one.
            ("href", Some(id)) if id.starts_with("_ref-") => written.to_owned(),
            ("href", Some(id)) => format!("#{}-{id}", place.number),
            ("href", None) => (place.link)(written),
            ("src", _) => (place.picture)(written),
            _ => written.to_owned(),
        };
        out.push_str(&format!(" {name}=\"{}\"", html::escape(&changed)));
    }
    out.push('>');
}

/// The ids and contents of the elements that are wanted.
fn elements(html: &str, is_wanted: &dyn Fn(&StartTag<()>) -> bool) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut depth = 0;
    for token in balanced(html) {
        let is_inside = depth > 0;
        match token {
            Token::StartTag(tag) => {
                if is_inside {
                    if let Some((_, inside)) = found.last_mut() {
                        raw(&tag, inside);
                    }
                } else if is_wanted(&tag) {
                    found.push((value(&tag, "id").unwrap_or_default().to_owned(), String::new()));
                    depth = 1;
                    continue;
                }
                depth += usize::from(is_inside && !is_void(&tag));
            }
            Token::EndTag(tag) if is_inside => {
                depth -= 1;
                if let Some((_, inside)) = found.last_mut().filter(|_| depth > 0) {
                    inside.push_str(&format!("</{}>", text(&tag.name)));
                }
            }
            Token::String(words) if is_inside => {
                if let Some((_, inside)) = found.last_mut() {
                    html::escape_into(inside, text(&words));
                }
            }
            _ => {}
        }
    }
    found
}

fn raw(tag: &StartTag<()>, out: &mut String) {
    out.push_str(&format!("<{}", text(&tag.name)));
    for (name, value) in &tag.attributes {
        out.push_str(&format!(" {}=\"{}\"", text(name), html::escape(text(value))));
    }
    out.push('>');
}

fn has(tag: &StartTag<()>, class: &str) -> bool {
    value(tag, "class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
}

fn value<'t>(tag: &'t StartTag<()>, name: &str) -> Option<&'t str> {
    tag.attributes.get(name.as_bytes()).map(|value| text(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_and_funding_go_to_the_end_and_links_stay_right() {
        let html = r##"<article><p class="eyebrow">Pilot</p><h1 id="a">A &amp; B</h1><p>See <a class="cite" href="#_ref-k">1</a>, <a href="#a">here</a>, <a href="../b/">b</a>.<img src="x.png" alt=""></p><dl><dt>T<dd>D</dl><ol class="sources"><li id="_ref-k" value="1">K <a href="https://x.org/">x</a> <a aria-describedby="_ref-k" href="../../p/">About</a><li id="_ref-l">L</ol><div class="funding"><p>Paid</div></article>"##;
        let place = Place {
            number: 2,
            link: &|href| format!("[{href}]"),
            picture: &|src| format!("data:{src}"),
            source: &|id| (id == "_ref-k").then_some(7),
        };
        assert_eq!(
            rewritten(html, &place),
            r##"<article><h2 id="2-a">A &amp; B</h2><p>See <a class="cite" href="#_ref-k">7</a>, <a href="#2-a">here</a>, <a href="[../b/]">b</a>.<img alt="" src="data:x.png"></p><dl><dt>T</dt><dd>D</dd></dl></article>"##
        );
        assert_eq!(
            parts(html, &place),
            [
                Part::Source("_ref-k".into(), r#"K <a href="[https://x.org/]">x</a> "#.into()),
                Part::Source("_ref-l".into(), "L".into()),
                Part::Funding("<p>Paid</p>".into())
            ]
        );
    }
}
