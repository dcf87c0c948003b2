//! A work of the bibliography that nothing cites.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, texts};
use crate::parse::bibliography;
use crate::parse::page::{Fact, Value};
use std::collections::HashSet;

pub static RULE: Rule = Rule {
    name: "uncited-work",
    severity: Severity::Hint,
    what: "An entry of the bibliography that no page, claim or term cites.",
    why: "It is either knowledge that waits for its page, or a leftover.",
    wrong: "== content/bibliography.bib\n@book{kangro, title={K}, author={Kangro, K.}, year={2021}}\n",
    right: "== content/bibliography.bib\n@book{kangro, title={K}, author={Kangro, K.}, year={2021}}\n== content/a.md\n+++\ntitle = \"A\"\n+++\n\nAs seen [@kangro].\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let mut cited: HashSet<&str> = HashSet::new();
    for page in &model.pages {
        cited.extend(page.facts.iter().flat_map(sources));
        let cites = texts(page).flat_map(|text| &text.cites);
        cited.extend(cites.flat_map(|cite| &cite.items).map(|(key, _)| key.as_str()));
    }
    for term in &model.terms {
        cited.extend(term.entry.source.iter().map(|source| source.value.as_str()));
        cited.extend(term.entry.facts.iter().flat_map(sources));
    }
    for entry in &model.bibliography.entries {
        if !cited.contains(entry.key.value.as_str()) {
            let message = format!("nothing cites `{}` yet", entry.key.value);
            found.push(RULE.at(&bibliography::PATH.into(), entry.key.span.clone(), message));
        }
    }
}

fn sources(fact: &Fact) -> Vec<&str> {
    match &fact.value {
        Value::Cites(keys) => keys.iter().map(|key| key.value.as_str()).collect(),
        Value::Claims(claims) => {
            claims.iter().filter_map(|claim| Some(claim.source.as_ref()?.value.as_str())).collect()
        }
        _ => Vec::new(),
    }
}
