//! A link in the text to a page that is not there.

use crate::diagnostics::{Diagnostic, Rule, Severity, did_you_mean};
use crate::files;
use crate::model::{Model, texts};
use crate::parse::markdown::To;

pub static RULE: Rule = Rule {
    name: "dead-link",
    severity: Severity::Error,
    what: "A link leads to no page of the site.",
    why: "The reader lands on an error page.",
    wrong: "== content/pilots/a.md\n+++\ntitle = \"A\"\n+++\n\nSee [B](b.md).\n",
    right: "== content/pilots/a.md\n+++\ntitle = \"A\"\n+++\n\nSee [B](b.md).\n== content/pilots/b.md\n+++\ntitle = \"A\"\n+++\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for id in model.page_ids() {
        let page = model.page(id);
        for link in texts(page).flat_map(|text| &text.links) {
            let problem = match &link.to {
                To::Page { url, written, .. } if !model.by_url.contains_key(url) => {
                    let message = if model.drafts.contains(url) {
                        format!("`{written}` is a draft, and drafts are not published")
                    } else {
                        format!("`{written}` leads to no page")
                    };
                    RULE.at(&page.path, link.span.clone(), message).maybe(suggestion(model, &page.path, written))
                }
                To::Outside { written } => {
                    let message = format!("`{written}` leads out of the repository");
                    RULE.at(&page.path, link.span.clone(), message)
                }
                _ => continue,
            };
            found.push(problem);
        }
    }
}

/// The most similar path, written as a link from the page at `path`.
fn suggestion(model: &Model, path: &str, written: &str) -> Option<String> {
    let folder = files::folder(path);
    let wanted = files::join(folder, written.split('#').next()?)?;
    let paths = model.pages.iter().map(|page| &*page.path);
    let nearest = crate::diagnostics::nearest(&wanted, paths.clone());
    match nearest {
        Some(near) if files::folder(near) == folder => Some(format!("did you mean `{}`?", files::file_name(near))),
        Some(near) => Some(format!("did you mean {near}?")),
        None => did_you_mean(files::file_name(&wanted), paths.map(files::file_name)),
    }
}
