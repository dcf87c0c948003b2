//! A heading without words.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};

pub static RULE: Rule =
    Rule::new("empty-heading", Severity::Warning, include_str!("empty_heading.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for heading in page.body.headings.iter().filter(|heading| heading.text.is_empty()) {
        let span = &heading.span;
        // A picture speaks by its alternative text.
        let says_something = page.body.links.iter().any(|link| {
            span.start <= link.span.start && link.span.end <= span.end && !link.words.is_empty()
        });
        if !says_something {
            let message = "this heading has no words";
            let help = "write what the part below it is about, or take the line away";
            found.push(RULE.at(&page.path, span.clone(), message).help(help));
        }
    }
}
