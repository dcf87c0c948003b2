//! Findings for people: the sentence, the line with a caret, the help.

use super::place::{self, Place};
use super::{Diagnostic, Severity, Span, fix};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::cmp::Reverse;
use std::collections::BTreeMap;

const START: (usize, Place) = (0, Place { line: 1, column: 1 });

/// The texts that findings point into, the last one kept: findings come sorted by file.
pub struct Texts<'a> {
    text_of: &'a dyn Fn(&str) -> Option<String>,
    last: Option<(String, String)>,
    /// A place in the last text, from which those behind it are counted.
    known: (usize, Place),
    /// A line of the last text.
    line: Span,
}

impl<'a> Texts<'a> {
    pub fn new(text_of: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { text_of, last: None, known: START, line: 0..0 }
    }

    /// The text of a file; empty when it can't be read (any more).
    pub fn of(&mut self, path: &str) -> &str {
        if self.last.as_ref().is_none_or(|(known, _)| known != path) {
            self.last = Some((path.to_owned(), (self.text_of)(path).unwrap_or_default()));
            (self.known, self.line) = (START, 0..0);
        }
        self.last.as_ref().map_or("", |(_, text)| text)
    }

    /// The text of a file beside the one at hand, which stays at hand.
    pub fn other(&self, path: &str) -> String {
        (self.text_of)(path).unwrap_or_default()
    }

    /// Where a finding begins and ends. Findings come in order, so nothing is counted twice: a text with
    /// a finding on each of its lines would take its square otherwise.
    pub fn places(&mut self, diagnostic: &Diagnostic) -> (Place, Place) {
        // Another file begins anew.
        self.of(&diagnostic.path);
        let known = self.known;
        let text = self.of(&diagnostic.path);
        let span = place::clamped(text, &diagnostic.span);
        let known = if text.is_empty() || known.0 > span.start { START } else { known };
        let start = place::onward(text, known, span.start);
        let end = place::onward(text, (span.start, start), span.end);
        self.known = (span.start, start);
        (start, end)
    }

    /// The edits that fix a finding, with the places where they begin and end; none if it can't be fixed.
    pub fn fix(&mut self, diagnostic: &Diagnostic) -> Option<Vec<(Place, Place, String)>> {
        if diagnostic.fix.is_empty() {
            return None;
        }
        let mut known = self.known;
        let text = self.of(&diagnostic.path);
        let place = |edit| {
            let (span, new) = fix::resolve(edit, text)?;
            let known_start = if known.0 > span.start { START } else { known };
            let start = place::onward(text, known_start, span.start);
            known = (span.start, start);
            Some((start, place::onward(text, known, span.end), new))
        };
        diagnostic.fix.iter().map(place).collect()
    }

    /// The line in which a place lies, without its end. Looked for once for all findings on one line: a
    /// line with very many would take its square otherwise.
    fn line(&mut self, path: &str, at: usize) -> Span {
        let known = self.line.clone();
        let text = self.of(path);
        if !known.is_empty() && known.contains(&at) {
            return known;
        }
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1);
        self.line = start..end;
        start..end
    }
}

/// All findings, one after the other, with colours if `styled`. `text_of` gives a file's text by its path.
pub fn text(
    found: &[Diagnostic],
    text_of: &dyn Fn(&str) -> Option<String>,
    styled: bool,
) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let mut texts = Texts::new(text_of);
    let mut out = String::new();
    for diagnostic in found {
        out.push_str(&one(diagnostic, &mut texts, &renderer));
        out.push_str("\n\n");
    }
    out
}

/// All findings, each file's under its name and what they add up to.
pub fn by_file(
    found: &[Diagnostic],
    text_of: &dyn Fn(&str) -> Option<String>,
    styled: bool,
) -> String {
    let mut out = String::new();
    for of_file in found.chunk_by(|a, b| a.path == b.path) {
        let (bold, plain) = if styled { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        let path = &of_file[0].path;
        out.push_str(&format!("{bold}{path}{plain}: {}\n\n", counts(of_file)));
        out.push_str(&text(of_file, text_of, styled));
    }
    out
}

/// How often each rule found something, worst first.
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

/// `3 errors, 1 warning, 2 hints`, or nothing if nothing was found.
pub fn counts(found: &[Diagnostic]) -> String {
    let count = |severity| found.iter().filter(|d| d.severity == severity).count();
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")]
        .into_iter()
        .map(|(severity, word)| (count(severity), word))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" }))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Longer lines are no help to anybody, and to lay out all of them for each finding takes their square.
const LONGEST: usize = 20_000;

fn one(diagnostic: &Diagnostic, texts: &mut Texts, renderer: &Renderer) -> String {
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
    let title = level.primary_title(&diagnostic.message).id(diagnostic.rule.name);
    let shown = (line.len() <= LONGEST && !text.is_empty())
        .then(|| excerpt(text, line.start, &diagnostic.span))
        .filter(|(excerpt, _)| excerpt.len() <= LONGEST);
    let mut group = match shown {
        Some((excerpt, span)) => title.element(
            Snippet::source(excerpt)
                .line_start(place.line)
                .path(&*diagnostic.path)
                .annotation(AnnotationKind::Primary.span(span)),
        ),
        None => {
            let origin = Origin::path(&*diagnostic.path);
            title.element(match text.is_empty() {
                true => origin,
                false => origin.line(place.line).char_column(place.column),
            })
        }
    };
    if let Some((related, text)) = &other {
        let span = place::clamped(text, &related.span);
        let start = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
        let line = place::place(text, span.start).line;
        let (excerpt, span) = excerpt(text, start, &span);
        let mark = AnnotationKind::Context.span(span).label(&*related.message);
        let snippet = Snippet::source(excerpt).line_start(line).path(&*related.path);
        group = group.element(snippet.annotation(mark));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    if !diagnostic.fix.is_empty() {
        group = group.element(Level::NOTE.message(MENDED));
    }
    renderer.render(&[group])
}

const MENDED: &str = "`talkoo check --fix` does this";

/// The lines that a span touches, from the one that begins at `line` (at most three, so that a long table does not flood the screen), and
/// the span inside them. Only these are handed on: the renderer counts lines.
pub fn excerpt<'t>(text: &'t str, line: usize, span: &Span) -> (&'t str, Span) {
    let span = place::clamped(text, span);
    // A byte order mark is nothing that anybody sees.
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
    (excerpt, from..to.clamp(from, excerpt.len()))
}
