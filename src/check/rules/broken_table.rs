//! A table that loses cells, takes in the text below it, or is none because its first two lines do not fit each other.

use super::Check;
use crate::diagnostics::{Rule, Severity};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("broken_table.md"));

pub const CHECKS: &[Check] = &[Check::Anomaly(&RULE, judge)];

fn judge(anomaly: &Anomaly) -> Option<(String, String)> {
    let (message, help) = match anomaly {
        Anomaly::ExtraCells(words) => (
            format!("`{words}` is not shown: this row has more cells than the head of its table"),
            "give the head as many cells, or write a `|` inside a cell as `\\|`".to_owned(),
        ),
        Anomaly::NoTable { head, line } => (
            format!("this is no table: its head has {head} cells, and the line below has {line}"),
            format!("give the line of dashes {head} cells, too"),
        ),
        Anomaly::RowsAlone => (
            "this is no table: the line of dashes below its head is missing".to_owned(),
            "write `|---|---|` below its first line, with `---` for each column".to_owned(),
        ),
        Anomaly::TextInTable => (
            "this line has become a row of the table above it".to_owned(),
            "leave a line empty before it, or write it as a row: `| … |`".to_owned(),
        ),
        _ => return None,
    };
    Some((message, help))
}
