//! What a page refers to: in its fields, its texts and the sources of its claims. The links of the graph are made from
//! this and from nothing else of a page.

use super::markdown::{Marked, To};
use super::page::{Claim, Fact, Page, Value};
use crate::content_hash::content_hash;
use crate::hash::Hash;
use serde::{Deserialize, Serialize};

/// How a page refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Via {
    /// By a field of its collection.
    Field(usize),
    /// By a link in one of its texts: the index of the text in [`texts`], and of the link in the text.
    Link(usize, usize),
    /// By a citation: the index of the text, and of the citation in the text.
    Cite(usize, usize),
    /// By the source of a claim: the index of the fact, and of the claim in the fact.
    Claim(usize, usize),
    /// By the source of a response: the index of the fact, of the claim in the fact, and of the response in the claim.
    Response(usize, usize, usize),
}

/// All marked-up texts of a page: the body, then those of its fields.
pub fn texts(page: &Page) -> impl Iterator<Item = &Marked> {
    std::iter::once(&page.body).chain(page.facts.iter().flat_map(fact_texts))
}

fn fact_texts(fact: &Fact) -> impl Iterator<Item = &Marked> {
    let (text, claims) = match &fact.value {
        Value::Markdown(marked) => (Some(&**marked), [].as_slice()),
        Value::Claims(claims) => (None, claims.as_slice()),
        _ => (None, [].as_slice()),
    };
    text.into_iter().chain(claims.iter().flat_map(Claim::notes))
}

/// The citations of a page: in its fields, then in its texts.
pub fn citations(page: &Page) -> impl Iterator<Item = (&str, Via)> {
    let in_fields = page.facts.iter().enumerate().flat_map(|(f, fact)| {
        let (keys, claims) = match &fact.value {
            Value::Cites(keys) => (keys.as_slice(), [].as_slice()),
            Value::Claims(claims) => ([].as_slice(), claims.as_slice()),
            _ => ([].as_slice(), [].as_slice()),
        };
        let keys = keys.iter().map(|key| (key, Via::Field(fact.field)));
        let claims = claims.iter().enumerate().flat_map(move |(i, claim)| {
            let own = claim.source.iter().map(move |source| (source, Via::Claim(f, i)));
            let responses = claim.responses.iter().enumerate();
            let of_responses = responses
                .filter_map(move |(r, one)| Some((one.source.as_ref()?, Via::Response(f, i, r))));
            own.chain(of_responses)
        });
        keys.chain(claims).map(|(source, via)| (source.value.as_str(), via))
    });
    let in_texts = texts(page).enumerate().flat_map(|(t, text)| {
        text.cites.iter().enumerate().flat_map(move |(c, cite)| {
            cite.items.iter().map(move |item| (item.key.as_str(), Via::Cite(t, c)))
        })
    });
    in_fields.chain(in_texts)
}

/// The addresses of the files and pictures that a page shows or links to.
pub fn used_by(page: &Page) -> impl Iterator<Item = &str> {
    linked(&page.body).chain(page.facts.iter().flat_map(used_in))
}

/// The addresses of the files and pictures that the value of a field shows or links to.
pub fn used_in(fact: &Fact) -> impl Iterator<Item = &str> {
    let shown = match &fact.value {
        Value::Image(image) => Some(image.url.as_str()),
        _ => None,
    };
    fact_texts(fact).flat_map(linked).chain(shown)
}

fn linked(text: &Marked) -> impl Iterator<Item = &str> {
    text.links.iter().filter_map(|link| match &link.to {
        To::File { url, .. } | To::Page { url, .. } => Some(url.trim_end_matches('/')),
        _ => None,
    })
}

/// The hash of a page's path, of its addresses, and of everything it refers to. Words and positions do not matter.
pub fn hash(page: &Page) -> Hash {
    let refs = page.facts.iter().filter_map(|fact| match &fact.value {
        Value::Refs(names) => Some((fact.field, names)),
        _ => None,
    });
    let links = texts(page).map(|text| text.links.iter().map(|link| &link.to).collect::<Vec<_>>());
    let refs: Vec<_> = refs.collect();
    let (links, citations): (Vec<_>, Vec<_>) = (links.collect(), citations(page).collect());
    // Nothing names a page that was withdrawn.
    let is_there = page.withdrawn.is_none();
    let addresses = (&page.path, &page.url, &page.aliases);
    content_hash(&(addresses, refs, links, citations, is_there), &())
}
