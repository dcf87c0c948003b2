//! A page that nothing leads to.

use super::Check;
use crate::config::NavigationTarget;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};
use crate::parse::address;
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
    !is_listed && model.graph.links.page_inbound[id.0 as usize].is_empty()
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let in_navigation: HashSet<String> = model
        .config
        .navigation
        .iter()
        .chain(&model.config.more)
        .chain(&model.config.footer)
        .filter_map(|item| match &item.target {
            NavigationTarget::Page(page) => Some(address::of_page(page, &model.config).url),
            NavigationTarget::Vocabulary(_) | NavigationTarget::Explore(_) => None,
        })
        .collect();
    let is_led_to = |id: PageId| {
        let page = model.page(id);
        let is_named = page.role == Role::Plain && in_navigation.contains(&page.url);
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
