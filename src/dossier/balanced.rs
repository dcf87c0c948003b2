//! HTML in which each element that was opened is closed: HTML leaves out the end tags of list items, paragraphs and cells.
//! Who reads it may then count.

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

/// Elements before which a paragraph ends.
const BLOCKS: &str = "address article aside blockquote details div dl fieldset figcaption figure footer form \
    h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul";

/// The tokens of a text, with the end tags that it leaves out and without those of nothing.
pub fn balanced(html: &str) -> Vec<Token<()>> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut out = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter).filter_map(Result::ok) {
        match &token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                let from = open.len() - ended(&open, name);
                close(&mut open, from, &mut out);
                if !is_void(tag) {
                    open.push(name.to_owned());
                }
                out.push(token);
            }
            Token::EndTag(tag) => {
                if let Some(from) = open.iter().rposition(|name| name == text(&tag.name)) {
                    close(&mut open, from, &mut out);
                }
            }
            _ => out.push(token),
        }
    }
    close(&mut open, 0, &mut out);
    out
}

/// The number of open elements that end before one of this name, the innermost first.
fn ended(open: &[String], name: &str) -> usize {
    // The kinds that it ends, and those beyond which it ends nothing.
    let (kinds, bounds): (&[&str], &[&str]) = match name {
        "li" => (&["li"], &["ul", "ol", "menu"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
        _ if BLOCKS.split(' ').any(|block| block == name) => (&["p"], &[]),
        _ => return 0,
    };
    let mut within = open.iter().rev().take_while(|one| !bounds.contains(&one.as_str()));
    within.position(|one| kinds.contains(&one.as_str())).map_or(0, |outer| outer + 1)
}

fn close(open: &mut Vec<String>, from: usize, out: &mut Vec<Token<()>>) {
    let names = open.drain(from..).rev();
    out.extend(
        names.map(|name| {
            Token::EndTag(EndTag { name: name.into_bytes().into(), ..EndTag::default() })
        }),
    );
}

pub fn is_void(tag: &StartTag<()>) -> bool {
    const VOID: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr", "param",
    ];
    tag.self_closing || VOID.contains(&text(&tag.name))
}

/// What comes from a text is text.
pub fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap_or_default()
}
