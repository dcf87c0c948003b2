//! Two terms with one id.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;
use std::collections::HashSet;

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("duplicate_term.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for file in &model.term_files {
        let mut seen = HashSet::new();
        for entry in &file.terms {
            if !seen.insert(&entry.id.value) {
                let message = format!("the term `{}` is defined twice", entry.id.value);
                let help = "give one of them a different id, or make it an alias of the other";
                found.push(RULE.at(&file.path, entry.id.span.clone(), message).help(help));
            }
        }
    }
}
