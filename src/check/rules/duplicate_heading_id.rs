//! Two headings with the same id of their own.

use super::Check;
use crate::diagnostics::{Rule, Severity};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("duplicate_heading_id.md"));

pub const CHECKS: &[Check] = &[Check::Anomaly(&RULE, judge)];

fn judge(anomaly: &Anomaly) -> Option<(String, String)> {
    let Anomaly::SecondId(name) = anomaly else { return None };
    let message = format!("another heading on this page already has the id `{name}`");
    let help = format!("give this one a different id; links to `#{name}` lead to the first");
    Some((message, help))
}
