//! A picture or download that is not in the repository.

use crate::diagnostics::{Diagnostic, Rule, Severity, Span, nearest};
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
    for page in &model.pages {
        for link in texts(page).flat_map(|text| &text.links) {
            match &link.to {
                To::File { url, written } => file(model, page, url, written, &link.span, found),
                // A picture can't be a page.
                To::Page { url, written, .. } if link.image => {
                    file(model, page, url, written, &link.span, found)
                }
                _ => {}
            }
        }
        for fact in &page.facts {
            if let Value::Image(image) = &fact.value {
                file(model, page, &image.url, &image.written.value, &image.written.span, found);
            }
        }
    }
}

fn file(
    model: &Model,
    page: &Page,
    url: &str,
    written: &str,
    span: &Span,
    found: &mut Vec<Diagnostic>,
) {
    if model.has_file(url) {
        return;
    }
    let name = files::decode(files::file_name(url));
    let names = model.files.values().map(|path| files::file_name(path));
    let help = nearest(&name, names)
        .and_then(|near| model.files.values().find(|path| files::file_name(path) == near))
        .map(|path| format!("did you mean {path}?"));
    let message = format!("there is no file `{written}`");
    found.push(RULE.at(&page.path, span.clone(), message).maybe(help));
}
