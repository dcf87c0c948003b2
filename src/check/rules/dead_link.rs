//! A link in the text to a page that is not there.

use crate::diagnostics::{Diagnostic, Rule, Severity, nearest};
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
                To::Page { url, written, .. } if model.target(id, &link.to).is_none() => {
                    if model.drafts.contains(url) {
                        let message =
                            format!("`{written}` is a draft, and drafts are not published");
                        RULE.at(&page.path, link.span.clone(), message)
                    } else {
                        let message = format!("`{written}` leads to no page");
                        let help = suggestion(model, &page.path, written);
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
fn suggestion(model: &Model, path: &str, written: &str) -> Option<String> {
    let wanted = files::join(files::folder(path), written.split('#').next()?)?;
    let name = files::file_name(&wanted);
    let others = || model.pages.iter().map(|page| &*page.path).filter(|other| *other != path);
    let here = others()
        .filter(|other| files::folder(other) == files::folder(&wanted))
        .map(files::file_name);
    if let Some(near) = nearest(name, here) {
        let folder = &written[..written.rfind('/').map_or(0, |slash| slash + 1)];
        return Some(format!("did you mean `{folder}{near}`?"));
    }
    let near = nearest(name, others().map(files::file_name))?;
    let path = others().find(|other| files::file_name(other) == near)?;
    Some(format!("did you mean {path}?"))
}
