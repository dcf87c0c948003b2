//! A page about a work that is not in the bibliography.

use super::Check;
use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("unknown_publication.md"));

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

fn is_suspect(model: &Model, id: PageId) -> bool {
    // A broken bibliography is reported once, at its own place.
    let works = &model.bibliography.works;
    let is_unknown = |key: &str| !works.contains_key(key) && !model.bibliography.broken;
    model.key_of(model.page(id)).is_some_and(is_unknown)
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let suggestions = Suggestions::new(|| model.bibliography.works.keys().cloned().collect());
    for page in suspects.iter().map(|id| model.page(*id)) {
        let Some(key) = model.key_of(page) else { continue };
        let message = format!("the bibliography has no entry `{key}` for this file");
        let help = format!(
            "add an entry `{key}` to content/bibliography.bib, or rename the file to the key of its work"
        );
        let problem = RULE.at(&page.path, page.front.clone(), message).help(help);
        found.push(problem.meant(suggestions.near(key, |_| true), None));
    }
}
