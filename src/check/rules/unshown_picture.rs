//! A credit for a picture that the page does not show.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, near};
use crate::files;
use crate::model::{Model, PageId, used_by};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("unshown_picture.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for picture in &page.pictures {
        if used_by(page).any(|url| url == picture.url) {
            continue;
        }
        let message = format!("this page does not show `{}`", picture.written.value);
        let problem = RULE.at(&page.path, picture.written.span.clone(), message);
        let shown = used_by(page).map(files::file_name);
        found.push(problem.meant(near(&picture.written.value, shown), None));
    }
}
