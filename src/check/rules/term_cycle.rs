//! A term that is broader than itself.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, TermId, cycles};

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("term_cycle.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

/// How many terms of a cycle a message names.
const NAMED: usize = 12;

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    // From the entries, because the model breaks cycles.
    let broader = |id: TermId| {
        let term = model.term(id);
        model.find_term(term.vocabulary, &term.entry.broader.as_ref()?.value)
    };
    let all: Vec<Option<TermId>> = model.term_ids().map(broader).collect();
    for cycle in cycles(&all) {
        for (place, id) in cycle.iter().enumerate() {
            let term = model.term(*id);
            let Some(broader) = &term.entry.broader else { continue };
            let way = cycle[place..].iter().chain(&cycle[..place]).chain([id]);
            let name = |id: &TermId| &*model.term(*id).entry.id.value;
            let mut names: Vec<&str> = way.take(NAMED).map(name).collect();
            let more = format!("{} more", (cycle.len() + 1).saturating_sub(NAMED));
            if cycle.len() >= NAMED {
                names.push(&more);
            }
            let message = format!("`{}` is broader than itself: {}", name(id), names.join(" → "));
            let help = "remove `broader` from one of them";
            found.push(RULE.at(&term.path, broader.span.clone(), message).help(help));
        }
    }
}
