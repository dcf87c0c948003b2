//! The content of an open page's panel, as JSON: the changes of the last edit, all problems of the
//! repository, and in full those of this page.

use super::edition::{Changed, Edition};
use super::memory::Memory;
use super::page::{self, Shown};
use super::route::{self, Found};
use crate::diagnostics::rules::UNREADABLE;
use crate::diagnostics::text::{Texts, excerpt};
use crate::diagnostics::{Diagnostic, Severity, Span, place};
use crate::model::Target;
use crate::outputs::Output;
use crate::site::Site;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;

/// The maximum number of listed problems, and of changed addresses of each kind: nobody reads thousands.
const PROBLEMS: usize = 200;
const ADDRESSES: usize = 50;
/// How many characters of a line are shown before, in and after the span. A paragraph is one line.
const BEFORE: usize = 50;
const MARKED: usize = 200;
const BEHIND: usize = 80;

/// The status for the page at `path`.
pub fn status(edition: &Edition, memory: &Memory, path: &str) -> String {
    let site = &*edition.site;
    let shown = page::at(edition, memory, path);
    let text_of = |path: &str| site.snapshot.sources.text(path);
    let mut texts = Texts::new(&text_of);
    let here: Vec<Value> = here(edition, shown.as_ref(), path)
        .iter()
        .map(|finding| in_full(finding, &mut texts))
        .collect();
    let (problems, more) = problems(edition, &mut texts);
    let count = |severity| edition.found.iter().filter(|d| d.severity == severity).count();
    let status = json!({
        "edit": edition.changed.sentence(),
        "changed": changed(&edition.changed),
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "hints": count(Severity::Hint),
        "problems": problems,
        "more": more,
        "here": here,
        "old": shown.is_some_and(|shown| shown.is_old),
        "away": edition.away.as_ref().map(|away| &away.sentence),
    });
    status.to_string()
}

fn changed(changed: &Changed) -> Value {
    let list = |(name, urls): (&str, &Vec<String>)| {
        let first = &urls[..urls.len().min(ADDRESSES)];
        json!({ "kind": name, "count": urls.len(), "urls": first })
    };
    changed.kinds().map(list).collect()
}

/// The problems of the repository by file, files with errors first, and how many are omitted.
fn problems(edition: &Edition, texts: &mut Texts) -> (Vec<Value>, usize) {
    let problems: Vec<&Diagnostic> =
        edition.found.iter().filter(|d| d.severity != Severity::Hint).collect();
    let mut files: Vec<&[&Diagnostic]> = problems.chunk_by(|a, b| a.path == b.path).collect();
    files.sort_by_key(|of_file| of_file.iter().map(|d| d.severity).min());
    let mut left = PROBLEMS;
    let mut listed = Vec::new();
    for of_file in files {
        let of_file = &of_file[..of_file.len().min(left)];
        left -= of_file.len();
        let Some(first) = of_file.first() else { break };
        let findings: Vec<Value> = of_file.iter().map(|finding| in_short(finding, texts)).collect();
        let url = page_of(&edition.site, &first.path);
        listed.push(json!({ "path": &*first.path, "url": url, "findings": findings }));
    }
    (listed, problems.len() - (PROBLEMS - left))
}

/// The address of the page with a file's content.
fn page_of<'r>(site: &'r Site, path: &str) -> Option<&'r str> {
    let model = &site.model;
    if let Some(id) = model.graph.links.by_path.get(path) {
        return Some(&model.page(*id).url);
    }
    let file = model.term_files.iter().find(|file| *file.path == *path)?;
    let target = Some(Target::Vocabulary(file.vocabulary?));
    let outputs = &site.outputs.all;
    let output = outputs.iter().find(|output| output.kind.target() == target);
    output.map(|output| output.url.as_str())
}

/// The diagnostics of a page: what keeps it from rendering, what its own files have, and what keeps all pages
/// from rendering.
fn here(edition: &Edition, shown: Option<&Shown>, path: &str) -> Vec<Diagnostic> {
    let site = &*edition.site;
    let away = edition.away.iter().flat_map(|away| &away.found);
    let mut here: Vec<Diagnostic> = away.cloned().collect();
    // A file that changed a moment ago belongs to the next edition, which is on its way.
    let lasts = |problem: &&Diagnostic| problem.rule.name != UNREADABLE.name;
    if let Some(problem) = shown.and_then(|shown| shown.problem.as_deref()).filter(lasts) {
        here.push(problem.clone());
        // An unreadable template breaks the templates that use it.
        here.extend(site.theme.problems.iter().cloned());
    }
    let mut places = match route::find(site, path) {
        Found::Output(output) => own(site, output),
        _ => Vec::new(),
    };
    places.extend(page::unread(site).into_iter().map(|path| (path, 0..usize::MAX)));
    let is_here = |found: &&Diagnostic| {
        let at = found.span.start;
        places.iter().any(|(path, span)| *path == found.path && (span.contains(&at)))
    };
    here.extend(edition.found.iter().filter(is_here).cloned());
    here.sort_by_key(|found| found.severity);
    let mut seen = HashSet::new();
    here.retain(|d| seen.insert((d.path.clone(), d.span.start, d.message.clone())));
    // The rest is in the list of all problems.
    here.truncate(PROBLEMS);
    here
}

