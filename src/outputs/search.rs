//! The search page, and the documents for the search index: one for every page and term, made from the model. The
//! written site is never read back.

use super::Plan;
use super::body;
use super::declare::{Item, Text, Url, VocabularyId, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::view::{Here, Link, View, link};
use crate::config::Vocabulary;
use crate::fields::stages;
use crate::html::escape_into;
use crate::model::{Model, PageId, Role, Target, TermId, fields_of, texts};
use crate::search::Document;
use std::collections::BTreeSet;
use std::fmt::Write;

view! {
    /// The search page, `/search/`. A theme without it has no search.
    template Names("search.html", "search") {
        search: SearchView => "the data for its script",
        explored: Vec<Link> => "the explore pages",
    }

    /// The data for the script of the search page.
    struct SearchView {
        folder: Url => "the address of the folder with Pagefind's files",
        filters: Vec<SearchFilter> => "the filters for results",
        languages: Vec<Text> => "the languages of pages other than that of the site",
    }

    /// A filter for results.
    struct SearchFilter {
        id: Text => "its id in Pagefind's files",
        label: Text,
        vocabulary: Option<VocabularyId> => "the vocabulary of its values",
    }
}

/// The address of the search page.
pub const URL: &str = "/search/";

/// The search page. Its index is not one of the planned outputs.
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
            let of_kind = SearchFilter {
                id: KIND.into(),
                label: reader.word(lang, "kind").into(),
                vocabulary: Item::None,
            };
            let filter = |vocabulary: &'a Vocabulary| SearchFilter {
                id: vocabulary.id.as_str().into(),
                label: vocabulary.label.get(lang).into(),
                vocabulary: vocabulary.id.as_str().into(),
            };
            let by_terms = vocabularies.filter(|vocabulary| vocabulary.relates).map(filter);
            SearchView {
                folder: format!("/{}", crate::search::FOLDER).into(),
                filters: list(std::iter::once(of_kind).chain(by_terms)).into(),
                languages: list(languages.into_iter().filter(|other| other != lang)).into(),
            }
        };
        let explored = || {
            let targets = (0..config.collections.len()).filter(|c| reader.browse(*c as u32).0);
            let targets = targets.map(Target::Explore);
            list(targets.map(|to| link(reader.title(to, lang), reader.url(to))))
        };
        let names = Names { search: &|| search().into(), explored: &explored };
        let here = Here::new(reader, "search", reader.word(lang, "search"));
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}

/// The filter by kind of page. No vocabulary can have this name.
const KIND: &str = "kind_of_page";

/// The document of a page; none for the text of a term, which is part of the term's document.
pub fn page_document(reader: &Reader, id: PageId) -> Option<Document> {
    let (page, face, config) = (reader.page(id), reader.face(id), reader.config());
    let lang = &config.language;
    if matches!(page.role, Role::Term(..)) {
        return None;
    }
    let kind = face.collection.map(|c| config.collections[c].singular.get(lang));
    let mut html = opening(&page.lang, face.title, kind);
    let mut seen = BTreeSet::new();
    for claim in reader.claims(id) {
        let vocabulary = &config.vocabularies[claim.vocabulary];
        let Some(term) = claim.term.filter(|_| vocabulary.relates) else { continue };
        let above = reader.around(term).broader;
        for term in std::iter::once(term).chain(above.into_iter().rev()) {
            if seen.insert(term) {
                filter(&mut html, &vocabulary.id, reader.name(term).label.get(lang));
            }
        }
    }
    paragraph(&mut html, face.summary.unwrap_or_default());
    let fields = fields_of(config, page);
    for (place, fact) in page.facts.iter().enumerate() {
        let texts = (stages(fields[fact.field].kind).search)(reader, id, place);
        texts.into_iter().for_each(|text| paragraph(&mut html, text));
    }
    // The other texts of the page: notes of claims, and Markdown fields.
    for text in texts(page).skip(1) {
        html.push_str(&body::fill(reader, id, &page.url, text));
    }
    // The body comes last, because text after a heading counts as part of its section.
    html.push_str(&body::body(reader, id, &page.url));
    Some(closed(html, &page.url))
}

/// A term as a document.
pub fn term_document(reader: &Reader, id: TermId) -> Document {
    let config = reader.config();
    let lang = &config.language;
    let (name, (entry, _)) = (reader.name(id), reader.entry(id));
    let kind = config.vocabularies[name.vocabulary].singular.get(lang);
    let mut html = opening(lang, name.label.get(lang), Some(kind));
    entry.alias.iter().for_each(|alias| paragraph(&mut html, &alias.value));
    if let Some(definition) = &entry.definition {
        paragraph(&mut html, definition.get(lang));
    }
    if let Some(prose) = reader.term_text(id) {
        html.push_str(&body::body(reader, prose, name.url));
    }
    closed(html, name.url)
}

fn opening(lang: &str, title: &str, kind: Option<&str>) -> String {
    let mut html =
        format!("<!doctype html><html lang=\"{lang}\"><body><main data-pagefind-body><h1>");
    escape_into(&mut html, title);
    html.push_str("</h1>");
    if let Some(kind) = kind {
        filter(&mut html, KIND, kind);
        attribute(&mut html, "meta", "kind", kind);
    }
    html
}

fn closed(mut html: String, url: &str) -> Document {
    html.push_str("</main></body></html>");
    Document { url: url.to_owned(), html }
}

fn paragraph(html: &mut String, text: &str) {
    if !text.is_empty() {
        html.push_str("<p>");
        escape_into(html, text);
        html.push_str("</p>");
    }
}

/// Adds a filter value, which is not part of the text.
fn filter(html: &mut String, name: &str, value: &str) {
    attribute(html, "filter", name, value);
}

fn attribute(html: &mut String, what: &str, name: &str, value: &str) {
    // Writing to memory cannot fail.
    let _ = write!(html, "<span data-pagefind-{what}=\"{name}[data-v]\" data-v=\"");
    escape_into(html, value);
    html.push_str("\"></span>");
}
