//! A heading without text.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("empty_heading.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for heading in page.body.headings.iter().filter(|heading| heading.text.is_empty()) {
        let span = &heading.span;
        // The alternative text of a picture counts as text.
        let has_text = page.body.links.iter().any(|link| {
            span.start <= link.span.start && link.span.end <= span.end && !link.words.is_empty()
        });
        if !has_text {
            let message = "this heading has no text";
            let help = "write what the section is about, or remove the line";
            found.push(RULE.at(&page.path, span.clone(), message).help(help));
        }
    }
}
