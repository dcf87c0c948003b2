//! A term that no page claims.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("unused_term.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for id in model.term_ids() {
        let term = model.term(id);
        let is_named = !model.graph.concepts.answers[id.0 as usize].is_empty();
        let is_used = !model.graph.lists.members[id.0 as usize].is_empty()
            || !model.graph.lists.responders[id.0 as usize].is_empty()
            || !term.narrower.is_empty()
            || is_named;
        if is_used || term.path.is_empty() {
            continue;
        }
        let name = &term.entry.id;
        let message = format!("no page uses the term `{}` yet", name.value);
        found.push(RULE.at(&term.path, name.span.clone(), message));
    }
}
