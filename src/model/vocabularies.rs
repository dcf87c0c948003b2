//! Vocabularies: numbers the terms and resolves claims.

use super::countries::{self, Countries, name_in};
use super::cycles::cycles;
use super::facets::in_order;
use super::{
    PageClaim, PageResponse, Term, TermId, VocabularyTerms, fields_of, open,
    response_vocabulary_of, vocabulary_of,
};
use crate::config::{COUNTRIES, Config, Field, Labels};
use crate::files;
use crate::parse::page::{Fact, Role, Value};
use crate::parse::terms::TermEntry;
use crate::parse::{Page, TermFile};
use crate::tables::Located;
use rayon::prelude::*;
use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub struct Vocabularies {
    pub terms: Vec<Term>,
    pub vocabularies: Vec<VocabularyTerms>,
}

pub fn of(config: &Config, pages: &[Arc<Page>], files: &[Arc<TermFile>]) -> Vocabularies {
    let mut terms = Vec::new();
    let mut vocabularies = Vec::new();
    for (v, vocabulary) in config.vocabularies.iter().enumerate() {
        let mut own: Vec<&Arc<TermFile>> =
            files.iter().filter(|f| f.vocabulary == Some(v)).collect();
        own.sort_by(|a, b| a.path.cmp(&b.path));
        let built_in = vocabulary.id == COUNTRIES && own.is_empty();
        let known = if built_in {
            countries(config, v, (pages, files), &mut terms)
        } else {
            let mut known = listed(&vocabulary.id, v, &own, &mut terms);
            if vocabulary.open {
                let words = words(config, v, (pages, files));
                open::add(config, v, words, (&mut known, &mut terms));
            }
            known
        };
        vocabularies.push(known);
    }
    relate(&mut terms, &vocabularies, config);
    for known in &mut vocabularies {
        known.tree = in_order(&terms, &known.terms);
    }
    Vocabularies { terms, vocabularies }
}

/// By page: its claims, each with its term.
pub fn claims(
    config: &Config,
    pages: &[Arc<Page>],
    vocabularies: &[VocabularyTerms],
) -> Vec<Vec<PageClaim>> {
    pages.par_iter().map(|page| claims_of(config, page, vocabularies)).collect()
}

/// By page: the responses to its claims, each with its term.
pub fn responses(
    config: &Config,
    pages: &[Arc<Page>],
    vocabularies: &[VocabularyTerms],
) -> Vec<Vec<PageResponse>> {
    pages.par_iter().map(|page| responses_of(config, page, vocabularies)).collect()
}

fn responses_of(
    config: &Config,
    page: &Page,
    vocabularies: &[VocabularyTerms],
) -> Vec<PageResponse> {
    let fields = fields_of(config, page);
    let mut found = Vec::new();
    for (f, fact) in page.facts.iter().enumerate() {
        let Some(vocabulary) = response_vocabulary_of(config, &fields[fact.field]) else {
            continue;
        };
        let Value::Claims(claims) = &fact.value else { continue };
        for (item, claim) in claims.iter().enumerate() {
            for (r, response) in claim.responses.iter().enumerate() {
                let Some(word) = &response.term else { continue };
                let term = vocabularies[vocabulary].find(&word.value);
                found.push(PageResponse { fact: f, item, response: r, vocabulary, term });
            }
        }
    }
    found
}

/// By page: the distinct terms that relate it to other pages, in order.
pub fn kin(config: &Config, claims: &[Vec<PageClaim>]) -> Vec<Vec<TermId>> {
    let of_page = |claims: &Vec<PageClaim>| {
        let claims = claims.iter().filter(|claim| config.vocabularies[claim.vocabulary].relates);
        let mut terms: Vec<TermId> = claims.filter_map(|claim| claim.term).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    };
    claims.par_iter().map(of_page).collect()
}

