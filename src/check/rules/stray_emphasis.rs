//! `**` that readers see.

use super::Check;
use crate::diagnostics::{Rule, Severity};
use crate::parse::markdown::{Anomaly, Stars};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("stray_emphasis.md"));

pub const CHECKS: &[Check] = &[Check::Anomaly(&RULE, judge)];

fn judge(anomaly: &Anomaly) -> Option<(String, String)> {
    let Anomaly::StrayEmphasis(stars) = anomaly else { return None };
    let message = "these asterisks are printed as they are";
    let help = match stars {
        Stars::Loose => {
            "put them next to the words: `**bold**`; or write `\\*\\*` for real asterisks"
        }
        Stars::BesideMark => "write a space behind the asterisks that close: `**“bold”** words`",
        Stars::OverParagraphs => {
            "close them before the empty line, and open them again behind it: `**bold**`"
        }
    };
    Some((message.to_owned(), help.to_owned()))
}
