//! A redirect from an old address of a page to its current one.

use super::Plan;
use super::declare::{Text, Url, view};
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::view::{Here, View};
use crate::model::{Model, PageId};
use std::sync::Arc;

view! {
    /// An old address of a page.
    template Names("redirect.html", "page") {
        to: RedirectTarget,
    }

    /// The target of a redirect.
    struct RedirectTarget {
        url: Url, title: Text,
    }
}

#[derive(Debug)]
struct Redirect(PageId);

pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let of_page = |id: PageId| {
        let aliases = model.page(id).aliases.iter();
        let urls = aliases.filter_map(|alias| model.alias_url(&alias.value));
        urls.map(move |url| -> Planned { (url, Box::new(Redirect(id))) })
    };
    model.page_ids().flat_map(of_page).collect()
}

impl Kind for Redirect {
    fn class(&self) -> Class {
        Class::Other
    }

    fn origin(&self, model: &Model) -> String {
        let url = &model.page(self.0).url;
        format!("is an old address of {url}, an alias in {}", super::page::file_of(model, self.0))
    }

    fn source(&self, model: &Model) -> Option<Arc<str>> {
        Some(model.file_of(model.page(self.0)))
    }

    fn is_redirect(&self) -> bool {
        true
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let face = reader.face(self.0);
        let to = || RedirectTarget { url: face.url.into(), title: face.title.into() };
        let names = Names { to: &|| to().into() };
        let mut here = Here::new(reader, "page", face.title);
        here.lang = face.lang.to_owned();
        here.canonical = Some(face.url.to_owned());
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}
