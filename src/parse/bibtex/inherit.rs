//! What entries inherit from others: all that they lack from those they name in `crossref` and `xdata`.

use super::entry::{Entry, Field, Origin};
use crate::diagnostics::rules::BAD_BIBLIOGRAPHY;
use crate::diagnostics::{Diagnostic, Span, did_you_mean};
use crate::words::has;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Fields that belong to one entry alone.
const OWN: &str = "crossref xref xdata ids entrysubtype label shorthand sortkey key abstract file annote \
";

/// Fields of which an entry has its own or inherits them together.
const GROUPS: [&[&str]; 2] = [&["date", "year", "month", "day"], &["doi", "url", "urldate"]];

/// Types of entries that are part of another work.
const PARTS: &str = "inbook incollection inproceedings conference inreference bookinbook suppbook suppcollection \
    article suppperiodical unpublished";

/// What a field costs besides its text, in bytes.
const A_FIELD: usize = 32;

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// Completes all entries. `left` is how many bytes may be added in all.
pub fn inherit(
    path: &Arc<str>,
    entries: &mut [Entry],
    mut left: usize,
    problems: &mut Vec<Diagnostic>,
) {
    let mut parents = parents(path, entries, problems);
    let mut states = vec![State::New; entries.len()];
    for first in 0..entries.len() {
        // The way from an entry to its parents, each with the number of the next parent.
        let mut way = vec![(first, 0_usize)];
        while let Some((child, n)) = way.last_mut() {
            let (at, next) = (*child, *n);
            *n += 1;
            if states[at] == State::Done {
                way.pop();
                continue;
            }
            states[at] = State::Open;
            let Some((parent, span)) = parents[at].get(next).cloned() else {
                let of = std::mem::take(&mut parents[at]);
                of.iter().for_each(|(parent, span)| {
                    take(path, entries, (at, *parent), span, &mut left, problems);
                });
                states[at] = State::Done;
                way.pop();
                continue;
            };
            match states[parent] {
                State::New => way.push((parent, 0)),
                State::Open => {
                    let message = format!("`{}` inherits from itself", entries[at].key.value);
                    let help = "remove this reference, or name the work that this one is part of";
                    problems.push(BAD_BIBLIOGRAPHY.at(path, span, message).help(help));
                    parents[at].remove(next);
                    if let Some((_, n)) = way.last_mut() {
                        *n = next;
                    }
                }
                State::Done => {}
            }
        }
    }
}

/// For each entry, those it names and where it names them.
fn parents(
    path: &Arc<str>,
    entries: &[Entry],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Vec<(usize, Span)>> {
    let keys = || entries.iter().map(|entry| entry.key.value.as_str());
    let by_key: HashMap<&str, usize> = keys().enumerate().map(|(i, key)| (key, i)).collect();
    let mut unknown = 0;
    let mut of = |entry: &Entry| {
        let mut parents: Vec<(usize, Span)> = Vec::new();
        let mut named = HashSet::new();
        for name in ["crossref", "xdata"] {
            let Some(field) = entry.fields.get(name) else { continue };
            for key in field.raw.split(',').map(str::trim).filter(|key| !key.is_empty()) {
                match by_key.get(key) {
                    Some(parent) if !named.insert(*parent) => {}
                    Some(parent) => parents.push((*parent, field.span.clone())),
                    None => {
                        let message = format!("`{key}` is not in the bibliography");
                        // Looking for the nearest key costs a look at all of them.
                        unknown += 1;
                        let near = (unknown <= 20).then(|| did_you_mean(key, keys())).flatten();
                        let problem = BAD_BIBLIOGRAPHY.at(path, field.span.clone(), message);
                        problems.push(problem.maybe(near));
                    }
                }
            }
        }
        parents
    };
    entries.iter().map(&mut of).collect()
}

/// Gives an entry what it lacks and its parent has.
fn take(
    path: &Arc<str>,
    entries: &mut [Entry],
    (child, parent): (usize, usize),
    span: &Span,
    left: &mut usize,
    problems: &mut Vec<Diagnostic>,
) {
    // Cycles are cut, so a parent is never its own child.
    let from = std::mem::take(&mut entries[parent].fields);
    let kind = entries[parent].kind.clone();
    let is_part = has(PARTS, &entries[child].kind) && kind != "xdata";
    let fields = &mut entries[child].fields;
    // A year of its own goes with no other month, and its own DOI with no other address.
    let closed = |group: &[&str]| group.iter().any(|name| fields.contains_key(*name));
    let closed: Vec<&[&str]> = GROUPS.into_iter().filter(|group| closed(group)).collect();
    for (name, field) in &from {
        let name = if is_part { as_part(&kind, name, fields) } else { name };
        *left = left.saturating_sub(A_FIELD);
        if has(OWN, name)
            || fields.contains_key(name)
            || closed.iter().any(|group| group.contains(&name))
        {
            continue;
        }
        if *left < field.raw.len() {
            let message = "with what it inherits this entry is too large, so it stays as it is";
            let help = "give the entry its own fields";
            problems.push(BAD_BIBLIOGRAPHY.at(path, span.clone(), message).help(help));
            break;
        }
        *left -= field.raw.len();
        fields.insert(name.to_owned(), Field { origin: Origin::Inherited, ..field.clone() });
    }
    entries[parent].fields = from;
}

/// What a field of a work is to a part of it: the title of a book is the `booktitle` of its chapters.
fn as_part<'n>(kind: &str, name: &'n str, own: &BTreeMap<String, Field>) -> &'n str {
    let is_many = kind.starts_with("mv");
    match name {
        "title" if kind == "periodical" => "journaltitle",
        "title" if is_many => "maintitle",
        "title" => "booktitle",
        "subtitle" if kind == "periodical" => "journalsubtitle",
        "subtitle" if is_many => "mainsubtitle",
        "subtitle" => "booksubtitle",
        "author" if kind.ends_with("book") && own.contains_key("author") => "bookauthor",
        _ => name,
    }
}
