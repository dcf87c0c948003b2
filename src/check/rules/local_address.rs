//! An address on the author's own computer or network.

use super::Check;
use super::insecure_url::{Named, of_page, of_works};
use crate::check::forms::is_on_a_disk;
use crate::config::is_local_host;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::To;

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("local_address.md"));

pub const CHECKS: &[Check] = &[Check::Page(page), Check::Whole(works)];

fn page(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    // Instructions show the address of a program that their reader starts.
    named(of_page(page).filter(|one| !one.is_shown), found);
    for link in texts(page).flat_map(|text| &text.links) {
        let (To::File { written, .. } | To::Page { written, .. } | To::Outside { written }) =
            &link.to
        else {
            continue;
        };
        if let Some((message, help)) = problem(written) {
            found.push(RULE.at(&page.path, link.span.clone(), message).help(help));
        }
    }
}

fn works(model: &Model, found: &mut Vec<Diagnostic>) {
    named(of_works(model), found);
}

const COPY: &str = "copy the file into the repository, beside the page, and link to it by its name";

fn named<'m>(all: impl Iterator<Item = Named<'m>>, found: &mut Vec<Diagnostic>) {
    for Named { address, path, span, .. } in all {
        if let Some((message, help)) = problem(address) {
            found.push(RULE.at(path, span.clone(), message).help(help));
        }
    }
}

/// What is wrong with an address that only works on the author's computer or network, and what to do.
fn problem(address: &str) -> Option<(String, &'static str)> {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let is = |names: [&str; 3]| names.iter().any(|name| name.eq_ignore_ascii_case(scheme));
    if is(["file", "smb", "afp"]) || is_on_a_disk(address) {
        return Some((format!("`{address}` is a file on your own computer"), COPY));
    }
    // `localhost:3000`
    (is(["http", "https", "localhost"]) && is_local(address)).then(|| {
        let message =
            format!("`{address}` is on your own computer or network: nobody else can open it");
        let help = "link to the page itself, by its file (`page.md`) or its public address";
        (message, help)
    })
}

/// Whether an address only works on the author's computer or network.
pub(super) fn is_local_address(address: &str) -> bool {
    problem(address).is_some()
}

fn is_local(address: &str) -> bool {
    // Nearly all names end in a country or in one of these, and need not be parsed.
    if address.starts_with("localhost:") {
        return true;
    }
    const PUBLIC: [&str; 5] = ["org", "com", "net", "edu", "info"];
    let host = address.split('/').nth(2).unwrap_or_default();
    let end = host.rsplit('.').next().unwrap_or_default();
    let is_country = end.len() == 2 && end.len() < host.len() && !end.contains(char::is_numeric);
    let is_public = is_country || PUBLIC.contains(&end);
    !is_public
        && url::Url::parse(address).is_ok_and(|url| url.host_str().is_some_and(is_local_host))
}
