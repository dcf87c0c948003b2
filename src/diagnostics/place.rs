//! From bytes to what an author counts: lines and columns, both from 1, columns in characters.

use super::Span;

/// Line and column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// Where `offset` is in `text`; past the end it is the end. A byte order mark does not count, and a
/// carriage return belongs to the line before it.
pub fn place(text: &str, offset: usize) -> Place {
    let before = &text[..clamp(text, offset)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let shown = before[line_start..].trim_start_matches('\u{feff}');
    Place { line: before.matches('\n').count() + 1, column: shown.chars().count() + 1 }
}

/// A span that surely lies in `text`, on character borders; findings may be older than the file.
pub fn clamped(text: &str, span: &Span) -> Span {
    let start = clamp(text, span.start);
    start..clamp(text, span.end.max(start))
}

fn clamp(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_in_any_line_ending() {
        let text = "a\r\nVõru ø\r\n";
        assert_eq!(place(text, 0), Place { line: 1, column: 1 });
        let o = text.find('ø').unwrap();
        assert_eq!(place(text, o), Place { line: 2, column: 6 });
        assert_eq!(place(text, 999), Place { line: 3, column: 1 });
        assert_eq!(place("\u{feff}ab", 4), Place { line: 1, column: 2 });
    }
}
