//! A paragraph in a language other than its page's.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule =
    Rule::new("foreign-paragraph", Severity::Warning, include_str!("foreign_paragraph.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for (anomaly, spot) in texts(page).flat_map(|text| &text.anomalies) {
        let Anomaly::ForeignParagraph(language) = anomaly else { continue };
        let message = format!("this paragraph looks {language}, but its page is not");
        let help =
            "if that is intended, quote it (`> …`); otherwise move it to the page in that language";
        found.push(RULE.at(&page.path, spot.span.clone(), message).help(help));
    }
}
