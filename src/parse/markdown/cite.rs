//! Citations in Pandoc's forms: `[@key, p. 12; see also @other]`, `[-@key]`, and `@key [p. 12]` as part of a
//! sentence. Only the shape is read here. Whether a key exists is known to the model, so what may be none, such as a
//! handle (`ask @ministry`), also keeps what is typed.

use super::quote::Quote;
use crate::diagnostics::{Span, Spot};
use crate::files;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser};
use serde::{Deserialize, Serialize};

/// A citation, or what looks like one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cite {
    pub items: Vec<CiteItem>,
    /// The positions of the keys.
    pub keys: Vec<Spot>,
    pub span: Span,
    /// What readers see if no key is in the bibliography; `None` if it is a citation in any case.
    pub typed: Option<String>,
    /// Whether it stands in the sentence without brackets: `@key says`, `-@key`.
    pub in_text: bool,
    /// The sentence around it; `words` is the rendered citation.
    pub quote: Option<Box<Quote>>,
}

/// A source in a citation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CiteItem {
    pub key: String,
    /// The words before it: `see`.
    pub before: String,
    /// The place in it, or other words after it: `p. 12`.
    pub after: String,
    /// Whether the author is left out: `-@key`.
    pub year_only: bool,
}

impl Cite {
    /// Whether it is a citation, given a test for keys.
    pub fn is_citation(&self, is_known: impl Fn(&str) -> bool) -> bool {
        self.typed.is_none() || self.items.iter().any(|item| is_known(&item.key))
    }
}

/// The address of a "link" that is a citation; no author can write it.
pub const CITATION: &str = "\u{1}cite";

/// Takes brackets that look like a citation for a link.
pub fn of_brackets<'a>(text: &str, link: &BrokenLink) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let before = text.get(..link.span.start)?;
    let is_plain = !matches!(link.link_type, LinkType::Collapsed | LinkType::CollapsedUnknown);
    let is_picture = before.ends_with('!') || text[link.span.start..].starts_with('!');
    let inner = inner(text, &link.span);
    let is_citation = is_plain && !is_picture && is_sure(inner).is_some();
    is_citation.then(|| (CowStr::from(CITATION), CowStr::from("")))
}

/// The text between the brackets.
pub fn inner<'t>(text: &'t str, range: &Span) -> &'t str {
    let whole = text.get(range.clone()).unwrap_or_default();
    whole.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(whole)
}

/// The parts of a bracketed citation.
pub struct Parts<'t> {
    pub items: Vec<CiteItem>,
    /// The keys, as slices of the text.
    pub keys: Vec<&'t str>,
    /// Parts that name no source.
    pub rest: Vec<&'t str>,
}

/// Reads what stands between the brackets; citations next to each other (`[@a][@b]`) are one.
pub fn parts(inner: &str) -> Parts<'_> {
    // The key itself may be emphasised.
    const EMPHASIS: [char; 2] = ['*', '_'];
    const MARKS: [char; 4] = [',', ' ', '*', '_'];
    let mut parts = Parts { items: Vec::new(), keys: Vec::new(), rest: Vec::new() };
    for part in
        between_semicolons(inner).into_iter().flat_map(|part| part.split("][")).map(str::trim)
    {
        let mut rest = part;
        let first = parts.items.len();
        while let Some(at) = first_at(rest) {
            let (key, length) = key(&rest[at + 1..]);
            let before = &rest[..at];
            let year_only = before.ends_with('-');
            let before = before.strip_suffix('-').unwrap_or(before).trim();
            // `see @a and @b`: the words between two keys belong to the second.
            let before = plain(before.trim_start_matches(MARKS).trim_end_matches(EMPHASIS));
            parts.items.push(CiteItem {
                key: files::nfc(key).into_owned(),
                before,
                year_only,
                ..CiteItem::default()
            });
            parts.keys.push(key);
            rest = &rest[at + 1 + length..];
        }
        match parts.items.last_mut().filter(|_| parts.keys.len() > first) {
            Some(last) => last.after = plain(rest.trim_start_matches(MARKS)),
            None => parts.rest.push(part),
        }
    }
    parts
}

