//! What looks odd in a text, noted while the pass goes over it: a bold line posing as a heading, a table
//! without a header, a footnote that is not there, an address with a space, debris of pasted text. What
//! of this is worth saying, and in which words, is the rules' affair.

use super::language;
use super::mentions::{Mention, mentions};
use super::pass::Pass;
use crate::diagnostics::Span;
use pulldown_cmark::TagEnd;
use std::collections::HashSet;

/// Something odd in a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Oddity {
    /// A paragraph that is bold from end to end, and its words.
    BoldParagraph(String),
    /// A paragraph in another language than its page, and which.
    ForeignParagraph(&'static str),
    /// A table with empty cells in its header: the numbers of their columns, of how many.
    EmptyHeader { columns: Vec<usize>, of: usize },
    /// `[^x]` without a footnote of that name; it is shown as text.
    UndefinedFootnote(String),
    /// A footnote that nothing in the text refers to.
    UnusedFootnote(String),
    /// A second footnote of one name.
    SecondFootnote(String),
    /// `[words](address)` that is no link, because a space is in the address.
    SpacedAddress(String),
    /// A character that nobody types: invisible, or a space that is none.
    Debris(char),
    /// Marks of emphasis that are printed as they are, because a space is in their way.
    StrayEmphasis,
    /// A work in plain words.
    Mention(Mention),
    /// Letters that were read with the wrong encoding: `Ã¤` for `ä`.
    Garbled(String),
}

impl Pass<'_, '_> {
    fn odd(&mut self, oddity: Oddity, range: Span) {
        let span = self.context.span(range);
        self.marked.oddities.push((oddity, span));
    }

    /// Looks at a piece of plain text, as it stands in the source.
    pub(super) fn look_at_text(&mut self, range: Span) {
        let Some(source) = self.text.get(range.clone()) else { return };
        for (at, _) in source.match_indices('[') {
            self.look_at_bracket(range.start + at);
        }
        for (at, _) in source.match_indices('(') {
            self.look_at_parenthesis(range.start + at);
        }
        for (at, _) in source.match_indices('*') {
            self.look_at_stars(range.start + at);
        }
        if self.links.is_empty() {
            for (mention, span) in mentions(source) {
                let span = range.start + span.start..range.start + span.end;
                self.odd(Oddity::Mention(mention), span);
            }
        }
        if source.is_ascii() {
            return;
        }
        for (at, c) in source.char_indices() {
            let at = range.start + at;
            if is_debris(c, self.text, at) {
                self.odd(Oddity::Debris(c), at..at + c.len_utf8());
            } else if let Some(end) = garbled(self.text, at) {
                self.odd(Oddity::Garbled(self.text[at..end].to_owned()), at..end);
            }
        }
    }

    /// `[^x]` in a plain text is a footnote that was not found.
    fn look_at_bracket(&mut self, at: usize) {
        let Some(rest) = self.text[at..].strip_prefix("[^") else { return };
        let Some(label) = up_to(rest, b']') else { return };
        let is_name = !label.is_empty() && !label.contains([' ', '[', '^']);
        if is_name && !self.text[..at].ends_with('\\') {
            self.odd(Oddity::UndefinedFootnote(label.to_owned()), at..at + label.len() + 3);
        }
    }

    /// `**` in a plain text was meant to make words bold.
    fn look_at_stars(&mut self, at: usize) {
        let Some(after) = self.text[at..].strip_prefix("**") else { return };
        let before = &self.text[..at];
        let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '*');
        let is_run = before.ends_with(['*', '\\']) || after.starts_with('*');
        if !is_run && touches(before.chars().next_back()) != touches(after.chars().next()) {
            self.odd(Oddity::StrayEmphasis, at..at + 2);
        }
    }

    /// `](…)` in a plain text is a link that is none.
    fn look_at_parenthesis(&mut self, at: usize) {
        let before = &self.text[..at];
        if !before.ends_with(']') || before.ends_with("\\]") {
            return;
        }
        let rest = &self.text[at + 1..];
        let Some(inner) = up_to(rest, b')') else { return };
        let is_address = ["://", "www.", ".md"].iter().any(|sign| inner.contains(sign));
        if is_address && inner.trim().contains(' ') {
            let line = before.bytes().rev().take(NEAR).take_while(|b| *b != b'\n');
            let back = line.enumerate().find(|(_, b)| *b == b'[').map_or(0, |(back, _)| back + 1);
            let span = at - back..at + inner.len() + 2;
            self.odd(Oddity::SpacedAddress(inner.trim().to_owned()), span);
        }
    }

    /// Looks at a block that ends here.
    pub(super) fn look_at_block(&mut self, tag: &TagEnd, range: Span) {
        match tag {
            TagEnd::Paragraph => self.look_at_paragraph(range),
            TagEnd::TableCell => {
                let is_empty = self.text.get(range).unwrap_or_default().trim_matches('|');
                if let Some((_, cells)) = &mut self.header {
                    cells.push(is_empty.trim().is_empty());
                }
            }
            TagEnd::TableHead => {
                let Some((table, cells)) = self.header.take() else { return };
                let empty = |(i, is_empty): (usize, &bool)| is_empty.then_some(i + 1);
                let columns: Vec<usize> = cells.iter().enumerate().filter_map(empty).collect();
                if !columns.is_empty() {
                    let end = self.text[table.clone()].find('\n');
                    let head = table.start..end.map_or(table.end, |end| table.start + end);
                    self.odd(Oddity::EmptyHeader { columns, of: cells.len() }, head);
                }
            }
            _ => {}
        }
    }

    /// Only paragraphs that begin at the margin: in lists and quotes, bold words are what they seem.
    fn look_at_paragraph(&mut self, range: Span) {
        if !(range.start == 0 || self.text[..range.start].ends_with('\n')) {
            return;
        }
        if let Some(language) = language::foreign(&self.block, self.context.lang) {
            let end =
                self.text[range.clone()].find('\n').map_or(range.end, |end| range.start + end);
            self.odd(Oddity::ForeignParagraph(language), range.start..end);
        }
        // The colon may stand outside: `**Results**:`.
        let source = self.text.get(range.clone()).unwrap_or_default().trim_end();
        let source = source.strip_suffix(':').unwrap_or(source);
        let inner = ["**", "__"]
            .iter()
            .find_map(|mark| Some((mark, source.strip_prefix(mark)?.strip_suffix(mark)?)));
        let Some((mark, inner)) = inner else { return };
        if !inner.is_empty() && !inner.contains('\n') && !inner.contains(*mark) {
            let words = self.block.trim().to_owned();
            self.odd(Oddity::BoldParagraph(words), range.start..range.start + source.len());
        }
    }

    /// Looks at the footnotes, when all of them are known.
    pub(super) fn look_at_footnotes(&mut self) {
        let mut seen = HashSet::new();
        for (label, range) in std::mem::take(&mut self.footnote_marks) {
            let end =
                self.text[range.clone()].find("]:").map_or(range.end, |at| range.start + at + 2);
            let name = label.to_string();
            if !seen.insert(name.clone()) {
                self.odd(Oddity::SecondFootnote(name), range.start..end);
            } else if !self.footnote_uses.contains_key(&label) {
                self.odd(Oddity::UnusedFootnote(name), range.start..end);
            }
        }
    }
}

