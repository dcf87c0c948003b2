//! Two terms of a vocabulary with one name.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;
use std::collections::{BTreeSet, HashMap};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("same_label.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for vocabulary in &model.graph.concepts.vocabularies {
        let mut first: HashMap<String, usize> = HashMap::new();
        for (n, id) in vocabulary.terms.iter().enumerate().filter(|_| !vocabulary.built_in) {
            let term = model.term(*id);
            let aliases = term.entry.alias.iter().map(|alias| &*alias.value);
            let names: BTreeSet<&str> = term.entry.label.all().chain(aliases).collect();
            for name in names {
                let other = *first.entry(name.trim().to_lowercase()).or_insert(n);
                if other == n {
                    continue;
                }
                let other = model.term(vocabulary.terms[other]);
                let id = &other.entry.id.value;
                let message = format!("`{name}` is also a name of the term `{id}`");
                let help = "give one of the terms another name; if they are the same, keep one and add the other's id to its `alias`";
                let problem = RULE.at(&term.path, term.entry.id.span.clone(), message).help(help);
                found.push(problem.related(
                    &other.path,
                    other.entry.id.span.clone(),
                    "the other term",
                ));
            }
        }
    }
}
