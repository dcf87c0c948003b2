//! `talkoo fmt`: front matter and `terms.toml` in one style, with the keys in the order of the schema. Comments stay with
//! what they are about, and the text of a page stays as it is. A file that can't be read without mistakes is left alone,
//! because nobody knows what was meant, and so is front matter in YAML.

mod document;
mod forms;
mod order;
mod write;

use crate::config::Config;
use crate::diagnostics::rules::{BROKEN_TOML, NO_FRONT_MATTER, NOT_UTF8, UNCLOSED_FRONT_MATTER};
use crate::diagnostics::{Diagnostic, Span};
use crate::fix::Change;
use crate::parse::{self, Parsed, conflicts};
use crate::snapshot::unreadable;
use crate::sources::{File, Kind, Source};
use crate::tables::Form;
use order::Order;
use std::sync::Arc;
use toml_parser::lexer::TokenKind;

/// What became of a file.
pub enum Outcome {
    /// It is in this style already.
    Same,
    Changed(Box<Change>),
    /// Its front matter is YAML.
    Yaml(Arc<str>),
    /// It is left alone, because of these mistakes.
    Broken(Vec<Diagnostic>),
}

/// Whether a file is one that is formatted.
pub fn is_formatted(file: &File) -> bool {
    matches!(file.kind, Kind::Page | Kind::Terms)
}

/// Formats a file.
pub fn format(file: &File, config: &Config) -> Outcome {
    let source = match file.read() {
        Ok(source) => source,
        Err(error) => return Outcome::Broken(vec![unreadable(&file.path, &error)]),
    };
    let (part, order, mut problems) = match parse::parse(&source, config) {
        Some(Parsed::Page(page)) => {
            if page.form == Form::Yaml {
                return Outcome::Yaml(source.path);
            }
            (page.toml, order::of_page(&page.role, config), page.problems)
        }
        Some(Parsed::Terms(terms)) => {
            let part = 0..source.bytes.len();
            (part, order::of_terms(terms.vocabulary, config), terms.problems)
        }
        _ => return Outcome::Same,
    };
    problems.retain(is_in_the_way);
    let conflicts = conflicts(&source);
    if !conflicts.is_empty() {
        // The rest follows from these.
        problems = conflicts;
    }
    if !problems.is_empty() {
        return Outcome::Broken(problems);
    }
    changed(source, &part, &order)
}

/// Whether a mistake leaves open how the file is to be read.
fn is_in_the_way(problem: &Diagnostic) -> bool {
    let rules = [&BROKEN_TOML, &NO_FRONT_MATTER, &NOT_UTF8, &UNCLOSED_FRONT_MATTER];
    rules.into_iter().any(|rule| std::ptr::eq(problem.rule, rule))
}

/// The file with the part that is TOML in order.
fn changed(source: Source, part: &Span, order: &Order) -> Outcome {
    // It is UTF-8, or there were a diagnostic.
    let before = String::from_utf8_lossy(&source.bytes).into_owned();
    let mark =
        if part.start == 0 && before.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let part = part.start + mark..part.end;
    let Some(text) = before.get(part.clone()) else { return Outcome::Same };
    let formatted = formatted(text, order);
    if formatted == text {
        return Outcome::Same;
    }
    let mut after = before.clone();
    after.replace_range(part, &formatted);
    let change = Change { path: source.path, before, bytes: source.bytes, after, is_new: false };
    Outcome::Changed(Box::new(change))
}

/// The text in order; the text itself if it can't be read, or if anything but its form would change.
pub fn formatted(text: &str, order: &Order) -> String {
    let has_returns = text.contains("\r\n");
    let plain = if has_returns { text.replace("\r\n", "\n") } else { text.to_owned() };
    let Some(mut document) = document::read(&plain) else { return text.to_owned() };
    forms::settle(&mut document, order);
    let written = write::write(document, order);
    let after = if has_returns { written.replace('\n', "\r\n") } else { written };
    if says_the_same(text, &after, order) { after } else { text.to_owned() }
}

/// Whether two texts have the same data and the same comments.
fn says_the_same(a: &str, b: &str, order: &Order) -> bool {
    let data = |text: &str| Some(forms::listed(toml::from_str(text).ok()?, order));
    data(a).is_some_and(|of_a| data(b) == Some(of_a)) && comments(a) == comments(b)
}

/// The comments of a text, sorted.
pub fn comments(text: &str) -> Vec<String> {
    let tokens = toml_parser::Source::new(text).lex();
    let comments = tokens.filter(|token| token.kind() == TokenKind::Comment);
    let span = |token: toml_parser::lexer::Token| token.span().start()..token.span().end();
    let mut comments: Vec<String> =
        comments.filter_map(|token| Some(text.get(span(token))?.trim_end().to_owned())).collect();
    comments.sort();
    comments
}

#[cfg(test)]
mod tests;
