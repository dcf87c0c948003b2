//! A term named by another of its names.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot};
use crate::model::{Model, PageClaim, PageId, TermId};
use crate::parse::page::Claim;
use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap};

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("alias_term.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

/// Whether a page names a term by an alias.
pub fn is_suspect(model: &Model, id: PageId) -> bool {
    by_alias(model, id).next().is_some()
}

/// The terms that a page names by an alias, with the claims that do.
pub fn by_alias(model: &Model, id: PageId) -> impl Iterator<Item = (TermId, PageClaim, &Claim)> {
    let claims = model.graph.concepts.claims[id.0 as usize].iter();
    // A country may be named by its code or its name.
    let of_files =
        claims.filter(|claim| !model.graph.concepts.vocabularies[claim.vocabulary].built_in);
    of_files.filter_map(move |claim| {
        let (term, written) = (claim.term?, model.claim(id, *claim)?);
        let is_alias = written.term.value != model.term(term).entry.id.value;
        is_alias.then_some((term, *claim, written))
    })
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let names = LazyCell::new(|| names(model));
    for id in suspects {
        let page = model.page(*id);
        for (term, claim, written) in by_alias(model, *id) {
            let preferred = &model.term(term).entry.id.value;
            let message =
                format!("`{}` is another name for the term `{preferred}`", written.term.value);
            let (path, span) = model.place_of(page, &page.facts[claim.fact], &written.term.span);
            let spot = Spot { span: span.clone(), ..written.term.spot() };
            let problem = RULE.at(&path, span, message);
            let problem = problem.help(format!("its id is `{preferred}`"));
            // If two terms share the name, only the author knows which one is meant.
            let is_clear = names.get(&(claim.vocabulary, written.term.value.to_lowercase()));
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
