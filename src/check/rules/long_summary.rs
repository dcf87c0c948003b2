//! A summary that search results cut off.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("long_summary.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

const LIMIT: usize = 160;

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let Some(summary) = page.face.summary.as_ref().filter(|s| s.len() > LIMIT) else { return };
    let letters = summary.chars().count();
    if letters > LIMIT {
        let message = format!("the summary has {letters} characters; search results show {LIMIT}");
        let help = "begin with what matters most; the rest can go into the text";
        let span = page.summary_span.clone().unwrap_or_else(|| page.front.clone());
        found.push(RULE.at(&page.path, span, message).help(help));
    }
}
