//! A work in the bibliography that nothing cites.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, cited};
use crate::parse::bibliography;
use std::collections::HashSet;

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("uncited_work.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    // A work that has a page is not a leftover.
    let keys = model.bibliography.entries.iter().map(|entry| entry.key.value.as_str());
    let mut uncited: HashSet<&str> = keys.filter(|key| model.publication(key).is_none()).collect();
    if uncited.is_empty() {
        return;
    }
    for key in cited(&model.pages, &model.term_files) {
        uncited.remove(key);
    }
    for entry in &model.bibliography.entries {
        let key = entry.key.value.as_str();
        if uncited.contains(key) {
            let message = format!("nothing cites `{key}` yet");
            found.push(RULE.at(&bibliography::PATH.into(), entry.key.span.clone(), message));
        }
    }
}
