//! A paragraph in a language other than its page's.

use super::Check;
use crate::diagnostics::{Rule, Severity};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("foreign_paragraph.md"));

pub const CHECKS: &[Check] = &[Check::Anomaly(&RULE, judge)];

fn judge(anomaly: &Anomaly) -> Option<(String, String)> {
    let Anomaly::ForeignParagraph(language) = anomaly else { return None };
    let message = format!("this paragraph looks {language}, but its page is not");
    let help =
        "if that is intended, quote it (`> …`); otherwise move it to the page in that language";
    Some((message, help.to_owned()))
}
