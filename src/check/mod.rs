//! What is wrong with the repository as a whole. What is wrong with one file was found when it was read.

pub mod rules;

use crate::diagnostics::{Diagnostic, Rule};
use crate::model::Model;
use crate::{config, parse, sources, tables};
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

/// Every rule there is, by name: those of this stage and those that reading a file finds.
pub fn all_rules() -> Vec<&'static Rule> {
    let mut all: Vec<&'static Rule> = rules::ALL.iter().map(|rule| rule.rule).collect();
    all.extend([
        &config::BAD_SETTING,
        &parse::rules::BAD_ADDRESS,
        &parse::rules::BAD_BIBLIOGRAPHY,
        &parse::rules::BAD_TERM_ID,
        &parse::rules::IMPOSSIBLE_DATE,
        &parse::rules::NOT_UTF8,
        &parse::rules::NO_FRONT_MATTER,
        &parse::rules::OUT_OF_RANGE,
        &parse::rules::RAW_HTML,
        &parse::rules::STRAY_TERMS,
        &parse::rules::UNCLOSED_FRONT_MATTER,
        &sources::UNREADABLE,
        &tables::BROKEN_TOML,
        &tables::MISSING_FIELD,
        &tables::UNKNOWN_KEY,
        &tables::WRONG_TYPE,
        &crate::theme::BROKEN_TEMPLATE,
        &crate::theme::BROKEN_THEME,
    ]);
    all.sort_by_key(|rule| rule.name);
    all
}
