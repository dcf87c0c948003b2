//! A picture or download that is not in the repository.

use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span, Spot};
use crate::files;
use crate::model::{Model, texts};
use crate::parse::markdown::To;
use crate::parse::page::Value;
use crate::parse::{Page, address};

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
    let mut file = |page: &Page, url: &str, written: &str, span: &Span, spot: Option<Spot>| {
        if model.has_file(url) {
            return;
        }
        let wanted = files::decode(url);
        let near = suggestions.near_name(&wanted, |_| true);
        let help = near.map(|near| format!("did you mean {}?", near.name));
        let message = format!("there is no file `{written}`");
        let problem = RULE.at(&page.path, span.clone(), message).maybe(help);
        found.push(match (near, spot) {
            (Some(near), Some(spot)) if near.certain && is_beside(near.name, &wanted) => {
                let start = written.rfind('/').map_or(0, |slash| slash + 1);
                problem.mend(spot.part(start..written.len()).edit(files::file_name(near.name)))
            }
            _ => problem,
        });
    };
    for page in &model.pages {
        for link in texts(page).flat_map(|text| &text.links) {
            match &link.to {
                To::File { url, written } => {
                    file(page, url, written, &link.span, link.address.clone());
                }
                // A picture can't be a page.
                To::Page { url, written, .. } if link.image => {
                    file(page, url, written, &link.span, None);
                }
                _ => {}
            }
        }
        for fact in &page.facts {
            if let Value::Image(image) = &fact.value {
                let written = &image.written;
                file(page, &image.url, &written.value, &written.span, Some(written.spot()));
            }
        }
    }
}

/// Whether a file lies in the folder that was meant, under a name that needs no encoding.
fn is_beside(path: &str, wanted: &str) -> bool {
    let url = address::of_file(path).unwrap_or_default();
    files::folder(&url) == files::folder(wanted) && url.ends_with(files::file_name(path))
}
