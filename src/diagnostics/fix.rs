//! Fixes: edits of a file's text. A rule knows which part of a value to replace, but in a TOML string the value may be
//! escaped. So an edit of the value becomes an edit of the source here; it is dropped if the result would not parse to
//! the intended value.

use super::place::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// A place that can be changed.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Spot {
    /// In the file.
    pub span: Span,
    /// The place in the value, if `span` is a TOML string. None if `span` is the place itself.
    pub inside: Option<Span>,
}

/// A new text for a spot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    pub spot: Spot,
    pub text: String,
}

/// A text with its fixes applied.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub text: String,
    /// How many fixes were applied.
    pub fixed: usize,
}

impl Spot {
    /// A spot that is a range of bytes in the file.
    pub fn verbatim(span: Span) -> Self {
        Self { span, inside: None }
    }

    /// An edit that replaces this spot.
    pub fn edit(self, text: impl Into<String>) -> Edit {
        Edit { spot: self, text: text.into() }
    }

    /// A part of the spot, in bytes from its start.
    pub fn part(&self, part: Span) -> Self {
        let within = |outer: &Span| outer.start + part.start..outer.start + part.end;
        match &self.inside {
            Some(inside) => Self { span: self.span.clone(), inside: Some(within(inside)) },
            None => Self::verbatim(within(&self.span)),
        }
    }
}

impl Edit {
    /// The sort key of an edit.
    pub fn place(&self) -> (usize, usize) {
        (self.spot.span.start, self.spot.inside.as_ref().map_or(0, |inside| inside.start))
    }
}

/// The edit as a span of the file and its new bytes; none if it can't be applied.
pub fn resolve(edit: &Edit, text: &str) -> Option<(Span, String)> {
    let span = &edit.spot.span;
    let source = text.get(span.clone())?;
    let Some(inside) = &edit.spot.inside else { return Some((span.clone(), edit.text.clone())) };
    let Some(quotes) = Quotes::of(source) else {
        return plain(source, inside, &edit.text).map(|text| (span.clone(), text));
    };
    let part = quotes.source_of(source, inside)?;
    let written = quotes.write(&edit.text)?;
    let before = value(source)?;
    let intended = [before.get(..inside.start)?, &edit.text, before.get(inside.end..)?].concat();
    let after = [&source[..part.start], &written, &source[part.end..]].concat();
    // Parse the result again, to catch whatever the steps above got wrong.
    (value(&after)? == intended).then(|| (span.start + part.start..span.start + part.end, written))
}

/// An edit of a text of YAML that stands without quotation marks; none if it would need some.
fn plain(source: &str, inside: &Span, text: &str) -> Option<String> {
    let is_plain = |text: &str| {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/');
        text.starts_with(char::is_alphabetic) && text.chars().all(fits) && text.trim() == text
    };
    let changed = [source.get(..inside.start)?, text, source.get(inside.end..)?].concat();
    (is_plain(source) && is_plain(&changed)).then_some(changed)
}

/// Applies as many fixes as possible. A fix is applied completely or not at all; where two overlap, the first wins.
pub fn apply<'e>(text: &str, fixes: impl IntoIterator<Item = &'e [Edit]>) -> Outcome {
    let mut edits: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    let mut fixed = 0;
    for fix in fixes {
        let resolved: Option<Vec<_>> = fix.iter().map(|edit| resolve(edit, text)).collect();
        let Some(resolved) = resolved else { continue };
        let changes = |(span, new): &(Span, String)| text.get(span.clone()) != Some(new);
        let is_sound = resolved.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start)
            && resolved.iter().any(changes)
            && resolved.iter().all(|edit| fits(&edits, edit));
        if !is_sound {
            continue;
        }
        fixed += 1;
        edits.extend(resolved.into_iter().map(|(span, new)| (span.start, (span.end, new))));
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, (end, new)) in edits {
        out.push_str(&text[at..start]);
        out.push_str(&new);
        at = end;
    }
    out.push_str(&text[at..]);
    Outcome { text: out, fixed }
}

/// Whether an edit overlaps no other, or equals one.
fn fits(edits: &BTreeMap<usize, (usize, String)>, (span, new): &(Span, String)) -> bool {
    if edits.get(&span.start).is_some_and(|(end, text)| *end == span.end && text == new) {
        return true;
    }
    // Edits do not overlap, so only the last one that starts before the end can conflict. Adjacent edits are fine, but
    // two insertions at one point have no order.
    let before = edits.range(..span.end.max(span.start + 1)).next_back();
    before.is_none_or(|(start, (end, _))| *end <= span.start && *start < span.start)
}

/// The value of a TOML string.
fn value(source: &str) -> Option<String> {
    let text = format!("v = {source}\n");
    let table = DeTable::parse(&text).ok()?;
    match table.get_ref().get("v")?.get_ref() {
        DeValue::String(value) if table.get_ref().len() == 1 => Some(value.to_string()),
        _ => None,
    }
}

/// How a TOML string is quoted.
struct Quotes {
    /// `"` (with escapes) or `'` (without).
    mark: char,
    /// One, or three for strings of several lines.
    marks: usize,
}

