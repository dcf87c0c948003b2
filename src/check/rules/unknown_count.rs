//! A name in braces in the words of the home page that nothing can be counted for.

use super::Check;
use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot};
use crate::model::counts::{known, names};
use crate::model::{Model, PageId, Role};

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("unknown_count.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

fn is_suspect(model: &Model, id: PageId) -> bool {
    let page = model.page(id);
    page.role == Role::Home && texts(model, id).any(|(text, _)| names(text).next().is_some())
}

/// The title and the summary. What is known was filled in before, so the names that are left are unknown.
fn texts(model: &Model, id: PageId) -> impl Iterator<Item = (&str, bool)> {
    let face = &model.page(id).face;
    [(face.title.as_str(), false)].into_iter().chain(face.summary.as_deref().map(|text| (text, true)))
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let suggestions = Suggestions::new(|| known(&model.config));
    for id in suspects {
        let page = model.page(*id);
        for (text, is_summary) in texts(model, *id) {
            for (_, name) in names(text) {
                let own = page.summary_span.clone().filter(|_| is_summary);
                let span = own.unwrap_or_else(|| page.front.clone());
                let message = format!("`{{{name}}}` is nothing that can be counted");
                let help = "a count is the name of a collection or a vocabulary, or of a field of terms: \
                            {pilots}, {countries}, {pilots.country}";
                let near = suggestions.near(name, |_| true);
                let problem = RULE.at(&page.path, span, message);
                found.push(problem.help(help).meant(near, None::<Spot>));
            }
        }
    }
}
