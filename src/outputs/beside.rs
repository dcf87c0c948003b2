//! The script beside a page from which a comparison in the browser takes its column. It is a script because pages opened
//! from a disk may load scripts but not data.

use super::Plan;
use super::compare::compared_fields;
use super::declare::{Field, Text, Url, Words, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::page::file_of;
use super::reader::Reader;
use super::view::View;
use crate::files;
use crate::model::{Model, PageId};
use crate::parse::address;

view! {
    /// The script beside a page of a collection with `compare`. A theme must have it if there is one.
    template Names("beside.html", "") {
        title: Text, url: Url,
        lang: Text = "en",
        compared: Vec<Field> => "the fields to compare",
        root: Text = ".." => "the relative path to the root of the site",
        t: Words => "the words of the interface in the language of the page",
    }
}

#[derive(Debug)]
struct Beside(PageId);

pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let compared = (0..model.config.collections.len()).filter(|c| model.is_compared(*c));
    let pages = compared.flat_map(|c| model.graph.order.collections[c].iter().copied());
    let script = |id: PageId| -> Planned {
        (format!("{}beside.js", model.page(id).url), Box::new(Beside(id)))
    };
    pages.map(script).collect()
}

impl Kind for Beside {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        format!("holds {} for comparisons", file_of(model, self.0))
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let face = reader.face(self.0);
        let collection = face.collection.map(|c| &reader.config().collections[c].id);
        let compare = collection.map(|id| address::of_compare(id)).unwrap_or_default();
        let names = Names {
            title: &|| face.title.into(),
            url: &|| face.url.into(),
            lang: &|| face.lang.into(),
            compared: &|| list(compared_fields(reader, self.0, &compare)),
            root: &|| files::root_from(url).into(),
            t: &|| reader.words(reader.language(face.lang)).clone(),
        };
        Made::View(View::without_here(reader, TEMPLATE.file, &names))
    }
}
