//! The sentence around a link, for the backlink at its other end.

use crate::diagnostics::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A sentence, split around the words of a link. U+0000 stands for the next of `holes`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    pub before: String,
    pub words: String,
    pub after: String,
    pub holes: Vec<QuoteHole>,
}

/// A part of a sentence that only the whole repository can word: an index into the lists of `Marked`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum QuoteHole {
    /// An unlabelled wikilink.
    Title(usize),
    /// What is a citation if its key is in the bibliography.
    Cite(usize),
}

/// The sentence of `block` (a paragraph's plain text) around `words` (a byte range). Long sentences are cut
/// on both sides. `holes` are those of the block, with their positions; no sentence ends inside `code`.
pub fn quote(
    block: &str,
    words: Span,
    holes: &[(usize, QuoteHole)],
    code: &[Span],
) -> Option<Quote> {
    if words.is_empty() { None } else { around(block, words, holes, code) }
}

/// The same for an element without words, such as a citation; `None` if there is no text around it.
pub fn around(
    block: &str,
    words: Span,
    holes: &[(usize, QuoteHole)],
    code: &[Span],
) -> Option<Quote> {
    // Search only nearby, so that blocks with many links stay linear.
    let near = nearby(block, &words);
    let searched = without_marks(block, &near, code);
    let sentence = sentence(&searched, &(words.start - near.start..words.end - near.start));
    let before = block[near.start + sentence.start..words.start].trim_start();
    let after = block[words.end..near.start + sentence.end].trim_end();
    let (before, after) = (keep_end(before, 160), keep_start(after, 160));
    let first = holes.partition_point(|(at, _)| *at < words.start);
    let last = holes.partition_point(|(at, _)| *at < words.end);
    let quoted = first - count(&before)..last + count(&after);
    let holes = holes.get(quoted).unwrap_or_default().iter().map(|(_, hole)| *hole).collect();
    let quote = Quote { before, words: block[words].to_owned(), after, holes };
    let says = |text: &str| text.contains(|c: char| c.is_alphanumeric() || c == '\0');
    (says(&quote.before) || says(&quote.words) || says(&quote.after)).then_some(quote)
}

fn count(text: &str) -> usize {
    memchr::memchr_iter(0, text.as_bytes()).count()
}

/// The part of a block to search: more than is ever quoted.
fn nearby(block: &str, words: &Span) -> Span {
    const BYTES: usize = 700;
    let (mut start, mut end) =
        (words.start.saturating_sub(BYTES), (words.end + BYTES).min(block.len()));
    while !block.is_char_boundary(start) {
        start -= 1;
    }
    while !block.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// A part of a block, with other signs in place of the marks inside its code.
fn without_marks<'b>(block: &'b str, near: &Span, code: &[Span]) -> Cow<'b, str> {
    let first = code.partition_point(|code| code.end <= near.start);
    let inside = code[first..].iter().take_while(|code| code.start < near.end);
    let mut searched = Cow::Borrowed(&block[near.clone()]);
    for code in inside {
        let part = code.start.max(near.start) - near.start..code.end.min(near.end) - near.start;
        if let Some(words) =
            searched.get(part.clone()).map(|words| words.replace(['.', '!', '?'], "_"))
        {
            searched.to_mut().replace_range(part, &words);
        }
    }
    searched
}

/// The sentence around `words`. The search goes outwards from the words, since most blocks have many
/// sentences.
fn sentence(block: &str, words: &Span) -> Span {
    let mut end = None;
    for (mark, _) in block[..words.start].rmatch_indices(is_mark) {
        match next_sentence(block, mark) {
            Some(next) if next <= words.start => {
                return next..end.unwrap_or_else(|| behind(block, words));
            }
            Some(next) if next >= words.end => end = Some(next),
            _ => {}
        }
    }
    0..end.unwrap_or_else(|| behind(block, words))
}

/// The end of the sentence that continues after `words`.
fn behind(block: &str, words: &Span) -> usize {
    let marks = block[words.start..].match_indices(is_mark);
    let nexts = marks.filter_map(|(mark, _)| next_sentence(block, words.start + mark));
    nexts.into_iter().find(|next| *next >= words.end).unwrap_or(block.len())
}

/// The sentences of a text.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.match_indices(is_mark).filter_map(|(mark, _)| next_sentence(text, mark));
    let ends = starts.chain([text.len()]);
    ends.scan(0, |start, end| Some(&text[std::mem::replace(start, end)..end])).filter_map(|one| {
        let one = one.trim();
        (!one.is_empty()).then_some(one)
    })
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。')
}

/// The start of the next sentence, if the mark at `mark` ends one: it must be followed by optional closing
/// marks, a space, and a capital letter or an opening quotation mark. So neither `p. 12` nor `e.g. this` ends
/// one.
fn next_sentence(block: &str, mark: usize) -> Option<usize> {
    if block[mark..].starts_with('.') && is_abbreviated(&block[..mark]) {
        return None;
    }
    let mut rest = block[mark..].chars();
    let is_wide = rest.next() == Some('。');
    let behind = rest.as_str().trim_start_matches(|c| "”’“»«\"')]".contains(c));
    let next = behind.trim_start();
    let is_end = next.len() < behind.len() || is_wide;
    let begins = |c: char| c.is_uppercase() || "\0“„»”«\"'(".contains(c) || c > '\u{3000}';
    (is_end && next.starts_with(begins)).then(|| block.len() - next.len())
}

/// Words before a name or a bracket that are written with a full stop, in lower case.
const TITLES: &str = " dr prof mr mrs ms st sr jr mme mlle ing dipl mag mgr assoc nr fig vol hr fr vs cf inž доц проф \
    rev gen col capt gov sen rep hon al bzw ca ggf bspw inkl ex esim nt näit np tzw tzv tj např ul im św pvz piem \
    ул пр просп пл им акад вул імя ";

/// Whether a full stop after this text belongs to its last word: a single letter (`K. Kask`, `J.-P.`, `z. B. Tartu`), a
/// title, or a short number (`5. Mai`).
fn is_abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (None, _) => false,
        (Some(letter), None) if letter.is_alphabetic() => true,
        (Some(digit), _) if digit.is_numeric() => {
            word.len() <= 2 && word.chars().all(char::is_numeric)
        }
        _ => word.len() <= 10 && TITLES.contains(&format!(" {} ", word.to_lowercase())),
    }
}

fn keep_end(text: &str, letters: usize) -> String {
    match text.char_indices().rev().nth(letters) {
        Some((cut, _)) => {
            let kept = &text[cut..];
            format!("…{}", kept.find(' ').map_or(kept, |space| &kept[space..]))
        }
        None => text.to_owned(),
    }
}

fn keep_start(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((cut, _)) => {
            let kept = &text[..cut];
            format!("{}…", kept.rfind(' ').map_or(kept, |space| &kept[..=space]))
        }
        None => text.to_owned(),
    }
}
