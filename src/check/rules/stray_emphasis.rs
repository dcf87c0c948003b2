//! `**` that readers see.

use super::Check;
use crate::diagnostics::{Rule, Severity};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("stray_emphasis.md"));

pub const CHECKS: &[Check] = &[Check::Anomaly(&RULE, judge)];

fn judge(anomaly: &Anomaly) -> Option<(String, String)> {
    let message = "these asterisks are printed as they are";
    let help = "put them next to the words: `**bold**`; or write `\\*\\*` for real asterisks";
    (*anomaly == Anomaly::StrayEmphasis).then(|| (message.to_owned(), help.to_owned()))
}
