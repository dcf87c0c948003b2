//! What can be found by searching: the search page, and a small document for every page and term, made of
//! what was parsed. The written site is never read back.

use super::Plan;
use super::body;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::view::{Here, View, link, map};
use crate::fields::stages;
use crate::html::escape_into;
use crate::model::{Model, PageId, Role, Target, TermId, fields_of, texts};
use crate::search::Document;
use std::collections::BTreeSet;
use std::fmt::Write;
use tera::Value;

/// The address of the search page.
pub const URL: &str = "/search/";
/// Its template; a theme without it has no search.
pub const TEMPLATE: &str = "search.html";

/// The search page; the index that it searches is no output of the plan.
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

    /// What its script needs to know, and where to look without it.
    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let config = reader.config();
        let lang = &config.language;
        let mut view = View::of(reader, TEMPLATE);
        view.put("search", || {
            let (vocabularies, languages) = reader.searched();
            let kind = reader.word(lang, "kind");
            let mut filters = vec![map([
                ("id", KIND.into()),
                ("label", kind.into()),
                ("vocabulary", Value::none().into()),
            ])];
            let vocabularies = vocabularies.into_iter().map(|v| &config.vocabularies[v]);
            filters.extend(vocabularies.filter(|vocabulary| vocabulary.relates).map(
                |vocabulary| {
                    map([
                        ("id", vocabulary.id.as_str().into()),
                        ("label", vocabulary.label.get(lang).into()),
                        ("vocabulary", vocabulary.id.as_str().into()),
                    ])
                },
            ));
            let others = languages.into_iter().filter(|other| other != lang);
            map([
                ("folder", format!("/{}", crate::search::FOLDER).into()),
                ("filters", filters.into()),
                ("languages", others.collect::<Vec<_>>().into()),
            ])
        });
        view.put("explored", || {
            let targets = (0..config.collections.len()).filter(|c| reader.browse(*c as u32).0);
            let targets = targets.map(Target::Explore);
            let links = targets.map(|to| link(reader.title(to, lang), reader.url(to)));
            links.collect::<Vec<_>>().into()
        });
        let here = Here::new(reader, "search", reader.word(lang, "search"));
        Made::View(view.finish(reader, here, url))
    }
}

/// The filter by what sort of page it is; no vocabulary can have this name.
const KIND: &str = "kind_of_page";

/// A page as a document; none for the prose of a term, which is found with the term.
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
    // The other texts of the page: notes of claims and fields of Markdown.
    for text in texts(page).skip(1) {
        html.push_str(&body::fill(reader, id, &page.url, text));
    }
    // The body comes last: what follows a heading is taken to stand under it.
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

/// A value to filter by; it is no text of the document.
fn filter(html: &mut String, name: &str, value: &str) {
    attribute(html, "filter", name, value);
}

fn attribute(html: &mut String, what: &str, name: &str, value: &str) {
    // Text is written into memory, which can't fail.
    let _ = write!(html, "<span data-pagefind-{what}=\"{name}[data-v]\" data-v=\"");
    escape_into(html, value);
    html.push_str("\"></span>");
}
