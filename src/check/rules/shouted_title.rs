//! A title in capital letters.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};

pub static RULE: Rule =
    Rule::new("shouted-title", Severity::Hint, include_str!("shouted_title.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let letters = page.face.title.chars().filter(|c| c.is_alphabetic());
    if letters.clone().count() > 6 && letters.into_iter().all(char::is_uppercase) {
        let message = "the title is in capital letters";
        found.push(RULE.at(&page.path, 0..0, message).help("write it as a sentence"));
    }
}
