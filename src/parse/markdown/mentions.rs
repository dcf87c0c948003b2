//! Works cited in plain words, as in "(See Osborne, 2018)" or "Albury et al. (2018)". Only the shape is
//! matched here; the rules check whether the bibliography has the work.

use crate::diagnostics::Span;

/// A work's first author and year, as written.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Mention {
    /// The words: `Albury et al. (2018)`.
    pub words: String,
    pub author: String,
    pub year: i32,
    /// Whether this can only be a citation: several authors, or one within parentheses.
    pub sure: bool,
}

/// The works mentioned in `text` and their positions.
pub fn mentions(text: &str) -> Vec<(Mention, Span)> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    // Years from 1500 to 2099 start with one of these.
    let years = memchr::memchr2_iter(b'1', b'2', bytes).filter_map(|at| {
        let is_whole = at.checked_sub(1).is_none_or(|before| !is_digit(before));
        let is_day = bytes.get(at + 4) == Some(&b'-') && is_digit(at + 5);
        let is_four = (at..at + 4).all(is_digit) && !is_digit(at + 4) && !is_day;
        let year = if is_whole && is_four { text[at..at + 4].parse().ok() } else { None };
        year.filter(|year| (1500..2100).contains(year)).map(|year| (at..at + 4, year))
    });
    years.filter_map(|(span, year)| mention(text, span, year)).collect()
}

fn mention(text: &str, year_span: Span, year: i32) -> Option<(Mention, Span)> {
    let before = text[..year_span.start].trim_end();
    let names = before.trim_end_matches(['(', ',', ' ', '\u{a0}']);
    let set_off = names.len() < before.len();
    let (mut rest, others) = match ["et al.", "et al"].iter().find_map(|w| names.strip_suffix(w)) {
        Some(rest) => (rest.trim_end().trim_end_matches(','), true),
        None => (names, false),
    };
    let mut author = last_name(rest)?;
    rest = &rest[..rest.len() - author.len()];
    let mut several = others;
    loop {
        let joined = rest.trim_end();
        let next = ["&", " and"].iter().find_map(|word| joined.strip_suffix(word));
        // "A, B and C": commas only count if an "and" follows.
        let next = next.or_else(|| joined.strip_suffix(',').filter(|_| several && !others));
        let Some(next) = next.map(|next| next.trim_end().trim_end_matches(',')) else { break };
        let Some(name) = last_name(next) else { break };
        rest = &next[..next.len() - name.len()];
        author = name;
        several = true;
    }
    if !(set_off || others) {
        return None;
    }
    let start = rest.len();
    let opened = rest.trim_end();
    let opened = opened.strip_suffix("see").or(opened.strip_suffix("See")).unwrap_or(opened);
    let in_parentheses = before.ends_with(',') && opened.trim_end().ends_with(['(', ';']);
    let opened = text[start..year_span.end].contains('(');
    let closed = opened && text[year_span.end..].starts_with(')');
    let end = year_span.end + usize::from(closed);
    let words = text[start..end].trim_start().to_owned();
    if is_reference(&text[..start], &text[end..]) {
        return None;
    }
    let sure = several || in_parentheses;
    let start = end - words.len();
    Some((Mention { words, author: author.to_owned(), year, sure }, start..end))
}

/// Whether this is the beginning of a reference, `Kuhn et al. (2020). Title`, `Hunt, et al. 2017. “Title`, or part of a
/// title, `Methods in Ecology and Evolution (2018)`, and not a mention of a work in a sentence.
fn is_reference(before: &str, after: &str) -> bool {
    let is_title = |rest: &str| {
        rest.trim_start().starts_with(|c: char| c.is_uppercase() || "“\"*".contains(c))
    };
    let begins = before.trim().is_empty()
        || before.trim_end().ends_with(|c: char| c.is_uppercase() || c == '.');
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let is_in_title = matches!(word, "of" | "in" | "on") && {
        let rest = before.trim_end().strip_suffix(word).unwrap_or_default().trim_end();
        last_name(rest).is_some()
    };
    (begins && is_title(after.trim_start_matches('.'))) || is_in_title
}

/// The name that a text ends with: a capitalised word.
fn last_name(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_alphabetic() || c == '-' || c == '\'' || c == '’';
    let start = text.char_indices().rev().take_while(|(_, c)| is_part(*c)).last()?.0;
    let name = &text[start..];
    // Capitals alone are initials.
    let is_name = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
    is_name.then_some(name)
}
