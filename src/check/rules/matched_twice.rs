//! A concept elsewhere that a term gives both as the same and as nearly the same, or that two terms of a vocabulary give
//! as the same.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, TermId};
use std::collections::HashMap;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("matched_twice.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(usize, &str), TermId> = HashMap::new();
    for id in model.term_ids() {
        let term = model.term(id);
        let matches = &term.entry.matches;
        for close in &matches.close {
            if matches.exact.iter().any(|exact| exact.value == close.value) {
                let message = format!("`{}` is both an exact and a close match", close.value);
                let help = "keep one of them";
                found.push(RULE.at(&term.path, close.span.clone(), message).help(help));
            }
        }
        for exact in &matches.exact {
            let other = *first.entry((term.vocabulary, &*exact.value)).or_insert(id);
            if other == id {
                continue;
            }
            let other = model.term(other);
            let message = format!(
                "`{}` is an exact match of the term `{}` too",
                exact.value, other.entry.id.value
            );
            let help =
                "write `close` where the meanings differ; terms that mean the same should be one";
            let problem = RULE.at(&term.path, exact.span.clone(), message).help(help);
            found.push(problem.related(&other.path, other.entry.id.span.clone(), "the other term"));
        }
    }
}
