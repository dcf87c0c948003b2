//! A work in the bibliography that a text names without citing it.

use super::Check;
use super::unlisted_citation::{named_works, names_works, reaches};
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("plain_citation.md"));

pub const CHECKS: &[Check] = &[Check::Suspects(names_works, check)];

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    for (page, mention, span, keys) in named_works(model, suspects) {
        if keys.is_empty() || reaches(page, &keys) {
            continue;
        }
        let message = format!("`{}` is named, but the page does not cite it", mention.words);
        let cites: Vec<String> = keys.iter().map(|key| format!("`[@{key}]`")).collect();
        let help = format!("write {} there", cites.join(" or "));
        found.push(RULE.at(&page.path, span.clone(), message).help(help));
    }
}
