//! A page that nothing leads to.

use crate::config::NavigationTarget;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};
use crate::parse::address;
use crate::parse::page::Role;
use std::collections::HashSet;

pub static RULE: Rule = Rule {
    name: "unreachable-page",
    severity: Severity::Warning,
    what: "A page that no list, no navigation, no link and no reference leads to.",
    why: "Only who knows its address can read it.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\n",
    right: "== site.toml\ntitle = \"T\"\nnavigation = [{ label = \"A\", page = \"a.md\" }]\n== content/a.md\n+++\ntitle = \"A\"\n+++\n\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let in_navigation: HashSet<String> = model
        .config
        .navigation
        .iter()
        .chain(&model.config.footer)
        .filter_map(|item| match &item.target {
            NavigationTarget::Page(page) => Some(address::of_page(page, &model.config).url),
            NavigationTarget::Vocabulary(_) | NavigationTarget::Explore(_) => None,
        })
        .collect();
    // Lists lead to the pages of collections and vocabularies in the language of the site.
    let is_led_to = |id: PageId| {
        let page = model.page(id);
        let listed = match page.role {
            Role::Entry(_) => model.is_listed(page),
            Role::Plain => in_navigation.contains(&page.url),
            _ => true,
        };
        listed || !model.page_inbound[id.0 as usize].is_empty()
    };
    for id in model.page_ids() {
        let translations = &model.translations[id.0 as usize];
        if is_led_to(id) || translations.iter().any(|other| is_led_to(*other)) {
            continue;
        }
        let page = model.page(id);
        let message = "nothing leads to this page";
        let help = "link to it from another page, or add it to `navigation` in site.toml";
        found.push(RULE.at(&page.path, page.front.clone(), message).help(help));
    }
}
