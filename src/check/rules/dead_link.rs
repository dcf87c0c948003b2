//! A link in the text to a page that is not there.

use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Rule, Severity};
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
                        let help = suggestion(&suggestions, &page.path, written);
                        RULE.at(&page.path, link.span.clone(), message).maybe(help)
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

/// The page whose name is most like the one written: first in the folder that was meant, then anywhere.
fn suggestion<F: FnOnce() -> Vec<String>>(
    suggestions: &Suggestions<F>,
    path: &str,
    written: &str,
) -> Option<String> {
    let wanted = files::join(files::folder(path), written.split('#').next()?)?;
    let folder = files::folder(&wanted);
    // Paths of one folder differ in their names only, and so are as near as these.
    if let Some(near) =
        suggestions.nearest_name(&wanted, |other| other != path && files::folder(other) == folder)
    {
        let front = &written[..written.rfind('/').map_or(0, |slash| slash + 1)];
        return Some(format!("did you mean `{front}{}`?", files::file_name(near)));
    }
    let near = suggestions.nearest_name(&wanted, |other| other != path)?;
    Some(format!("did you mean {near}?"))
}
