//! Finds the addresses in raw HTML, and the ids that can be linked to.

use super::{Attribute, Heading};
use crate::diagnostics::Span;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::collections::HashSet;

/// HTML and where it stands in the source. In a list or a quotation its lines are not next to each other there.
#[derive(Default)]
pub struct HtmlBlock {
    pub span: Span,
    pub html: String,
    /// Where each piece begins in `html` and in the source.
    pieces: Vec<(usize, usize)>,
}

/// An address in an attribute.
#[derive(Debug)]
pub struct Found {
    pub address: String,
    pub attribute: Attribute,
    /// Where it is written, without quotation marks.
    pub span: Span,
    pub is_quoted: bool,
    /// The attribute with its name.
    pub whole: Span,
    /// The alternative text of a picture.
    pub words: String,
    /// Whether it is the address of an `<a>`.
    pub is_anchor: bool,
}

impl HtmlBlock {
    /// An empty block at this place.
    pub fn at(span: Span) -> Self {
        Self { span, ..Self::default() }
    }

    /// A single tag in the text.
    pub fn of(html: &str, range: Span) -> Self {
        let mut block = Self::at(range.clone());
        block.add(html, range);
        block
    }

    pub fn add(&mut self, html: &str, range: Span) {
        self.pieces.push((self.html.len(), range.start));
        self.html.push_str(html);
    }

    /// The place in the source of a place in the HTML.
    pub fn source(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at).checked_sub(1);
        let (start, source) = piece.map_or((0, self.span.start), |piece| self.pieces[piece]);
        source + at - start
    }
}

/// The ids in a text that are not those of its headings.
pub fn anchors(html: &str, headings: &[Heading]) -> Vec<String> {
    const SIGN: &str = "id=\"";
    let ids = memchr::memmem::find_iter(html.as_bytes(), SIGN).filter_map(|at| {
        let id = &html[at + SIGN.len()..];
        Some(&id[..id.find('"')?])
    });
    let of_headings: HashSet<&str> = headings.iter().map(|heading| &*heading.id).collect();
    let is_other = |id: &&str| !of_headings.contains(id);
    ids.filter(is_other).map(str::to_owned).collect()
}

/// The addresses in the attributes of some HTML, in order, and the names that can be linked to.
pub fn addresses(html: &str) -> (Vec<Found>, Vec<String>) {
    let mut emitter = DefaultEmitter::new_with_span();
    // The content of a script has no tags.
    emitter.naively_switch_states(true);
    let (mut found, mut ids) = (Vec::new(), Vec::new());
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        let Token::StartTag(tag) = token else { continue };
        if &*tag.name == b"style" {
            let start = tag.span.end;
            let end = html[start..].find("</").map_or(html.len(), |end| start + end);
            found.extend(in_style(html, start..end));
        }
        for (name, value) in &tag.attributes {
            let name = String::from_utf8_lossy(name);
            let text = String::from_utf8_lossy(&value.value).into_owned();
            match name == "id" || (name == "name" && &*tag.name == b"a") {
                true => ids.push(text),
                false => found.extend(in_attribute(html, &tag, &name, (text, value.span.start))),
            }
        }
    }
    // The attributes of a tag are sorted by name.
    found.sort_by_key(|found| found.span.start);
    (found, ids)
}

/// The addresses in an attribute, given its value and where it begins.
fn in_attribute(
    html: &str,
    tag: &StartTag<usize>,
    name: &str,
    (value, start): (String, usize),
) -> Vec<Found> {
    let tag_name = String::from_utf8_lossy(&tag.name);
    let Some(attribute) = attribute(&tag_name, name, tag) else { return Vec::new() };
    let Some((span, is_quoted)) = value_span(html, start) else { return Vec::new() };
    let is_shown = matches!(attribute, Attribute::Picture | Attribute::Decoration);
    let words = if is_shown { text_of(tag, "alt") } else { None };
    let one = |address: String, part: Span| Found {
        address,
        attribute,
        span: part,
        is_quoted,
        whole: start..span.end + usize::from(is_quoted),
        words: words.clone().unwrap_or_default().trim().to_owned(),
        is_anchor: tag_name == "a",
    };
    if name == "style" {
        return in_style(html, span);
    }
    if name == "srcset" {
        let parts = candidates(html, span.clone()).into_iter();
        return parts.map(|part| one(html[part.clone()].replace("&amp;", "&"), part)).collect();
    }
    // A picture can be part of the page.
    let is_inline = value.trim_start().starts_with("data:") && attribute != Attribute::Link;
    if is_inline { Vec::new() } else { vec![one(value.trim().to_owned(), span.clone())] }
}

