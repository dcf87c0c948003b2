//! Two headings with the same id of their own.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule =
    Rule::new("duplicate-heading-id", Severity::Warning, include_str!("duplicate_heading_id.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for (anomaly, spot) in texts(page).flat_map(|text| &text.anomalies) {
        let Anomaly::SecondId(name) = anomaly else { continue };
        let message = format!("another heading on this page already has the id `{name}`");
        let help = format!("give this one a different id; links to `#{name}` lead to the first");
        found.push(RULE.at(&page.path, spot.span.clone(), message).help(help));
    }
}
