//! A first-level heading besides the page's title.

use super::Check;
use crate::diagnostics::{Diagnostic, Edit, Rule, Severity};
use crate::model::{Model, PageId};
use crate::parse::markdown::Heading;

pub static RULE: Rule =
    Rule { fix: true, ..Rule::new("second-h1", Severity::Warning, include_str!("second_h1.md")) };

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for heading in page.body.headings.iter().filter(|heading| heading.written == 1) {
        let title = model.page_title(id);
        let message = format!("`{}` is a second main heading", heading.text);
        let help = if heading.text == title {
            "remove this line: the title is already shown above the text".to_owned()
        } else {
            format!("write it with two `#`: `## {}`", heading.text)
        };
        let problem = RULE.at(&page.path, heading.span.clone(), message).help(help);
        let fix = one_level_down(&page.body.headings, title).unwrap_or_default().into();
        found.push(Diagnostic { fix, ..problem });
    }
}

/// Edits that move all headings of the page one level down, which is how they are published already. None if a heading
/// can't go deeper, or repeats the title.
fn one_level_down(headings: &[Heading], title: &str) -> Option<Vec<Edit>> {
    let deeper = |heading: &Heading| {
        let is_title = heading.written == 1 && heading.text == title;
        let signs = heading.signs.clone().filter(|_| heading.written < 6 && !is_title)?;
        Some(signs.edit("#".repeat(heading.written as usize + 1)))
    };
    headings.iter().map(deeper).collect()
}
