//! The second and later parts of the backlinks of pages and terms. The first part is on their own page.

use super::Plan;
use super::declare::{Yes, view};
use super::inbound::{Mentioned, Referrer, inbound, pager, part_at};
use super::kind::{Class, Kind, Made, Planned};
use super::page;
use super::parts::{Pager, of_parts, parts, with_part};
use super::reader::Reader;
use super::view::{Here, Link, View, link};
use crate::model::{Model, PageId};

view! {
    /// The second and later parts of the backlinks of a page or term, 100 to a part.
    template Names("mentions.html", "mentions") {
        to: Link => "the page or term that they refer to",
        work: Yes => "whether it is a work",
        inbound: Vec<Referrer> => "its backlinks",
        inbound_pager: Pager => "links to the other parts",
    }
}

/// A part of the backlinks of a page or term, from the second.
#[derive(Debug)]
struct Mentions {
    of: Mentioned,
    part: usize,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let links = &model.graph.links;
    let pages = model.page_ids().filter(|id| page::stands_alone(model, *id));
    let pages = pages.map(|id| (Mentioned::Page(id), links.page_inbound[id.0 as usize].len()));
    let terms = model.term_ids();
    let terms = terms.map(|id| (Mentioned::Term(id), links.term_inbound[id.0 as usize].len()));
    let of_one = |(of, n): (Mentioned, usize)| {
        (2..=parts(n)).map(move |part| -> Planned {
            (part_at(&model.url(of.target()), part), Box::new(Mentions { of, part }))
        })
    };
    pages.chain(terms).flat_map(of_one).collect()
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
            Mentioned::Page(id) => (reader.face(id).lang, is_work(reader, id)),
            Mentioned::Term(_) => (site.as_str(), false),
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
