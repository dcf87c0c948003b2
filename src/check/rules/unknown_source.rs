//! A source that is not in the bibliography.

use super::Check;
use crate::check::suggest::Suggestions;
use crate::config::is_web_address;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span, Spot};
use crate::model::{Model, PageId, texts};
use crate::parse::page::{Fact, Page};
use crate::tables::Located;
use std::sync::Arc;

pub static RULE: Rule = Rule {
    fix: true,
    ..Rule::new("unknown-source", Severity::Error, include_str!("unknown_source.md"))
};

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

fn is_suspect(model: &Model, id: PageId) -> bool {
    let page = model.page(id);
    in_fields(model, page).next().is_some() || in_texts(model, page).next().is_some()
}

/// The sources in the fields of a page that do not exist.
fn in_fields<'m>(
    model: &'m Model,
    page: &'m Page,
) -> impl Iterator<Item = (&'m Fact, &'m Located<String>)> {
    let all = page.facts.iter().flat_map(|fact| fact.sources().map(move |source| (fact, source)));
    all.filter(|(_, source)| !is_source(model, &source.value))
}

/// The citations in the texts of a page that do not exist.
fn in_texts<'m>(
    model: &'m Model,
    page: &'m Page,
) -> impl Iterator<Item = (&'m str, &'m Span, Option<Spot>)> {
    texts(page).flat_map(|text| &text.cites).flat_map(move |cite| {
        let keys = cite.items.iter().enumerate();
        let unknown = keys.filter(|(_, (key, _))| !model.bibliography.works.contains_key(key));
        unknown.map(|(i, (key, _))| (key.as_str(), &cite.span, cite.keys.get(i).cloned()))
    })
}

fn is_source(model: &Model, word: &str) -> bool {
    is_web_address(word) || model.bibliography.works.contains_key(word)
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    // A broken bibliography is reported once, at its own place.
    if model.bibliography.broken {
        return;
    }
    let suggestions = Suggestions::new(|| model.bibliography.works.keys().cloned().collect());
    let mut add = |path: &Arc<str>, key: &str, span: &Span, spot: Option<Spot>| {
        let message = format!("`{key}` is not in the bibliography");
        let help = format!("add an entry `{key}` to content/bibliography.bib");
        let problem = RULE.at(path, span.clone(), message).help(help);
        found.push(problem.meant(suggestions.near(key, |_| true), spot));
    };
    for page in suspects.iter().map(|id| model.page(*id)) {
        for (fact, source) in in_fields(model, page) {
            let (path, span) = model.place_of(page, fact, &source.span);
            let spot = Spot { span: span.clone(), ..source.spot() };
            add(&path, &source.value, &span, Some(spot));
        }
        for (key, span, spot) in in_texts(model, page) {
            add(&page.path, key, span, spot);
        }
    }
    for term in model.graph.concepts.terms.iter() {
        let sources = term.entry.facts.iter().flat_map(Fact::sources);
        let sources = term.entry.source.iter().chain(sources);
        for source in sources.filter(|source| !is_source(model, &source.value)) {
            add(&term.path, &source.value, &source.span, Some(source.spot()));
        }
    }
}
