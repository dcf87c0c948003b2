//! A work of the bibliography that lacks what one needs to find it.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, listed};
use crate::model::Model;
use crate::parse::bibliography;

pub static RULE: Rule = Rule {
    name: "incomplete-work",
    severity: Severity::Hint,
    what: "An entry of the bibliography without a field that works of its type need: an article without its journal, say.",
    why: "The reader can not find the work again, and the reference looks careless.",
    wrong: "== content/bibliography.bib\n@article{kangro, title={K}, author={Kangro, K.}, year={2021}}\n",
    right: "== content/bibliography.bib\n@article{kangro, title={K}, author={Kangro, K.}, journal={J}, year={2021}}\n",
};

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for entry in model.bibliography.entries.iter().filter(|entry| !entry.missing.is_empty()) {
        let firsts = entry.missing.iter().filter_map(|group| group.first().copied());
        let (key, kind) = (&entry.key.value, &entry.kind);
        let message = format!("`{key}` is of the type {kind} and lacks {}", listed(firsts));
        let lines = entry.missing.iter().filter_map(|group| match group {
            [one] => Some(format!("{one} = {{…}}")),
            [one, two, ..] => Some(format!("{one} = {{…}} (or {two})")),
            [] => None,
        });
        let help = format!("add to the entry: {}", lines.collect::<Vec<_>>().join(", "));
        let path = bibliography::PATH.into();
        found.push(RULE.at(&path, entry.key.span.clone(), message).help(help));
    }
}
