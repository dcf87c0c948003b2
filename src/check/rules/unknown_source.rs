//! A source that is not in the bibliography.

use crate::config::is_web_address;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span, did_you_mean};
use crate::model::{Model, texts};
use crate::parse::page::{Fact, Value};
use crate::tables::Located;
use std::sync::Arc;

pub static RULE: Rule = Rule {
    name: "unknown-source",
    severity: Severity::Error,
    what: "A source or citation that is neither a key of content/bibliography.bib nor a web address.",
    why: "The reader is sent to a source that nobody can find.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nAs seen [@kangro].\n",
    right: "== content/bibliography.bib\n@book{kangro, title={K}}\n== content/a.md\n+++\ntitle = \"A\"\n+++\n\nAs seen [@kangro].\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for page in &model.pages {
        for source in page.facts.iter().flat_map(sources) {
            known(model, &page.path, &source.value, &source.span, true, found);
        }
        for cite in texts(page).flat_map(|text| &text.cites) {
            for (key, _) in &cite.items {
                known(model, &page.path, key, &cite.span, false, found);
            }
        }
    }
    for term in &model.terms {
        for source in term.entry.source.iter().chain(term.entry.facts.iter().flat_map(sources)) {
            known(model, &term.path, &source.value, &source.span, true, found);
        }
    }
}

fn sources(fact: &Fact) -> Vec<&Located<String>> {
    match &fact.value {
        Value::Cites(keys) => keys.iter().collect(),
        Value::Claims(claims) => claims.iter().filter_map(|claim| claim.source.as_ref()).collect(),
        _ => Vec::new(),
    }
}

fn known(
    model: &Model,
    path: &Arc<str>,
    key: &str,
    span: &Span,
    address: bool,
    found: &mut Vec<Diagnostic>,
) {
    let works = &model.bibliography.works;
    if works.contains_key(key) || (address && is_web_address(key)) {
        return;
    }
    let help = did_you_mean(key, works.keys().map(String::as_str))
        .unwrap_or_else(|| format!("add an entry `{key}` to content/bibliography.bib"));
    let message = format!("`{key}` is not in the bibliography");
    found.push(RULE.at(path, span.clone(), message).help(help));
}
