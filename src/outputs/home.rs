//! The home page.

use super::Plan;
use super::data::subject::Subject;
use super::declare::{Number, Text, Url, VocabularyId, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::map::MapView;
use super::news::{self, NewsView};
use super::page::PageView;
use super::reader::Reader;
use super::term::{CountedTerm, counted};
use super::view::{Here, View};
use super::{description, map as drawn, page};
use crate::config::{Config, NavigationItem, NavigationTarget};
use crate::model::{Model, PageId, Target};

view! {
    /// The home page.
    template Names("home.html", "home") {
        page: Option<PageView> => "the page `content/index.md`",
        ways: Vec<Way> => "`doorways` in `site.toml`, or else the vocabularies in its `navigation`, or else all, each with its most used terms",
        news: Vec<NewsView> => "the pages that were added or changed last, as far as that is known, at most 6",
        map: Option<MapView> => "the map, unless it would be empty",
    }

    /// A vocabulary with its most used terms.
    struct Way {
        id: VocabularyId,
        label: Text => "what the doorway is called, or else the vocabulary",
        name: Text => "the label of the vocabulary",
        singular: Text => "its label for one term",
        url: Url,
        count: Number => "how many terms it has",
        terms: Vec<CountedTerm>,
    }
}

/// The pages that are named as new; the page that tells all of them has more.
const NEWS: u32 = 6;

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
            ways: &|| list(doorways(config).into_iter().map(|(v, label)| way(reader, v, label))),
            news: &|| news::view(reader, NEWS),
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

/// The vocabularies that lead into the site, each with the label of its doorway.
fn doorways(config: &Config) -> Vec<(usize, &str)> {
    let of = |items: &'_ [NavigationItem]| -> Vec<usize> {
        let id = |item: &NavigationItem| match &item.target {
            NavigationTarget::Vocabulary(id) => config.vocabulary(id),
            _ => None,
        };
        items.iter().filter_map(id).collect()
    };
    let declared = of(&config.doorways);
    if !declared.is_empty() {
        let labels = config.doorways.iter().map(|item| item.label.main.as_str());
        return declared.into_iter().zip(labels).collect();
    }
    let in_menu = of(&config.navigation);
    let all = if in_menu.is_empty() { (0..config.vocabularies.len()).collect() } else { in_menu };
    all.into_iter().map(|v| (v, config.vocabularies[v].label.main.as_str())).collect()
}

/// A vocabulary with its most used terms.
fn way<'a>(reader: &Reader<'a>, v: usize, label: &'a str) -> Way<'a> {
    let vocabulary = &reader.config().vocabularies[v];
    Way {
        id: vocabulary.id.as_str().into(),
        label: label.into(),
        name: vocabulary.label.main.as_str().into(),
        singular: vocabulary.singular.main.as_str().into(),
        url: reader.url(Target::Vocabulary(v)).into(),
        count: reader.vocabulary(v as u32).len().into(),
        terms: list(reader.ways(v as u32).iter().map(|id| counted(reader, *id))).into(),
    }
}
