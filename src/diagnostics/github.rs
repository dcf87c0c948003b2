//! Diagnostics as GitHub workflow commands, which annotate the lines of a pull request.

use super::text::{TextOf, Texts};
use super::{Diagnostic, Severity, visible_lines};
use std::fmt::Write;

/// One command for each diagnostic. `prefix` goes before each path: the path from the workflow's folder to the
/// repository with a `/` at its end, or nothing.
pub fn github(found: &[Diagnostic], text_of: TextOf, prefix: &str) -> String {
    let mut texts = Texts::new(text_of);
    let mut out = String::new();
    for d in found {
        let (start, end) = texts.places(d);
        let command = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "notice",
        };
        let path = property(&format!("{prefix}{}", d.path));
        let _ = write!(out, "::{command} file={path},line={},col={}", start.line, start.column);
        // GitHub accepts an end column only if start and end are on one line.
        if start.line == end.line && end.column > start.column {
            let _ = write!(out, ",endColumn={}", end.column);
        }
        let help = d.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
        let _ = writeln!(out, ",title={}::{}", d.rule.name, data(&format!("{}{help}", d.message)));
    }
    out
}

fn data(text: &str) -> String {
    visible_lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_line_ends_are_escaped() {
        let diagnostic = crate::diagnostics::rules::UNKNOWN_KEY
            .at(&"content/a,b.md".into(), 5..6, "100 % wrong")
            .help("write\nthis");
        let shown = github(&[diagnostic], &|_| Some("a\r\nõ x\r\n".into()), "site/");
        assert_eq!(
            shown,
            "::error file=site/content/a%2Cb.md,line=2,col=2,endColumn=3,title=unknown-key::100 %25 wrong%0Awrite%0Athis\n"
        );
    }
}
