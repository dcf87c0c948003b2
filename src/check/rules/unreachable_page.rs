//! A page that nothing leads to.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, Target};
use crate::parse::page::Role;
use std::collections::HashSet;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("unreachable_page.md"));

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

/// Whether no list and no other page leads to a page. Lists contain only pages in the language of the site.
fn is_suspect(model: &Model, id: PageId) -> bool {
    let page = model.page(id);
    let is_listed = match page.role {
        Role::Entry(_) => model.is_listed(page),
        Role::Plain => false,
        _ => true,
    };
    // The page of a section leads to the pages in it.
    let is_inside = model.graph.order.sections.above[id.0 as usize].is_some();
    !is_listed && !is_inside && model.graph.links.page_inbound[id.0 as usize].is_empty()
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let named = model.config.named_pages();
    let in_navigation: HashSet<Target> =
        named.filter_map(|(page, _)| model.at_path(page)).collect();
    let is_led_to = |id: PageId| {
        let page = model.page(id);
        let is_named = page.role == Role::Plain && in_navigation.contains(&Target::Page(id));
        is_named || !is_suspect(model, id)
    };
    for id in suspects {
        let translations = &model.graph.links.translations[id.0 as usize];
        if is_led_to(*id) || translations.iter().any(|other| is_led_to(*other)) {
            continue;
        }
        let page = model.page(*id);
        let message = "nothing leads to this page";
        let help = "link to it from another page, or add it to `navigation` in site.toml";
        found.push(RULE.at(&page.path, page.front.clone(), message).help(help));
    }
}
