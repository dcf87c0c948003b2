//! Folds floods: of a rule with many diagnostics in one run only one is shown, with the number of the others. This is
//! for people only; programs get all of them.

use super::Diagnostic;
use std::collections::{BTreeSet, HashMap};

/// The largest number of diagnostics of one rule that are shown in full.
pub const MOST: usize = 20;

/// A diagnostic to show.
pub struct Shown<'a> {
    pub diagnostic: &'a Diagnostic,
    /// The others of its rule, if it stands for them.
    pub others: Option<Others>,
}

/// Diagnostics that are not shown.
#[derive(Debug, PartialEq)]
pub struct Others {
    pub number: usize,
    /// How many files they are in.
    pub files: usize,
}

/// All diagnostics.
pub fn all(found: &[Diagnostic]) -> Vec<Shown<'_>> {
    found.iter().map(|diagnostic| Shown { diagnostic, others: None }).collect()
}

/// The diagnostics of rules with at most [`MOST`]; of each other rule the first of the most severe.
pub fn fold(found: &[Diagnostic]) -> Vec<Shown<'_>> {
    let mut by_rule: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, diagnostic) in found.iter().enumerate() {
        by_rule.entry(diagnostic.rule.name).or_default().push(place);
    }
    let mut shown: Vec<(usize, Option<Others>)> = Vec::new();
    for same in by_rule.into_values() {
        if same.len() <= MOST {
            shown.extend(same.into_iter().map(|place| (place, None)));
            continue;
        }
        let rank = |place: &usize| (found[*place].severity, *place);
        let Some(first) = same.iter().copied().min_by_key(rank) else { continue };
        let others = same.iter().filter(|place| **place != first);
        let files: BTreeSet<&str> = others.map(|other| &*found[*other].path).collect();
        shown.push((first, Some(Others { number: same.len() - 1, files: files.len() })));
    }
    shown.sort_by_key(|(place, _)| *place);
    let one = |(place, others): (usize, _)| Shown { diagnostic: &found[place], others };
    shown.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Severity;
    use crate::diagnostics::rules::{RAW_HTML, UNKNOWN_KEY};

    #[test]
    fn the_most_severe_stands_for_a_flood() {
        let at = |i: usize| RAW_HTML.at(&format!("content/{}.md", i / 2).as_str().into(), 0..0, "");
        let mut found: Vec<Diagnostic> = (0..MOST).map(at).collect();
        found.push(UNKNOWN_KEY.at(&"content/x.md".into(), 0..0, ""));
        assert_eq!(fold(&found).len(), MOST + 1);
        found.push(Diagnostic { severity: Severity::Error, ..at(90) });
        let shown = fold(&found);
        let told: Vec<_> = shown.iter().map(|one| (&*one.diagnostic.path, &one.others)).collect();
        let others = Some(Others { number: MOST, files: MOST / 2 });
        assert_eq!(told, [("content/x.md", &None), ("content/45.md", &others)]);
    }
}
