//! A wikilink whose name matches nothing, or several things.

use super::Check;
use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Near, Rule, Severity, listed};
use crate::files;
use crate::model::{Model, PageId, Target, texts};
use crate::parse::markdown::{Link, To};

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("dead_wikilink.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

/// What can stand between the brackets.
const NAMES: &str = "write the name of a page's file without `.md`, or the id of a term; brackets that are no link are \
                     written `\\[\\[`";

/// What to do about a link to a draft.
pub const DRAFT: &str = "remove the link until the draft is published";

fn is_suspect(model: &Model, id: PageId) -> bool {
    unclear(model, id).next().is_some()
}

/// The wikilinks of a page that do not match exactly one thing, with their names and matches.
fn unclear(model: &Model, id: PageId) -> impl Iterator<Item = (&Link, &str, &[Target])> {
    let links = texts(model.page(id)).flat_map(|text| &text.links);
    links.filter_map(|link| {
        let To::Wiki { name, .. } = &link.to else { return None };
        let meanings = model.meanings(name);
        (meanings.len() != 1).then_some((link, name.as_str(), meanings))
    })
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let suggestions = Suggestions::new(|| words(model));
    for id in suspects {
        let path = &model.page(*id).path;
        for (link, name, meanings) in unclear(model, *id) {
            let at = |message| RULE.at(path, link.span.clone(), message);
            found.push(if !meanings.is_empty() {
                let names: Vec<String> =
                    meanings.iter().map(|target| path_of(model, *target)).collect();
                let help = format!("write one of {}", listed(names.iter().map(String::as_str)));
                at(format!("`{name}` can mean {} different things", meanings.len())).help(help)
            } else if is_draft(model, name) {
                at(format!("`{name}` is a draft, and drafts are not published")).help(DRAFT)
            } else if name.contains("://") {
                at(format!(
                    "`{name}` is a web address, and double brackets are for pages and terms"
                ))
                .help(
                    "write the words in brackets and the address behind them: `[words](https://…)`",
                )
            } else {
                let near = suggestions.near(name, |_| true).map(|near| Near {
                    certain: near.certain && is_one(suggestions.names(), near.name),
                    ..near
                });
                let spot = link.address.as_ref().map(|spot| spot.part(0..name.len()));
                at(format!("no page and no term is called `{name}`")).help(NAMES).meant(near, spot)
            });
        }
    }
}

/// Whether only one thing has the name.
fn is_one(names: &[String], name: &str) -> bool {
    names.iter().filter(|other| other.eq_ignore_ascii_case(name)).count() == 1
}

fn is_draft(model: &Model, name: &str) -> bool {
    let name = files::slug(files::file_name(name));
    model.files.drafts.iter().any(|url| url.trim_matches('/').rsplit('/').next() == Some(&*name))
}

/// An unambiguous name.
fn path_of(model: &Model, target: Target) -> String {
    model.url(target).trim_matches('/').to_owned()
}

fn words(model: &Model) -> Vec<String> {
    let terms = model
        .graph
        .concepts
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
