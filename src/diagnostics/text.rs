//! Diagnostics for people: the message, the line with a caret, the help.

use super::fold::Shown;
use super::place::{self, Place};
use super::{Diagnostic, Severity, Span, fix, visible, visible_lines};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

const START: (usize, Place) = (0, Place { line: 1, column: 1 });

/// Gives the text of a file by its path.
pub type TextOf<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The texts that diagnostics point into. Only the last one is cached, because diagnostics are sorted by file.
pub struct Texts<'a> {
    text_of: TextOf<'a>,
    last: Option<(String, String)>,
    /// The last place found in the last text; later ones are counted from here.
    reached: (usize, Place),
    /// The last line found in the last text.
    line: Span,
}

impl<'a> Texts<'a> {
    pub fn new(text_of: TextOf<'a>) -> Self {
        Self { text_of, last: None, reached: START, line: 0..0 }
    }

    /// The text of a file; empty if it can't be read.
    pub fn of(&mut self, path: &str) -> &str {
        if self.last.as_ref().is_none_or(|(last, _)| last != path) {
            self.last = Some((path.to_owned(), (self.text_of)(path).unwrap_or_default()));
            (self.reached, self.line) = (START, 0..0);
        }
        self.last.as_ref().map_or("", |(_, text)| text)
    }

    /// The text of another file, without replacing the cached one.
    pub fn other(&self, path: &str) -> String {
        (self.text_of)(path).unwrap_or_default()
    }

    /// Where a diagnostic starts and ends. Counting continues from the previous one; otherwise a file with a
    /// diagnostic on every line would take quadratic time.
    pub fn places(&mut self, diagnostic: &Diagnostic) -> (Place, Place) {
        // This resets `reached` if the file is a different one.
        self.of(&diagnostic.path);
        let reached = self.reached;
        let text = self.of(&diagnostic.path);
        let span = place::clamped(text, &diagnostic.span);
        let from = if text.is_empty() || reached.0 > span.start { START } else { reached };
        let start = place::onward(text, from, span.start);
        let end = place::onward(text, (span.start, start), span.end);
        self.reached = (span.start, start);
        (start, end)
    }

    /// The edits that fix a diagnostic, with the places where they start and end; none if it can't be fixed.
    pub fn fix(&mut self, diagnostic: &Diagnostic) -> Option<Vec<(Place, Place, String)>> {
        if diagnostic.fix.is_empty() {
            return None;
        }
        let mut reached = self.reached;
        let text = self.of(&diagnostic.path);
        let place = |edit| {
            let (span, new) = fix::resolve(edit, text)?;
            let from = if reached.0 > span.start { START } else { reached };
            let start = place::onward(text, from, span.start);
            reached = (span.start, start);
            Some((start, place::onward(text, reached, span.end), new))
        };
        diagnostic.fix.iter().map(place).collect()
    }

    /// The line of an offset. It is cached; otherwise a long line with many diagnostics would take quadratic time.
    fn line(&mut self, path: &str, at: usize) -> Span {
        let cached = self.line.clone();
        let text = self.of(path);
        if !cached.is_empty() && cached.contains(&at) {
            return cached;
        }
        let line = place::line_start(text, at)..text.len().min(place::line_end(text, at) + 1);
        self.line = line.clone();
        line
    }
}

/// Diagnostics, with colours if `styled`. `text_of` gives a file's text by its path.
pub fn text(shown: &[Shown], text_of: TextOf, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let mut texts = Texts::new(text_of);
    let mut out = String::new();
    for one in shown {
        out.push_str(&self::one(one, &mut texts, &renderer));
        out.push_str("\n\n");
    }
    out
}

