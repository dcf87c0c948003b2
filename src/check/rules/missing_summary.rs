//! A page without a summary.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};
use crate::parse::page::Role;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("missing_summary.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let Role::Entry(c) = page.role else { return };
    if page.face.summary.is_some() || page.face.title.is_empty() {
        return;
    }
    // A summary that is required, or that could not be read, has been reported already.
    let is_required = model.config.collections[c].require.iter().any(|key| key == "summary");
    let is_reported = is_required || page.reported.iter().any(|key| key == "summary");
    if !is_reported {
        let message = "this page has no summary";
        let line = page.form.line("summary", "\"…\"");
        let help = format!("add a sentence of at most 160 characters: {line}");
        found.push(RULE.at(&page.path, page.front.clone(), message).help(help));
    }
}
