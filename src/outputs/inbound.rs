//! Backlinks: the pages that refer to a page or term, with the sentences. The first part is on the page itself; each
//! other part has a page of its own.

use super::body;
use super::cards::CardView;
use super::declare::{Html, Number, Text, list, view};
use super::parts::{PART, Pager, pager_of, part_url};
use super::quotes::{self, Source};
use super::reader::Reader;
use crate::fields::cites;
use crate::model::{Inbound, PageId, PageResponse, Target, TermId, Via};
use tera::Value;

view! {
    /// A page that refers to this one.
    struct Referrer {
        card: CardView,
        label: Option<Text> => "the labels of the fields that refer to this page, as seen from here",
        quotes: Vec<Html> => "the sentences that refer to this page, at most 5",
        more: Option<Number> => "how often it refers to this page, if there are more sentences",
    }
}

/// The maximum number of sentences, and of labels, that are quoted from one page.
const QUOTES: usize = 5;

/// What is referred to.
#[derive(Clone, Copy, Debug)]
pub enum Mentioned {
    Page(PageId),
    Term(TermId),
}

/// The address of a part of the backlinks of what is at `url`.
pub fn part_at(url: &str, part: usize) -> String {
    if part == 1 { format!("{url}#_mentions") } else { part_url(&format!("{url}mentions/"), part) }
}

impl Mentioned {
    pub fn target(self) -> Target {
        match self {
            Self::Page(id) => Target::Page(id),
            Self::Term(id) => Target::Term(id),
        }
    }

    pub fn count(self, reader: &Reader) -> usize {
        match self {
            Self::Page(id) => reader.page_referrers(id),
            Self::Term(id) => reader.term_referrers(id),
        }
    }
}

/// Links to the parts of the backlinks; they begin on the page itself.
pub fn pager<'a>(reader: &Reader, of: Mentioned, part: usize) -> Pager<'a> {
    let url = reader.url(of.target());
    pager_of(part, of.count(reader), PART, |part| part_at(&url, part))
}

/// The pages that refer to a page or term, in its language: one part of them. Each page occurs once, with its
/// sentences and the labels of its fields.
pub fn inbound(reader: &Reader, lang: &str, of: Mentioned, part: usize) -> Value {
    let all = match of {
        Mentioned::Page(id) => reader.page_inbound(id, part as u32),
        Mentioned::Term(id) => reader.term_inbound(id, part as u32),
    };
    let url = reader.url(of.target());
    list(all.iter().map(|inbound| referrer(reader, lang, &url, inbound)))
}

fn referrer<'a>(reader: &Reader, lang: &str, url: &str, inbound: &Inbound) -> Referrer<'a> {
    let from = inbound.from;
    let mut labels: Vec<&str> = Vec::new();
    let mut quotes: Vec<String> = Vec::new();
    let mut more = None;
    for via in &inbound.via {
        if quotes.len() == QUOTES || labels.len() > QUOTES {
            more = Some(inbound.via.len());
            break;
        }
        match *via {
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
            Via::Response(fact, item, response) => {
                let of = |one: &&PageResponse| {
                    (one.fact, one.item, one.response) == (fact, item, response)
                };
                let term = reader.responses(from).iter().find(of).and_then(|one| one.term);
                labels.extend(term.map(|id| reader.name(id).label.get(lang)));
                let written = reader.claim(from, fact as u32, item as u32);
                let written = written.and_then(|claim| claim.responses.get(response));
                let note = written.and_then(|response| response.note.as_ref());
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
    Referrer {
        card: reader.card(from).into(),
        label: label.into(),
        quotes: quotes.into(),
        more: more.into(),
    }
}

/// Adds the quote if it is not in the list.
fn add(quotes: &mut Vec<String>, quote: Option<String>) {
    let new = quote.filter(|quote| !quotes.contains(quote));
    quotes.extend(new);
}
