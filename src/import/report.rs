//! What an import says at its end: what was taken over, what is missing, what could not be said, by kind with places.

use super::place::{Found, Plan};
use super::write::Written;
use crate::diagnostics::text::counted;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many places of a kind are shown.
const SHOWN: usize = 5;

/// The places of each kind.
fn kinds(found: &Found) -> BTreeMap<&str, Vec<(&str, &str)>> {
    let mut kinds: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for left in &found.left_out {
        kinds.entry(left.kind).or_default().push((&left.place, &left.what));
    }
    kinds
}

/// The report for people. `written` is none if nothing was to be written.
pub fn text(plan: &Plan, written: Option<&Written>, all: bool) -> String {
    let found = &plan.report;
    let mut out = String::new();
    for note in &found.notes {
        line(&mut out, note);
    }
    let drafts = if found.drafts > 0 {
        format!(" ({})", counted(found.drafts, "draft"))
    } else {
        String::new()
    };
    let parts = [
        (found.pages, format!("{}{drafts}", counted(found.pages, "page"))),
        (found.terms, counted(found.terms, "new term")),
        (found.works, counted(found.works, "new work")),
        (found.files, counted(found.files, "file")),
        (
            found.aliases,
            format!(
                "{} kept",
                counted(found.aliases, "old address").replace("addresss", "addresses")
            ),
        ),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| text).collect();
    line(
        &mut out,
        &if parts.is_empty() { "nothing new was found".to_owned() } else { parts.join(", ") },
    );
    list(
        &mut out,
        "pictures and files that the source only names",
        found.missing.iter().map(|one| (one.as_str(), "")),
        all,
    );
    let kinds = kinds(found);
    if !kinds.is_empty() {
        line(&mut out, "\nnot taken over, or to be looked at:");
    }
    for (kind, places) in kinds {
        list(&mut out, kind, places.into_iter(), all);
    }
    if let Some(written) = written {
        out.push('\n');
        let Written { new, grown, same, kept, failed } = written;
        line(
            &mut out,
            &match new.len() {
                0 => "nothing new to write".to_owned(),
                n => format!("wrote {}", counted(n, "new file")),
            },
        );
        if !grown.is_empty() {
            line(&mut out, &format!("added to {}", grown.join(", ")));
        }
        if *same > 0 {
            line(&mut out, &format!("left {} that had not changed", counted(*same, "file")));
        }
        list(
            &mut out,
            "files that exist and were left as they are",
            kept.iter().map(|path| (path.as_str(), "")),
            all,
        );
        list(
            &mut out,
            "files that could not be written",
            failed.iter().map(|why| (why.as_str(), "")),
            true,
        );
    }
    out
}

/// One line, whatever control characters a source has in its names.
fn line(out: &mut String, text: &str) {
    let (start, rest) = text.strip_prefix('\n').map_or(("", text), |rest| ("\n", rest));
    let _ = writeln!(out, "{start}{}", crate::diagnostics::visible(rest));
}

fn list<'l>(
    out: &mut String,
    kind: &str,
    places: impl Iterator<Item = (&'l str, &'l str)>,
    all: bool,
) {
    let places: Vec<(&str, &str)> = places.collect();
    if places.is_empty() {
        return;
    }
    line(out, &format!("{:>6}  {kind}", places.len()));
    let shown = if all { places.len() } else { SHOWN };
    for (place, what) in places.iter().take(shown) {
        let text = if what.is_empty() { (*place).to_owned() } else { format!("{place}: {what}") };
        let text: String = text.chars().take(160).collect();
        line(out, &format!("          {text}"));
    }
    if places.len() > shown {
        line(out, &format!("          and {} more; --all shows them", places.len() - shown));
    }
}

/// The report for programs.
pub fn json(plan: &Plan, written: Option<&Written>, mapping: &str) -> String {
    let found = &plan.report;
    let kinds = kinds(found).into_iter().map(|(kind, places)| {
        let places: Vec<Value> =
            places.iter().map(|(place, what)| json!({ "place": place, "what": what })).collect();
        json!({ "kind": kind, "count": places.len(), "places": places })
    });
    let written = written.map(|written| {
        json!({
            "new": written.new, "added_to": written.grown, "same": written.same, "kept": written.kept,
            "failed": written.failed,
        })
    });
    let report = json!({
        "pages": found.pages, "drafts": found.drafts, "terms": found.terms, "works": found.works, "files": found.files,
        "aliases": found.aliases, "missing": found.missing, "left_out": kinds.collect::<Vec<_>>(), "notes": found.notes,
        "mapping": mapping, "written": written,
    });
    format!("{report:#}")
}
