//! What is wrong with the repository as a whole. What is wrong with one file was found when it was read.

pub mod rules;
mod settle;
mod suggest;

pub use settle::{Allowed, UNUSED_ALLOW, set_severities, settle};

use crate::diagnostics::Diagnostic;
use crate::model::Model;
use crate::parse::bibliography;
use rayon::prelude::*;

/// All findings of the rules that need the model, unsorted.
pub fn check(model: &Model) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = rules::ALL
        .par_iter()
        .flat_map_iter(|rule| {
            let mut found = Vec::new();
            (rule.check)(model, &mut found);
            found
        })
        .collect();
    found.retain_mut(|diagnostic| is_for_somebody(model, diagnostic));
    found
}

/// Of a page that is made of its entry in the bibliography nobody can be asked more than the entry says.
/// What stops the site is said where the entry stands.
fn is_for_somebody(model: &Model, diagnostic: &mut Diagnostic) -> bool {
    let Some(entry) = model.publications.unwritten.get(&diagnostic.path) else { return true };
    diagnostic.path = bibliography::PATH.into();
    diagnostic.span = entry.clone();
    settle::is_firm(diagnostic.rule.name)
}
