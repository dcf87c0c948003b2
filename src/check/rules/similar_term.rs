//! A term of an open vocabulary that is nearly another one.

use super::Check;
use super::unknown_term::several;
use crate::config::Vocabulary;
use crate::diagnostics::{Diagnostic, Rule, Severity, is_misspelling};
use crate::files;
use crate::model::{Model, PageId, TermId};
use crate::tables::Located;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("similar_term.md"));

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

/// Words shorter than this that differ in a letter are different words: care and core.
const SHORTEST: usize = 5;

fn is_suspect(model: &Model, id: PageId) -> bool {
    unlisted(model, id).next().is_some()
}

/// The terms without a file that a page names: the index of the fact, the term, and how it is written.
fn unlisted(model: &Model, id: PageId) -> impl Iterator<Item = (usize, TermId, &Located<String>)> {
    model.terms_named(id).filter(|(_, term, _)| model.is_unlisted(*term))
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let similar: HashMap<TermId, Similar> = (0..model.config.vocabularies.len())
        .filter(|v| model.config.vocabularies[*v].open && !suspects.is_empty())
        .flat_map(|v| similar(model, v))
        .collect();
    let mut seen = HashSet::new();
    for id in suspects {
        let page = model.page(*id);
        for (fact, term, written) in unlisted(model, *id) {
            let v = model.term(term).vocabulary;
            let (message, help) = match similar.get(&term) {
                _ if seen.contains(&term) => continue,
                Some(other) => alike(model, &model.config.vocabularies[v], term, other),
                None => match names_in(model, term) {
                    Some(help) => ("these are several names in one text".to_owned(), help),
                    None => continue,
                },
            };
            seen.insert(term);
            let (path, span) = model.place_of(page, &page.facts[fact], &written.span);
            found.push(RULE.at(&path, span, message).help(help));
        }
    }
}

/// What to write in place of several names in one text.
fn names_in(model: &Model, id: TermId) -> Option<String> {
    let term = model.term(id);
    let is_other = |other: TermId| other != id;
    several(&term.entry.label.main, |name| {
        model.find_term(term.vocabulary, name).is_some_and(is_other)
    })
}

/// The unlisted terms of a vocabulary that may be slips.
pub fn doubtful(model: &Model, v: usize) -> BTreeSet<TermId> {
    let terms = model.graph.concepts.vocabularies[v].terms.iter().copied();
    let several = terms.filter(|id| model.is_unlisted(*id) && names_in(model, *id).is_some());
    similar(model, v).into_keys().chain(several).collect()
}

/// The term that another is nearly, and the name of it that is nearly the same.
type Similar = (TermId, String);

fn alike(
    model: &Model,
    of: &Vocabulary,
    term: TermId,
    (other, name): &Similar,
) -> (String, String) {
    let entry = &model.term(*other).entry;
    let word = if model.is_unlisted(*other) { &entry.label.main } else { &entry.id.value };
    let message = format!("the term `{}` is nearly `{name}`", model.term(term).entry.label.main);
    let help = format!(
        "if they are one, write `{word}`; if they are two, list both in content/{}/terms.toml",
        of.id
    );
    (message, help)
}

/// The terms of a vocabulary that are nearly another one, with this one: that of a file, or that of more pages.
fn similar(model: &Model, v: usize) -> BTreeMap<TermId, Similar> {
    let mut by_key: BTreeMap<String, Vec<(TermId, String, &str)>> = BTreeMap::new();
    for id in &model.graph.concepts.vocabularies[v].terms {
        for (slug, name) in names(model, *id) {
            for key in keys(&slug) {
                by_key.entry(key).or_default().push((*id, slug.clone(), name));
            }
        }
    }
    // A term of a file comes first, then what more pages name.
    let rank = |id: TermId| {
        let uses = model.graph.lists.members[id.0 as usize].len();
        (model.is_unlisted(id), Reverse(uses), id)
    };
    let mut found: BTreeMap<TermId, Similar> = BTreeMap::new();
    for all in by_key.values_mut() {
        all.sort_by_key(|(id, ..)| rank(*id));
        // Each with the one before it, for all pairs of a common word would be too many.
        for pair in all.windows(2) {
            let ((first, a, name), (second, b, _)) = (&pair[0], &pair[1]);
            if first != second && model.is_unlisted(*second) && are_alike(a, b) {
                found.entry(*second).or_insert_with(|| (*first, (*name).to_owned()));
            }
        }
    }
    found
}

/// The names of a term by what they are in the letters of addresses.
fn names(model: &Model, id: TermId) -> BTreeMap<String, &str> {
    let entry = &model.term(id).entry;
    let aliases = entry.alias.iter().map(|alias| &*alias.value);
    let names = aliases.chain(entry.label.all()).map(|name| (files::slug(name), name));
    names.filter(|(slug, _)| !slug.is_empty()).collect()
}

/// Two names that are alike have one of these in common: the singular, or the name without a letter.
fn keys(name: &str) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = [name.to_owned(), singular(name)].into();
    if (SHORTEST..100).contains(&name.len()) {
        keys.extend((0..name.len()).map(|at| [&name[..at], &name[at + 1..]].concat()));
    }
    keys
}

fn are_alike(a: &str, b: &str) -> bool {
    let is_long = a.len().min(b.len()) >= SHORTEST;
    let is_letter = || strsim::damerau_levenshtein(a, b) <= 1 && is_misspelling(a, b);
    singular(a) == singular(b) || (is_long && is_letter())
}

/// The singular of an English plural. Of others it is often a letter that differs.
fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let hissing = ["ses", "xes", "zes", "ches", "shes"].iter().any(|end| name.ends_with(end));
    let stem = if hissing { name.strip_suffix("es") } else { name.strip_suffix('s') };
    stem.filter(|stem| stem.len() > 2 && !stem.ends_with('s')).unwrap_or(name).to_owned()
}
