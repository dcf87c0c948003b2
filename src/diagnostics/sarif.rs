//! Diagnostics as SARIF 2.1.0, for code scanning tools.

use super::place::{self, Place};
use super::text::{TextOf, Texts};
use super::visible::visible_json;
use super::{Diagnostic, Prose, Rule, Severity};
use crate::files;
use serde_json::{Value, json};

/// One run with all diagnostics and their rules. Columns count characters (`unicodeCodePoints`).
pub fn sarif(found: &[Diagnostic], text_of: TextOf) -> String {
    let mut texts = Texts::new(text_of);
    let mut rules: Vec<&'static Rule> = found.iter().map(|d| d.rule).collect();
    rules.sort_by_key(|rule| rule.name);
    rules.dedup_by_key(|rule| rule.name);
    let results: Vec<Value> = found.iter().map(|d| result(d, &rules, &mut texts)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "talkoo",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    // Strings and numbers always serialize.
    visible_json(serde_json::to_string_pretty(&log).unwrap_or_default())
}

fn described(rule: &Rule) -> Value {
    let Prose { what, why, .. } = rule.prose();
    json!({
        "id": rule.name,
        "shortDescription": { "text": what },
        "fullDescription": { "text": format!("{what} {why}") },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(d: &Diagnostic, rules: &[&'static Rule], texts: &mut Texts) -> Value {
    let (start, end) = texts.places(d);
    let message = match &d.help {
        Some(help) => format!("{}\n{help}", d.message),
        None => d.message.clone(),
    };
    let mut place = json!({ "artifactLocation": { "uri": files::encode(&d.path) } });
    // A picture has no lines, so it has no region.
    if !texts.of(&d.path).is_empty() {
        place["region"] = region(start, end);
    }
    let mut result = json!({
        "ruleId": d.rule.name,
        "ruleIndex": rules.iter().position(|rule| rule.name == d.rule.name),
        "level": level(d.severity),
        "message": { "text": message },
        "locations": [{ "physicalLocation": place }],
    });
    if let Some(related) = &d.related {
        let text = texts.other(&related.path);
        let at = |offset| place::place(&text, offset);
        result["relatedLocations"] = json!([{
            "message": { "text": related.message },
            "physicalLocation": {
                "artifactLocation": { "uri": files::encode(&related.path) },
                "region": region(at(related.span.start), at(related.span.end)),
            },
        }]);
    }
    if let Some(edits) = texts.fix(d) {
        let replacement = |(start, end, text): (Place, Place, String)| json!({ "deletedRegion": region(start, end), "insertedContent": { "text": text } });
        let replacements: Vec<Value> = edits.into_iter().map(replacement).collect();
        let change = json!({
            "artifactLocation": { "uri": files::encode(&d.path) },
            "replacements": replacements,
        });
        result["fixes"] = json!([{ "artifactChanges": [change] }]);
    }
    result
}

fn region(start: Place, end: Place) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}
