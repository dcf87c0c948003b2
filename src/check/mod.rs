//! What is wrong with the repository as a whole. What is wrong with one file was found when it was read.

pub mod rules;
mod settle;
mod suggest;

pub use settle::{Allowed, UNUSED_ALLOW, set_severities, settle};

use crate::diagnostics::Diagnostic;
use crate::model::Model;
use rayon::prelude::*;

/// All findings of the rules that need the model, unsorted.
pub fn check(model: &Model) -> Vec<Diagnostic> {
    rules::ALL
        .par_iter()
        .flat_map_iter(|rule| {
            let mut found = Vec::new();
            (rule.check)(model, &mut found);
            found
        })
        .collect()
}
