//! Printing and the exit status. Write errors are ignored: a closed pipe is not a failure.

use crate::diagnostics::{Diagnostic, fold, text, visible};
use crate::sources::Sources;
use std::io::{IsTerminal, Write};

/// The exit status.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// Success, and no errors in the content.
    Clean = 0,
    /// There are errors in the content.
    Problems = 1,
    /// The command could not run.
    Failed = 2,
}

/// Prints a line on standard output. It stays one line, whatever the names and values in it.
pub fn say(line: impl AsRef<str>) {
    let _ = writeln!(anstream::stdout(), "{}", visible(line.as_ref()));
}

/// Prints a text on standard output as it is.
pub fn say_raw(text: impl AsRef<str>) {
    let _ = write!(anstream::stdout(), "{}", text.as_ref());
}

/// Prints a line on standard error. It stays one line, whatever the names and values in it.
pub fn tell(line: impl AsRef<str>) {
    let _ = writeln!(anstream::stderr(), "{}", visible(line.as_ref()));
}

/// Prints a text on standard error as it is.
pub fn tell_raw(text: impl AsRef<str>) {
    let _ = write!(anstream::stderr(), "{}", text.as_ref());
}

/// Prints an error.
pub fn fail(error: impl std::fmt::Display) -> Exit {
    tell(format!("error: {error}"));
    Exit::Failed
}

/// Prints diagnostics and their counts on standard error.
pub fn report(found: &[Diagnostic], sources: &Sources) {
    if !found.is_empty() {
        report_in_full(found, sources);
        tell(text::counts(found));
    }
}

/// Prints diagnostics on standard error; floods are folded.
pub fn report_in_full(found: &[Diagnostic], sources: &Sources) {
    let styled = std::io::stderr().is_terminal();
    let text = text::text(&fold::fold(found), &|path| sources.text(path), styled);
    tell_raw(text);
}
