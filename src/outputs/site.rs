//! The view of the site, with its collections, vocabularies and projects.

use super::declare::{CollectionId, Href, Text, Url, VocabularyId, is_published, list, view};
use super::fields::{self, LicenceView};
use super::view::{Link, link};
use super::{feed, search};
use crate::config::{Config, NavigationItem, NavigationTarget, Project};
use crate::model::{Model, Target};
use crate::parse::address;
use tera::Value;

view! {
    /// The site.
    struct Site {
        title: Text,
        description: Option<Text> => "its description",
        language: Text = "en" => "its language (BCP 47)",
        base_url: Option<Href> => "its web address",
        authors: Vec<Text> => "its authors",
        licence: Option<LicenceView> => "its licence",
        navigation: Vec<Link>,
        footer: Vec<Link> => "the links in the footer",
        collections: Vec<SiteCollection> => "the collections that have pages",
        vocabularies: Vec<SiteVocabulary> => "the vocabularies that have terms",
        feed: Option<Url> where is_published => "the address of its feed",
        data: Option<Url> => "the address of its data, if `site.toml` has `[data]`",
        search: Option<Url> => "the address of the search page",
        projects: Vec<ProjectView> => "the projects in `site.toml`",
    }

    /// A collection in the list of the site.
    struct SiteCollection {
        id: CollectionId, label: Text,
        singular: Text => "its label for one page",
        url: Url => "the address of its list",
        explore: Option<Url> => "the address of its explore page",
        matrices: Vec<Link> => "its matrices",
        compare: Option<Url> => "where its pages are compared, if it has `compare`",
    }

    /// A vocabulary in the list of the site.
    struct SiteVocabulary {
        id: VocabularyId, label: Text,
        singular: Text => "its label for one term",
        description: Option<Text> => "its description",
        url: Url,
    }

    /// A project with its acknowledgement.
    struct ProjectView {
        id: Text, name: Text,
        title: Option<Text> => "its full title",
        programme: Option<Text> => "the funding programme",
        grant: Option<Text> => "the grant number",
        sentence: Option<Text> => "the acknowledgement, as a sentence",
        disclaimer: Option<Text> => "the funder's disclaimer",
        href: Option<Href> => "its own website",
    }

    /// A link to a term.
    struct TermLink {
        label: Text, url: Url, vocabulary: VocabularyId,
    }
}

/// The view of the site in a language.
pub fn site<'a>(model: &'a Model, has_search: bool, lang: &str) -> Site<'a> {
    let config = &model.config;
    let collections = (0..config.collections.len())
        .filter(|c| !model.graph.order.collections[*c].is_empty())
        .map(|c| {
            let collection = &config.collections[c];
            let explored = model.is_explored(c);
            SiteCollection {
                id: collection.id.as_str().into(),
                label: collection.label.get(lang).into(),
                singular: collection.singular.get(lang).into(),
                url: model.url(Target::Collection(c)).into(),
                explore: explored.then(|| model.url(Target::Explore(c))).into(),
                matrices: matrices(model, c, lang).into(),
                compare: model.is_compared(c).then(|| address::of_compare(&collection.id)).into(),
            }
        });
    let vocabularies = (0..config.vocabularies.len())
        .filter(|v| !model.graph.concepts.vocabularies[*v].terms.is_empty())
        .map(|v| {
            let vocabulary = &config.vocabularies[v];
            SiteVocabulary {
                id: vocabulary.id.as_str().into(),
                label: vocabulary.label.get(lang).into(),
                singular: vocabulary.singular.get(lang).into(),
                description: vocabulary.description.as_ref().map(|text| text.get(lang)).into(),
                url: model.url(Target::Vocabulary(v)).into(),
            }
        });
    let feed = config.base_url.as_ref().map(|_| feed::SITE_URL);
    Site {
        title: config.title.as_str().into(),
        description: Some(config.description.as_str()).filter(|text| !text.is_empty()).into(),
        language: config.language.as_str().into(),
        base_url: config.base_url.as_deref().into(),
        authors: list(config.authors.iter().map(|author| author.name.as_str())).into(),
        licence: config.licence.as_ref().map(fields::licence).into(),
        navigation: navigation(&config.navigation, config, lang).into(),
        footer: navigation(&config.footer, config, lang).into(),
        collections: list(collections).into(),
        vocabularies: list(vocabularies).into(),
        feed: feed.into(),
        data: config.data.has_page().then_some(address::DATA).into(),
        search: has_search.then_some(search::URL).into(),
        projects: list(config.projects.iter().map(project)).into(),
    }
}

fn navigation(items: &[NavigationItem], config: &Config, lang: &str) -> Vec<Value> {
    let url = |target: &NavigationTarget| match target {
        NavigationTarget::Page(page) => address::of_page(page, config).url,
        NavigationTarget::Vocabulary(id) => address::of_folder(id),
        NavigationTarget::Explore(id) => address::of_explore(id),
    };
    items.iter().map(|item| link(item.label.get(lang), url(&item.target))).collect()
}

/// The view of a project.
pub fn project(project: &Project) -> ProjectView<'_> {
    ProjectView {
        id: project.id.as_str().into(),
        name: project.name.as_str().into(),
        title: project.title.as_deref().into(),
        programme: project.programme.as_deref().into(),
        grant: project.grant.as_deref().into(),
        sentence: project.sentence.as_deref().into(),
        disclaimer: project.disclaimer.as_deref().into(),
        href: project.url.as_deref().into(),
    }
}

/// Links to the matrices of a collection.
fn matrices(model: &Model, c: usize, lang: &str) -> Vec<Value> {
    let target = |m: usize| Target::Matrix(c, m);
    let link = |m| link(model.title(target(m), lang), model.url(target(m)));
    (0..model.graph.browse.matrices[c].len()).map(link).collect()
}
