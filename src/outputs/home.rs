//! The home page.

use super::Plan;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::term::counted;
use super::view::{Here, View, map};
use super::{map as drawn, page};
use crate::model::{Model, NEWEST, PageId, Target};
use tera::Value;

#[derive(Debug)]
struct Home;

pub fn all(_: Plan) -> Vec<Planned> {
    vec![("/".to_owned(), Box::new(Home))]
}

impl Kind for Home {
    fn class(&self) -> Class {
        Class::Page
    }

    fn origin(&self, model: &Model) -> String {
        page::with_text(model, "is the home page", model.graph.home)
    }

    fn text(&self, model: &Model) -> Option<PageId> {
        model.graph.home
    }

    fn target(&self) -> Option<Target> {
        Some(Target::Home)
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let config = reader.config();
        let text = reader.home_text();
        let mut view = View::of(reader, "home.html");
        view.put("page", || text.map(|id| page::view(reader, id)).into());
        view.put("entries", || {
            let newest = reader.newest(NEWEST as u32).iter();
            newest.map(|id| reader.card(*id)).collect::<Vec<_>>().into()
        });
        view.put("ways", || {
            (0..config.vocabularies.len()).map(|v| way(reader, v)).collect::<Vec<_>>().into()
        });
        view.put("map", || drawn::whole(reader));
        let mut here = Here::new(reader, "home", config.title.as_str());
        let summary = text.and_then(|id| reader.face(id).summary);
        let description = Some(config.description.as_str()).filter(|text| !text.is_empty());
        here.description = summary.or(description).map(str::to_owned);
        Made::View(view.finish(reader, here, url))
    }
}

/// A vocabulary with its most used terms.
fn way(reader: &Reader, v: usize) -> Value {
    let vocabulary = &reader.config().vocabularies[v];
    let terms: Vec<Value> = reader.ways(v as u32).iter().map(|id| counted(reader, *id)).collect();
    map([
        ("id", vocabulary.id.as_str().into()),
        ("label", vocabulary.label.main.as_str().into()),
        ("singular", vocabulary.singular.main.as_str().into()),
        ("url", reader.url(Target::Vocabulary(v)).into()),
        ("count", reader.vocabulary(v as u32).len().into()),
        ("terms", terms.into()),
    ])
}
