//! A term named by another of its names.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot};
use crate::model::{Model, PageId, TermId};
use crate::tables::Located;
use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap};

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("alias_term.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

/// Whether a page names a term by an alias.
pub fn is_suspect(model: &Model, id: PageId) -> bool {
    by_alias(model, id).next().is_some()
}

/// A term that a page names by an alias, in a claim or a response.
pub struct ByAlias<'m> {
    pub term: TermId,
    /// The index of the fact in the page.
    fact: usize,
    vocabulary: usize,
    pub written: &'m Located<String>,
}

pub fn by_alias(model: &Model, id: PageId) -> impl Iterator<Item = ByAlias<'_>> {
    let concepts = &model.graph.concepts;
    let claims = concepts.claims[id.0 as usize].iter().filter_map(move |claim| {
        let written = &model.claim(id, *claim)?.term;
        Some(ByAlias { term: claim.term?, fact: claim.fact, vocabulary: claim.vocabulary, written })
    });
    let responses = concepts.responses[id.0 as usize].iter().filter_map(move |response| {
        let written = model.response(id, *response)?.term.as_ref()?;
        let (fact, vocabulary) = (response.fact, response.vocabulary);
        Some(ByAlias { term: response.term?, fact, vocabulary, written })
    });
    // A country may be named by its code or its name.
    let of_files =
        claims.chain(responses).filter(|one| !concepts.vocabularies[one.vocabulary].built_in);
    of_files.filter(|one| !is_own_name(model, one.term, &one.written.value))
}

/// Whether a term is named as it should be: by its id, or in an open vocabulary by its label.
pub fn is_own_name(model: &Model, term: TermId, written: &str) -> bool {
    let term = model.term(term);
    let is_open = model.config.vocabularies[term.vocabulary].open;
    written == term.entry.id.value || (is_open && written == term.entry.label.main)
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let names = LazyCell::new(|| names(model));
    for id in suspects {
        let page = model.page(*id);
        for ByAlias { term, fact, vocabulary, written } in by_alias(model, *id) {
            let entry = &model.term(term).entry;
            let (preferred, what) = match model.is_unlisted(term) {
                true => (&entry.label.main, "its label is"),
                false => (&entry.id.value, "its id is"),
            };
            let message = format!("`{}` is another name for the term `{preferred}`", written.value);
            let (path, span) = model.place_of(page, &page.facts[fact], &written.span);
            let spot = Spot { span: span.clone(), ..written.spot() };
            let problem = RULE.at(&path, span, message);
            let problem = problem.help(format!("{what} `{preferred}`"));
            // If two terms share the name, only the author knows which one is meant.
            let is_clear = names.get(&(vocabulary, written.value.to_lowercase()));
            found.push(match is_clear {
                Some(1) => problem.fixed_by(spot.edit(preferred)),
                _ => problem,
            });
        }
    }
}

/// How many terms have a name, by vocabulary and lower-case name.
fn names(model: &Model) -> HashMap<(usize, String), usize> {
    let mut names = HashMap::new();
    for term in model.graph.concepts.terms.iter() {
        let entry = &term.entry;
        let labels = entry.label.by_language.values().chain([&entry.label.main, &entry.id.value]);
        let aliases = entry.alias.iter().map(|alias| &alias.value);
        let own: BTreeSet<String> = labels.chain(aliases).map(|name| name.to_lowercase()).collect();
        for name in own {
            *names.entry((term.vocabulary, name)).or_default() += 1;
        }
    }
    names
}
