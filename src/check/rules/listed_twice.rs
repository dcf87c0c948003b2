//! The same entry twice in one list: a claim, a reference, a source, an author.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use crate::model::{Model, PageId, fields_of};
use crate::parse::Page;
use crate::parse::page::{Claim, Value};
use crate::tables::Located;
use std::collections::HashSet;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("listed_twice.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let mut report = |name: &str, field: &str, path, span: &Span| {
        let message = format!("`{name}` is listed twice in `{field}`");
        let problem = RULE.at(&path, span.clone(), message);
        found.push(problem.help("remove one of the two, and keep what either of them says"));
    };
    let authors = page.authors.iter().zip(&page.author_spans);
    for (author, span) in repeated(authors, |(author, _)| author.name.trim().to_lowercase()) {
        report(&author.name, "authors", page.path.clone(), span);
    }
    for (place, fact) in page.facts.iter().enumerate() {
        let field = &fields_of(&model.config, page)[fact.field];
        let mut tell = |name: &str, span: &Span| {
            let (path, span) = model.place_of(page, fact, span);
            report(name, &field.id, path, &span);
        };
        match &fact.value {
            Value::Claims(_) => {
                claims(model, id, place)
                    .into_iter()
                    .for_each(|c| tell(&c.term.value, &c.term.span));
            }
            Value::Refs(names) => {
                let collection = field.collection.as_ref().map(|collection| &*collection.value);
                let key = |name: &&Located<String>| {
                    let page = model.reference(&name.value, collection);
                    page.map_or_else(|| Err(name.value.clone()), Ok)
                };
                repeated(names, key).for_each(|name| tell(&name.value, &name.span));
            }
            Value::Cites(keys) => {
                repeated(keys, |key| &key.value).for_each(|key| tell(&key.value, &key.span));
            }
            Value::Texts(texts) => {
                let key = |text: &&String| text.trim().to_lowercase();
                repeated(texts, key).for_each(|text| tell(text, &fact.span));
            }
            _ => {}
        }
    }
}

/// The entries whose key has been there before.
fn repeated<T, K: std::hash::Hash + Eq>(
    entries: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> impl Iterator<Item = T> {
    let mut seen = HashSet::new();
    entries.into_iter().filter(move |entry| !seen.insert(key(entry)))
}

/// The claims of a field that say again what another one says. Two claims of one term with different notes or sources
/// are two claims.
fn claims(model: &Model, id: PageId, place: usize) -> Vec<&Claim> {
    let page: &Page = model.page(id);
    let of_fact =
        model.graph.concepts.claims[id.0 as usize].iter().filter(|claim| claim.fact == place);
    let all: Vec<_> =
        of_fact.filter_map(|c| Some((c.term?, page.claim_at(c.fact, c.item)?))).collect();
    let mut twice = Vec::new();
    for (n, (term, claim)) in all.iter().enumerate() {
        let says_less =
            |other: &(_, &Claim)| other.0 == *term && (claim.is_plain() || is_same(claim, other.1));
        let said_more =
            |other: &(_, &Claim)| other.0 == *term && other.1.is_plain() && !claim.is_plain();
        if all[..n].iter().any(|other| says_less(other) || said_more(other)) {
            twice.push(*claim);
        }
    }
    twice
}

fn is_same(a: &Claim, b: &Claim) -> bool {
    let source = |claim: &Claim| claim.source.as_ref().map(|source| source.value.clone());
    let notes = |claim: &Claim| claim.notes().map(|note| note.text.clone()).collect::<Vec<_>>();
    let responses = |claim: &Claim| {
        let terms = claim.responses.iter().map(|response| response.term.as_ref());
        terms.map(|term| term.map(|term| term.value.clone())).collect::<Vec<_>>()
    };
    source(a) == source(b)
        && a.strength == b.strength
        && notes(a) == notes(b)
        && responses(a) == responses(b)
}
