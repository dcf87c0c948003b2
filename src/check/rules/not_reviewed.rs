//! A page whose last review is too old.

use super::Check;
use crate::config::{PATH, Review};
use crate::diagnostics::rules::BAD_SETTING;
use crate::diagnostics::{Diagnostic, Rule, RuleOption, Severity, Span, near};
use crate::fields::date;
use crate::model::{Model, PageId, fields_of};
use crate::parse::Page;
use crate::parse::dates::Date;
use crate::parse::page::Value;

pub static RULE: Rule = Rule {
    options: &[RuleOption {
        name: "review",
        takes: "a table",
        default: None,
        about: "the field with the date of a page's last review, and the earliest acceptable date: \
                `{ field = \"last_reviewed\", limit = \"2025-01-01\" }`",
    }],
    ..Rule::new(Severity::Warning, include_str!("not_reviewed.md"))
};

pub const CHECKS: &[Check] = &[Check::Page(page)];

fn page(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let Some(Review { field, limit }) = &model.config.demands.review else { return };
    let page = model.page(id);
    let Some((date, span)) = reviewed(model, page, &field.value) else { return };
    let Ok(limit) = Date::read(&limit.value) else { return };
    if date.latest() < limit.earliest() {
        let message =
            format!("this page was last reviewed in {}, before {}", date.iso(), limit.iso());
        let help = format!("review it, and set `{}` to today's date", field.value);
        found.push(RULE.at(&page.path, span, message).help(help));
    }
}

/// Checks the setting itself. It runs even if the rule is off.
pub fn setting(model: &Model, found: &mut Vec<Diagnostic>) {
    let Some(Review { field: name, limit }) = &model.config.demands.review else { return };
    let fields = model.config.collections.iter().flat_map(|collection| &collection.fields);
    let dates = fields.filter(|field| field.kind == &date::KIND).map(|field| field.id.as_str());
    let fields: Vec<&str> = dates.chain(["date", "updated"]).collect();
    if !fields.contains(&name.value.as_str()) {
        let message = format!("no collection has a field `{}` of the type date", name.value);
        let near = near(&name.value, fields.iter().copied());
        let help = format!("declare it in a collection: {} = {{ type = \"date\" }}", name.value);
        let problem = BAD_SETTING.at(&PATH.into(), name.span.clone(), message).help(help);
        found.push(problem.meant(near, Some(name.spot())));
        return;
    }
    if let Err(message) = Date::read(&limit.value) {
        let problem = BAD_SETTING.at(&PATH.into(), limit.span.clone(), message);
        found.push(problem.help("write it like this: limit = \"2025-01-01\""));
    }
}

fn reviewed(model: &Model, page: &Page, field: &str) -> Option<(Date, Span)> {
    match field {
        "date" => Some((page.face.date?, page.front.clone())),
        "updated" => Some((page.updated?, page.front.clone())),
        _ => {
            let place = fields_of(&model.config, page)
                .iter()
                .position(|f| f.record.is_none() && f.id == field)?;
            let fact = page.fact(place).filter(|fact| !fact.is_default)?;
            match fact.value {
                Value::Date(date) => Some((date, fact.span.clone())),
                _ => None,
            }
        }
    }
}
