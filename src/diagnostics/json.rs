//! Findings for programs: one JSON array, an object a finding.

use super::text::Texts;
use super::{Diagnostic, Severity};
use serde::Serialize;

#[derive(Serialize)]
struct Record<'a> {
    rule: &'static str,
    severity: Severity,
    path: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: Option<&'a str>,
    /// The changes of this file that mend it, if that is certain.
    mending: Option<Vec<Replacement>>,
}

/// What stands from one place to another becomes another text.
#[derive(Serialize)]
struct Replacement {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: String,
}

/// The findings as `[{rule, severity, path, line, column, message, help, mending}]`; lines and
/// columns count from 1. `text_of` gives a file's text by its path.
pub fn json(found: &[Diagnostic], text_of: &dyn Fn(&str) -> Option<String>) -> String {
    let mut texts = Texts::new(text_of);
    let records: Vec<Record> = found
        .iter()
        .map(|d| {
            let (place, _) = texts.places(d);
            Record {
                rule: d.rule.name,
                severity: d.severity,
                path: &d.path,
                line: place.line,
                column: place.column,
                message: &d.message,
                help: d.help.as_deref(),
                mending: mending(d, &mut texts),
            }
        })
        .collect();
    // Plain texts and numbers: serde_json has nothing here that it could refuse.
    serde_json::to_string_pretty(&records).unwrap_or_default()
}

fn mending(d: &Diagnostic, texts: &mut Texts) -> Option<Vec<Replacement>> {
    let edits = texts.mending(d)?.into_iter().map(|(start, end, text)| Replacement {
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text,
    });
    Some(edits.collect())
}
