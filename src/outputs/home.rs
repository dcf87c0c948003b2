//! The home page.

use super::Plan;
use super::cards::CardView;
use super::data::subject::Subject;
use super::declare::{Number, Text, Url, VocabularyId, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::map::MapView;
use super::page::PageView;
use super::reader::Reader;
use super::term::{CountedTerm, counted};
use super::view::{Here, View};
use super::{description, map as drawn, page};
use crate::model::{Model, NEWEST, PageId, Target};

view! {
    /// The home page.
    template Names("home.html", "home") {
        page: Option<PageView> => "the page `content/index.md`",
        ways: Vec<Way> => "the vocabularies, each with its most used terms",
        entries: Vec<CardView> => "the newest pages, at most 12",
        map: Option<MapView> => "the map, unless it would be empty",
    }

    /// A vocabulary with its most used terms.
    struct Way {
        id: VocabularyId, label: Text,
        singular: Text => "its label for one term",
        url: Url,
        count: Number => "how many terms it has",
        terms: Vec<CountedTerm>,
    }
}

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
        page::with_text(model, "is the home page", model.graph.concepts.home)
    }

    fn text(&self, model: &Model) -> Option<PageId> {
        model.graph.concepts.home
    }

    fn target(&self) -> Option<Target> {
        Some(Target::Home)
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let config = reader.config();
        let text = reader.home_text();
        let names = Names {
            page: &|| text.map(|id| page::view(reader, id)).into(),
            ways: &|| list((0..config.vocabularies.len()).map(|v| way(reader, v))),
            entries: &|| list(reader.newest(NEWEST as u32).iter().map(|id| reader.card(*id))),
            map: &|| drawn::whole(reader).into(),
        };
        let mut here = Here::new(reader, "home", config.title.as_str());
        here.subject = Subject::Home;
        let of_site = Some(config.description.clone()).filter(|text| !text.is_empty());
        here.description = description::summary(reader, text)
            .or(of_site)
            .or_else(|| description::beginning(reader, text));
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}

/// A vocabulary with its most used terms.
fn way<'a>(reader: &Reader<'a>, v: usize) -> Way<'a> {
    let vocabulary = &reader.config().vocabularies[v];
    Way {
        id: vocabulary.id.as_str().into(),
        label: vocabulary.label.main.as_str().into(),
        singular: vocabulary.singular.main.as_str().into(),
        url: reader.url(Target::Vocabulary(v)).into(),
        count: reader.vocabulary(v as u32).len().into(),
        terms: list(reader.ways(v as u32).iter().map(|id| counted(reader, *id))).into(),
    }
}
