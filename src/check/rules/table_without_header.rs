//! A table whose columns have no names.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule =
    Rule::new("table-without-header", Severity::Warning, include_str!("table_without_header.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for (anomaly, spot) in texts(page).flat_map(|text| &text.anomalies) {
        let Anomaly::EmptyHeader { columns, of } = anomaly else { continue };
        let message = match columns.as_slice() {
            all if all.len() == *of => "this table has no header".to_owned(),
            // The corner above the row names may be empty.
            [1] => continue,
            [1, column, ..] | [column, ..] => {
                format!("column {column} of this table has no name")
            }
            [] => continue,
        };
        let help = "write the names of the columns in the first line of the table";
        found.push(RULE.at(&page.path, spot.span.clone(), message).help(help));
    }
}
