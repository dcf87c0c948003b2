//! Splits a BibTeX file into its entries and abbreviations, with positions. What is wrong is reported, and reading goes
//! on: after a forgotten comma at once, otherwise at the next line that begins with `@`. Every position is looked at a
//! bounded number of times, whatever the file holds.

use super::ends::{end_of_text, starts};
use crate::diagnostics::rules::BAD_BIBLIOGRAPHY;
use crate::diagnostics::{Diagnostic, Span};
use std::sync::Arc;

/// What stands in a file.
#[derive(Default)]
pub struct Scanned {
    pub entries: Vec<RawEntry>,
    /// The definitions of `@string`, in the order of the file.
    pub strings: Vec<RawField>,
    pub problems: Vec<Diagnostic>,
    /// Whether an entry was lost because its key could not be read.
    pub lost: bool,
}

/// An entry as it is written.
pub struct RawEntry {
    pub kind: Span,
    pub key: Span,
    pub fields: Vec<RawField>,
}

/// A field as it is written.
pub struct RawField {
    pub name: Span,
    /// The parts between the signs `#`.
    pub value: Vec<Piece>,
}

/// A part of a value.
pub enum Piece {
    /// Text in braces or quotes, or a number.
    Text(Span),
    /// The name of an abbreviation.
    Name(Span),
}

impl Piece {
    pub fn span(&self) -> &Span {
        match self {
            Self::Text(span) | Self::Name(span) => span,
        }
    }
}

/// Reads a file.
pub fn scan(path: &Arc<str>, text: &str) -> Scanned {
    let scanned = Scanned::default();
    let mut scanner = Scanner { path, text, at: 0, starts: starts(text), deep: false, scanned };
    while scanner.seek_block() {
        scanner.block();
    }
    scanner.scanned
}

struct Scanner<'t> {
    path: &'t Arc<str>,
    text: &'t str,
    at: usize,
    /// Where blocks begin at the start of a line.
    starts: Vec<usize>,
    /// Whether a comment was not closed, so that the others are not trusted either.
    deep: bool,
    scanned: Scanned,
}

/// Reading an entry can't go on.
struct Stop;

impl<'t> Scanner<'t> {
    fn report(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.scanned.problems.push(BAD_BIBLIOGRAPHY.at(self.path, span, message).help(help));
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let is = self.peek() == Some(wanted);
        self.at += if is { wanted.len_utf8() } else { 0 };
        is
    }

    /// Takes characters while they are wanted.
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Span {
        let start = self.at;
        let rest = &self.text[start..];
        self.at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        start..self.at
    }

    fn space(&mut self) {
        self.take(char::is_whitespace);
    }

    /// Takes white space and comments between fields.
    fn gap(&mut self) {
        self.space();
        while self.peek() == Some('%') {
            self.take(|c| c != '\n');
            self.space();
        }
    }

    fn next_start(&self, after: usize) -> usize {
        let n = self.starts.partition_point(|start| *start <= after);
        self.starts.get(n).copied().unwrap_or(self.text.len())
    }

    /// The text up to the next entry.
    fn before_next(&self, after: usize) -> &[u8] {
        &self.text.as_bytes()[..self.next_start(after)]
    }

    /// Goes to the next `@` outside of comments.
    fn seek_block(&mut self) -> bool {
        while let Some(found) = memchr::memchr2(b'@', b'%', &self.text.as_bytes()[self.at..]) {
            self.at += found;
            if self.peek() == Some('@') {
                return true;
            }
            self.take(|c| c != '\n');
        }
        false
    }

    fn block(&mut self) {
        self.at += 1;
        let kind = self.take(|c| c.is_ascii_alphabetic());
        self.space();
        let is_block = !kind.is_empty() && matches!(self.peek(), Some('{' | '('));
        if !is_block {
            // An address of e-mail, for example.
            self.at = kind.end;
            return;
        }
        let close = if self.eat('(') { ')' } else { '}' };
        self.at += usize::from(close == '}');
        let done = match self.text[kind.clone()].to_ascii_lowercase().as_str() {
            "comment" | "preamble" => {
                self.skip(close);
                return;
            }
            "string" => {
                let (strings, done) = self.fields(close, "these abbreviations");
                self.scanned.strings.extend(strings);
                done
            }
            _ => self.entry(kind, close),
        };
        if done.is_ok() {
            self.stray();
        }
    }

