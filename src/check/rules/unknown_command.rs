//! A LaTeX command in the bibliography that nothing is known of.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("unknown_command.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let path = &model.bibliography.path;
    for entry in &model.bibliography.entries {
        let Some((command, field)) = &entry.unknown_command else { continue };
        let message = format!(
            "the LaTeX command `\\{command}` in `{}` of `{}` is not known",
            field.value, entry.key.value
        );
        let help = "write the letter or the sign itself: é, ł, –, γ";
        found.push(RULE.at(path, field.span.clone(), message).help(help));
    }
}