/// The terms of a file. If two have the same id, the first counts and the other is reported.
fn listed(id: &str, v: usize, files: &[&Arc<TermFile>], terms: &mut Vec<Term>) -> VocabularyTerms {
    let mut known = VocabularyTerms::default();
    for file in files {
        for entry in &file.terms {
            let term_id = TermId(terms.len() as u32);
            let id_text = files::nfc(&entry.id.value).into_owned();
            if known.by_id.contains_key(&id_text) {
                continue;
            }
            known.by_id.insert(id_text, term_id);
            known.terms.push(term_id);
            terms.push(Term::of(v, id, entry.clone(), file.path.clone()));
        }
    }
    for id in &known.terms {
        let entry = &terms[id.0 as usize].entry;
        let aliases = entry.alias.iter().map(|alias| alias.value.as_str());
        for name in aliases.chain(entry.label.all()) {
            known.by_alias.entry(files::nfc(name).to_lowercase()).or_insert(*id);
        }
    }
    known
}

/// The countries that pages and terms claim or describe. The other two hundred would be empty pages.
fn countries(
    config: &Config,
    v: usize,
    (pages, files): (&[Arc<Page>], &[Arc<TermFile>]),
    terms: &mut Vec<Term>,
) -> VocabularyTerms {
    let all = LazyCell::new(|| Countries::new(config));
    let mut found: HashMap<&str, Option<&'static str>> = HashMap::new();
    for (word, _) in words(config, v, (pages, files)) {
        found.entry(word).or_insert_with(|| countries::by_code(word).or_else(|| all.find(word)));
    }
    let codes: BTreeSet<&str> = found.values().flatten().copied().collect();
    let mut known = VocabularyTerms { built_in: true, ..VocabularyTerms::default() };
    let mut named: Vec<(Labels, String)> =
        codes.into_iter().map(|code| (labels(config, code), code.to_lowercase())).collect();
    let collator = super::sorting::collator(&config.language);
    named.sort_by(|(a, _), (b, _)| match &collator {
        Some(collator) => collator.compare(&a.main, &b.main),
        None => a.main.cmp(&b.main),
    });
    for (label, id) in named {
        let term_id = TermId(terms.len() as u32);
        known.by_id.insert(id.clone(), term_id);
        known.terms.push(term_id);
        let id = Located { value: id, span: 0..0 };
        let entry = TermEntry { id, label, ..TermEntry::default() };
        terms.push(Term::of(v, COUNTRIES, entry, "".into()));
    }
    for (word, code) in found {
        if let Some(id) = code.and_then(|code| known.by_id.get(&code.to_lowercase())) {
            known.by_alias.insert(word.to_lowercase(), *id);
        }
    }
    known
}

/// A country's names in the languages of the site.
fn labels(config: &Config, code: &str) -> Labels {
    let languages = config.languages.iter().chain([&config.language]);
    let by_language =
        languages.filter_map(|lang| Some((lang.clone(), name_in(code, lang)?))).collect();
    let main = name_in(code, &config.language).or_else(|| name_in(code, "en"));
    Labels { main: main.unwrap_or_else(|| code.to_owned()), by_language }
}

/// What pages and terms name in a vocabulary, and the pages for its terms, each with how often that uses the term.
fn words<'p>(
    config: &'p Config,
    v: usize,
    (pages, files): (&'p [Arc<Page>], &'p [Arc<TermFile>]),
) -> impl Iterator<Item = (&'p str, usize)> {
    let of_pages = pages.iter().flat_map(move |page| {
        let prose = match &page.role {
            Role::Term(role, id) if *role == v => Some((id.as_str(), 0)),
            _ => None,
        };
        words_for(config, v, fields_of(config, page), &page.facts).chain(prose)
    });
    let of_terms = files.iter().filter_map(|file| Some((file.vocabulary?, file))).flat_map(
        move |(vocabulary, file)| {
            let fields = &config.vocabularies[vocabulary].fields;
            file.terms.iter().flat_map(move |term| words_for(config, v, fields, &term.facts))
        },
    );
    of_pages.chain(of_terms)
}

