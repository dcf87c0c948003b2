//! A link in the text to a page that does not exist.

use super::Check;
use super::dead_wikilink::DRAFT;
use super::local_address::is_local_address;
use super::malformed_url::is_slip;
use crate::check::forms::{Form, is_on_a_disk, other_form};
use crate::check::suggest::Suggestions;
use crate::diagnostics::{Diagnostic, Near, Rule, Severity, Spot};
use crate::files;
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::{Link, To, scheme};

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("dead_link.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

/// What a link can be instead of an address that leads nowhere.
const INSTEAD: &str =
    "write the path of a page or file as seen from this page, or a web address: https://…";

fn is_suspect(model: &Model, id: PageId) -> bool {
    dead(model, id).next().is_some()
}

fn dead(model: &Model, id: PageId) -> impl Iterator<Item = &Link> {
    let links = texts(model.page(id)).flat_map(|text| &text.links);
    links.filter(move |link| match &link.to {
        To::Page { url, written, .. } => {
            model.target(id, &link.to).is_none()
                && !model.is_data_page(url)
                && !is_on_a_disk(written)
        }
        To::File { url, .. } => {
            !model.has_file(url) && other_form(model, model.page(id), &link.to).is_some()
        }
        To::Outside { written } => !is_local_address(written) && !is_slip(written),
        _ => false,
    })
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let paths = || model.pages.iter().map(|page| page.path.to_string()).collect();
    let suggestions = Suggestions::new(paths);
    for id in suspects {
        let path = &model.page(*id).path;
        for link in dead(model, *id) {
            let at = |message| RULE.at(path, link.span.clone(), message);
            if let Some(Form { message, help, meant }) =
                other_form(model, model.page(*id), &link.to)
            {
                let problem = at(message).help(help);
                found.push(match (meant, link.address.clone()) {
                    (Some(meant), Some(spot)) => problem.fixed_by(spot.edit(meant)),
                    _ => problem,
                });
                continue;
            }
            found.push(match &link.to {
                To::Page { url, written, .. } if model.files.drafts.contains(url) => {
                    at(format!("`{written}` is a draft, and drafts are not published")).help(DRAFT)
                }
                To::Page { url, written, .. } => {
                    let problem = at(format!("`{written}` leads to no page"));
                    meant(problem, &suggestions, (url, written), link.address.as_ref())
                }
                To::Outside { written } if written.trim().is_empty() => {
                    let help = match link.html {
                        Some(_) => "write where it leads between the quotation marks",
                        None if link.words.is_empty() => "it has no words either: remove it",
                        None => "write where it leads between the parentheses: `[…](page.md)`",
                    };
                    at("there is no address here".to_owned()).help(help)
                }
                To::Outside { written } => {
                    at(format!("`{written}` is neither on this site nor a web address"))
                        .help(allowing(written).unwrap_or_else(|| INSTEAD.to_owned()))
                }
                _ => continue,
            });
        }
    }
}

/// How to allow a link that another program opens, if it is of a harmless and common kind.
fn allowing(written: &str) -> Option<String> {
    const HARMLESS: [&str; 16] = [
        "sms", "geo", "ftp", "ftps", "sftp", "webcal", "xmpp", "sip", "sips", "irc", "ircs",
        "matrix", "magnet", "urn", "ark", "hdl",
    ];
    let scheme = scheme(written).filter(|scheme| HARMLESS.contains(&&**scheme))?;
    Some(format!(
        "if readers need such links, allow them in site.toml: link_schemes = [\"{scheme}\"]"
    ))
}

/// Suggests the page with the most similar name: in the folder of the link if there is one, else anywhere.
fn meant<F: FnOnce() -> Vec<String>>(
    problem: Diagnostic,
    suggestions: &Suggestions<F>,
    (url, written): (&str, &str),
    spot: Option<&Spot>,
) -> Diagnostic {
    let path = problem.path.clone();
    let end = written.find(['?', '#']).unwrap_or(written.len());
    let folder = if written.starts_with('/') { "content" } else { files::folder(&path) };
    let Some(wanted) = files::join(folder, &files::path_of_link(&written[..end])) else {
        return problem
            .help("a link stays inside content/: write the path of a page as seen from this one");
    };
    let folder = files::folder(&wanted);
    // Paths in one folder differ only in their file names, so it is enough to compare these.
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
    let gone = || match written[..end].ends_with(".md") {
        true => format!(
            "if the page was deleted, remove the link; if it was renamed, add to it: aliases = [\"{url}\"]"
        ),
        false => {
            "write the path of a page's file as seen from this one, which ends in `.md`".to_owned()
        }
    };
    let near = near.map(|near| format!("did you mean `{}`?", files::link_to(&path, near.name)));
    problem.help(near.unwrap_or_else(gone))
}
