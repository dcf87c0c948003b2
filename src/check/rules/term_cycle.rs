//! A term that is broader than itself.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, TermId};

pub static RULE: Rule = Rule::new("term-cycle", Severity::Error, include_str!("term_cycle.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for id in model.term_ids() {
        let term = model.term(id);
        let Some(way) = way_back(model, id) else { continue };
        if let Some(broader) = &term.entry.broader {
            let names: Vec<&str> = way.iter().map(|id| &*model.term(*id).entry.id.value).collect();
            let message =
                format!("`{}` is broader than itself: {}", term.entry.id.value, names.join(" → "));
            let help = "remove `broader` from one of them";
            found.push(RULE.at(&term.path, broader.span.clone(), message).help(help));
        }
    }
}

/// The chain of broader terms from `start` back to `start`. It is read from the entries, because the model breaks
/// cycles.
fn way_back(model: &Model, start: TermId) -> Option<Vec<TermId>> {
    let mut way = vec![start];
    let mut at = start;
    while way.len() <= model.graph.concepts.terms.len() {
        let term = model.term(at);
        at = model.find_term(term.vocabulary, &term.entry.broader.as_ref()?.value)?;
        way.push(at);
        if at == start {
            return Some(way);
        }
    }
    None
}
