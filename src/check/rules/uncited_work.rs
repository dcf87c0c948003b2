//! A work of the bibliography that nothing cites.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, cited};
use crate::parse::bibliography;

pub static RULE: Rule = Rule {
    name: "uncited-work",
    severity: Severity::Hint,
    what: "An entry of the bibliography that no page, claim or term cites.",
    why: "It is either knowledge that waits for its page, or a leftover.",
    wrong: "== content/bibliography.bib\n@book{kangro, title={K}, author={Kangro, K.}, year={2021}}\n",
    right: "== content/bibliography.bib\n@book{kangro, title={K}, author={Kangro, K.}, year={2021}}\n== content/a.md\n+++\ntitle = \"A\"\n+++\n\nAs seen [@kangro].\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let cited = cited(&model.pages, &model.term_files);
    for entry in &model.bibliography.entries {
        let key = entry.key.value.as_str();
        // A work with a page of its own is no leftover.
        if !cited.contains(key) && model.publication(key).is_none() {
            let message = format!("nothing cites `{key}` yet");
            found.push(RULE.at(&bibliography::PATH.into(), entry.key.span.clone(), message));
        }
    }
}
