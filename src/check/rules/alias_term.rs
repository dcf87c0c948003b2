//! A term named by another of its names.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;

pub static RULE: Rule = Rule {
    name: "alias-term",
    severity: Severity::Hint,
    what: "A page names a term by an alias, not by its id.",
    why: "Everything works; but one name for one thing keeps the files easy to search.",
    wrong: "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots.fields]\nthemes = { type = \"terms\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n[[term]]\nid = \"living-lab\"\nlabel = \"Living lab\"\nalias = [\"test lab\"]\n== content/pilots/a.md\n+++\ntitle = \"A\"\nthemes = [\"test lab\"]\n+++\n",
    right: "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots.fields]\nthemes = { type = \"terms\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n[[term]]\nid = \"living-lab\"\nlabel = \"Living lab\"\nalias = [\"test lab\"]\n== content/pilots/a.md\n+++\ntitle = \"A\"\nthemes = [\"living-lab\"]\n+++\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for id in model.page_ids() {
        for claim in &model.claims[id.0 as usize] {
            // Countries are as well known by their names as by their codes.
            let (Some(term), false) = (claim.term, model.vocabularies[claim.vocabulary].built_in)
            else {
                continue;
            };
            let preferred = &model.term(term).entry.id.value;
            if let Some(written) = model.claim(id, *claim).filter(|c| c.term.value != *preferred) {
                let message =
                    format!("`{}` is another name of the term `{preferred}`", written.term.value);
                let path = &model.page(id).path;
                let help = format!("its id is `{preferred}`");
                found.push(RULE.at(path, written.term.span.clone(), message).help(help));
            }
        }
    }
}
