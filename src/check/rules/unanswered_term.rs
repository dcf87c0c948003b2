//! A term without the relations that its vocabulary declares: a barrier that no enabler answers.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("unanswered_term.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for term in model.graph.concepts.terms.iter().filter(|term| !term.path.is_empty()) {
        let fields = &model.config.vocabularies[term.vocabulary].fields;
        let of_terms = || fields.iter().enumerate().filter(|(_, field)| field.vocabulary.is_some());
        // `missing-field` reports a required field; a term with narrower terms leaves the answers to these.
        let is_answered =
            term.entry.facts.iter().any(|fact| of_terms().any(|(i, _)| i == fact.field));
        if is_answered || !term.narrower.is_empty() || of_terms().any(|(_, field)| field.is_due()) {
            continue;
        }
        let Some((_, field)) = of_terms().next() else { continue };
        let id = &term.entry.id;
        let message = format!("`{}` has nothing under “{}”", id.value, field.label.main);
        let help = format!("add a line to the term: {} = [\"…\"]", field.id);
        found.push(RULE.at(&term.path, id.span.clone(), message).help(help));
    }
}