fn text_of(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).into_owned())
}

/// What an attribute of a tag does, if its value is an address.
fn attribute(tag: &str, name: &str, of: &StartTag<usize>) -> Option<Attribute> {
    let is_loaded = || {
        const RELS: [&str; 6] =
            ["stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect"];
        let rel = text_of(of, "rel").unwrap_or_default().to_ascii_lowercase();
        rel.split_ascii_whitespace().any(|word| RELS.contains(&word))
    };
    Some(match (tag, name) {
        ("a" | "area", "href") | ("blockquote" | "q" | "ins" | "del", "cite") => Attribute::Link,
        (_, "style") | ("body" | "table" | "tr" | "th" | "td", "background") => Attribute::Load,
        ("link", "href") if is_loaded() => Attribute::Load,
        ("link", "href") => Attribute::Link,
        ("img", "src") => match text_of(of, "alt") {
            Some(alt) if alt.trim().is_empty() => Attribute::Decoration,
            _ => Attribute::Picture,
        },
        ("img" | "source", "srcset")
        | ("video", "poster")
        | ("object", "data")
        | ("image" | "use", "href" | "xlink:href")
        | (
            "audio" | "video" | "source" | "track" | "embed" | "iframe" | "script" | "input",
            "src",
        ) => Attribute::Load,
        _ => return None,
    })
}

/// The addresses in a style sheet: `url(…)` and `@import "…"`.
fn in_style(html: &str, span: Span) -> Vec<Found> {
    let lower = html[span.clone()].to_ascii_lowercase();
    let after = |sign: &'static str| lower.match_indices(sign).map(move |(at, _)| at + sign.len());
    let one = |at: usize| {
        let rest = html[span.start + at..span.end].trim_start();
        let entity = ["&quot;", "&#39;", "&apos;"].iter().find(|entity| rest.starts_with(**entity));
        let start = span.end - rest.len() + entity.map_or(0, |entity| entity.len());
        let open = html[start..].starts_with(['"', '\'']);
        let from = start + usize::from(open);
        let ends = |c: char| matches!(c, '"' | '\'' | ')' | ';') || (c == '&' && entity.is_some());
        let len = html[from..span.end].find(ends)?;
        let part = from..from + len;
        let address = html[part.clone()].trim().to_owned();
        let is_ours =
            !address.is_empty() && !address.starts_with("data:") && !address.starts_with('#');
        is_ours.then(|| Found {
            address,
            attribute: Attribute::Load,
            span: part.clone(),
            is_quoted: true,
            whole: part,
            words: String::new(),
            is_anchor: false,
        })
    };
    let imports = after("@import").filter(|at| lower[*at..].trim_start().starts_with(['"', '\'']));
    after("url(").chain(imports).filter_map(one).collect()
}

/// The value of the attribute that begins at `start`, and whether it is in quotation marks; `None` if it has none.
fn value_span(html: &str, start: usize) -> Option<(Span, bool)> {
    let rest = html.get(start..)?;
    let name = rest.find(|c: char| c.is_ascii_whitespace() || "=>/".contains(c))?;
    let space = |at: usize| at + rest[at..].len() - rest[at..].trim_ascii_start().len();
    let equals = space(name);
    let value = space(equals + usize::from(rest[equals..].starts_with('=')));
    if !rest[equals..].starts_with('=') {
        return None;
    }
    let quote = rest[value..].chars().next().filter(|c| matches!(c, '"' | '\''));
    let from = value + usize::from(quote.is_some());
    let end = match quote {
        Some(quote) => rest[from..].find(quote)?,
        None => rest[from..].find(|c: char| c.is_ascii_whitespace() || c == '>')?,
    };
    Some((start + from..start + from + end, quote.is_some()))
}

/// The addresses in a `srcset`: `small.jpg 400w, large.jpg 800w`.
fn candidates(html: &str, span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let rest = &html[at..span.end];
        let start = at + rest.len() - rest.trim_start_matches([',', ' ', '\n', '\t', '\r']).len();
        let rest = &html[start..span.end];
        let end = start + rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let address = html[start..end].trim_end_matches(',');
        if !address.is_empty() && !address.starts_with("data:") {
            found.push(start..start + address.len());
        }
        // The size follows, up to the next comma, unless one ended the address.
        let is_over = address.len() < end - start;
        let size = if is_over { Some(0) } else { html[end..span.end].find(',') };
        at = size.map_or(span.end, |size| end + size).max(at + 1);
    }
    found
}
