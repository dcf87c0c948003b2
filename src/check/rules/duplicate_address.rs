//! Two things at the same address.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use crate::model::{Model, PageId, Role, Target};
use crate::parse::{Page, address};
use std::collections::HashMap;
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("duplicate_address.md")).firm();

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

/// Whether a page shares its address, or has aliases, which may be taken.
fn is_suspect(model: &Model, id: PageId) -> bool {
    let page = model.page(id);
    !page.aliases.is_empty()
        || model.at(&page.url) != Some(Target::Page(id))
        || file_there(model, page).is_some()
}

/// The list or term at the address of a page that is none of its own.
fn elsewhere(model: &Model, page: &Page) -> Option<Target> {
    let target = model.at(&page.url);
    let target = target.filter(|_| matches!(page.role, Role::Entry(_) | Role::Plain));
    target.filter(|target| !matches!(target, Target::Page(_)))
}

/// Where a page says what its address is.
fn place(page: &Page) -> Span {
    page.slug.as_ref().map_or_else(|| page.front.clone(), |slug| slug.span.clone())
}

fn file_there<'m>(model: &'m Model, page: &Page) -> Option<&'m Arc<str>> {
    model.files.by_url.get(page.url.trim_end_matches('/'))
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let mut last: HashMap<&str, PageId> = HashMap::new();
    for id in suspects {
        let page = model.page(*id);
        // The first of several pages has the address, so it may not be a suspect.
        let first = || match model.at(&page.url) {
            Some(Target::Page(first)) if first != *id => Some(first),
            _ => None,
        };
        if let Some(other) = last.insert(&page.url, *id).or_else(first) {
            let other = model.page(other);
            let message = format!("this page and {} would both be at {}", other.path, page.url);
            let help = match page.slug.is_some() || other.slug.is_some() {
                true => "give one of them another slug",
                false => "rename one of the files",
            };
            found.push(RULE.at(&page.path, place(page), message).help(help));
        } else if let Some(list) = elsewhere(model, page) {
            let title = model.title(list, &page.lang);
            let message = format!("this page and that of {title} would both be at {}", page.url);
            let help = match page.slug {
                Some(_) => "give it another slug",
                None => "rename the file",
            };
            found.push(RULE.at(&page.path, place(page), message).help(help));
        }
        if let Some(file) = file_there(model, page) {
            let message = format!("this page and the file {file} would both be at {}", page.url);
            found.push(RULE.at(&page.path, place(page), message).help("rename one of them"));
        }
    }
    aliases(model, suspects, found);
}

fn aliases(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, PageId> = HashMap::new();
    for id in suspects {
        let page = model.page(*id);
        for alias in &page.aliases {
            let url = model.alias_url(&alias.value);
            let query = || address::of_query(&alias.value);
            let Some(url) = url.or_else(query) else { continue };
            let taken = model.at(&url).map(|target| match target {
                Target::Page(other) => model.page(other).path.to_string(),
                target => format!("the page of {}", model.title(target, &model.config.language)),
            });
            let taken = taken.or_else(|| model.files.by_url.get(&url).map(|path| path.to_string()));
            let taken = taken.or_else(|| {
                first
                    .insert(url, *id)
                    .map(|other| format!("an alias of {}", model.page(other).path))
            });
            if let Some(taken) = taken {
                let message = format!("the alias `{}` is taken by {taken}", alias.value);
                let help = "remove this alias: something else is published at its address";
                found.push(RULE.at(&page.path, alias.span.clone(), message).help(help));
            }
        }
    }
}
