//! Two pages in one folder with the same title.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::files;
use crate::model::{Model, PageId};
use crate::parse::page::Role;
use std::collections::HashMap;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("same_title.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    // Pages of different folders are known apart: each folder can have an introduction.
    let mut first: HashMap<(&str, &str, String), PageId> = HashMap::new();
    for id in model.page_ids() {
        let page = model.page(id);
        let title = page.face.title.trim();
        // The pages of folders and terms have the names of these.
        if title.is_empty() || !matches!(page.role, Role::Entry(_) | Role::Plain) {
            continue;
        }
        let key = (files::folder(&page.path), &*page.lang, title.to_lowercase());
        let other = *first.entry(key).or_insert(id);
        // `duplicate-address` reports two files at one address.
        if other != id && model.page(other).url != page.url {
            let message = format!("{} has the same title, `{title}`", model.page(other).path);
            let help = "make one of the titles more specific";
            found.push(RULE.at(&page.path, page.front.clone(), message).help(help));
        }
    }
}
