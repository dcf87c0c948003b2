//! The page for addresses that do not exist.

use super::declare::{Declaration, Template};
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::view::{Here, NOT_FOUND, View};
use crate::model::Model;

pub static TEMPLATE: Template = Template {
    file: "404.html",
    kind: NOT_FOUND,
    names: Declaration {
        name: "Names",
        about: "The page for addresses that do not exist.",
        names: &[],
    },
};

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
        "is the page for addresses that do not exist".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let title = reader.word(&reader.config().language, "not_found");
        let here = Here::new(reader, NOT_FOUND, title);
        Made::View(View::of(reader, TEMPLATE.file, &(), here, url))
    }
}
