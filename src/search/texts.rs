//! What a page says, part by part and without markup: for the words of the index, and for the sentences that results
//! show.

use crate::config::Config;
use crate::fields::stages;
use crate::html::escape_into;
use crate::model::fields_of;
use crate::parse::Page;
use crate::parse::markdown::{Hole, Marked, Text, To, sentences};
use html5gum::{Token, Tokenizer};

/// A part of a page.
pub struct Part {
    pub place: Place,
    /// Its sentences, one a line.
    pub text: String,
}

/// Where a part stands on its page.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    Summary,
    /// A field, by the index of its fact, and the index in that fact.
    Field(usize, usize),
    /// A section of the body: the id and text of the heading above it, which are empty before the first one.
    Section(String, String),
}

/// The parts of a page, in the order in which it shows them. `body` is the text of its body.
pub fn parts(config: &Config, page: &Page, body: &Text) -> Vec<Part> {
    let summary = page.face.summary.iter().map(|text| (Place::Summary, text.clone()));
    let fields = fields_of(config, page);
    let of_fact = |(fact, one): (usize, &crate::fields::value::Fact)| {
        let texts = fields.get(one.field).map(|field| (stages(field.kind).search)(&one.value));
        let texts = texts.unwrap_or_default().into_iter();
        texts.map(move |(item, text)| (Place::Field(fact, item), text)).collect::<Vec<_>>()
    };
    let facts = page.facts.iter().enumerate().flat_map(of_fact);
    let parts = summary.chain(facts).chain(sections(&page.body, body));
    let part = |(place, text): (Place, String)| {
        let lines: Vec<&str> = text.split('\n').flat_map(sentences).collect();
        Part { place, text: lines.join("\n") }
    };
    parts.map(part).filter(|part| !part.text.is_empty()).collect()
}

/// A marked-up text without its markup.
pub fn plain(marked: &Marked) -> String {
    let texts = sections(marked, &marked.text).into_iter().map(|(_, text)| text);
    texts.collect::<Vec<_>>().join("\n")
}

/// The elements that stand inside a sentence.
const INLINE: [&[u8]; 23] = [
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"cite", b"code", b"del", b"dfn", b"em", b"i", b"ins",
    b"kbd", b"mark", b"q", b"s", b"samp", b"small", b"span", b"strong", b"sub", b"sup", b"u",
];

/// Splits a text at its headings. Blocks of code, marks of footnotes and links to headings are left out.
fn sections(marked: &Marked, text: &Text) -> Vec<(Place, String)> {
    let html = filled(marked, text);
    let mut all = vec![(Place::Section(String::new(), String::new()), String::new())];
    // The element whose content is left out, and the heading that is open.
    let (mut skipped, mut heading): (Option<Vec<u8>>, Option<String>) = (None, None);
    for Ok(token) in Tokenizer::new(&html) {
        match token {
            Token::StartTag(tag) if skipped.is_none() => {
                let name = &**tag.name;
                let is_anchor = name == b"a"
                    && tag.attributes.get(b"class".as_slice()).is_some_and(|class| {
                        matches!(class.as_slice(), b"anchor" | b"footnote-ref" | b"footnote-back")
                    });
                let id = tag.attributes.get(b"id".as_slice());
                if is_anchor || matches!(name, b"pre" | b"script" | b"style" | b"template") {
                    skipped = Some(name.to_vec());
                } else if is_heading(name)
                    && let Some(id) = id
                {
                    let id = String::from_utf8_lossy(id).into_owned();
                    all.push((Place::Section(id, String::new()), String::new()));
                    heading = Some(String::new());
                } else if !INLINE.contains(&name) {
                    end_line(&mut all);
                }
            }
            Token::EndTag(tag) => {
                let name = &**tag.name;
                if skipped.as_deref() == Some(name) {
                    skipped = None;
                } else if is_heading(name)
                    && let Some(words) = heading.take()
                    && let Some((Place::Section(_, title), _)) = all.last_mut()
                {
                    *title = words.trim().to_owned();
                } else if skipped.is_none() && !INLINE.contains(&name) {
                    end_line(&mut all);
                }
            }
            Token::String(words) if skipped.is_none() => {
                let words = String::from_utf8_lossy(&words);
                let words = words.replace('\n', " ");
                match (&mut heading, all.last_mut()) {
                    (Some(heading), _) => heading.push_str(&words),
                    (None, Some((_, text))) => text.push_str(&words),
                    (None, None) => {}
                }
            }
            _ => {}
        }
    }
    all.retain(|(place, text)| {
        let has_heading = matches!(place, Place::Section(_, title) if !title.is_empty());
        has_heading || !text.trim().is_empty()
    });
    all
}

fn is_heading(name: &[u8]) -> bool {
    matches!(name, [b'h', b'1'..=b'6'])
}

fn end_line(all: &mut [(Place, String)]) {
    if let Some((_, text)) = all.last_mut()
        && !text.is_empty()
        && !text.ends_with('\n')
    {
        text.push('\n');
    }
}

/// The HTML of a text without its holes. What only the whole repository can word stays as it is typed.
fn filled(marked: &Marked, text: &Text) -> String {
    let mut out = String::with_capacity(text.html.len());
    let mut is_cited = false;
    let mut holes = text.holes.iter();
    for (i, piece) in text.html.split('\0').enumerate() {
        if i > 0 {
            match holes.next() {
                Some(Hole::Label(link)) => {
                    if let To::Wiki { name, .. } = &marked.links[*link].to {
                        let name = name.rsplit('/').next().unwrap_or(name);
                        escape_into(&mut out, &name.replace('-', " "));
                    }
                }
                Some(Hole::Cite(cite)) => is_cited = marked.cites[*cite].typed.is_some(),
                Some(Hole::CiteEnd) => is_cited = false,
                _ => {}
            }
            // A citation stands behind a space, which its number leaves before the full stop.
            if piece.starts_with(['.', ',']) && out.ends_with(' ') {
                out.pop();
            }
        }
        if !is_cited {
            out.push_str(piece);
        }
    }
    out
}
