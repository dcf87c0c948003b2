//! An `http:` address of a site that is also used with `https:`.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span, Spot};
use crate::model::{Model, PageId, texts};
use crate::parse::Page;
use crate::parse::markdown::To;
use crate::parse::page::Fact;
use crate::words::words;
use std::collections::HashSet;
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("insecure_url.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

fn is_suspect(model: &Model, id: PageId) -> bool {
    of_page(model.page(id)).any(|named| insecure(named.address).is_some())
}

/// The address without its scheme, if it is one of `http:` that could be one of `https:`.
fn insecure(address: &str) -> Option<&str> {
    address.strip_prefix("http://").filter(|rest| !is_identifier(rest))
}

/// Whether an address names a thing, as in linked data, and would name another one with `https:`. `rest` is the
/// address without its scheme.
fn is_identifier(rest: &str) -> bool {
    const SITES: &str = "rightsstatements.org purl.org purl.obolibrary.org w3.org w3id.org xmlns.com schema.org \
        id.loc.gov dbpedia.org geonames.org opengis.net hdl.handle.net n2t.net viaf.org d-nb.info isni.org \
        vocab.getty.edu data.europa.eu publications.europa.eu eurovoc.europa.eu rdfs.org rdvocab.info \
        iflastandards.info semanticweb.org ontologydesignpatterns.org lexvo.org qudt.org";
    const FOLDERS: &str = "/urn: /ark: /ontology /ontologies/ /vocab/ /vocabulary/ /vocabularies/ /ns/ /ns# /resource/ \
        /entity/ /concept/ /concepts/ /authority/ /def/ /id/";
    let host = site(rest);
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = &*rest[site(rest).len()..].to_ascii_lowercase();
    let is_known = words(SITES).any(|known| {
        host.strip_suffix(known).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
    });
    // A page of these sites has an ending, a thing has none.
    let is_page =
        path.is_empty() || path == "/" || path.ends_with(".html") || path.ends_with(".pdf");
    !is_page && (is_known || words(FOLDERS).any(|folder| path.contains(folder)))
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let suspected =
        || suspects.iter().flat_map(|id| of_page(model.page(*id))).chain(of_works(model));
    let insecure_sites: HashSet<&str> =
        suspected().filter_map(|named| insecure(named.address)).map(site).collect();
    // Usually there is nothing to do.
    if insecure_sites.is_empty() {
        return;
    }
    let doubles = model.bibliography.works.values().filter_map(|work| work.url.as_deref());
    let all = model.pages.iter().flat_map(|page| of_page(page)).chain(of_works(model));
    let secure: HashSet<&str> = all
        .map(|named| named.address)
        .chain(doubles)
        .filter_map(|address| address.strip_prefix("https://"))
        .map(site)
        .filter(|site| insecure_sites.contains(site))
        .collect();
    for Named { address, path, span, spot, .. } in suspected() {
        let Some(rest) = insecure(address).filter(|rest| secure.contains(site(rest))) else {
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

/// The host of an address without its scheme.
fn site(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// An address and its place.
pub(super) struct Named<'m> {
    pub address: &'m str,
    pub path: &'m Arc<str>,
    pub span: &'m Span,
    pub spot: Option<Spot>,
    /// Whether readers see the address itself.
    pub is_shown: bool,
}

/// The web addresses in the bibliography.
pub(super) fn of_works(model: &Model) -> impl Iterator<Item = Named<'_>> {
    let of_works = model.bibliography.entries.iter().flat_map(|entry| &entry.addresses);
    of_works.map(|address| Named {
        address: &address.value,
        path: &model.bibliography.path,
        span: &address.span,
        spot: address.is_literal.then(|| Spot::verbatim(address.span.clone())),
        is_shown: false,
    })
}

/// The web addresses on a page.
pub(super) fn of_page(page: &Page) -> impl Iterator<Item = Named<'_>> {
    let path = &page.path;
    let links = texts(page).flat_map(|text| &text.links).filter_map(|link| match &link.to {
        To::Web(address) => {
            let (span, spot) = (&link.span, link.address.clone());
            Some(Named { address, path, span, spot, is_shown: link.words.contains("://") })
        }
        _ => None,
    });
    let facts = page.facts.iter().filter(|fact| !fact.is_default).flat_map(Fact::addresses);
    let facts = facts.map(move |(address, span)| {
        let spot = Spot { span: span.clone(), inside: Some(0..address.len()) };
        Named { address, path, span, spot: Some(spot), is_shown: false }
    });
    links.chain(facts)
}
