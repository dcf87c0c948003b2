//! Backlinks: the pages that refer to a page or term, with the sentences.

use super::body;
use super::cards::CardView;
use super::declare::{Html, Text, list, view};
use super::quotes::{self, Source};
use super::reader::Reader;
use crate::fields::cites;
use crate::model::{Inbound, Via};
use tera::Value;

view! {
    /// A page that refers to this one.
    struct Referrer {
        card: CardView,
        label: Option<Text> => "the labels of the fields that refer to this page, as seen from here",
        quotes: Vec<Html> => "the sentences that refer to this page",
    }
}

/// The pages that refer to what is at `url`, in the language of that page. Each page occurs once, with its
/// sentences and the labels of its fields.
pub fn inbound(reader: &Reader, lang: &str, url: &str, all: &[Inbound]) -> Value {
    let by_page = all.chunk_by(|a, b| a.from == b.from);
    list(by_page.map(|own| referrer(reader, lang, url, own)))
}

fn referrer<'a>(reader: &Reader, lang: &str, url: &str, list: &[Inbound]) -> Referrer<'a> {
    let from = list[0].from;
    let mut labels: Vec<&str> = Vec::new();
    let mut quotes: Vec<String> = Vec::new();
    for inbound in list {
        match inbound.via {
            Via::Field(field) => {
                let Some(collection) = reader.face(from).collection else { continue };
                let field = &reader.config().collections[collection].fields[field];
                // A page that cites a work needs no label.
                let is_obvious = field.kind == &cites::KIND;
                let label = Some(&field.label).filter(|_| !is_obvious);
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
                let source = Source { page: from, text: text as u32 };
                let quote = quote.map(|(cite, quote)| quotes::of_cite(reader, source, cite, quote));
                add(&mut quotes, quote);
            }
            Via::Link(text, link) => {
                let Some(link) = reader.link(from, text as u32, link as u32) else { continue };
                let quote = link.quote.as_ref();
                let source = Source { page: from, text: text as u32 };
                add(&mut quotes, quote.map(|quote| quotes::of_link(reader, source, quote)));
            }
        }
    }
    labels.dedup();
    let label = Some(labels.join(", ")).filter(|label| !label.is_empty());
    Referrer { card: reader.card(from).into(), label: label.into(), quotes: quotes.into() }
}

/// Adds the quote if it is not in the list.
fn add(quotes: &mut Vec<String>, quote: Option<String>) {
    let new = quote.filter(|quote| !quotes.contains(quote));
    quotes.extend(new);
}
