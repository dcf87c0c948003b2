//! A source that is not in the bibliography.

use crate::check::suggest::Suggestions;
use crate::config::is_web_address;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span, Spot};
use crate::model::{Model, texts};
use crate::parse::page::Fact;
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
    // One cause, one finding: what can't be read is reported where it is written.
    if model.bibliography.broken {
        return;
    }
    let suggestions = Suggestions::new(|| model.bibliography.works.keys().cloned().collect());
    let mut known = |path: &Arc<str>, key: &str, span: &Span, spot: Option<Spot>, address: bool| {
        if model.bibliography.works.contains_key(key) || (address && is_web_address(key)) {
            return;
        }
        let message = format!("`{key}` is not in the bibliography");
        let help = format!("add an entry `{key}` to content/bibliography.bib");
        let problem = RULE.at(path, span.clone(), message).help(help);
        found.push(problem.meant(suggestions.near(key, |_| true), spot));
    };
    for page in &model.pages {
        for fact in &page.facts {
            for source in fact.sources() {
                let (path, span) = model.place_of(page, fact, &source.span);
                let spot = Spot { span: span.clone(), ..source.spot() };
                known(&path, &source.value, &span, Some(spot), true);
            }
        }
        for cite in texts(page).flat_map(|text| &text.cites) {
            for (i, (key, _)) in cite.items.iter().enumerate() {
                known(&page.path, key, &cite.span, cite.keys.get(i).cloned(), false);
            }
        }
    }
    for term in &model.terms {
        for source in
            term.entry.source.iter().chain(term.entry.facts.iter().flat_map(Fact::sources))
        {
            known(&term.path, &source.value, &source.span, Some(source.spot()), true);
        }
    }
}
