//! A page of a work that is not in the bibliography.

use super::Check;
use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};

pub static RULE: Rule = Rule {
    name: "unknown-publication",
    severity: Severity::Error,
    what: "A file in the collection of publications whose name is no key of content/bibliography.bib.",
    why: "The page belongs to no work: readers would get a text without a reference, and nothing that cites the work leads to it.",
    wrong: "== site.toml\ntitle = \"T\"\n[bibliography]\ncollection = \"publications\"\n[collections.publications]\n== content/bibliography.bib\n@book{kangro2021, title={K}, author={Kangro, K.}, year={2021}}\n== content/publications/kangro2012.md\n+++\n+++\n",
    right: "== site.toml\ntitle = \"T\"\n[bibliography]\ncollection = \"publications\"\n[collections.publications]\n== content/bibliography.bib\n@book{kangro2021, title={K}, author={Kangro, K.}, year={2021}}\n== content/publications/kangro2021.md\n+++\n+++\n",
};

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

fn is_suspect(model: &Model, id: PageId) -> bool {
    // One cause, one finding: what can't be read is reported where it is written.
    let works = &model.bibliography.works;
    let is_unknown = |key: &str| !works.contains_key(key) && !model.bibliography.broken;
    model.key_of(model.page(id)).is_some_and(is_unknown)
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let suggestions = Suggestions::new(|| model.bibliography.works.keys().cloned().collect());
    for page in suspects.iter().map(|id| model.page(*id)) {
        let Some(key) = model.key_of(page) else { continue };
        let message = format!("this file is called `{key}`, and the bibliography has no such key");
        let help = format!(
            "add an entry `{key}` to content/bibliography.bib, or rename the file to the key of its work"
        );
        let problem = RULE.at(&page.path, page.front.clone(), message).help(help);
        found.push(problem.meant(suggestions.near(key, |_| true), None));
    }
}
