//! A term that its vocabulary does not have.

use super::Check;
use crate::check::suggest::Suggestions;
use crate::config::{PATH, Stub};
use crate::diagnostics::rules::BAD_SETTING;
use crate::diagnostics::{
    Diagnostic, Near, Rule, Severity, Span, Spot, did_you_mean, listed, near,
};
use crate::model::{Countries, Elsewhere, Model, PageClaim, PageId, TermId, vocabulary_of};
use crate::parse::page::{Claim, Role, Value};
use crate::tables::Located;
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("unknown_term.md")).fixable();

pub const CHECKS: &[Check] =
    &[Check::Page(prose), Check::Whole(alone), Check::Suspects(is_suspect, check)];

fn is_suspect(model: &Model, id: PageId) -> bool {
    unclaimable(model, id).next().is_some() || unanswerable(model, id).next().is_some()
}

/// The responses of a page whose term does not exist: their fact, their vocabulary and the term as written.
fn unanswerable(
    model: &Model,
    id: PageId,
) -> impl Iterator<Item = (usize, usize, &Located<String>)> {
    let all = model.graph.concepts.responses[id.0 as usize].iter();
    all.filter(|response| response.term.is_none()).filter_map(move |response| {
        let written = model.response(id, *response)?.term.as_ref()?;
        Some((response.fact, response.vocabulary, written))
    })
}

/// The claims of a page whose term does not exist.
fn unclaimable(model: &Model, id: PageId) -> impl Iterator<Item = (PageClaim, &Claim)> {
    let unknown =
        model.graph.concepts.claims[id.0 as usize].iter().filter(|claim| claim.term.is_none());
    unknown.filter_map(move |claim| Some((*claim, model.claim(id, *claim)?)))
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let known: Vec<_> = (0..model.config.vocabularies.len())
        .map(|v| Known {
            id: &model.config.vocabularies[v].id,
            is_term: move |name: &str| model.find_term(v, name).is_some(),
            words: Suggestions::new(move || model.term_words(v)),
            countries: LazyCell::new(move || Some((model.countries(v)?, Elsewhere::new()))),
        })
        .collect();
    for id in suspects {
        let page = model.page(*id);
        let claims = unclaimable(model, *id);
        let claims = claims.map(|(claim, written)| (claim.fact, claim.vocabulary, &written.term));
        for (fact, vocabulary, written) in claims.chain(unanswerable(model, *id)) {
            let (path, span) = model.place_of(page, &page.facts[fact], &written.span);
            found.push(unknown(&known[vocabulary], &path, &written.value, span));
        }
    }
    for term in model.graph.concepts.terms.iter() {
        let fields = &model.config.vocabularies[term.vocabulary].fields;
        for fact in &term.entry.facts {
            let Some(v) = vocabulary_of(&model.config, &fields[fact.field]) else { continue };
            let Value::Claims(claims) = &fact.value else { continue };
            for claim in claims.iter().filter(|c| model.find_term(v, &c.term.value).is_none()) {
                let Located { value, span } = &claim.term;
                found.push(unknown(&known[v], &term.path, value, span.clone()));
            }
        }
    }
}

/// Checks the terms that mark stubs, and that no list of states is open. It runs even if the rule is off.
pub fn setting(model: &Model, found: &mut Vec<Diagnostic>) {
    for (v, vocabulary) in model.config.vocabularies.iter().enumerate() {
        if vocabulary.open && model.graph.concepts.vocabularies[v].built_in {
            let message = "`countries` is the list of ISO 3166, so it can't be open";
            let help =
                "remove `open`, or list countries of your own in content/countries/terms.toml";
            found.push(BAD_SETTING.at(&PATH.into(), vocabulary.span.clone(), message).help(help));
        }
    }
    for collection in &model.config.collections {
        let Some(Stub { field, term }) = &collection.stub else { continue };
        let Some(v) = vocabulary_of(&model.config, &collection.fields[*field]) else { continue };
        if model.find_term(v, &term.value).is_none() {
            let id = &model.config.vocabularies[v].id;
            let message = format!("`{}` is not a term of `{id}`", term.value);
            let words = model.term_words(v);
            let near = near(&term.value, words.iter().map(String::as_str));
            let problem = BAD_SETTING.at(&PATH.into(), term.span.clone(), message);
            found.push(problem.meant(near, Some(term.spot())));
        }
    }
}

