//! Backlinks: who refers to a page or term, in which words.

use super::body;
use super::reader::Reader;
use super::view::map;
use crate::fields::cites;
use crate::model::{Inbound, Via};
use tera::Value;

/// Who refers to what stands at `url`, in the language of that page: each page once, with its sentences and
/// the labels of its fields.
pub fn inbound(reader: &Reader, lang: &str, url: &str, list: &[Inbound]) -> Vec<Value> {
    list.chunk_by(|a, b| a.from == b.from).map(|list| referrer(reader, lang, url, list)).collect()
}

fn referrer(reader: &Reader, lang: &str, url: &str, list: &[Inbound]) -> Value {
    let from = list[0].from;
    let mut labels: Vec<&str> = Vec::new();
    let mut quotes: Vec<String> = Vec::new();
    for inbound in list {
        match inbound.via {
            Via::Field(field) => {
                let Some(collection) = reader.face(from).collection else { continue };
                let field = &reader.config().collections[collection].fields[field];
                // That a page lists a work among its sources is what its place here says already.
                let says_itself = field.kind == &cites::KIND;
                let label = Some(&field.label).filter(|_| !says_itself);
                labels.extend(field.inverse.as_ref().or(label).map(|label| label.get(lang)));
            }
            Via::Claim(fact, item) => {
                let claims = reader.claims(from).iter();
                let mut claims = claims.filter(|claim| (claim.fact, claim.item) == (fact, item));
                let Some(claim) = claims.next() else { continue };
                labels.extend(claim.term.map(|id| reader.name(id).label.get(lang)));
                let written = reader.claim(from, fact as u32, item as u32);
                let note = written.and_then(|claim| claim.note.as_ref());
                add(&mut quotes, note.map(|note| body::fill(reader, from, url, note)));
            }
            Via::Cite(text, cite) => {
                let cite = reader.cite(from, text as u32, cite as u32);
                let quote = cite.and_then(|cite| Some((cite, cite.quote.as_ref()?)));
                add(&mut quotes, quote.map(|(cite, quote)| body::cite_quote(reader, cite, quote)));
            }
            Via::Link(text, link) => {
                let Some(link) = reader.link(from, text as u32, link as u32) else { continue };
                let quote = link.quote.as_ref();
                add(&mut quotes, quote.map(|quote| body::quote(reader, from, link, quote)));
            }
        }
    }
    labels.dedup();
    let label = Some(labels.join(", ")).filter(|label| !label.is_empty());
    map([("card", reader.card(from).into()), ("label", label.into()), ("quotes", quotes.into())])
}

/// Adds what is not there already.
fn add(quotes: &mut Vec<String>, quote: Option<String>) {
    let new = quote.filter(|quote| !quotes.contains(quote));
    quotes.extend(new);
}
