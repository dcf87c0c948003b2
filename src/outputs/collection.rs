//! The paginated list of a collection, with its filters.

use super::Plan;
use super::browse::{CollectionView, FacetView, choices_as_text, collection_view, facets};
use super::cite;
use super::data::subject::Subject;
use super::declare::{Text, Yes, list, view};
use super::description;
use super::entries::{EntryView, entry};
use super::feed::Feed;
use super::kind::{Class, Kind, Made, Planned};
use super::page::{self, PageView};
use super::parts::{Pager, of_parts, pager, part_url, parts, with_part};
use super::reader::Reader;
use super::view::{Here, View};
use crate::model::{Model, PageId, Target};
use tera::Value;

view! {
    /// A collection, in parts of 100 pages.
    template Names("collection.html", "collection") {
        collection: CollectionView,
        page: Option<PageView> => "its `index.md`; on the first part only",
        facets: Vec<FacetView> => "the ways to filter its pages; on the first part only",
        entries: Vec<EntryView>,
        choices: Text = "1 2;3" =>
            "for a script: the numbers of the values of each entry, in order (see below); on the first part only",
        edition: Text =>
            "for a script: changes with the order of the entries and the numbers of their values, and stands in the addresses of the files that it loads",
        pager: Pager => "links to the other parts",
        cited: Yes => "whether its pages have citations: `cite.bib`, `cite.ris` and `cite.json` beside it have them all",
    }
}

/// One part of a list.
#[derive(Debug)]
struct Collection {
    collection: usize,
    part: usize,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let of_list = |(collection, list): (usize, &Vec<PageId>)| {
        let url = plan.model.url(Target::Collection(collection));
        let all = (1..=parts(list.len())).map(move |part| -> Planned {
            (part_url(&url, part), Box::new(Collection { collection, part }))
        });
        all.collect::<Vec<_>>()
    };
    plan.model.graph.order.collections.iter().enumerate().flat_map(of_list).collect()
}

impl Kind for Collection {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, model: &Model) -> String {
        let id = &model.config.collections[self.collection].id;
        let is = format!("is the list of `{id}`{}", of_parts(self.part));
        page::with_text(model, &is, self.text(model))
    }

    fn text(&self, model: &Model) -> Option<PageId> {
        model.graph.concepts.collection_pages[self.collection].filter(|_| self.part == 1)
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let Self { collection: c, part } = *self;
        let collection = &reader.config().collections[c];
        let length = reader.length(c as u32);
        let own = reader.collection_text(c as u32);
        let names = Names {
            collection: &|| collection_view(reader, c).into(),
            page: &|| own.filter(|_| part == 1).map(|id| page::view(reader, id)).into(),
            entries: &|| {
                list(reader.entries(c as u32, part as u32).iter().map(|id| entry(reader, *id)))
            },
            facets: &|| if part == 1 { facets(reader, c) } else { list::<Value>([]) },
            choices: &|| match part {
                1 => choices_as_text(&reader.choices(c as u32, 1)).into(),
                _ => Value::from(""),
            },
            edition: &|| match part {
                1 => reader.edition(c as u32).into(),
                _ => Value::from(""),
            },
            pager: &|| pager(&reader.url(Target::Collection(c)), part, length).into(),
            cited: &|| (length > 0 && cite::is_cited(reader.config(), c)).into(),
        };
        let title = page::title_or(reader, own, &collection.label.main);
        let mut here = Here::new(reader, "collection", with_part(reader, title, part, length));
        here.description = description::summary(reader, own).or_else(|| {
            // The other parts do not show the text.
            description::beginning(reader, own.filter(|_| part == 1))
        });
        here.feed = Some(Feed::Collection(c));
        here.subject = Subject::Collection(c);
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}
