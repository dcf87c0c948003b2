//! A picture or download that is not in the repository.

use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use crate::files;
use crate::model::{Model, texts};
use crate::parse::Page;
use crate::parse::markdown::To;
use crate::parse::page::Value;

pub static RULE: Rule = Rule {
    name: "missing-file",
    severity: Severity::Error,
    what: "A picture or file that a page shows or links to does not exist.",
    why: "Readers see a broken picture or an error.",
    wrong: "== content/pilots/a.md\n+++\ntitle = \"A\"\n+++\n\n![A map](map.png)\n",
    right: "== content/pilots/a.md\n+++\ntitle = \"A\"\n+++\n\n![A map](map.png)\n== content/pilots/map.png\nx\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let paths = || model.files.values().map(|path| path.to_string()).collect();
    let suggestions = Suggestions::new(paths);
    let mut file = |page: &Page, url: &str, written: &str, span: &Span| {
        if !model.has_file(url) {
            let near = suggestions.nearest_name(&files::decode(url), |_| true);
            let help = near.map(|path| format!("did you mean {path}?"));
            let message = format!("there is no file `{written}`");
            found.push(RULE.at(&page.path, span.clone(), message).maybe(help));
        }
    };
    for page in &model.pages {
        for link in texts(page).flat_map(|text| &text.links) {
            match &link.to {
                To::File { url, written } => file(page, url, written, &link.span),
                // A picture can't be a page.
                To::Page { url, written, .. } if link.image => file(page, url, written, &link.span),
                _ => {}
            }
        }
        for fact in &page.facts {
            if let Value::Image(image) = &fact.value {
                file(page, &image.url, &image.written.value, &image.written.span);
            }
        }
    }
}
