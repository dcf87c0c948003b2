//! Two files whose addresses differ only in upper and lower case.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;
use std::collections::HashMap;
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("case_clash.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, &Arc<str>> = HashMap::new();
    for (url, path) in &model.files.by_url {
        if let Some(other) = first.insert(url.to_lowercase(), path) {
            let message = format!("{path} and {other} differ only in upper and lower case");
            found.push(RULE.at(path, 0..0, message).help("rename one of them"));
        }
    }
}
