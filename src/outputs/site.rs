//! The view of the site, with its collections, vocabularies and projects.

use super::declare::{
    CollectionId, Href, Item, Text, Url, VocabularyId, Yes, is_published, list, view,
};
use super::fields::{self, LicenceView};
use super::view::{Link, link};
use super::{feed, search};
use crate::config::{Contact, NavigationItem, NavigationTarget, Project, Responsible};
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
        navigation: Vec<Link> => "the menu: `navigation` in `site.toml`, or else the first five collections and vocabularies",
        more: Vec<Link> => "what the menu keeps under \"More\": `more` in `site.toml`, or else what the menu leaves out",
        footer: Vec<Link> => "the links in the footer",
        collections: Vec<SiteCollection> => "the collections that have pages",
        vocabularies: Vec<SiteVocabulary> => "the vocabularies that have terms",
        feed: Option<Url> where is_published => "the address of its feed",
        data: Option<Url> => "the address of its data, if `site.toml` has `[data]`",
        search: Option<Url> => "the address of the search page",
        news: Option<Url> => "the address of the page that tells what is new, if it is known when pages were added",
        responsible: Option<ResponsibleView> => "the body that answers for the site",
        contact: Option<ContactView> => "where readers can write to",
        projects: Vec<ProjectView> => "the projects in `site.toml`",
    }

    /// A collection in the list of the site.
    struct SiteCollection {
        id: CollectionId, label: Text,
        singular: Text => "its label for one page",
        url: Url => "the address of its list",
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

    /// The body that answers for the site.
    struct ResponsibleView {
        name: Text,
        href: Option<Href> => "its own website",
    }

    /// Where readers can write to: a page of the site, or an address.
    struct ContactView {
        label: Text,
        url: Option<Url> => "the address of the page",
        href: Option<Href> => "a web address, or `mailto:`",
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
        owns_site: Yes => "whether the site is the project's own; of any other project the site says that it did not check the content",
    }

    /// A link to a term.
    struct TermLink {
        label: Text, url: Url, vocabulary: VocabularyId,
    }
}

/// The address of the page that tells what is new.
pub const NEWS: &str = "/new/";

/// What a site has besides its content.
#[derive(Clone, Copy)]
pub struct Extras {
    pub search: bool,
    pub news: bool,
}

/// The view of the site in a language.
pub fn site<'a>(model: &'a Model, extras: Extras, lang: &str) -> Site<'a> {
    let config = &model.config;
    let (menu, more) = menu(model, lang);
    let collections = (0..config.collections.len())
        .filter(|c| !model.graph.order.collections[*c].is_empty())
        .map(|c| {
            let collection = &config.collections[c];
            SiteCollection {
                id: collection.id.as_str().into(),
                label: collection.label.get(lang).into(),
                singular: collection.singular.get(lang).into(),
                url: model.url(Target::Collection(c)).into(),
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
        navigation: menu.into(),
        more: more.into(),
        footer: navigation(&config.footer, model, lang).into(),
        collections: list(collections).into(),
        vocabularies: list(vocabularies).into(),
        feed: feed.into(),
        data: config.data.has_page().then_some(address::DATA).into(),
        search: extras.search.then_some(search::URL).into(),
        news: extras.news.then_some(NEWS).into(),
        responsible: config.responsible.as_ref().map(responsible).into(),
        contact: config.contact.as_ref().map(|contact| self::contact(model, contact, lang)).into(),
        projects: list(config.projects.iter().map(project)).into(),
    }
}

/// The entries of a menu that nobody wrote.
const MENU: usize = 5;

/// The menu, and what it keeps under "More": what the settings say, or else the collections and vocabularies, without
/// those that are not for browsing.
fn menu(model: &Model, lang: &str) -> (Vec<Value>, Vec<Value>) {
    let config = &model.config;
    let named: Vec<String> =
        config.navigation.iter().chain(&config.more).map(|item| address(item, model)).collect();
    let collections = (0..config.collections.len())
        .filter(|c| !model.graph.order.collections[*c].is_empty())
        .map(|c| (config.collections[c].label.get(lang), model.url(Target::Collection(c))));
    let is_offered = |v: &usize| {
        config.vocabularies[*v].relates && !model.graph.concepts.vocabularies[*v].terms.is_empty()
    };
    let vocabularies = (0..config.vocabularies.len())
        .filter(is_offered)
        .map(|v| (config.vocabularies[v].label.get(lang), model.url(Target::Vocabulary(v))));
    let all = collections.chain(vocabularies).filter(|(_, url)| !named.contains(url));
    let mut rest: Vec<Value> = all.map(|(label, url)| link(label, url)).collect();
    let mut menu = navigation(&config.navigation, model, lang);
    if menu.is_empty() {
        menu = rest.drain(..rest.len().min(MENU)).collect();
    }
    match config.more.is_empty() {
        true => (menu, rest),
        false => (menu, navigation(&config.more, model, lang)),
    }
}

fn responsible(body: &Responsible) -> ResponsibleView<'_> {
    ResponsibleView { name: body.name.as_str().into(), href: body.url.as_deref().into() }
}

fn contact<'a>(model: &'a Model, contact: &'a Contact, lang: &str) -> ContactView<'a> {
    match contact {
        Contact::Page(page) => {
            let target = model.at_path(&page.value);
            let url = url_of_file(model, &page.value);
            let label = target.map(|target| model.title(target, lang).to_owned());
            ContactView {
                label: label.unwrap_or_default().into(),
                url: url.into(),
                href: Item::None,
            }
        }
        Contact::Address(address) => {
            let label = address.trim_start_matches("mailto:").trim_start_matches("https://");
            ContactView { label: label.into(), url: Item::None, href: address.as_str().into() }
        }
    }
}

/// The address that an entry leads to.
fn address(item: &NavigationItem, model: &Model) -> String {
    match &item.target {
        NavigationTarget::Page(page) => url_of_file(model, page),
        NavigationTarget::Vocabulary(id) => address::of_folder(id),
        NavigationTarget::Collection(id) => address::of_folder(id),
    }
}

fn url_of_file(model: &Model, inside: &str) -> String {
    let target = model.at_path(inside).map(|target| model.url(target));
    target.unwrap_or_else(|| address::of_page(inside, &model.config).url)
}

fn navigation(items: &[NavigationItem], model: &Model, lang: &str) -> Vec<Value> {
    items.iter().map(|item| link(item.label.get(lang), address(item, model))).collect()
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
        owns_site: project.owns_site.into(),
    }
}

/// Links to the matrices of a collection.
fn matrices(model: &Model, c: usize, lang: &str) -> Vec<Value> {
    let target = |m: usize| Target::Matrix(c, m);
    let link = |m| link(model.title(target(m), lang), model.url(target(m)));
    (0..model.graph.browse.matrices[c].len()).map(link).collect()
}
