//! A term that pages only name by an alias.

use super::Check;
use super::alias_term::{by_alias, is_own_name, is_suspect};
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, TermId};
use std::collections::{BTreeMap, BTreeSet};

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("term_only_by_alias.md"));

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let mut aliases: BTreeMap<TermId, BTreeSet<&str>> = BTreeMap::new();
    for named in suspects.iter().flat_map(|id| by_alias(model, *id)) {
        aliases.entry(named.term).or_default().insert(&named.written.value);
    }
    for page in model.page_ids() {
        if aliases.is_empty() {
            return;
        }
        for claim in &model.graph.concepts.claims[page.0 as usize] {
            let Some(id) = claim.term.filter(|id| aliases.contains_key(id)) else { continue };
            let written = model.claim(page, *claim);
            if written.is_some_and(|written| is_own_name(model, id, &written.term.value)) {
                aliases.remove(&id);
            }
        }
    }
    for (id, aliases) in aliases {
        let term = model.term(id);
        // Countries are built in and have no file to change.
        if term.path.is_empty() {
            continue;
        }
        let names: Vec<String> = aliases.iter().map(|alias| format!("`{alias}`")).collect();
        let message =
            format!("pages name `{}` only as {}", term.entry.id.value, names.join(" and "));
        let help = "use the id in the pages, or make this name the label";
        found.push(RULE.at(&term.path, term.entry.id.span.clone(), message).help(help));
    }
}
