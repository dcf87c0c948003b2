//! A collection or vocabulary without the expected number of entries.

use super::Check;
use crate::config::PATH;
use crate::diagnostics::{Diagnostic, Rule, RuleOption, Severity};
use crate::model::Model;

pub static RULE: Rule = Rule {
    options: &[RuleOption {
        name: "expect",
        takes: "a table of numbers",
        default: None,
        about: "the number of pages in a collection or terms in a vocabulary: `{ pilots = 15 }`",
    }],
    ..Rule::new(Severity::Error, include_str!("unmet_count.md"))
};

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for (name, expected) in &model.config.demands.expect {
        let id = name.value.as_str();
        let (n, noun) = match (model.config.collection(id), model.config.vocabulary(id)) {
            (Some(c), _) => (model.graph.order.collections[c].len(), "pages"),
            (None, Some(v)) => (model.graph.concepts.vocabularies[v].terms.len(), "terms"),
            (None, None) => continue,
        };
        if n == *expected {
            continue;
        }
        let message = format!("`{id}` should have {expected} {noun}, but has {n}");
        let help = match n < *expected {
            true => "add what is missing (drafts do not count), or change the number",
            false => "change the number if that is right",
        };
        found.push(RULE.at(&PATH.into(), name.span.clone(), message).help(help));
    }
}