/// The parts between semicolons, except those that end an entity: `p.&nbsp;3`.
fn between_semicolons(inner: &str) -> Vec<&str> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '#';
    let mut parts = Vec::new();
    let mut start = 0;
    for at in memchr::memchr_iter(b';', inner.as_bytes()) {
        if !inner[..at].trim_end_matches(is_letter).ends_with('&') {
            parts.push(&inner[start..at]);
            start = at + 1;
        }
    }
    parts.push(&inner[start..]);
    parts
}

/// Words around a key without their markup, which a citation does not keep: `*passim*`, `p.&nbsp;3`, `3--4`.
fn plain(words: &str) -> String {
    let words = words.trim();
    if !words.contains(['*', '_', '`', '&', '\\', '-']) {
        return words.to_owned();
    }
    // Behind a word nothing begins a block.
    let all = format!("x {words}");
    let mut text = String::with_capacity(all.len());
    for event in Parser::new(&all) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    let text = text.trim_start_matches("x ");
    text.replace("---", "—").replace("--", "–")
}

/// Whether brackets with this text hold a citation: surely, perhaps, or not at all (`None`).
pub fn is_sure(inner: &str) -> Option<bool> {
    first_at(inner)?;
    let begins = |part: &str| {
        first_at(part)
            .is_some_and(|at| matches!(part[..at].trim(), "" | "-") && !is_handle(&part[at + 1..]))
    };
    Some(inner.split("][").any(begins))
}

/// Whether what follows an `@` is rather a person's handle, with words behind it: `maria on Mastodon`.
fn is_handle(text: &str) -> bool {
    let (key, length) = key(text);
    let next = text[length..].strip_prefix(' ').and_then(|rest| rest.split(' ').next());
    let is_word = |word: &str| word.len() > 1 && word.chars().all(char::is_lowercase);
    !key.contains(|c: char| c.is_ascii_digit()) && next.is_some_and(is_word)
}

/// The first `@` before a key.
fn first_at(text: &str) -> Option<usize> {
    let ats = memchr::memchr_iter(b'@', text.as_bytes());
    ats.into_iter().find(|at| begins(&text[..*at]) && !key(&text[at + 1..]).0.is_empty())
}

/// Whether a key may begin after this text. It may not inside an address (`a@b.org`, `/@user`) or after an escape.
pub fn begins(before: &str) -> bool {
    let before = match before.strip_suffix('-') {
        Some(shorter) if !shorter.ends_with('-') => shorter,
        _ => before,
    };
    let last = before.chars().next_back();
    last.is_none_or(|c| c.is_whitespace() || "([{\"'“‘„«‚‹—–*_~,;:>|".contains(c))
}

/// The key at the beginning of the text of a bracketed citation, without the braces of `{key}`, and its length with them.
fn key(text: &str) -> (&str, usize) {
    if let Some((braced, _)) = text.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
        return (braced, braced.len() + 2);
    }
    let end = text.find(|c: char| c.is_whitespace() || ",;]}".contains(c)).unwrap_or(text.len());
    let key = text[..end].trim_end_matches(|c: char| ".:!?)*_".contains(c));
    (key, key.len())
}

/// The key at the beginning of running text: letters and digits, with single marks between them.
pub fn key_in_text(text: &str) -> &str {
    let mut end = 0;
    let mut was_mark = true;
    for (at, c) in text.char_indices() {
        let is_mark = ":./+-".contains(c);
        if !(c.is_alphanumeric() || c == '_' || is_mark && !was_mark) {
            break;
        }
        if !is_mark && c != '_' {
            end = at + c.len_utf8();
        }
        was_mark = is_mark;
    }
    &text[..end]
}

/// The `[p. 12]` after a key in running text, and its length with the space before it. Only plain words can be a place:
/// everything else has a meaning of its own.
pub fn place_after(text: &str) -> Option<(&str, usize)> {
    let spaces = usize::from(text.starts_with(' '));
    let inner = text[spaces..].strip_prefix('[')?;
    let end = inner.find([']', '[', '\n', '@', '^', '!', '*', '_', '`', '<', '\\', '&'])?;
    let is_whole =
        inner[end..].starts_with(']') && !inner[end + 1..].starts_with(['(', '[', ':', ']']);
    let place = inner[..end].trim();
    // `@maria [their site]` is somebody and a link: a place has a number of its own.
    let number = place.find(|c: char| c.is_ascii_digit())?;
    let is_place = !place[..number].ends_with(char::is_alphabetic);
    (is_whole && is_place).then_some((place, spaces + end + 2))
}
