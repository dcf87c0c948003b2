//! A heading that skips a level.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};

pub static RULE: Rule =
    Rule::new("heading-skip", Severity::Warning, include_str!("heading_skip.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let headings = &page.body.headings;
    // The title of the page is its first-level heading. If the text has such headings too, all its headings are moved
    // one level down.
    let mut above = u8::from(headings.iter().all(|heading| heading.written > 1));
    for heading in headings {
        if heading.written > above + 1 {
            let (level, due) = (heading.written, above + 1);
            let message = match above {
                _ if heading.id == headings[0].id => {
                    format!("the first heading below the title has level {level}")
                }
                _ => format!("a heading of level {level} follows one of level {above}"),
            };
            let help = format!("write it as `{} {}`", "#".repeat(due as usize), heading.text);
            found.push(RULE.at(&page.path, heading.span.clone(), message).help(help));
        }
        above = heading.written;
    }
}
