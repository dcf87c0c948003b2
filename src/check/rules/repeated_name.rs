//! A name that a term has twice: as its label and as an alias (the integrity condition S13 of SKOS), or twice as an alias.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;
use std::collections::BTreeSet;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("repeated_name.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for term in model.term_ids().map(|id| model.term(id)) {
        let mut names: BTreeSet<&str> = term.entry.label.all().collect();
        for alias in &term.entry.alias {
            if !names.insert(&alias.value) {
                let message = format!("`{}` is a name of this term already", alias.value);
                let help = "remove it from `alias`";
                found.push(RULE.at(&term.path, alias.span.clone(), message).help(help));
            }
        }
    }
}
