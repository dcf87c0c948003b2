//! A wikilink that begins and does not end.

use super::Check;
use crate::diagnostics::{Rule, Severity};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("unclosed_wikilink.md"));

pub const CHECKS: &[Check] = &[Check::Anomaly(&RULE, judge)];

fn judge(anomaly: &Anomaly) -> Option<(String, String)> {
    let (message, help) = match anomaly {
        Anomaly::OpenWikilink { name, .. } if name.is_empty() => (
            "this wikilink has no name, so readers see its brackets".to_owned(),
            "write the name of a page or term: `[[name]]`; or `\\[\\[` for real brackets"
                .to_owned(),
        ),
        Anomaly::OpenWikilink { name, label: Some(label) } => (
            format!("the table ends this wikilink at its `|`, so readers see `[[{name}`"),
            format!("write it as `[[{name}\\|{label}]]`"),
        ),
        Anomaly::OpenWikilink { name, label: None } => (
            format!("this wikilink has no end, so readers see `[[{name}`"),
            "write `]]` behind the name, on the same line; or `\\[\\[` for real brackets"
                .to_owned(),
        ),
        _ => return None,
    };
    Some((message, help))
}
