//! A wikilink whose name means nothing, or several things.

use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Near, Rule, Severity, listed};
use crate::files;
use crate::model::{Model, Target, texts};
use crate::parse::markdown::To;

pub static RULE: Rule = Rule {
    name: "dead-wikilink",
    severity: Severity::Error,
    what: "A wikilink that names no page or term, or more than one.",
    why: "Nobody, not even the author, can tell where it should lead.",
    wrong: "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots.fields]\nthemes = { type = \"terms\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n[[term]]\nid = \"living-lab\"\nlabel = \"Living lab\"\nalias = [\"test lab\"]\n== content/pilots/a.md\n+++\ntitle = \"A\"\n+++\n\nA [[livinglab]].\n",
    right: "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots.fields]\nthemes = { type = \"terms\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n[[term]]\nid = \"living-lab\"\nlabel = \"Living lab\"\nalias = [\"test lab\"]\n== content/pilots/a.md\n+++\ntitle = \"A\"\nthemes = [\"living-lab\"]\n+++\n\nA [[living-lab]].\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let suggestions = Suggestions::new(|| words(model));
    for page in &model.pages {
        for link in texts(page).flat_map(|text| &text.links) {
            let To::Wiki { name, .. } = &link.to else { continue };
            let meanings = model.meanings(name);
            let problem = match meanings {
                [_] => continue,
                [] => {
                    if is_draft(model, name) {
                        let message = format!("`{name}` is a draft, and drafts are not published");
                        RULE.at(&page.path, link.span.clone(), message)
                    } else {
                        let message = format!("no page and no term is called `{name}`");
                        let near = suggestions.near(name, |_| true).map(|near| Near {
                            certain: near.certain && is_one(suggestions.names(), near.name),
                            ..near
                        });
                        let spot = link.address.as_ref().map(|spot| spot.part(0..name.len()));
                        RULE.at(&page.path, link.span.clone(), message).meant(near, spot)
                    }
                }
                several => {
                    let paths: Vec<String> =
                        several.iter().map(|target| path(model, *target)).collect();
                    let help = format!("write which: {}", listed(paths.iter().map(String::as_str)));
                    let message = format!("`{name}` can mean {} things", several.len());
                    RULE.at(&page.path, link.span.clone(), message).help(help)
                }
            };
            found.push(problem);
        }
    }
}

/// Whether a name is that of one thing.
fn is_one(names: &[String], name: &str) -> bool {
    names.iter().filter(|other| other.eq_ignore_ascii_case(name)).count() == 1
}

fn is_draft(model: &Model, name: &str) -> bool {
    let name = files::slug(files::file_name(name));
    model.drafts.iter().any(|url| url.trim_matches('/').rsplit('/').next() == Some(&*name))
}

/// A name that means only this.
fn path(model: &Model, target: Target) -> String {
    model.url(target).trim_matches('/').to_owned()
}

fn words(model: &Model) -> Vec<String> {
    let terms = model
        .terms
        .iter()
        .flat_map(|term| [term.url.trim_matches('/').to_owned(), term.entry.id.value.clone()]);
    let pages = model.pages.iter().flat_map(|page| {
        let stem = page.path.trim_start_matches("content/").trim_end_matches(".md");
        let name = files::file_name(stem);
        std::iter::once(stem).chain((name != stem).then_some(name)).map(str::to_owned)
    });
    terms.chain(pages).collect()
}
