//! A heading of the first level beside the page's title.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;

pub static RULE: Rule = Rule {
    name: "second-h1",
    severity: Severity::Warning,
    what: "A heading with a single `#` in the text: the title of the page is its heading of that level already.",
    why: "Readers, screen readers and search engines take the one main heading for what the page is about.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\n# Results\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\n## Results\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for id in model.page_ids() {
        let page = model.page(id);
        for heading in page.body.headings.iter().filter(|heading| heading.written == 1) {
            let message = format!("`{}` is a second main heading", heading.text);
            let help = if heading.text == model.page_title(id) {
                "take this line away: the title is printed above the text already".to_owned()
            } else {
                format!("write it with two signs: `## {}`", heading.text)
            };
            found.push(RULE.at(&page.path, heading.span.clone(), message).help(help));
        }
    }
}
