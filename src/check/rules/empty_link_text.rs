//! A link without text.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::To;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("empty_link_text.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for text in texts(page) {
        for (i, link) in text.links.iter().enumerate() {
            // `missing-alt` reports a picture without alternative text.
            let is_picture = text.links.get(i + 1).is_some_and(|inner| {
                inner.image
                    && link.span.start <= inner.span.start
                    && inner.span.end <= link.span.end
            });
            // `dead-link` reports one without an address, too.
            let leads_nowhere =
                matches!(&link.to, To::Outside { written } if written.trim().is_empty());
            if link.image
                || link.titled
                || link.html.is_some()
                || is_picture
                || leads_nowhere
                || !link.words.is_empty()
            {
                continue;
            }
            let message = "this link has no text";
            let help =
                "write where it leads between the square brackets: `[the name of the page](…)`";
            found.push(RULE.at(&page.path, link.span.clone(), message).help(help));
        }
    }
}