fn words_for<'p>(
    config: &'p Config,
    v: usize,
    fields: &'p [Field],
    facts: &'p [Fact],
) -> impl Iterator<Item = (&'p str, usize)> {
    let words = facts.iter().flat_map(move |fact| {
        let field = &fields[fact.field];
        let is_own = vocabulary_of(config, field) == Some(v);
        let is_response = response_vocabulary_of(config, field) == Some(v);
        let claims = match &fact.value {
            Value::Claims(claims) if is_own || is_response => claims.as_slice(),
            _ => &[],
        };
        claims.iter().flat_map(move |claim| {
            let responses = claim.responses.iter().filter(move |_| is_response);
            let responses = responses.filter_map(|response| response.term.as_ref());
            Some(&claim.term).filter(|_| is_own).into_iter().chain(responses)
        })
    });
    words.map(|word| (word.value.as_str(), 1))
}

/// Resolves broader and related terms, and the terms named in fields.
fn relate(terms: &mut [Term], vocabularies: &[VocabularyTerms], config: &Config) {
    for i in 0..terms.len() {
        let id = TermId(i as u32);
        let known = &vocabularies[terms[i].vocabulary];
        let find = |word: &str| known.find(word).filter(|found| *found != id);
        let broader = terms[i].entry.broader.as_ref().and_then(|word| find(&word.value));
        let related: Vec<TermId> =
            terms[i].entry.related.iter().filter_map(|word| find(&word.value)).collect();
        let named = named(&terms[i], config, vocabularies);
        if let Some(broader) = broader {
            terms[i].broader = Some(broader);
            terms[broader.0 as usize].narrower.push(id);
        }
        // skos:related is symmetric, whichever term states it.
        for other in related {
            add(&mut terms[i].related, other);
            add(&mut terms[other.0 as usize].related, id);
        }
        terms[i].named = named;
    }
    break_cycles(terms);
}

fn add(list: &mut Vec<TermId>, id: TermId) {
    if !list.contains(&id) {
        list.push(id);
    }
}

fn named(
    term: &Term,
    config: &Config,
    vocabularies: &[VocabularyTerms],
) -> Vec<(usize, usize, TermId)> {
    let fields = &config.vocabularies[term.vocabulary].fields;
    let mut named = Vec::new();
    for fact in &term.entry.facts {
        let Some(v) = vocabulary_of(config, &fields[fact.field]) else { continue };
        let Value::Claims(claims) = &fact.value else { continue };
        for (i, claim) in claims.iter().enumerate() {
            named.extend(vocabularies[v].find(&claim.term.value).map(|id| (fact.field, i, id)));
        }
    }
    named
}

/// Removes the broader term of terms in a cycle; `check` reports them.
fn break_cycles(terms: &mut [Term]) {
    let broader: Vec<Option<TermId>> = terms.iter().map(|term| term.broader).collect();
    for cycle in cycles(&broader) {
        let Some(first) = cycle.first() else { continue };
        if let Some(broader) = terms[first.0 as usize].broader.take() {
            terms[broader.0 as usize].narrower.retain(|narrower| narrower != first);
        }
    }
}

/// The claims of a page.
pub fn claims_of(config: &Config, page: &Page, vocabularies: &[VocabularyTerms]) -> Vec<PageClaim> {
    let fields = fields_of(config, page);
    let mut found = Vec::new();
    for (f, fact) in page.facts.iter().enumerate() {
        let Some(vocabulary) = vocabulary_of(config, &fields[fact.field]) else { continue };
        let Value::Claims(claims) = &fact.value else { continue };
        for (item, claim) in claims.iter().enumerate() {
            let term = vocabularies[vocabulary].find(&claim.term.value);
            let is_plain = fact.record.is_none() && claim.is_plain();
            found.push(PageClaim { fact: f, item, vocabulary, term, is_plain });
        }
    }
    found
}
