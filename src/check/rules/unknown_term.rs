//! A term that its vocabulary does not have.

use super::Check;
use crate::check::suggest::Suggestions;
use crate::config::Vocabulary;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span, Spot, did_you_mean, listed};
use crate::model::{Model, PageClaim, PageId, vocabulary_of};
use crate::parse::page::{Claim, Role, Value};
use crate::tables::Located;
use std::sync::Arc;

pub static RULE: Rule = Rule {
    fix: true,
    ..Rule::new("unknown-term", Severity::Error, include_str!("unknown_term.md"))
};

pub const CHECKS: &[Check] = &[Check::Page(prose), Check::Suspects(is_suspect, check)];

fn is_suspect(model: &Model, id: PageId) -> bool {
    unclaimable(model, id).next().is_some()
}

/// The claims of a page whose term does not exist.
fn unclaimable(model: &Model, id: PageId) -> impl Iterator<Item = (PageClaim, &Claim)> {
    let unknown = model.graph.concepts.claims[id.0 as usize].iter().filter(|claim| claim.term.is_none());
    unknown.filter_map(move |claim| Some((*claim, model.claim(id, *claim)?)))
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let vocabularies = 0..model.config.vocabularies.len();
    let words: Vec<_> =
        vocabularies.map(|v| Suggestions::new(move || model.term_words(v))).collect();
    for id in suspects {
        let page = model.page(*id);
        for (claim, written) in unclaimable(model, *id) {
            let (path, span) = model.place_of(page, &page.facts[claim.fact], &written.term.span);
            let v = claim.vocabulary;
            found.push(unknown(model, v, &words[v], &path, &written.term.value, span));
        }
    }
    for term in model.graph.concepts.terms.iter() {
        let fields = &model.config.vocabularies[term.vocabulary].fields;
        for fact in &term.entry.facts {
            let Some(v) = vocabulary_of(&model.config, &fields[fact.field]) else { continue };
            let Value::Claims(claims) = &fact.value else { continue };
            for claim in claims.iter().filter(|c| model.find_term(v, &c.term.value).is_none()) {
                let Located { value, span } = &claim.term;
                found.push(unknown(model, v, &words[v], &term.path, value, span.clone()));
            }
        }
    }
}

/// Reports a page for a term that its vocabulary does not have.
fn prose(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let Role::Term(v, id) = &page.role else { return };
    let known = &model.graph.concepts.vocabularies[*v].terms;
    if known.iter().any(|term| page.url.ends_with(&model.term(*term).url)) {
        return;
    }
    let vocabulary = &model.config.vocabularies[*v].id;
    let message = format!(
        "this is the text for the term `{id}`, but the vocabulary `{vocabulary}` has no such term"
    );
    let help = match model.country_code(*v, id) {
        Some(term) => format!("name the file `{term}.md`: a country's address is its code"),
        None => {
            let words = model.term_words(*v);
            did_you_mean(id, words.iter().map(String::as_str)).unwrap_or_else(|| {
                format!("add the term to content/{vocabulary}/terms.toml, or rename the file")
            })
        }
    };
    found.push(RULE.at(&page.path, page.front.clone(), message).help(help));
}

fn unknown<F: FnOnce() -> Vec<String>>(
    model: &Model,
    v: usize,
    words: &Suggestions<F>,
    path: &Arc<str>,
    word: &str,
    span: Span,
) -> Diagnostic {
    let Vocabulary { id, .. } = &model.config.vocabularies[v];
    let built_in = model.graph.concepts.vocabularies[v].built_in;
    let message = match built_in {
        true => format!("`{word}` is not a country of ISO 3166-1"),
        false => format!("the vocabulary `{id}` has no term `{word}`"),
    };
    let near = words.near(word, |_| true);
    let spot = Spot { span: span.clone(), inside: Some(0..word.len()) };
    let problem = RULE.at(path, span, message);
    if near.is_some() {
        return problem.meant(near, Some(spot));
    }
    problem.help(if built_in {
        "write its two-letter code or its English name: \"EE\" or \"Estonia\"".to_owned()
    } else if words.names().is_empty() {
        format!("add the term to content/{id}/terms.toml")
    } else {
        format!("it has {}", listed(words.names().iter().map(String::as_str)))
    })
}
