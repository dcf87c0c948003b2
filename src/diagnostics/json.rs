//! Diagnostics as JSON: an array with an object for each.

use super::text::{TextOf, Texts};
use super::visible::visible_json;
use super::{Diagnostic, Related, Severity, place};
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
    /// A second place that it is about.
    related: Option<Other<'a>>,
    /// The edits of this file that fix it, if that is certain.
    fix: Option<Vec<Replacement>>,
}

#[derive(Serialize)]
struct Other<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

/// Replaces what is between two places.
#[derive(Serialize)]
struct Replacement {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: String,
}

/// The diagnostics as `[{rule, severity, path, line, column, message, help, related, fix}]`; lines and
/// columns count from 1. `text_of` gives a file's text by its path.
pub fn json(found: &[Diagnostic], text_of: TextOf) -> String {
    // Strings and numbers always serialize.
    visible_json(serde_json::to_string_pretty(&records(found, text_of)).unwrap_or_default())
}

/// The diagnostics with another value beside them: `{findings, <name>}`.
pub fn with(
    found: &[Diagnostic],
    text_of: TextOf,
    name: &str,
    beside: serde_json::Value,
) -> String {
    let both = serde_json::json!({ "findings": records(found, text_of), name: beside });
    visible_json(format!("{both:#}"))
}

fn records<'a>(found: &'a [Diagnostic], text_of: TextOf) -> Vec<Record<'a>> {
    let mut texts = Texts::new(text_of);
    found
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
                related: d.related.as_deref().map(|related| other(related, text_of)),
                fix: fix(d, &mut texts),
            }
        })
        .collect()
}

fn other<'a>(related: &'a Related, text_of: TextOf) -> Other<'a> {
    let place = place::place(&text_of(&related.path).unwrap_or_default(), related.span.start);
    let Related { path, message, .. } = related;
    Other { path, line: place.line, column: place.column, message }
}

fn fix(d: &Diagnostic, texts: &mut Texts) -> Option<Vec<Replacement>> {
    let edits = texts.fix(d)?.into_iter().map(|(start, end, text)| Replacement {
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text,
    });
    Some(edits.collect())
}
