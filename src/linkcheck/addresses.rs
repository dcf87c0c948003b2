//! The web addresses in a repository, each with the places that use it.

use crate::config;
use crate::diagnostics::Span;
use crate::model::{Model, texts};
use crate::parse::Page;
use crate::parse::markdown::To;
use crate::parse::page::Fact;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Addresses without their fragment, with the places that use them.
pub type Addresses = BTreeMap<String, Vec<(Arc<str>, Span)>>;

/// All addresses that readers can follow, drafts excluded. `wanted` selects files by path.
pub fn addresses(model: &Model, wanted: &dyn Fn(&str) -> bool) -> Addresses {
    let mut found = Addresses::new();
    let mut add = |address: &str, path: &Arc<str>, span: &Span| {
        let Some(address) = requested(address).filter(|_| wanted(path)) else { return };
        let uses = found.entry(address).or_default();
        if !uses.iter().any(|(p, s)| p == path && s == span) {
            uses.push((path.clone(), span.clone()));
        }
    };
    for page in &model.pages {
        of_page(page, &mut add);
    }
    for term in model.graph.concepts.terms.iter() {
        for source in term.entry.source.iter() {
            add(&source.value, &term.path, &source.span);
        }
        for (address, span) in term.entry.facts.iter().flat_map(Fact::addresses) {
            add(address, &term.path, span);
        }
    }
    let bibliography = &model.bibliography;
    for entry in &bibliography.entries {
        for address in &entry.addresses {
            add(&address.value, &bibliography.path, &address.span);
        }
        // A work's DOI gives an address too.
        let url = bibliography.works.get(&entry.key.value).and_then(|work| work.url.as_ref());
        if let Some(url) = url.filter(|url| entry.addresses.iter().all(|a| a.value != **url)) {
            add(url, &bibliography.path, &entry.key.span);
        }
    }
    for project in &model.config.projects {
        if let Some(url) = &project.url {
            add(url, &config::PATH.into(), &project.span);
        }
    }
    found
}

fn of_page(page: &Page, add: &mut dyn FnMut(&str, &Arc<str>, &Span)) {
    for link in texts(page).flat_map(|text| &text.links) {
        if let To::Web(address) = &link.to {
            add(address, &page.path, &link.span);
        }
    }
    for fact in page.facts.iter().filter(|fact| !fact.is_default) {
        for (address, span) in fact.addresses() {
            add(address, &page.path, span);
        }
    }
}

/// An address as it is requested, without its fragment; none if it is not a web address.
fn requested(address: &str) -> Option<String> {
    let mut url = url::Url::parse(address).ok()?;
    url.set_fragment(None);
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    // Never send a name or password that is written in an address.
    (is_web && url.username().is_empty() && url.password().is_none()).then(|| url.to_string())
}
