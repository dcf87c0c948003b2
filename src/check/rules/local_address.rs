//! An address on the author's own computer or network.

use super::Check;
use super::insecure_url::{Named, of_page, of_works};
use crate::check::forms::is_on_a_disk;
use crate::config::is_local_host;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::To;

pub static RULE: Rule =
    Rule::new("local-address", Severity::Error, include_str!("local_address.md"));

pub const CHECKS: &[Check] = &[Check::Page(page), Check::Whole(works)];

fn page(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    named(of_page(page), found);
    for link in texts(page).flat_map(|text| &text.links) {
        let (To::File { written, .. } | To::Page { written, .. } | To::Outside { written }) =
            &link.to
        else {
            continue;
        };
        if is_on_a_disk(written) {
            let message = format!("`{written}` is a file on your own computer");
            found.push(RULE.at(&page.path, link.span.clone(), message).help(COPY));
        }
    }
}

fn works(model: &Model, found: &mut Vec<Diagnostic>) {
    named(of_works(model), found);
}

const COPY: &str = "copy the file into the repository, beside the page, and link to it by its name";

fn named<'m>(all: impl Iterator<Item = Named<'m>>, found: &mut Vec<Diagnostic>) {
    for Named { address, path, span, .. } in all {
        let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
        let is = |names: [&str; 3]| names.iter().any(|name| name.eq_ignore_ascii_case(scheme));
        let (message, help) = match () {
            () if is(["file", "smb", "afp"]) => {
                (format!("`{address}` is a file on your own computer"), COPY)
            }
            // `localhost:3000`
            () if is(["http", "https", "localhost"]) && is_local(address) => (
                format!("`{address}` is on your own computer or network: nobody else can open it"),
                "link to the page itself, by its file (`page.md`) or its public address",
            ),
            () => continue,
        };
        found.push(RULE.at(path, span.clone(), message).help(help));
    }
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
