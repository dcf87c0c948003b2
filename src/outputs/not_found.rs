//! The page for wrong addresses.

use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::view::{Here, NOT_FOUND, View};
use crate::model::Model;

#[derive(Debug)]
struct NotFound;

pub fn all() -> Vec<Planned> {
    vec![("/404.html".to_owned(), Box::new(NotFound))]
}

impl Kind for NotFound {
    fn class(&self) -> Class {
        Class::Page
    }

    fn origin(&self, _: &Model) -> String {
        "is the page for wrong addresses".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let view = View::of(reader, "404.html");
        let title = reader.word(&reader.config().language, "not_found");
        Made::View(view.finish(reader, Here::new(reader, NOT_FOUND, title), url))
    }
}
