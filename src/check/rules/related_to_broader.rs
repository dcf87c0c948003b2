//! Terms that are related and also above one another (the integrity condition S27 of SKOS).

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("related_to_broader.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for id in model.term_ids() {
        let term = model.term(id);
        for name in &term.entry.related {
            let Some(other) = model.find_term(term.vocabulary, &name.value) else { continue };
            let other_id = &model.term(other).entry.id.value;
            let message = match () {
                () if other == id => format!("`{other_id}` is related to itself"),
                () if model.ancestors(id).contains(&other) => {
                    format!("`{other_id}` is both related to `{}` and broader", term.entry.id.value)
                }
                () if model.ancestors(other).contains(&id) => {
                    format!(
                        "`{other_id}` is both related to `{}` and narrower",
                        term.entry.id.value
                    )
                }
                () => continue,
            };
            let help = "remove it from `related`: the hierarchy already joins them";
            found.push(RULE.at(&term.path, name.span.clone(), message).help(help));
        }
    }
}
