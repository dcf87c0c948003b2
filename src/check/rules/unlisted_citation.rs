//! A work that a text names but that is not in the bibliography.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use crate::model::{Model, PageId, texts};
use crate::parse::Page;
use crate::parse::markdown::{Anomaly, Mention};
use std::collections::HashMap;

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("unlisted_citation.md"));

pub const CHECKS: &[Check] = &[Check::Suspects(names_works, check)];

/// Whether a page names works in plain words.
pub fn names_works(model: &Model, id: PageId) -> bool {
    mentions(model.page(id)).next().is_some()
}

fn mentions(page: &Page) -> impl Iterator<Item = (&Mention, &Span)> {
    texts(page).flat_map(|text| &text.anomalies).filter_map(|(anomaly, spot)| match anomaly {
        Anomaly::Mention(mention) => Some((mention, &spot.span)),
        _ => None,
    })
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    for (page, mention, span, keys) in named_works(model, suspects) {
        if mention.sure && keys.is_empty() {
            let message = format!("`{}` is not in the bibliography", mention.words);
            let help = "add the work to content/bibliography.bib and cite it by its key: `[@key]`";
            found.push(RULE.at(&page.path, span.clone(), message).help(help));
        }
    }
}

/// The works that pages name in plain words, with the keys of matching works in the bibliography.
pub fn named_works<'m>(
    model: &'m Model,
    pages: &[PageId],
) -> Vec<(&'m Page, &'m Mention, &'m Span, Vec<&'m str>)> {
    let mut named = Vec::new();
    if pages.is_empty() {
        return named;
    }
    let mut by_author: HashMap<(String, String), Vec<&str>> = HashMap::new();
    for entry in &model.bibliography.entries {
        let work = model.bibliography.works.get(&entry.key.value);
        if let (Some(work), Some(author)) = (work, entry.authors.first()) {
            let name = (author.family.to_lowercase(), work.when.clone());
            by_author.entry(name).or_default().push(&entry.key.value);
        }
    }
    for page in pages.iter().map(|id| model.page(*id)) {
        for (mention, span) in mentions(page) {
            let name = (mention.author.to_lowercase(), mention.year.to_string());
            let keys = by_author.get(&name).cloned().unwrap_or_default();
            named.push((page, mention, span, keys));
        }
    }
    named
}

/// Whether the page refers to one of the works, by a citation in a text or a source in a field.
pub fn reaches(page: &Page, keys: &[&str]) -> bool {
    let cites = texts(page).flat_map(|text| &text.cites).flat_map(|cite| &cite.items);
    let sources = page.facts.iter().flat_map(|fact| fact.sources());
    let mut all = cites.map(|item| &item.key).chain(sources.map(|source| &source.value));
    all.any(|source| keys.contains(&source.as_str()))
}
