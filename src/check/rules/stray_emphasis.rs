//! `**` that readers see.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule =
    Rule::new("stray-emphasis", Severity::Warning, include_str!("stray_emphasis.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for (anomaly, spot) in texts(page).flat_map(|text| &text.anomalies) {
        if *anomaly == Anomaly::StrayEmphasis {
            let message = "these asterisks are printed as they are";
            let help =
                "put them next to the words: `**bold**`; or write `\\*\\*` for real asterisks";
            found.push(RULE.at(&page.path, spot.span.clone(), message).help(help));
        }
    }
}
