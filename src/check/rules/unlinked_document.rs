//! A document in content/ that no page links to, and that may not be meant for everyone.

use super::Check;
use super::unused_file::unused;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, is_document};

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("unlinked_document.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let is_ours = |path: &str| path.starts_with("content/") && is_document(path);
    for (url, path) in unused(model, &is_ours) {
        let message = format!("no page links to {path}, but it would be published at {url}");
        let help = "link to it from a page, or move it out of content/ if it is not for everyone";
        found.push(RULE.at(path, 0..0, message).help(help));
    }
}
