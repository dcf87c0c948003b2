//! A page that lists can't introduce.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;
use crate::parse::page::Role;

pub static RULE: Rule = Rule {
    name: "missing-summary",
    severity: Severity::Warning,
    what: "A page of a collection without a summary.",
    why: "Lists, search results and links in other places show the summary; without one readers see a bare title.",
    wrong: "== site.toml\ntitle = \"T\"\n[collections.pilots]\n== content/pilots/a.md\n+++\ntitle = \"A\"\n+++\n",
    right: "== site.toml\ntitle = \"T\"\n[collections.pilots]\n== content/pilots/a.md\n+++\ntitle = \"A\"\nsummary = \"Neighbours cook for each other, and the town pays the rent.\"\n+++\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for page in &model.pages {
        let Role::Entry(c) = page.role else { continue };
        // Where site.toml asks for it, its reading has found the gap already.
        let is_required = model.config.collections[c].require.iter().any(|key| key == "summary");
        let is_told = is_required || page.told.iter().any(|key| key == "summary");
        if page.face.summary.is_none() && !is_told && !page.face.title.is_empty() {
            let message = "this page has no summary";
            let help = "add a line with one sentence of at most 160 letters: summary = \"…\"";
            found.push(RULE.at(&page.path, page.front.clone(), message).help(help));
        }
    }
}
