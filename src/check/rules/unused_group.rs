//! A group of fields without fields.

use super::Check;
use crate::config::PATH;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("unused_group.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for collection in &model.config.collections {
        let named = |id: &str| {
            collection.fields.iter().any(|field| field.group.as_ref().is_some_and(|g| g.id == id))
        };
        for group in collection.groups.iter().filter(|group| !named(&group.id)) {
            let message = format!("no field names the group `{}`", group.id);
            let help = format!("add to a field: group = \"{}\"", group.id);
            found.push(RULE.at(&PATH.into(), group.span.clone(), message).help(help));
        }
    }
}
