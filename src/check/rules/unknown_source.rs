//! A source that is not in the bibliography.

use super::Check;
use crate::check::suggest::Suggestions;
use crate::config::is_web_address;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span, Spot};
use crate::model::{Model, PageId, texts};
use crate::parse::page::{Fact, Page};
use crate::tables::Located;
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("unknown_source.md")).fixable();

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
fn in_texts<'m>(model: &'m Model, page: &'m Page) -> impl Iterator<Item = Cited<'m>> {
    let is_known = |key: &str| model.bibliography.works.contains_key(key);
    texts(page).flat_map(|text| &text.cites).flat_map(move |cite| {
        let is_sure = cite.is_citation(is_known);
        let unknown = cite.items.iter().enumerate().filter(move |(_, item)| !is_known(&item.key));
        unknown.map(move |(i, item)| Cited {
            key: &item.key,
            span: &cite.span,
            spot: cite.keys.get(i).cloned(),
            is_sure: is_sure || !cite.in_text && has_year(&item.key),
        })
    })
}

/// A key in a text.
struct Cited<'m> {
    key: &'m str,
    span: &'m Span,
    spot: Option<Spot>,
    /// Whether it can only be a citation. A handle (`ask @ministry`) also looks like one.
    is_sure: bool,
}

fn has_year(key: &str) -> bool {
    key.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

/// Whether a work can be meant by what may be a handle: names with and without digits are different things.
fn can_mean(key: &str, work: &str) -> bool {
    let has_digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    has_digits(key) == has_digits(work)
}

/// What to write into the bibliography, with the year that the key has.
fn entry(key: &str) -> String {
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '+' | '/');
    if !key.chars().all(is_key) {
        return "write the key of an entry in content/bibliography.bib, or a web address: https://…"
            .to_owned();
    }
    let mut years = key.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let year = years.next().unwrap_or("…");
    format!(
        "add it to content/bibliography.bib, with what is known of it:\n\
         @online{{{key},\n  author = {{Family, Given and Family, Given}},\n  title  = {{…}},\n  year   = {{{year}}},\n  url    = {{https://…}}\n}}"
    )
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
    let mut add = |path: &Arc<str>, Cited { key, span, spot, is_sure }: Cited| {
        let near = suggestions.near(key, |work| is_sure || can_mean(key, work));
        if is_sure || near.is_some() {
            let message = format!("`{key}` is not in the bibliography");
            let problem = RULE.at(path, span.clone(), message).help(entry(key));
            found.push(problem.meant(near, spot));
        }
    };
    for page in suspects.iter().map(|id| model.page(*id)) {
        for (fact, source) in in_fields(model, page) {
            let (path, span) = model.place_of(page, fact, &source.span);
            let spot = Some(Spot { span: span.clone(), ..source.spot() });
            add(&path, Cited { key: &source.value, span: &span, spot, is_sure: true });
        }
        in_texts(model, page).for_each(|cited| add(&page.path, cited));
    }
    for term in model.graph.concepts.terms.iter() {
        let sources = term.entry.facts.iter().flat_map(Fact::sources);
        let sources = term.entry.source.iter().chain(sources);
        for source in sources.filter(|source| !is_source(model, &source.value)) {
            let (span, spot) = (&source.span, Some(source.spot()));
            add(&term.path, Cited { key: &source.value, span, spot, is_sure: true });
        }
    }
}
