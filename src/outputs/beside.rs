//! The script beside a page from which a comparison or a dossier in the browser takes the page. It is a script because
//! pages opened from a disk may load scripts but not data.

use super::Plan;
use super::compare::compared_fields;
use super::declare::{Field, Text, Words, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::page::{self, PageView, file_of};
use super::reader::Reader;
use super::site::Site;
use super::view::View;
use crate::files;
use crate::model::{Model, PageId};
use crate::parse::address;

view! {
    /// The script beside a page of a collection with `compare`. A theme must have it if there is one.
    template Names("beside.html", "") {
        page: PageView,
        compared: Vec<Field> => "the fields to compare",
        root: Text = ".." => "the relative path to the root of the site",
        site: Site,
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
        format!("holds {} for comparisons and dossiers", file_of(model, self.0))
    }

    fn text(&self, _: &Model) -> Option<PageId> {
        Some(self.0)
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let collection = reader.face(self.0).collection.map(|c| &reader.config().collections[c].id);
        let compare = collection.map(|id| address::of_compare(id)).unwrap_or_default();
        let lang = reader.language(&reader.page(self.0).lang);
        let names = Names {
            page: &|| page::view(reader, self.0).into(),
            compared: &|| list(compared_fields(reader, self.0, &compare)),
            root: &|| files::root_from(url).into(),
            site: &|| reader.site(lang).clone(),
            t: &|| reader.words(lang).clone(),
        };
        Made::View(View::without_here(reader, TEMPLATE.file, &names))
    }
}