/// How far marks that belong together may be apart, so that no text makes this slow.
const NEAR: usize = 500;

/// The text up to a mark on the same line.
fn up_to(text: &str, mark: u8) -> Option<&str> {
    let end = text.bytes().take(NEAR).position(|b| b == mark || b == b'\n')?;
    (text.as_bytes()[end] == mark).then(|| &text[..end])
}

fn is_debris(c: char, text: &str, at: usize) -> bool {
    match c {
        // Joiners have their work in Persian, in Indic scripts and in emoji.
        '\u{200c}' | '\u{200d}' => {
            let is_plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            is_plain(text[..at].chars().next_back())
                && is_plain(text[at + c.len_utf8()..].chars().next())
        }
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{80}'..='\u{9f}' => true,
        '\u{e000}'..='\u{f8ff}' => true,
        '\u{a0}' => !holds_together(&text[..at], &text[at + c.len_utf8()..]),
        _ => false,
    }
}

/// Whether a space that does not break stands where typography wants one: at a number, a unit or a mark,
/// behind a short word (`p. 12`, `Dr. Mann`, Czech and Polish prepositions).
fn holds_together(before: &str, after: &str) -> bool {
    const SHORT: usize = 3;
    let word = |c: char| c.is_alphanumeric() || c == '.';
    let marks = ['*', '_', '[', ']'];
    let (before, after) = (before.trim_end_matches(marks), after.trim_start_matches(marks));
    let last = before.chars().next_back();
    let next = after.chars().next();
    let (Some(last), Some(next)) = (last, next) else { return false };
    // Behind a comma no typography wants one, and behind a full stop only where that ends an abbreviation.
    if last.is_whitespace() || next.is_whitespace() || last == ',' {
        return false;
    }
    if last != '.' && !last.is_alphabetic() || !next.is_alphabetic() {
        return true;
    }
    let length = |word: &mut dyn Iterator<Item = char>| word.take(SHORT + 1).count();
    length(&mut before.chars().rev().take_while(|c| word(*c))) <= SHORT
        || length(&mut after.chars().take_while(|c| word(*c))) <= SHORT
}

/// The end of letters that were UTF-8 and were read as Windows-1252: `Ã¤`, `â€™`.
fn garbled(text: &str, at: usize) -> Option<usize> {
    let mut letters = text[at..].chars();
    let first = letters.next()?;
    let second = letters.next()?;
    let is_garbled = match first {
        'Ã' | 'Â' => ('\u{a1}'..='\u{bf}').contains(&second) || second == '€',
        'â' => second == '€',
        _ => false,
    };
    is_garbled.then(|| {
        let third = letters.next().filter(|c| first == 'â' && !c.is_alphanumeric() && *c != ' ');
        at + first.len_utf8() + second.len_utf8() + third.map_or(0, char::len_utf8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_that_hold_together_are_no_debris() {
        for good in ["10\u{a0}km", "p.\u{a0}12", "Dr.\u{a0}Mann", "w\u{a0}Polsce", "«\u{a0}mot"] {
            let at = good.find('\u{a0}').unwrap();
            assert!(!is_debris('\u{a0}', good, at), "{good}");
        }
        let debris = ["these\u{a0}words", "workers.\u{a0}After", "end.**\u{a0}Culturally"];
        for bad in debris.into_iter().chain(["T.,\u{a0}Cattacin", "level*\u{a0}following"]) {
            let at = bad.find('\u{a0}').unwrap();
            assert!(is_debris('\u{a0}', bad, at), "{bad}");
        }
        assert_eq!(garbled("Ã¤", 0), Some("Ã¤".len()));
        assert_eq!(garbled("donâ€™t", 3), Some("donâ€™".len()));
        assert_eq!(garbled("âme", 0), None);
    }
}
