//! Converts byte offsets to lines and columns. Both count from 1, columns in characters.

use std::ops::Range;

/// A range of bytes in a text.
pub type Span = Range<usize>;

/// Line and column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// The place of `offset` in `text`, or of the end if it is past it. A byte order mark does not count; a carriage return
/// belongs to the line it ends.
pub fn place(text: &str, offset: usize) -> Place {
    let before = &text[..clamp(text, offset)];
    let shown = before[line_start(text, before.len())..].trim_start_matches('\u{feff}');
    Place { line: before.matches('\n').count() + 1, column: shown.chars().count() + 1 }
}

/// [`place`] of an offset, counted from an earlier offset whose place is given.
pub fn onward(text: &str, (from, start): (usize, Place), offset: usize) -> Place {
    let offset = clamp(text, offset);
    let Some(between) = text.get(from..offset) else { return place(text, offset) };
    match between.rsplit_once('\n') {
        Some((lines, line)) => Place {
            line: start.line + lines.matches('\n').count() + 1,
            column: line.trim_start_matches('\u{feff}').chars().count() + 1,
        },
        // Only `place` handles a byte order mark at the start of the text.
        None if from == 0 => place(text, offset),
        None => Place { line: start.line, column: start.column + between.chars().count() },
    }
}

/// The span, moved into `text` and onto character boundaries, because the file may have changed since.
pub fn clamped(text: &str, span: &Span) -> Span {
    let start = clamp(text, span.start);
    start..clamp(text, span.end.max(start))
}

/// The span of a part in its text; none if the part is a copy.
pub fn of_part(text: &str, part: &str) -> Option<Span> {
    let at = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let span = at..at.checked_add(part.len())?;
    // Compare the text too, because an unrelated allocation could be at such an address.
    (text.get(span.clone()) == Some(part)).then_some(span)
}

/// Where the line of an offset begins.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Where the line of an offset ends, before its newline.
pub fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}

/// The lines in a part of a text, each with its newline, and where it is.
pub fn lines(text: &str, part: Span) -> impl Iterator<Item = (Span, &str)> {
    let mut end = part.start;
    text[part].split_inclusive('\n').map(move |line| {
        end += line.len();
        (end - line.len()..end, line)
    })
}

fn clamp(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_and_copies_are_not() {
        let text = String::from("a b a");
        assert_eq!(of_part(&text, &text[4..]), Some(4..5));
        let copy = text.clone();
        assert_eq!(of_part(&text, &copy[4..]), None);
        assert_eq!(of_part(&text[2..], &text[..1]), None);
    }

    #[test]
    fn columns_count_characters_in_any_line_ending() {
        let text = "a\r\nVõru ø\r\n";
        assert_eq!(place(text, 0), Place { line: 1, column: 1 });
        let o = text.find('ø').unwrap();
        assert_eq!(place(text, o), Place { line: 2, column: 6 });
        assert_eq!(place(text, 999), Place { line: 3, column: 1 });
        let known = (4, place(text, 4));
        for offset in [4, o, 999] {
            assert_eq!(onward(text, known, offset), place(text, offset));
        }
        assert_eq!(place("\u{feff}ab", 4), Place { line: 1, column: 2 });
    }
}
