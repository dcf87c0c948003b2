//! An old address of a page, which leads to the new one.

use super::Plan;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::view::{Here, View, map};
use crate::model::{Model, PageId};
use std::sync::Arc;

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
        let mut view = View::of(reader, "redirect.html");
        view.put("to", || map([("url", face.url.into()), ("title", face.title.into())]));
        let mut here = Here::new(reader, "page", face.title);
        here.lang = face.lang.to_owned();
        here.canonical = Some(face.url.to_owned());
        Made::View(view.finish(reader, here, url))
    }
}
