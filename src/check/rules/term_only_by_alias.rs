//! A term that everybody calls by another name.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;
use std::collections::BTreeSet;

pub static RULE: Rule = Rule {
    name: "term-only-by-alias",
    severity: Severity::Hint,
    what: "A term that pages only ever name by an alias.",
    why: "The name that everybody uses may be the one that readers look for: it could be the label.",
    wrong: "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots.fields]\nthemes = { type = \"terms\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n[[term]]\nid = \"living-lab\"\nlabel = \"Living lab\"\nalias = [\"test lab\"]\n== content/pilots/a.md\n+++\ntitle = \"A\"\nthemes = [\"test lab\"]\n+++\n",
    right: "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots.fields]\nthemes = { type = \"terms\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n[[term]]\nid = \"living-lab\"\nlabel = \"Living lab\"\nalias = [\"test lab\"]\n== content/pilots/a.md\n+++\ntitle = \"A\"\nthemes = [\"living-lab\"]\n+++\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let mut by_id = vec![false; model.terms.len()];
    let mut by_alias: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); model.terms.len()];
    for page in model.page_ids() {
        for claim in &model.claims[page.0 as usize] {
            let (Some(id), Some(written)) = (claim.term, model.claim(page, *claim)) else {
                continue;
            };
            let term = &model.term(id).entry;
            if written.term.value == term.id.value {
                by_id[id.0 as usize] = true;
            } else {
                by_alias[id.0 as usize].insert(&written.term.value);
            }
        }
    }
    for id in model.term_ids() {
        let (term, aliases) = (model.term(id), &by_alias[id.0 as usize]);
        // Countries have no file: their names are as good as their codes.
        if by_id[id.0 as usize] || aliases.is_empty() || term.path.is_empty() {
            continue;
        }
        let names: Vec<String> = aliases.iter().map(|alias| format!("`{alias}`")).collect();
        let message =
            format!("pages call `{}` only by {}", term.entry.id.value, names.join(" and "));
        let help = "write the id in the pages, or make the name that is used the label";
        found.push(RULE.at(&term.path, term.entry.id.span.clone(), message).help(help));
    }
}
