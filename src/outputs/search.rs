//! The search page. Its script loads the files of `index`.

use super::Plan;
use super::declare::{Text, Url, VocabularyId, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::view::{Here, View};
use crate::config::Vocabulary;
use crate::model::Model;

view! {
    /// The search page, `/search/`. A theme without it has no search.
    template Names("search.html", "search") {
        search: SearchView => "the data for its script",
    }

    /// The data for the script of the search page.
    struct SearchView {
        folder: Url => "the address of the folder with the index",
        language: Text => "the language of the site",
        own_language: Text => "its name in itself",
        filters: Vec<SearchFilter> => "the filters for results",
        languages: Vec<SearchLanguage> => "the other languages of pages",
    }

    /// A filter for results: the terms of a vocabulary.
    struct SearchFilter {
        id: VocabularyId,
        label: Text,
    }

    /// A language to search.
    struct SearchLanguage {
        tag: Text => "its tag (BCP 47)",
        label: Text => "its name in itself",
    }
}

/// The address of the search page.
pub const URL: &str = "/search/";

/// The search page.
#[derive(Debug)]
struct Search;

pub fn all(plan: Plan) -> Vec<Planned> {
    match plan.has_search {
        true => vec![(URL.to_owned(), Box::new(Search))],
        false => Vec::new(),
    }
}

impl Kind for Search {
    fn class(&self) -> Class {
        Class::Page
    }

    fn origin(&self, _: &Model) -> String {
        "is the search page".to_owned()
    }

    /// The data for its script, and links for readers without the script.
    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let config = reader.config();
        let lang = &config.language;
        let search = || {
            let (vocabularies, languages) = reader.searched();
            let vocabularies = vocabularies.into_iter().map(|v| &config.vocabularies[v]);
            let filter = |vocabulary: &'a Vocabulary| SearchFilter {
                id: vocabulary.id.as_str().into(),
                label: vocabulary.label.get(lang).into(),
            };
            let by_terms = vocabularies.filter(|vocabulary| vocabulary.relates).map(filter);
            let language = |tag: &'a str| SearchLanguage {
                tag: tag.into(),
                label: reader.dates(reader.language(tag)).own_name().into(),
            };
            let others = languages.into_iter().filter(|other| other != lang);
            SearchView {
                folder: super::index::FOLDER.into(),
                language: lang.as_str().into(),
                own_language: reader.dates(0).own_name().into(),
                filters: list(by_terms).into(),
                languages: list(others.map(language)).into(),
            }
        };
        let names = Names { search: &|| search().into() };
        let here = Here::new(reader, "search", reader.word(lang, "search"));
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}
