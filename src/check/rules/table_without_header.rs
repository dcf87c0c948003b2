//! A table whose columns have no names.

use super::Check;
use crate::diagnostics::{Rule, Severity};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("table_without_header.md"));

pub const CHECKS: &[Check] = &[Check::Anomaly(&RULE, judge)];

fn judge(anomaly: &Anomaly) -> Option<(String, String)> {
    let Anomaly::EmptyHeader { columns, of } = anomaly else { return None };
    let message = match columns.as_slice() {
        all if all.len() == *of => "this table has no header".to_owned(),
        // The corner above the row names may be empty.
        [1] => return None,
        [1, column, ..] | [column, ..] => {
            format!("column {column} of this table has no name")
        }
        [] => return None,
    };
    let help = "write the names of the columns in the first line of the table";
    Some((message, help.to_owned()))
}
