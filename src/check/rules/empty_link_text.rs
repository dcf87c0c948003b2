//! A link without words.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, texts};

pub static RULE: Rule = Rule {
    name: "empty-link-text",
    severity: Severity::Warning,
    what: "A link without words, or around a picture without words.",
    why: "There is nothing to click on, and a screen reader can only spell out the address.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nSee [](https://vunkimano.ee/).\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nSee [Vunki mano](https://vunkimano.ee/).\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for page in &model.pages {
        let links = texts(page).flat_map(|text| &text.links);
        for link in links.filter(|link| !link.image && !link.titled && link.words.is_empty()) {
            let message = "this link has no words";
            let help =
                "write between the square brackets where it leads: `[the name of the page](…)`";
            found.push(RULE.at(&page.path, link.span.clone(), message).help(help));
        }
    }
}