    /// Skips a block whose content does not matter.
    fn skip(&mut self, close: char) {
        let open = if close == ')' { b'(' } else { b'{' };
        let mut depth = 1_usize;
        let rest = &self.text.as_bytes()[self.at..];
        let rest = if self.deep { &[] } else { rest };
        for found in memchr::memchr2_iter(open, close as u8, rest) {
            depth = if rest[found] == open { depth + 1 } else { depth - 1 };
            if depth == 0 {
                self.at += found + 1;
                return;
            }
        }
        self.deep = true;
        self.take(|c| c != '\n');
    }

    /// What follows an entry on its heels belonged to it.
    fn stray(&mut self) {
        self.space();
        let rest = self.text[self.at..].split('@').next().unwrap_or_default();
        if rest.starts_with([',', '}']) && rest.contains('=') {
            let message = "the entry ends before this, so the rest of it is not read";
            self.report(self.at..self.at + 1, message, "remove a `}` that is too many before it");
        }
    }

    fn entry(&mut self, kind: Span, close: char) -> Result<(), Stop> {
        self.space();
        let key = self.take(|c| !matches!(c, ',' | '}' | '@') && c != close && !c.is_whitespace());
        let written = &self.text[key.clone()];
        self.gap();
        let is_field =
            self.peek() == Some('=') || written.contains("={") || written.contains("=\"");
        if written.is_empty() || is_field {
            let message = "this entry has no key, so nothing can cite it";
            let help = format!("begin it with a key: @{}{{key, …", &self.text[kind.clone()]);
            self.report(kind.clone(), message, help);
            self.scanned.lost = true;
            self.at = key.start;
            self.eat(',');
            return self.fields(close, "this entry").1;
        }
        let (name, end) = (format!("`{written}`"), key.end);
        let is_last = matches!(self.peek(), Some(c) if c == close);
        if !is_last && !self.eat(',') {
            let rest = self.text[self.at..].split([',', '\n', '}', '@']).next().unwrap_or_default();
            if rest.contains('=') {
                let message = format!("there is no comma after the key {name}");
                self.report(end..end, message, "write a comma here");
            } else {
                let message = format!("the key {name} is followed by `{}`", rest.trim_end());
                let help = "a key is one word, with a comma after it";
                self.report(key.start..self.at + rest.trim_end().len(), message, help);
                self.at += rest.len();
            }
        }
        let (fields, done) = self.fields(close, &name);
        self.scanned.entries.push(RawEntry { kind, key, fields });
        done
    }

    /// Fields up to the end of the block. Those that could be read are returned in any case.
    fn fields(&mut self, close: char, of: &str) -> (Vec<RawField>, Result<(), Stop>) {
        let mut fields = Vec::new();
        loop {
            self.gap();
            while self.eat(',') {
                self.gap();
            }
            if self.eat(close) {
                return (fields, Ok(()));
            }
            let Ok(field) = self.field(of) else { return (fields, Err(Stop)) };
            let end = field.value.last().map_or(field.name.end, |piece| piece.span().end);
            fields.push(field);
            self.gap();
            if matches!(self.peek(), Some(c) if c == ',' || c == close) {
                continue;
            }
            let next = self.text[self.at..].split(['=', '{', '}', '"', ',', '@']).next();
            let next = next.unwrap_or_default();
            let is_field = self.text[self.at + next.len()..].starts_with('=')
                && next.split_whitespace().count() == 1;
            if !is_field {
                self.unexpected(of);
                return (fields, Err(Stop));
            }
            // The end of the text, behind its brace or quotation mark.
            let end = end + usize::from(self.text[end..].starts_with(['}', '"']));
            let message = format!("there is no comma before `{}` in {of}", next.trim());
            self.report(end..end, message, "write a comma here");
        }
    }

