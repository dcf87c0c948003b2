//! Two files whose addresses differ only in upper and lower case.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;
use std::collections::HashMap;
use std::sync::Arc;

pub static RULE: Rule = Rule {
    name: "case-clash",
    severity: Severity::Warning,
    what: "Two files whose addresses differ only in upper and lower case.",
    why: "On Windows and macOS there is room for one of the two: the other is lost when the repository or the site is copied there.",
    wrong: "== content/Map.png\nx\n== content/map.png\ny\n",
    right: "== content/map-2020.png\nx\n== content/map.png\ny\n",
};

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, &Arc<str>> = HashMap::new();
    for (url, path) in &model.graph.files {
        if let Some(other) = first.insert(url.to_lowercase(), path) {
            let message = format!("{path} and {other} differ only in upper and lower case");
            found.push(RULE.at(path, 0..0, message).help("rename one of them"));
        }
    }
}
