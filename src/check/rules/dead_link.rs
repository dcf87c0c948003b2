//! A link in the text to a page that is not there.

use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Near, Rule, Severity, Spot};
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
    let paths = || model.pages.iter().map(|page| page.path.to_string()).collect();
    let suggestions = Suggestions::new(paths);
    for id in model.page_ids() {
        let page = model.page(id);
        for link in texts(page).flat_map(|text| &text.links) {
            let problem = match &link.to {
                To::Page { url, written, .. } if model.target(id, &link.to).is_none() => {
                    if model.drafts.contains(url) {
                        let message =
                            format!("`{written}` is a draft, and drafts are not published");
                        RULE.at(&page.path, link.span.clone(), message)
                    } else {
                        let message = format!("`{written}` leads to no page");
                        let problem = RULE.at(&page.path, link.span.clone(), message);
                        meant(problem, &suggestions, written, link.address.as_ref())
                    }
                }
                To::Outside { written } => {
                    let message = format!("`{written}` leads to nothing that a reader may open");
                    RULE.at(&page.path, link.span.clone(), message)
                }
                _ => continue,
            };
            found.push(problem);
        }
    }
}

/// Adds the page whose name is most like the one written: first in the folder that was meant, then anywhere.
fn meant<F: FnOnce() -> Vec<String>>(
    problem: Diagnostic,
    suggestions: &Suggestions<F>,
    written: &str,
    spot: Option<&Spot>,
) -> Diagnostic {
    let path = problem.path.clone();
    let end = written.find('#').unwrap_or(written.len());
    let Some(wanted) = files::join(files::folder(&path), &written[..end]) else { return problem };
    let folder = files::folder(&wanted);
    // Paths of one folder differ in their names only, and so are as near as these.
    let is_beside = |other: &str| *other != *path && files::folder(other) == folder;
    if let Some(near) = suggestions.near_name(&wanted, is_beside) {
        let name = files::file_name(near.name);
        let start = written[..end].rfind('/').map_or(0, |slash| slash + 1);
        let certain = near.certain && files::encode(name) == name;
        let spot = spot.map(|spot| spot.part(start..end));
        let problem = problem.meant(Some(Near { name, certain }), spot);
        return problem.help(format!("did you mean `{}{name}`?", &written[..start]));
    }
    let near = suggestions.near_name(&wanted, |other| *other != *path);
    problem.maybe(near.map(|near| format!("did you mean {}?", near.name)))
}