/// The source files of an output, and its spans in them.
fn own(site: &Site, output: &Output) -> Vec<(Arc<str>, Span)> {
    let model = &site.model;
    let mut own = Vec::new();
    if let Some(page) = site.text_of(output) {
        own.push((page.path.clone(), 0..usize::MAX));
        let key = model.key_of(page);
        let entry = key
            .and_then(|key| model.bibliography.entries.iter().find(|entry| entry.key.value == key));
        let path = &model.bibliography.path;
        own.extend(entry.map(|entry| (path.clone(), around(site, path, &entry.key.span, "@"))));
    }
    match output.kind.target() {
        Some(Target::Home) => own.push((crate::config::PATH.into(), 0..usize::MAX)),
        Some(Target::Term(id)) => {
            let term = model.term(id);
            let place = around(site, &term.path, &term.entry.id.span, "[[term]]");
            own.push((term.path.clone(), place));
        }
        Some(Target::Vocabulary(v)) => {
            let files = model.term_files.iter().filter(|file| file.vocabulary == Some(v));
            own.extend(files.map(|file| (file.path.clone(), 0..usize::MAX)));
        }
        _ => {}
    }
    own
}

/// The part of a file around a span: from one `mark` to the next.
fn around(site: &Site, path: &str, span: &Span, mark: &str) -> Span {
    let text = site.snapshot.sources.text(path).unwrap_or_default();
    let span = place::clamped(&text, span);
    let line = |at: usize| text[..at].is_empty() || text[..at].ends_with('\n');
    let before = text[..span.start].rmatch_indices(mark).find(|(at, _)| line(*at));
    let behind = text[span.end..].match_indices(mark).find(|(at, _)| line(span.end + at));
    let end = behind.map_or(usize::MAX, |(at, _)| span.end + at);
    before.map_or(0, |(at, _)| at)..end
}

fn in_short(finding: &Diagnostic, texts: &mut Texts) -> Value {
    let (start, _) = texts.places(finding);
    json!({
        "rule": finding.rule.name,
        "severity": finding.severity,
        "line": start.line,
        "column": start.column,
        "message": finding.message,
    })
}

fn in_full(finding: &Diagnostic, texts: &mut Texts) -> Value {
    let mut full = in_short(finding, texts);
    let related = finding.related.as_ref().map(|related| {
        let text = texts.other(&related.path);
        let line = place::place(&text, related.span.start).line;
        json!({
            "path": &*related.path,
            "line": line,
            "message": related.message,
            "excerpt": lines(&text, &related.span, line),
        })
    });
    let line = texts.places(finding).0.line;
    let text = texts.of(&finding.path);
    full["path"] = json!(&*finding.path);
    let prose = finding.rule.prose();
    full["what"] = json!(prose.what);
    full["why"] = json!(prose.why);
    full["help"] = json!(finding.help);
    full["fixed"] = json!(!finding.fix.is_empty());
    full["excerpt"] = lines(text, &finding.span, line);
    full["related"] = json!(related);
    full
}

/// The lines of a span: each with its number and the text before, in and after the span.
fn lines(text: &str, span: &Span, first: usize) -> Value {
    if text.is_empty() {
        return json!([]);
    }
    let span = place::clamped(text, span);
    let (excerpt, span) = excerpt(text, place::line_start(text, span.start), &span);
    let mut at = 0;
    let mut lines = Vec::new();
    for (i, line) in excerpt.split_inclusive('\n').enumerate() {
        let shown = line.trim_end_matches(['\n', '\r']);
        let within = |offset: usize| offset.saturating_sub(at).min(shown.len());
        let (from, to) = (within(span.start), within(span.end));
        let (before, marked) = (&shown[..from], &shown[from..to]);
        lines.push(json!({
            "line": first + i,
            "before": last(before, BEFORE),
            "marked": self::first(marked, MARKED),
            "behind": self::first(&shown[to..], BEHIND),
        }));
        at += line.len();
    }
    json!(lines)
}

fn first(text: &str, n: usize) -> String {
    match text.char_indices().nth(n) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn last(text: &str, n: usize) -> String {
    match text.char_indices().rev().nth(n) {
        Some((at, c)) => format!("…{}", &text[at + c.len_utf8()..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_around_what_is_meant() {
        let text = format!("one\n{}õops{}\nthree\n", "a".repeat(60), "b".repeat(100));
        let at = text.find('õ').unwrap();
        let lines = lines(&text, &(at..at + 5), 2);
        assert_eq!(lines[0]["line"], 2);
        assert_eq!(lines[0]["before"], format!("…{}", "a".repeat(BEFORE)));
        assert_eq!(lines[0]["marked"], "õops");
        assert_eq!(lines[0]["behind"], format!("{}…", "b".repeat(BEHIND)));
    }

    #[test]
    fn a_span_over_lines_is_marked_on_each() {
        let lines = lines("a [b\nc] d\n", &(2..7), 1);
        assert_eq!((&lines[0]["marked"], &lines[1]["marked"]), (&json!("[b"), &json!("c]")));
        assert_eq!((&lines[0]["behind"], &lines[1]["behind"]), (&json!(""), &json!(" d")));
        assert_eq!(self::lines("", &(0..1), 1), json!([]));
    }
}
