//! Splits TOML that can't be parsed into its entries, by brackets and marks as far as they can be trusted.

use crate::diagnostics::Span;
use crate::diagnostics::place::line_end;

const SPACES: [char; 4] = [' ', '\t', '\r', '\n'];

/// Whether an entry is the head of a table.
pub fn is_head(entry: &str) -> bool {
    entry.trim_start().starts_with('[')
}

/// The entries of a text: a key with its value, which can go over several lines, or the head of a table.
pub fn entries(text: &str) -> Vec<Span> {
    let mut entries = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let line = next_line(text, at);
        // Only plain spaces: others are part of what is wrong.
        let trimmed = text[at..line].trim_matches(SPACES);
        if trimmed.is_empty() || trimmed.starts_with('#') {
            at = line;
            continue;
        }
        let end = match is_head(trimmed) {
            true => line,
            false => match value_end(text, at) {
                Some(end) => text_end(text, at, end),
                None => next_entry(text, line, !text[at..line].contains('{')),
            },
        };
        let start = at + text[at..end].len() - text[at..end].trim_start_matches(SPACES).len();
        entries.push(start..at + text[at..end].trim_end_matches(SPACES).len());
        at = end;
    }
    entries
}

/// Blanks a part of a text out. Its lines stay, and every place behind it.
pub fn blank(text: &mut String, part: &Span) {
    let blanks = text[part.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' });
    let blanks: String = blanks.collect();
    text.replace_range(part.clone(), &blanks);
}

/// The start of the next line.
fn next_line(text: &str, at: usize) -> usize {
    text.len().min(line_end(text, at) + 1)
}

/// The end of an entry that begins at `at`, by its brackets and marks; none if they are never closed.
fn value_end(text: &str, at: usize) -> Option<usize> {
    let value = at + text[at..next_line(text, at)].find(['=', ':']).map_or(0, |sign| sign + 1);
    let mut open: Vec<char> = Vec::new();
    let has_brackets = text[value..].trim_start_matches([' ', '\t']).starts_with(['[', '{']);
    let mut at = value;
    while let Some(c) = text[at..].chars().next() {
        let three = text.get(at..at + 3).filter(|three| matches!(*three, "\"\"\"" | "'''"));
        if let Some(three) = three {
            at = at + 3 + text[at + 3..].find(three)? + 3;
            continue;
        }
        match c {
            '"' | '\'' => at += text_len(&text[at..], c),
            '#' => at = line_end(text, at),
            '\n' if open.is_empty() => return Some(at + 1),
            '\n' if open.last() == Some(&'[') && is_pair(&text[at + 1..]) => return Some(at + 1),
            '[' | '{' if has_brackets => {
                open.push(c);
                at += 1;
            }
            ']' | '}' => {
                open.pop();
                at += 1;
            }
            c => at += c.len_utf8(),
        }
    }
    open.is_empty().then_some(at)
}

/// The end of an entry whose text begins on one line and is closed on a later one; `end` if it is not so.
fn text_end(text: &str, at: usize, end: usize) -> usize {
    const CLOSING: [char; 4] = ['"', '”', '“', '»'];
    let first = text[at..end].trim_end();
    let value = first.split_once(['=', ':']).map(|(_, value)| value.trim()).unwrap_or_default();
    let opens = value.starts_with(['"', '“', '„', '«']) && !value.starts_with("\"\"\"");
    if !opens || value.chars().skip(1).any(|c| CLOSING.contains(&c)) {
        return end;
    }
    let last = next_entry(text, end, true);
    if text[end..last].trim_end().ends_with(CLOSING) { last } else { end }
}

/// The length of a text between marks, which ends at the end of the line at the latest.
fn text_len(text: &str, mark: char) -> usize {
    let mut is_escaped = true;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => return at,
            '\\' if mark == '"' && !is_escaped => is_escaped = true,
            c if c == mark && !is_escaped => return at + 1,
            _ => is_escaped = false,
        }
    }
    text.len()
}

/// Whether a line begins like an entry of its own.
pub fn is_pair(text: &str) -> bool {
    let key = text.trim_start_matches([' ', '\t']);
    let is_of_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let behind = key.trim_start_matches(is_of_key);
    behind.len() < key.len() && behind.trim_start_matches([' ', '\t']).starts_with('=')
}

/// Where the next entry begins after a line whose value is never closed. Between braces, pairs are no entries.
fn next_entry(text: &str, mut at: usize, pairs: bool) -> usize {
    while at < text.len() {
        let line = &text[at..next_line(text, at)];
        if line.trim().is_empty() || is_head(line) || (pairs && is_pair(line)) {
            break;
        }
        at = next_line(text, at);
    }
    at
}
