//! A project without a funding statement.

use super::Check;
use crate::config::PATH;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;
use std::collections::BTreeMap;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("project_without_funding.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    if model.config.projects.iter().all(|project| project.sentence.is_some()) {
        return;
    }
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    for project in model.pages.iter().filter_map(|page| page.project.as_ref()) {
        *used.entry(&project.value).or_default() += 1;
    }
    for (id, n) in used {
        let Some(project) = model.config.project(id) else { continue };
        if project.sentence.is_none() {
            let pages = if n == 1 { "a page names".to_owned() } else { format!("{n} pages name") };
            let message = format!("{pages} the project `{id}`, but it has no funding statement");
            let help = "add the sentence that the funder requires: sentence = \"…\"";
            found.push(RULE.at(&PATH.into(), project.span.clone(), message).help(help));
        }
    }
}
