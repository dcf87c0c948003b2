//! The entries of a collection's list, and the files with those of other parts for the list's script.

use super::Plan;
use super::cards::CardView;
use super::declare::{Field as AnyField, Number, Text, Words, list, view};
use super::fields;
use super::kind::{Class, Kind, Made, Planned};
use super::parts::{TOGETHER, parts};
use super::reader::Reader;
use super::site::{Site, TermLink};
use super::view::View;
use crate::fields::kind::Owner;
use crate::files;
use crate::model::{Model, PageId, Target};

view! {
    /// A file of a collection's list for its script. A theme must have it if a collection has `explore`. It calls
    /// `talkooEntries("entries-1", […])` with the HTML of each entry, and `js` writes a text as JSON.
    template Names("entries.html", "") {
        number: Number = 1 => "the number of the file",
        entries: Vec<EntryView>,
        root: Text = ".." => "the relative path to the root of the site",
        site: Site,
        t: Words => "the words of the interface",
    }

    /// A page in the list of its collection.
    struct EntryView {
        card: CardView,
        facts: Vec<AnyField> =>
            "the fields that `site.toml` puts on cards, besides the terms in `card.tags`; of a record only such \
            parts, and of many records the three with the strongest evidence",
        stub: Option<TermLink> => "the term that marks it as a stub",
    }
}

/// A few entries, from 1.
#[derive(Debug)]
struct Entries {
    collection: usize,
    number: usize,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let of_collection = |collection: usize| {
        let url = plan.model.url(Target::Collection(collection));
        let n = plan.model.graph.order.collections[collection].len();
        // The page itself has the entries of a list in one part.
        let files = if parts(n) == 1 { 0 } else { n.div_ceil(TOGETHER) };
        (1..=files).map(move |number| -> Planned {
            (format!("{url}entries-{number}.js"), Box::new(Entries { collection, number }))
        })
    };
    let collections = 0..plan.model.graph.order.collections.len();
    collections.filter(|c| plan.model.has_facets(*c)).flat_map(of_collection).collect()
}

impl Kind for Entries {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        let id = &model.config.collections[self.collection].id;
        format!("holds entries that the script of the list of `{id}` shows")
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let ids = reader.group(self.collection as u32, self.number as u32);
        let lang = reader.language(&reader.config().language);
        let names = Names {
            number: &|| self.number.into(),
            entries: &|| list(ids.iter().map(|id| entry(reader, *id))),
            root: &|| files::root_at(reader.depth).into(),
            site: &|| reader.site(lang).clone(),
            t: &|| reader.words(lang).clone(),
        };
        Made::View(View::without_here(reader, TEMPLATE.file, &names))
    }
}

/// An entry of a list.
pub fn entry<'a>(reader: &Reader<'a>, id: PageId) -> EntryView<'a> {
    let (face, shown) = (reader.face(id), reader.in_list(id));
    let own = face.collection.map_or(&[][..], |c| &reader.config().collections[c].fields);
    // The terms are part of what was read.
    let owner = Owner { lang: face.lang, url: face.url, page: None };
    let lang = reader.language(face.lang);
    EntryView {
        card: reader.card(id).into(),
        facts: fields::fields(reader, &owner, own, &shown.facts).all.into(),
        stub: shown.stub.map(|term| reader.term_link(lang, term)).into(),
    }
}