impl Quotes {
    fn of(source: &str) -> Option<Self> {
        let mark = source.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let three = [mark; 3].iter().collect::<String>();
        let marks = if source.len() >= 6 && source.starts_with(&three) { 3 } else { 1 };
        Some(Self { mark, marks })
    }

    /// The bytes of the source that produce these bytes of the value.
    fn source_of(&self, source: &str, inside: &Span) -> Option<Span> {
        let end = source.len().checked_sub(self.marks)?;
        let mut at = self.marks;
        if self.marks == 3 {
            // A newline right after the opening quotes is not part of the value.
            at += source[at..].len() - trim_newline(&source[at..]).len();
        }
        let mut value = 0;
        let mut start = None;
        loop {
            // Source that produces no bytes of the value stays outside the span.
            if value == inside.end && (start.is_some() || inside.is_empty()) {
                return Some(start.unwrap_or(at)..at);
            }
            if at >= end {
                return None;
            }
            let (bytes, produced) = self.unit(&source[at..end])?;
            if value == inside.start && produced > 0 {
                start = Some(at);
            }
            at += bytes;
            value += produced;
        }
    }

    /// The first character or escape of a source: its length, and the length of the value it produces.
    fn unit(&self, source: &str) -> Option<(usize, usize)> {
        let first = source.chars().next()?;
        if first != '\\' || self.mark == '\'' {
            return Some((first.len_utf8(), first.len_utf8()));
        }
        let code = |digits: usize| {
            let hex = source.get(2..2 + digits)?;
            let c = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
            Some((2 + digits, c.len_utf8()))
        };
        match source[1..].chars().next()? {
            'x' => code(2),
            'u' => code(4),
            'U' => code(8),
            // A backslash at the end of a line removes the white space after it.
            c if c.is_whitespace() => {
                Some((1 + source[1..].len() - source[1..].trim_start().len(), 0))
            }
            _ => Some((2, 1)),
        }
    }

    /// A text as it is written between these quotes; none if it can't be.
    fn write(&self, text: &str) -> Option<String> {
        if self.mark == '\'' {
            let fits = |c: char| c != '\'' && (!c.is_control() || c == '\t');
            return text.chars().all(fits).then(|| text.to_owned());
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '"' | '\\' => out.extend(['\\', c]),
                '\t' => out.push(c),
                c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
                c => out.push(c),
            }
        }
        Some(out)
    }
}

fn trim_newline(text: &str) -> &str {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(source: &str, inside: Span, text: &str) -> Option<String> {
        let edit = Spot { span: 0..source.len(), inside: Some(inside) }.edit(text);
        let (span, new) = resolve(&edit, source)?;
        Some([&source[..span.start], &new, &source[span.end..]].concat())
    }

    #[test]
    fn values_are_changed_where_their_source_has_them() {
        assert_eq!(changed(r#""ab""#, 0..2, "x").as_deref(), Some(r#""x""#));
        assert_eq!(changed("'ab'", 1..2, "x").as_deref(), Some("'ax'"));
        assert_eq!(changed(r#""õ\"b""#, 3..4, "ä").as_deref(), Some(r#""õ\"ä""#));
        assert_eq!(changed(r#""\u00F5b\n""#, 0..2, "ä").as_deref(), Some(r#""äb\n""#));
        assert_eq!(changed("\"\"\"\nab\"\"\"", 0..1, "x").as_deref(), Some("\"\"\"\nxb\"\"\""));
        assert_eq!(
            changed("\"\"\"a\\\n  b\"\"\"", 1..2, "x").as_deref(),
            Some("\"\"\"a\\\n  x\"\"\"")
        );
        assert_eq!(changed("'''\r\na\r\nb'''", 3..4, "x").as_deref(), Some("'''\r\na\r\nx'''"));
        assert_eq!(changed(r#""a""#, 1..1, "\"\\").as_deref(), Some(r#""a\"\\""#));
        assert_eq!(changed("Estnoia", 0..7, "Estonia").as_deref(), Some("Estonia"));
    }

    #[test]
    fn what_can_not_be_written_is_given_up() {
        assert_eq!(changed("'a'", 0..1, "it's"), None);
        assert_eq!(changed(r#""õ""#, 1..2, "x"), None);
        assert_eq!(changed(r#""a""#, 0..9, "x"), None);
        assert_eq!(changed("12", 0..1, "x"), None);
        assert_eq!(changed("a", 0..1, "x: y"), None);
    }

    #[test]
    fn edits_that_overlap_are_not_both_made() {
        let edit = |span: Span, text: &str| vec![Spot::verbatim(span).edit(text)];
        let fixes = [edit(4..7, "y"), edit(0..2, "x"), edit(1..5, "z"), edit(4..7, "y")];
        let outcome = apply("abcdefghi", fixes.iter().map(Vec::as_slice));
        assert_eq!(outcome, Outcome { text: "xcdyhi".to_owned(), fixed: 3 });
        let twice = [edit(1..1, "x"), edit(1..1, "y"), edit(1..2, "z")];
        assert_eq!(apply("ab", twice.iter().map(Vec::as_slice)).text, "axb");
        let nothing = [edit(0..1, "a")];
        assert_eq!(apply("ab", nothing.iter().map(Vec::as_slice)).fixed, 0);
    }
}
