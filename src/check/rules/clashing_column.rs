//! A field whose column in the tables of data has a name that another column has.

use super::Check;
use crate::config::{Config, PATH};
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::fields::export::{PAGE_COLUMNS, RECORD_COLUMNS};
use crate::fields::field::Field;
use crate::fields::stages;
use crate::model::Model;
use std::collections::HashSet;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("clashing_column.md"));

pub const CHECKS: &[Check] = &[Check::Whole(|model: &Model, found| check(&model.config, found))];

fn check(config: &Config, found: &mut Vec<Diagnostic>) {
    if !config.data.tables {
        return;
    }
    for collection in &config.collections {
        let of_pages = PAGE_COLUMNS.iter().map(|(name, _)| *name).chain(["licence"]);
        of_table(&collection.fields, None, of_pages, found);
        let records = collection.fields.iter().enumerate().filter(|(_, f)| f.kind.has_parts);
        for (record, _) in records {
            let of_records = RECORD_COLUMNS.iter().map(|(name, _)| *name);
            of_table(&collection.fields, Some(record), of_records, found);
        }
    }
}

/// Judges the fields of one table, which has some columns before them.
fn of_table<'n>(
    fields: &[Field],
    record: Option<usize>,
    before: impl Iterator<Item = &'n str>,
    found: &mut Vec<Diagnostic>,
) {
    let mut taken: HashSet<String> = before.map(str::to_owned).collect();
    let own = fields.iter().filter(|field| field.record == record && !field.internal);
    for field in own {
        for (suffix, _) in stages(field.kind).export.columns_of(field) {
            let name = format!("{}{suffix}", field.id);
            if taken.insert(name.clone()) {
                continue;
            }
            let message = format!(
                "the field `{}` and another one have the column `{name}` in the data",
                field.id
            );
            let help = "give the field another id; its label can stay";
            found.push(RULE.at(&PATH.into(), field.span.clone(), message).help(help));
        }
    }
}
