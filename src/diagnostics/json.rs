//! Findings for programs: one JSON array, an object a finding.

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
}

/// The findings as `[{rule, severity, path, line, column, message, help}]`; lines and columns count
/// from 1. `text_of` gives a file's text by its path.
pub fn json(found: &[Diagnostic], text_of: &dyn Fn(&str) -> Option<String>) -> String {
    let mut texts = super::text::Texts::new(text_of);
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
            }
        })
        .collect();
    // Plain texts and numbers: serde_json has nothing here that it could refuse.
    serde_json::to_string_pretty(&records).unwrap_or_default()
}
