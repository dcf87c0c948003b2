//! A summary that search results cut off.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};

pub static RULE: Rule = Rule {
    name: "long-summary",
    severity: Severity::Hint,
    what: "A summary of more than 160 characters.",
    why: "Search results cut it off there, often in the middle of what matters.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\nsummary = \"In a county of remote villages, the county, its municipalities and the people who live there spent two days and two nights in an old schoolhouse, and what they made of it is in use.\"\n+++\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\nsummary = \"In a county of remote villages, people spent two days in a schoolhouse to make services that are in use today.\"\n+++\n",
};

pub const CHECKS: &[Check] = &[Check::Page(check)];

const LIMIT: usize = 160;

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let Some(summary) = page.face.summary.as_ref().filter(|s| s.len() > LIMIT) else { return };
    let letters = summary.chars().count();
    if letters > LIMIT {
        let message = format!("the summary has {letters} characters; search results show {LIMIT}");
        let help = "say first what the reader is to know; the rest can go into the text";
        let span = page.summary_span.clone().unwrap_or_else(|| page.front.clone());
        found.push(RULE.at(&page.path, span, message).help(help));
    }
}
