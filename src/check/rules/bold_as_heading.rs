//! A bold line used as a heading.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot};
use crate::model::{Model, PageId};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule =
    Rule::new("bold-as-heading", Severity::Warning, include_str!("bold_as_heading.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

/// A longer paragraph is an emphasized sentence, not a heading.
const LONG: usize = 80;

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let mut headings = page.body.headings.iter().peekable();
    let mut level = 2;
    for (anomaly, Spot { span, .. }) in &page.body.anomalies {
        let Anomaly::BoldParagraph(words) = anomaly else { continue };
        while let Some(heading) = headings.next_if(|heading| heading.span.start < span.start) {
            level = (heading.written + 1).clamp(2, 6);
        }
        if words.is_empty() || words.ends_with(['.', '!', ',']) || words.chars().count() > LONG {
            continue;
        }
        let message = format!("`{words}` looks like a heading but is only bold");
        let words = words.trim_end_matches(':');
        let help = match words == page.face.title {
            true => "remove this line: the title is already shown above the text".to_owned(),
            false => format!("write it as a heading: `{} {words}`", "#".repeat(level as usize)),
        };
        found.push(RULE.at(&page.path, span.clone(), message).help(help));
    }
}
