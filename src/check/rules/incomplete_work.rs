//! A work in the bibliography that lacks a field its type needs.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, listed};
use crate::model::Model;
use crate::parse::bibliography;

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("incomplete_work.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for entry in model.bibliography.entries.iter().filter(|entry| !entry.missing.is_empty()) {
        let firsts = entry.missing.iter().filter_map(|group| group.first().copied());
        let (key, kind) = (&entry.key.value, &entry.kind);
        let message = format!("`{key}` has the type {kind} but lacks {}", listed(firsts));
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
