//! An `http:` address of a site that is also used with `https:`.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span, Spot};
use crate::model::{Model, PageId, texts};
use crate::parse::Page;
use crate::parse::markdown::To;
use crate::parse::page::Fact;
use crate::tables::Located;
use std::collections::HashSet;
use std::sync::Arc;

pub static RULE: Rule = Rule {
    fix: true,
    ..Rule::new("insecure-url", Severity::Warning, include_str!("insecure_url.md"))
};

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

fn is_suspect(model: &Model, id: PageId) -> bool {
    of_page(model.page(id)).any(|named| named.address.starts_with("http://"))
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let suspected =
        || suspects.iter().flat_map(|id| of_page(model.page(*id))).chain(of_works(model));
    let insecure: HashSet<&str> =
        suspected().filter_map(|named| named.address.strip_prefix("http://")).map(site).collect();
    // Usually there is nothing to do.
    if insecure.is_empty() {
        return;
    }
    let doubles = model.bibliography.works.values().filter_map(|work| work.url.as_deref());
    let all = model.pages.iter().flat_map(|page| of_page(page)).chain(of_works(model));
    let secure: HashSet<&str> = all
        .map(|named| named.address)
        .chain(doubles)
        .filter_map(|address| address.strip_prefix("https://"))
        .map(site)
        .filter(|site| insecure.contains(site))
        .collect();
    for Named { address, path, span, spot } in suspected() {
        let Some(rest) = address.strip_prefix("http://").filter(|rest| secure.contains(site(rest)))
        else {
            continue;
        };
        let message = format!("the site of `{address}` is also used with `https:`");
        let problem = RULE.at(path, span.clone(), message).help(format!("write `https://{rest}`"));
        found.push(match spot {
            Some(spot) => problem.fixed_by(spot.part(0.."http:".len()).edit("https:")),
            None => problem,
        });
    }
}

/// The site of an address without its scheme.
fn site(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// An address and its place.
pub(super) struct Named<'m> {
    pub address: &'m str,
    pub path: &'m Arc<str>,
    pub span: &'m Span,
    pub spot: Option<Spot>,
}

/// The web addresses in the bibliography.
pub(super) fn of_works(model: &Model) -> impl Iterator<Item = Named<'_>> {
    let of_works = model.bibliography.entries.iter().flat_map(|entry| &entry.addresses);
    of_works.map(|Located { value, span }| Named {
        address: value,
        path: &model.bibliography.path,
        span,
        spot: Some(Spot::verbatim(span.clone())),
    })
}

/// The web addresses on a page.
pub(super) fn of_page(page: &Page) -> impl Iterator<Item = Named<'_>> {
    let path = &page.path;
    let links = texts(page).flat_map(|text| &text.links).filter_map(|link| match &link.to {
        To::Web(address) => {
            Some(Named { address, path, span: &link.span, spot: link.address.clone() })
        }
        _ => None,
    });
    let facts = page.facts.iter().filter(|fact| !fact.is_default).flat_map(Fact::addresses);
    let facts = facts.map(move |(address, span)| {
        let spot = Spot { span: span.clone(), inside: Some(0..address.len()) };
        Named { address, path, span, spot: Some(spot) }
    });
    links.chain(facts)
}
