//! What was learnt of the addresses: for people by what is to be done about them, for programs as they are.

use super::Answer;
use super::addresses::Addresses;
use super::answers::{Answers, Record};
use crate::diagnostics::place;
use serde::Serialize;
use std::fmt::Write;

/// An address with its answer and the places that name it.
#[derive(Serialize)]
pub struct Line<'a> {
    pub address: &'a str,
    #[serde(flatten)]
    pub answer: &'a Answer,
    /// When it was visited, in seconds since 1970.
    pub visited: u64,
    pub uses: Vec<Use>,
}

/// A place that names an address.
#[derive(Clone, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub path: String,
    pub line: usize,
    pub column: usize,
}

/// All addresses that are known, in order. `text_of` gives a file's text by its path.
pub fn lines<'a>(
    addresses: &'a Addresses,
    remembered: &'a Answers,
    text_of: &dyn Fn(&str) -> Option<String>,
) -> Vec<Line<'a>> {
    let known = addresses.iter().filter_map(|(address, uses)| {
        let Record { at, answer } = remembered.get(address)?;
        let mut uses: Vec<Use> = uses
            .iter()
            .map(|(path, span)| {
                // Only what is to be shown is looked up: most addresses are fine.
                let text = if is_shown(answer) { text_of(path) } else { None };
                let place = place::place(text.as_deref().unwrap_or_default(), span.start);
                Use { path: path.to_string(), line: place.line, column: place.column }
            })
            .collect();
        uses.sort();
        uses.dedup();
        Some(Line { address, answer, visited: *at, uses })
    });
    known.collect()
}

fn is_shown(answer: &Answer) -> bool {
    *answer != Answer::Fine
}

/// For people.
pub fn text(lines: &[Line], left: usize) -> String {
    let mut out = String::new();
    for (head, is_one) in GROUPS {
        let of_group: Vec<&Line> = lines.iter().filter(|line| is_one(line.answer)).collect();
        if of_group.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{head} ({})", of_group.len());
        for line in of_group {
            let _ = writeln!(out, "  {}{}", line.address, remark(line.answer));
            let mut places: Vec<(&str, usize)> =
                line.uses.iter().map(|place| (&*place.path, place.line)).collect();
            places.dedup();
            for (path, line) in places {
                let _ = writeln!(out, "    {path}:{line}");
            }
        }
        out.push('\n');
    }
    let fine = lines.iter().filter(|line| line.answer.is_good()).count();
    let _ = writeln!(out, "{} web addresses: {fine} lead somewhere", lines.len() + left);
    if left > 0 {
        let _ = writeln!(out, "{left} of them were not visited; run this again to go on");
    }
    out
}

type Group = (&'static str, fn(&Answer) -> bool);

/// What is to be done first comes first.
const GROUPS: [Group; 7] = [
    ("gone: find where they are now, or take the links away", |a| matches!(a, Answer::Gone { .. })),
    ("no answer: look whether the site is still there", |a| {
        matches!(a, Answer::Unreachable { .. })
    }),
    ("certificate broken: browsers warn readers of these sites", |a| {
        matches!(a, Answer::Certificate { .. })
    }),
    ("moved for good: write the new address", |a| matches!(a, Answer::Moved { .. })),
    ("refused: open them in a browser to see whether readers can", |a| {
        matches!(a, Answer::Refused { .. })
    }),
    ("not visited, because robots.txt asks so", |a| *a == Answer::Robots),
    ("not visited, because they lie in a private network, where no reader can go", |a| {
        *a == Answer::Private
    }),
];

fn remark(answer: &Answer) -> String {
    match answer {
        Answer::Gone { status } | Answer::Refused { status } => format!("  (status {status})"),
        Answer::Unreachable { why } | Answer::Certificate { why } => format!("  ({why})"),
        Answer::Moved { to } => format!("\n    → {to}"),
        Answer::Fine | Answer::Robots | Answer::Private => String::new(),
    }
}
