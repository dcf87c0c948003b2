//! A picture or download that is not in the repository.

use super::Check;
use crate::check::forms::{is_on_a_disk, other_form};
use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Near, Rule, Severity, Span, Spot};
use crate::files;
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::{Link, To};
use crate::parse::page::Value;
use crate::parse::{Page, address};
use crate::tables::Located;

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("missing_file.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

fn is_suspect(model: &Model, id: PageId) -> bool {
    missing(model, id).next().is_some()
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let paths = || model.files.by_url.values().map(|path| path.to_string()).collect();
    let suggestions = Suggestions::new(paths);
    for id in suspects {
        for Shown { url, written, span, spot, link } in missing(model, *id) {
            let link_to_page = link.is_some_and(|link| {
                matches!(link.to, To::Page { .. }) && model.target(*id, &link.to).is_some()
            });
            let wanted = files::decode(url);
            let near = suggestions.near_name(&wanted, |_| true);
            let path = &model.page(*id).path;
            let link = |near: Near| files::link_to(path, near.name);
            let help = near.map(|near| format!("did you mean `{}`?", link(near)));
            let (message, help) = match link_to_page {
                true => (
                    format!("`{written}` is a page, which can't be shown as a picture"),
                    match written.ends_with(".md") || written.contains('/') {
                        true => format!(
                            "for a link, write it without `!`, or with a space behind the `!` of a sentence: `[…]({written})`"
                        ),
                        false => format!("for a link, write it without `!`: `[[{written}]]`"),
                    },
                ),
                false => (
                    format!("there is no file `{written}`"),
                    help.unwrap_or_else(|| where_to_put(written, &wanted)),
                ),
            };
            let problem = RULE.at(path, span.clone(), message).help(help);
            found.push(match (near, spot) {
                (Some(near), Some(spot)) if near.certain && is_beside(near.name, &wanted) => {
                    let start = written.rfind('/').map_or(0, |slash| slash + 1);
                    let name = files::file_name(near.name);
                    problem.fixed_by(spot.part(start..written.len()).edit(name))
                }
                _ => problem,
            });
        }
    }
}

/// What to do about a file that is not at an address, and that nothing is like.
fn where_to_put(written: &str, url: &str) -> String {
    let folder = if written.starts_with('/') { "static" } else { "content" };
    format!("put the file at {folder}{url}, or write its path as seen from this page")
}

/// A file that a page shows or links to, and where its name is written.
struct Shown<'m> {
    url: &'m str,
    written: &'m str,
    span: &'m Span,
    spot: Option<Spot>,
    link: Option<&'m Link>,
}

fn missing(model: &Model, id: PageId) -> impl Iterator<Item = Shown<'_>> {
    let page = model.page(id);
    // `dead-link` and `local-address` report links that were meant as something else than a file.
    let is_file = move |shown: &Shown| {
        let other = |link: &Link| other_form(model, page, &link.to).is_some();
        !is_on_a_disk(shown.written) && !shown.link.is_some_and(other)
    };
    shown(page).filter(move |shown| !model.has_file(shown.url) && is_file(shown))
}

fn shown(page: &Page) -> impl Iterator<Item = Shown<'_>> {
    let links = texts(page).flat_map(|text| &text.links).filter_map(|link| {
        let (url, written, spot) = match &link.to {
            To::File { url, tail, written } => {
                let path = &written[..written.len() - tail.len()];
                let spot = link.address.as_ref().map(|spot| spot.part(0..path.len()));
                (url, path, spot)
            }
            // A picture can't be a page.
            To::Page { url, written, .. } if link.image => (url, &**written, None),
            _ => return None,
        };
        Some(Shown { url, written, span: &link.span, spot, link: Some(link) })
    });
    let images = page.facts.iter().filter_map(|fact| match &fact.value {
        Value::Image(image) => Some(image),
        _ => None,
    });
    links.chain(images.map(|image| {
        let Located { value, span } = &image.written;
        let written = &value[..value.len() - image.tail.len()];
        let spot = image.written.spot().part(0..written.len());
        Shown { url: &image.url, written, span, spot: Some(spot), link: None }
    }))
}

/// Whether a file is in the wanted folder and its name needs no encoding.
fn is_beside(path: &str, wanted: &str) -> bool {
    let url = address::of_file(path).unwrap_or_default();
    files::folder(&url) == files::folder(wanted) && url.ends_with(files::file_name(path))
}
