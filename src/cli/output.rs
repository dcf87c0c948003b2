//! Printing, and how the program ends. A reader who has gone away (a closed pipe) is no mistake, so results are not looked at.

use crate::diagnostics::{Diagnostic, text};
use crate::sources::Sources;
use std::io::{IsTerminal, Write};

/// How the program ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// It was done, and no error was found.
    Clean = 0,
    /// There are errors in the content.
    Problems = 1,
    /// It could not do what was asked.
    Failed = 2,
}

/// A line on standard output.
pub fn say(line: impl AsRef<str>) {
    let _ = writeln!(anstream::stdout(), "{}", line.as_ref());
}

/// A text on standard output, with its own ends of lines.
pub fn say_raw(text: impl AsRef<str>) {
    let _ = write!(anstream::stdout(), "{}", text.as_ref());
}

/// A line on standard error.
pub fn tell(line: impl AsRef<str>) {
    let _ = writeln!(anstream::stderr(), "{}", line.as_ref());
}

/// Says why nothing could be done.
pub fn fail(error: impl std::fmt::Display) -> Exit {
    tell(format!("error: {error}"));
    Exit::Failed
}

/// Prints findings for people, with what they add up to.
pub fn report(found: &[Diagnostic], sources: &Sources) {
    if !found.is_empty() {
        report_in_full(found, sources);
        tell(text::counts(found));
    }
}

/// Prints findings for people.
pub fn report_in_full(found: &[Diagnostic], sources: &Sources) {
    let styled = std::io::stderr().is_terminal();
    let _ = write!(anstream::stderr(), "{}", text::text(found, &|path| sources.text(path), styled));
}

/// Prints findings for people: grouped by file, with a summary by rule at the end.
pub fn report_by_file(found: &[Diagnostic], sources: &Sources) {
    if found.is_empty() {
        return;
    }
    let styled = std::io::stderr().is_terminal();
    let text = text::by_file(found, &|path| sources.text(path), styled);
    let _ = write!(anstream::stderr(), "{text}");
    // Of a single rule, the counts say it all.
    if found.iter().any(|diagnostic| diagnostic.rule.name != found[0].rule.name) {
        tell(text::by_rule(found));
    }
    tell(text::counts(found));
    tell("`talkoo check --explain RULE` says more about a rule");
}