/// Diagnostics, grouped by file under its path and the counts of all that was `found` there.
pub fn by_file(shown: &[Shown], found: &[Diagnostic], text_of: TextOf, styled: bool) -> String {
    let mut out = String::new();
    let mut files = found.chunk_by(|a, b| a.path == b.path);
    for of_file in shown.chunk_by(|a, b| a.diagnostic.path == b.diagnostic.path) {
        let (bold, plain) = if styled { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        let path = &of_file[0].diagnostic.path;
        let all = files.find(|all| all[0].path == *path).unwrap_or_default();
        out.push_str(&format!("{bold}{}{plain}: {}\n\n", visible(path), counts(all)));
        out.push_str(&text(of_file, text_of, styled));
    }
    out
}

/// The number of diagnostics of each rule, the most severe first.
pub fn by_rule(found: &[Diagnostic]) -> String {
    let mut times: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for diagnostic in found {
        *times.entry((diagnostic.severity, diagnostic.rule.name)).or_default() += 1;
    }
    let mut times: Vec<_> = times.into_iter().collect();
    times.sort_by_key(|((severity, name), n)| (*severity, Reverse(*n), *name));
    let lines = times.iter().map(|((severity, name), n)| {
        let word = severity.word();
        format!("{n:>5}  {word:7}  {name}\n")
    });
    lines.collect()
}

/// `3 errors, 1 warning, 2 hints`; empty if there are none.
pub fn counts(found: &[Diagnostic]) -> String {
    let count = |severity| found.iter().filter(|d| d.severity == severity).count();
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")]
        .into_iter()
        .map(|(severity, word)| (count(severity), word))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| counted(n, word))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A number with its noun: `1 file`, `2 files`.
pub fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// The longest excerpt that is shown, in bytes. A longer one helps nobody, and many diagnostics on one would take
/// quadratic time.
const LONGEST: usize = 20_000;

fn one(shown: &Shown, texts: &mut Texts, renderer: &Renderer) -> String {
    let diagnostic = shown.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::INFO.with_name("hint"),
    };
    let other = diagnostic.related.as_ref().map(|related| (related, texts.other(&related.path)));
    let (place, _) = texts.places(diagnostic);
    let at = place::clamped(texts.of(&diagnostic.path), &diagnostic.span).start;
    let line = texts.line(&diagnostic.path, at);
    let text = texts.of(&diagnostic.path);
    let path = visible(&diagnostic.path);
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.rule.name);
    let source = (line.len() <= LONGEST && !text.is_empty())
        .then(|| excerpt(text, line.start, &diagnostic.span))
        .filter(|(excerpt, _)| excerpt.len() <= LONGEST);
    let mut group = match source {
        Some((excerpt, span)) => title.element(
            Snippet::source(shown_source(excerpt))
                .line_start(place.line)
                .path(path)
                .annotation(AnnotationKind::Primary.span(span)),
        ),
        None => {
            let origin = Origin::path(path);
            title.element(match text.is_empty() {
                true => origin,
                false => origin.line(place.line).char_column(place.column),
            })
        }
    };
    if let Some((related, text)) = &other {
        let span = place::clamped(text, &related.span);
        let line = place::place(text, span.start).line;
        let (excerpt, span) = excerpt(text, place::line_start(text, span.start), &span);
        let mark = AnnotationKind::Context.span(span).label(visible(&related.message));
        let snippet =
            Snippet::source(shown_source(excerpt)).line_start(line).path(visible(&related.path));
        group = group.element(snippet.annotation(mark));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(shown_help(help)));
    }
    if !diagnostic.fix.is_empty() {
        group = group.element(Level::NOTE.message(FIXABLE));
    }
    if let Some(others) = &shown.others {
        let (n, files) = (others.number, counted(others.files, "file"));
        let note = format!("{n} more of this rule in {files}; `talkoo check --all` shows them");
        group = group.element(Level::NOTE.message(note));
    }
    renderer.render(&[group])
}

/// A help, which may show what to write on several lines. If one of these could be taken for a command of a CI, it stays
/// on one line.
fn shown_help(help: &str) -> Cow<'_, str> {
    let is_command = |line: &str| line.trim_start().starts_with("::");
    if help.lines().any(is_command) { visible(help) } else { visible_lines(help) }
}

/// An excerpt without the control characters that the renderer leaves as they are. Others of the same length stand for
/// them, so that spans stay right.
fn shown_source(excerpt: &str) -> Cow<'_, str> {
    let is_left = |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}');
    match excerpt.contains(is_left) {
        true => {
            let shown = |c: char| if c.len_utf8() == 2 { '·' } else { '\u{fffd}' };
            excerpt.chars().map(|c| if is_left(c) { shown(c) } else { c }).collect()
        }
        false => Cow::Borrowed(excerpt),
    }
}

const FIXABLE: &str = "`talkoo check --fix` does this";

/// How many bytes of an excerpt are shown from where its span begins.
const WIDEST: usize = 2000;

/// The lines that a span touches, from the one that starts at `line`, and the span inside them. At most three lines, so
/// that a long table does not flood the screen. The renderer gets only these, because it counts lines.
pub fn excerpt<'t>(text: &'t str, line: usize, span: &Span) -> (&'t str, Span) {
    let span = place::clamped(text, span);
    // Skip an invisible byte order mark.
    let first = text.len() - text.trim_start_matches('\u{feff}').len();
    let start = if line == 0 { first.min(span.start) } else { line };
    let mut end = start;
    for line in text[start..].split_inclusive('\n').take(3) {
        end += line.len();
        if end >= span.end {
            break;
        }
    }
    let excerpt = text[start..end].trim_end_matches(['\n', '\r']);
    let (from, to) = (span.start - start, span.end - start);
    let from = from.min(excerpt.len());
    // Nobody reads on in a line without end.
    let mut widest = excerpt.len().min(from + WIDEST);
    while !excerpt.is_char_boundary(widest) {
        widest -= 1;
    }
    let excerpt = &excerpt[..widest];
    (excerpt, from..to.clamp(from, excerpt.len()))
}
