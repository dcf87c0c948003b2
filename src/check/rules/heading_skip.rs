//! A heading that skips a level.

use super::Check;
use super::second_h1::below_title;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("heading_skip.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    // The title of the page is its first-level heading. What `second-h1` wants is taken for done, so that the two never
    // contradict each other.
    let mut above = 1;
    let mut headings = below_title(&page.body.headings, model.page_title(id));
    let mut is_first = true;
    while let Some((heading, level)) = headings.next() {
        if level > above + 1 {
            let message = match is_first {
                true => format!("the first heading below the title has level {level}"),
                false => format!("a heading of level {level} follows one of level {above}"),
            };
            let mut siblings = headings.clone().take_while(|(_, other)| *other >= level);
            let others = match siblings.any(|(_, other)| other == level) {
                true => format!(", and the others of level {level} below it likewise"),
                false => String::new(),
            };
            let signs = "#".repeat(above as usize + 1);
            let help = format!("write it as `{signs} {}`{others}", heading.text);
            found.push(RULE.at(&page.path, heading.span.clone(), message).help(help));
        }
        above = level;
        is_first = false;
    }
}
