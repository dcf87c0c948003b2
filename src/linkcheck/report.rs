//! The report of a link check: for people grouped by what to do about each address, for programs as a list.

use super::Answer;
use super::addresses::Addresses;
use super::answers::{Answers, Record};
use crate::diagnostics::text::TextOf;
use crate::diagnostics::{place, visible};
use serde::Serialize;
use std::fmt::Write;

/// An address with its answer and the places that use it.
#[derive(Serialize)]
pub struct Line<'a> {
    pub address: &'a str,
    #[serde(flatten)]
    pub answer: &'a Answer,
    /// When it was checked, in seconds since 1970.
    pub visited: u64,
    pub uses: Vec<Use>,
}

/// A place that uses an address.
#[derive(Clone, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub path: String,
    pub line: usize,
    pub column: usize,
}

/// All addresses that have an answer, in order. `text_of` gives a file's text by its path.
pub fn lines<'a>(addresses: &'a Addresses, answers: &'a Answers, text_of: TextOf) -> Vec<Line<'a>> {
    let lines = addresses.iter().filter_map(|(address, uses)| {
        let Record { at, answer } = answers.get(address)?;
        let mut uses: Vec<Use> = uses
            .iter()
            .map(|(path, span)| {
                // Most addresses are fine and not shown, so their lines are not looked up.
                let text = if is_shown(answer) { text_of(path) } else { None };
                let place = place::place(text.as_deref().unwrap_or_default(), span.start);
                Use { path: path.to_string(), line: place.line, column: place.column }
            })
            .collect();
        uses.sort();
        uses.dedup();
        Some(Line { address, answer, visited: *at, uses })
    });
    lines.collect()
}

fn is_shown(answer: &Answer) -> bool {
    *answer != Answer::Fine
}

/// The report for people.
pub fn text(lines: &[Line], left: usize) -> String {
    let mut out = String::new();
    for (head, is_one) in GROUPS {
        let of_group: Vec<&Line> = lines.iter().filter(|line| is_one(line.answer)).collect();
        if of_group.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{head} ({})", of_group.len());
        for line in of_group {
            let _ = writeln!(out, "  {}{}", visible(line.address), remark(line.answer));
            let mut places: Vec<(&str, usize)> =
                line.uses.iter().map(|place| (&*place.path, place.line)).collect();
            places.dedup();
            for (path, line) in places {
                let _ = writeln!(out, "    {}:{line}", visible(path));
            }
        }
        out.push('\n');
    }
    let fine = lines.iter().filter(|line| line.answer.is_good()).count();
    let _ = writeln!(out, "{} web addresses: {fine} work", lines.len() + left);
    if left > 0 {
        let _ = writeln!(out, "{left} of them were not checked; run this again to continue");
    }
    out
}

type Group = (&'static str, fn(&Answer) -> bool);

/// The most urgent group comes first.
const GROUPS: [Group; 7] = [
    ("gone: find the new address, or remove the link", |a| matches!(a, Answer::Gone { .. })),
    ("no answer: check whether the site still exists", |a| matches!(a, Answer::Unreachable { .. })),
    ("invalid certificate: browsers warn readers about these sites", |a| {
        matches!(a, Answer::Certificate { .. })
    }),
    ("moved permanently: use the new address", |a| matches!(a, Answer::Moved { .. })),
    ("refused: open them in a browser to see whether readers can", |a| {
        matches!(a, Answer::Refused { .. })
    }),
    ("not checked: robots.txt disallows it", |a| *a == Answer::Robots),
    ("not checked: on a private network, which readers can't reach", |a| *a == Answer::Private),
];

fn remark(answer: &Answer) -> String {
    match answer {
        Answer::Gone { status } | Answer::Refused { status } => format!("  (status {status})"),
        Answer::Unreachable { why } | Answer::Certificate { why } => {
            format!("  ({})", visible(why))
        }
        Answer::Moved { to } => format!("\n    → {}", visible(to)),
        Answer::Fine | Answer::Robots | Answer::Private => String::new(),
    }
}
