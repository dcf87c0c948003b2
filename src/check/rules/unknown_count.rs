//! A name in braces in the words of the home page that nothing can be counted for.

use super::Check;
use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::counts::{known, names};
use crate::model::{Model, PageId, Role};

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("unknown_count.md"));

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

fn is_suspect(model: &Model, id: PageId) -> bool {
    left(model, id).next().is_some()
}

/// What is known was filled in before, so the names that are left are unknown.
fn left(model: &Model, id: PageId) -> impl Iterator<Item = &str> {
    let page = model.page(id);
    let summary = page.face.summary.as_deref().filter(|_| page.role == Role::Home);
    summary.into_iter().flat_map(names).map(|(_, name)| name)
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let suggestions = Suggestions::new(|| known(&model.config));
    for id in suspects {
        let page = model.page(*id);
        for name in left(model, *id) {
            let span = page.summary_span.clone().unwrap_or_else(|| page.front.clone());
            let message = format!("`{{{name}}}` is nothing that can be counted");
            let help = "a count is the name of a collection or a vocabulary, or of a field of terms: \
                        {pilots}, {countries}, {pilots.country}";
            let near = suggestions.near(name, |_| true);
            found.push(RULE.at(&page.path, span, message).help(help).meant(near, None));
        }
    }
}