/// Reports a page for a term that its vocabulary does not have.
fn prose(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let Role::Term(v, id) = &page.role else { return };
    let known = &model.graph.concepts.vocabularies[*v].terms;
    let vocabulary = &model.config.vocabularies[*v].id;
    if known.iter().any(|term| page.url.ends_with(&model.term(*term).url)) {
        return;
    }
    let message = format!(
        "this is the text for the term `{id}`, but the vocabulary `{vocabulary}` has no such term"
    );
    let help = match model.countries(*v) {
        Some(countries) => match countries.find(id).map(str::to_lowercase) {
            Some(code) => format!("name the file `{code}.md`: a country's address is its code"),
            None => "name the file by the country's code: `ee.md` for Estonia".to_owned(),
        },
        None => {
            let words = model.term_words(*v);
            did_you_mean(id, words.iter().map(String::as_str)).unwrap_or_else(|| {
                format!("add the term to content/{vocabulary}/terms.toml, or rename the file")
            })
        }
    };
    found.push(RULE.at(&page.path, page.front.clone(), message).help(help));
}

/// Reports the texts that alone make a term of an open vocabulary, if that is nearly another one.
fn alone(model: &Model, found: &mut Vec<Diagnostic>) {
    for (term, meant) in meant_by_texts(model) {
        let term = model.term(term);
        let Some(page) = term.page.map(|id| model.page(id)) else { continue };
        let (id, vocabulary) =
            (&term.entry.id.value, &model.config.vocabularies[term.vocabulary].id);
        let message = format!("this is the text for the term `{id}`, which no page names");
        let help = format!(
            "did you mean `{meant}`? Then name the file {meant}.md; otherwise list `{id}` in content/{vocabulary}/terms.toml"
        );
        found.push(RULE.at(&page.path, page.front.clone(), message).help(help));
    }
}

/// The terms of open vocabularies that have only a text, each with the term that was probably meant.
pub fn meant_by_texts(model: &Model) -> BTreeMap<TermId, String> {
    let has_text = |id: &TermId| model.term(*id).page.is_some() && model.is_unlisted(*id);
    let with_text: Vec<TermId> = model.term_ids().filter(has_text).collect();
    if with_text.is_empty() {
        return BTreeMap::new();
    }
    let named = model.named_terms();
    let vocabularies = 0..model.config.vocabularies.len();
    let words: Vec<_> =
        vocabularies.map(|v| Suggestions::new(move || model.term_words(v))).collect();
    let meant = |id: TermId| {
        let term = model.term(id);
        let own = &term.entry.id.value;
        let near = words[term.vocabulary].near(own, |word| word != own)?;
        Some((id, near.name.to_owned()))
    };
    with_text.into_iter().filter(|id| !named.contains(id)).filter_map(meant).collect()
}

/// What can be named in a vocabulary.
struct Known<'m, T, W: FnOnce() -> Vec<String>, C> {
    id: &'m str,
    is_term: T,
    words: Suggestions<W>,
    /// None unless it is the built-in vocabulary of countries.
    countries: LazyCell<Option<(Countries, Elsewhere)>, C>,
}

fn unknown<
    T: Fn(&str) -> bool,
    W: FnOnce() -> Vec<String>,
    C: FnOnce() -> Option<(Countries, Elsewhere)>,
>(
    Known { id, is_term, words, countries }: &Known<T, W, C>,
    path: &Arc<str>,
    word: &str,
    span: Span,
) -> Diagnostic {
    let is_known = |name: &str| match &**countries {
        Some((countries, _)) => countries.find(name).is_some(),
        None => is_term(name),
    };
    if let Some(help) = several(word, is_known) {
        let message = "these are several names in one text";
        return RULE.at(path, span, message).help(help);
    }
    let spot = Spot { span: span.clone(), inside: Some(0..word.len()) };
    if let Some((countries, elsewhere)) = &**countries {
        let message = format!("`{word}` is not a country of ISO 3166-1");
        let problem = RULE.at(path, span, message);
        let (names, certain) =
            words.limited(|| countries.suggestions(word, elsewhere)).unwrap_or_default();
        return match names.first() {
            Some(name) if certain => problem.meant(Some(Near { name, certain }), Some(spot)),
            Some(_) => problem.help(format!("did you mean {}?", either(&names))),
            None => problem
                .help("write its two-letter code or its name: \"EE\" or \"Estonia\"".to_owned()),
        };
    }
    let problem = RULE.at(path, span, format!("the vocabulary `{id}` has no term `{word}`"));
    let near = words.near(word, |_| true);
    if near.is_some() {
        return problem.meant(near, Some(spot));
    }
    problem.help(match words.names().is_empty() {
        true => format!("add the term to content/{id}/terms.toml"),
        false => format!("it has {}", listed(words.names().iter().map(String::as_str))),
    })
}

/// The help for known names that stand in one text: "care, trust".
pub fn several(word: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let word = word.trim_matches(['(', ')']).replace(" and ", ",");
    let parts = word.split([',', ';', '/', '&']).map(str::trim).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    let is_list = parts.len() > 1 && parts.iter().all(|part| is_known(part));
    let quoted = parts.iter().map(|part| format!("\"{part}\""));
    is_list.then(|| format!("write each for itself: {}", quoted.collect::<Vec<_>>().join(", ")))
}

/// "`a`, `b` or `c`".
fn either(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
