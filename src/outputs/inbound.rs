//! Backlinks: the pages that refer to a page or term, with the sentences. The first part is on the page itself; each
//! other part has a page of its own.

use super::Plan;
use super::body;
use super::cards::CardView;
use super::declare::{Html, Number, Text, Yes, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::page;
use super::parts::{PART, Pager, of_parts, pager_of, part_url, parts, with_part};
use super::quotes::{self, Source};
use super::reader::Reader;
use super::view::{Here, Link, View, link};
use crate::fields::cites;
use crate::model::{Inbound, Model, PageId, Target, TermId, Via};
use tera::Value;

view! {
    /// The second and later parts of the backlinks of a page or term, 100 to a part.
    template Names("mentions.html", "mentions") {
        to: Link => "the page or term that they refer to",
        work: Yes => "whether it is a work",
        inbound: Vec<Referrer> => "its backlinks",
        inbound_pager: Pager => "links to the other parts",
    }

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

/// A part of the backlinks of a page or term, from the second.
#[derive(Debug)]
struct Mentions {
    of: Subject,
    part: usize,
}

/// What is referred to.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    Page(PageId),
    Term(TermId),
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let links = &model.graph.links;
    let pages = model.page_ids().filter(|id| page::stands_alone(model, *id));
    let pages = pages.map(|id| (Subject::Page(id), links.page_inbound[id.0 as usize].len()));
    let terms = model.term_ids();
    let terms = terms.map(|id| (Subject::Term(id), links.term_inbound[id.0 as usize].len()));
    let of_one = |(of, n): (Subject, usize)| {
        (2..=parts(n)).map(move |part| -> Planned {
            (part_at(&model.url(of.target()), part), Box::new(Mentions { of, part }))
        })
    };
    pages.chain(terms).flat_map(of_one).collect()
}

/// The address of a part of the backlinks of what is at `url`.
fn part_at(url: &str, part: usize) -> String {
    if part == 1 { format!("{url}#_mentions") } else { part_url(&format!("{url}mentions/"), part) }
}

impl Subject {
    fn target(self) -> Target {
        match self {
            Self::Page(id) => Target::Page(id),
            Self::Term(id) => Target::Term(id),
        }
    }

    fn count(self, reader: &Reader) -> usize {
        match self {
            Self::Page(id) => reader.page_referrers(id),
            Self::Term(id) => reader.term_referrers(id),
        }
    }
}

impl Kind for Mentions {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, model: &Model) -> String {
        let url = model.url(self.of.target());
        format!("lists what refers to {url}{}", of_parts(self.part))
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let Self { of, part } = *self;
        let site = &reader.config().language;
        let (lang, work) = match of {
            Subject::Page(id) => (reader.face(id).lang, is_work(reader, id)),
            Subject::Term(_) => (site.as_str(), false),
        };
        let (title, above) = (reader.title(of.target(), lang), reader.url(of.target()));
        let names = Names {
            to: &|| link(title, above.as_str()),
            work: &|| work.into(),
            inbound: &|| inbound(reader, lang, of, part),
            inbound_pager: &|| pager(reader, of, part).into(),
        };
        let heading = reader.word(lang, if work { "cited_by" } else { "mentions" });
        let title_here = with_part(reader, format!("{title}: {heading}"), part, of.count(reader));
        let mut here = Here::new(reader, "mentions", title_here);
        here.lang = lang.to_owned();
        here.above.push((title.to_owned(), above.clone()));
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}

/// Whether a page is that of a work.
fn is_work(reader: &Reader, id: PageId) -> bool {
    let works = reader.config().bibliography.collection;
    works.is_some_and(|c| reader.face(id).collection == Some(c))
}

/// Links to the parts of the backlinks; they begin on the page itself.
pub fn pager<'a>(reader: &Reader, of: Subject, part: usize) -> Pager<'a> {
    let url = reader.url(of.target());
    pager_of(part, of.count(reader), PART, |part| part_at(&url, part))
}

/// The pages that refer to a page or term, in its language: one part of them. Each page occurs once, with its
/// sentences and the labels of its fields.
pub fn inbound(reader: &Reader, lang: &str, of: Subject, part: usize) -> Value {
    let all = match of {
        Subject::Page(id) => reader.page_inbound(id, part as u32),
        Subject::Term(id) => reader.term_inbound(id, part as u32),
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