    /// Reports what can't stand where a field, a comma or the end of the entry should.
    fn unexpected(&mut self, of: &str) {
        let at = self.at.min(self.text.len());
        let is_next = matches!(self.peek(), None | Some('@'));
        let (what, help) = match is_next {
            true => ("is not closed", "write a `}` at its end; perhaps a `{` in it has none"),
            false => (
                "can't be read from here on",
                "write fields as `name = {text},` with a `}` for each `{`",
            ),
        };
        // The end of what was read, rather than the next entry.
        let read = self.text[..at].trim_end().len();
        let span = if is_next { read.saturating_sub(1)..read } else { at..at };
        let span = if self.text.is_char_boundary(span.start) { span } else { read..read };
        self.report(span, format!("{of} {what}"), help);
    }

    fn field(&mut self, of: &str) -> Result<RawField, Stop> {
        let is_name = |c: char| {
            !matches!(c, '@' | '{' | '}' | '"' | '#' | '(' | ')' | ',' | '=' | '%' | '\\')
                && !c.is_whitespace()
        };
        let name = self.take(is_name);
        self.gap();
        if !self.eat('=') {
            if name.is_empty() || !matches!(self.peek(), Some('{' | '"')) {
                self.at = name.start;
                self.unexpected(of);
                return Err(Stop);
            }
            let message = format!("there is no `=` after `{}` in {of}", &self.text[name.clone()]);
            self.report(name.end..name.end, message, "write `=` here");
        }
        let mut value = Vec::new();
        loop {
            self.gap();
            value.extend(self.piece(&name, of)?);
            self.gap();
            if !self.eat('#') {
                return Ok(RawField { name, value });
            }
        }
    }

    fn piece(&mut self, name: &Span, of: &str) -> Result<Option<Piece>, Stop> {
        let open = self.at;
        let end = match self.peek() {
            Some('{') => end_of_text(self.before_next(open), open, b'}'),
            Some('"') => end_of_text(self.before_next(open), open, b'"'),
            _ => return Ok(self.bare(name)),
        };
        match end {
            Some(end) => {
                self.at = end + 1;
                Ok(Some(Piece::Text(open + 1..end)))
            }
            None => {
                let name = &self.text[name.clone()];
                let message = format!("the text of `{name}` in {of} is not closed");
                let help = "each `{` needs its `}`, each quotation mark its second one";
                self.report(open..open + 1, message, help);
                // From here nothing can be trusted before the next line with an entry.
                self.at = self.next_start(open);
                Err(Stop)
            }
        }
    }

    /// A number or the name of an abbreviation. Nothing is reported as such.
    fn bare(&mut self, name: &Span) -> Option<Piece> {
        let text = self.text;
        let span =
            self.take(|c| !matches!(c, ',' | '}' | ')' | '#' | '"' | '{') && !c.is_whitespace());
        let (word, name) = (&text[span.clone()], &text[name.clone()]);
        if word.is_empty() {
            let message = format!("`{name}` has no value");
            self.report(span, message, "remove the field, or write its text in braces");
            return None;
        }
        // Several words, up to the comma; but a word and `=` are the next field.
        let line = text[span.end..].split([',', '}', ')', '#', '%', '\n', '@', '"']).next();
        let more = line.map_or("", str::trim_end);
        if !more.is_empty() && !more.contains(['=', '{']) {
            let span = span.start..span.end + more.len();
            self.at = span.end;
            return Some(self.unbraced(name, span));
        }
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(Piece::Name(span));
        }
        if word.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Piece::Text(span));
        }
        Some(self.unbraced(name, span))
    }

    fn unbraced(&mut self, name: &str, span: Span) -> Piece {
        let help = format!("write {{{}}}", &self.text[span.clone()]);
        self.report(span.clone(), format!("the text of `{name}` is not in braces"), help);
        Piece::Text(span)
    }
}
