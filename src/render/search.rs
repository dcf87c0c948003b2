//! What can be found by searching: a small document for every page and term, made of what was parsed. The
//! written site is never read back.

use super::{Here, Shown, Site, body, link, map};
use crate::fields::stages;
use crate::html::escape_into;
use crate::model::{PageId, TermId, fields_of, texts};
use crate::parse::markdown::Text;
use crate::parse::page::Role;
use crate::search::Document;
use std::collections::BTreeSet;
use std::fmt::Write;
use tera::Value;

/// The search page: what its script needs to know, and where to look without it.
pub fn page(site: Site, shown: &mut Shown) -> Here {
    let model = site.model;
    let lang = &model.config.language;
    let used: BTreeSet<usize> = model
        .claims
        .iter()
        .flatten()
        .filter(|claim| claim.term.is_some())
        .map(|c| c.vocabulary)
        .collect();
    let mut filters = vec![map([
        ("id", KIND.into()),
        ("label", site.shelf.word(lang, "kind").into()),
        ("vocabulary", Value::none().into()),
    ])];
    filters.extend(used.into_iter().filter(|v| model.config.vocabularies[*v].relates).map(|v| {
        let vocabulary = &model.config.vocabularies[v];
        map([
            ("id", vocabulary.id.as_str().into()),
            ("label", vocabulary.label.get(lang).into()),
            ("vocabulary", vocabulary.id.as_str().into()),
        ])
    }));
    let other: BTreeSet<&str> =
        model.pages.iter().map(|page| page.lang.as_str()).filter(|other| other != lang).collect();
    let view = map([
        ("folder", format!("/{}", crate::search::FOLDER).into()),
        ("filters", filters.into()),
        ("languages", other.into_iter().collect::<Vec<_>>().into()),
    ]);
    shown.put("search", || view);
    let explored: Vec<Value> = (0..model.collections.len())
        .filter(|c| model.is_explored(*c))
        .map(|c| {
            let target = crate::model::Target::Explore(c);
            link(model.title(target, lang), model.url(target))
        })
        .collect();
    shown.put("explored", || explored.into());
    Here::new(site, "search", site.shelf.word(lang, "search"))
}

/// The filter by what sort of page it is; no vocabulary can have this name.
const KIND: &str = "kind_of_page";

/// A page as a document; none for the prose of a term, which is found with the term. `body` is its text
/// where the model has an outline only.
pub fn page_document(site: Site, id: PageId, text: Option<&Text>) -> Option<Document> {
    let model = site.model;
    let page = model.page(id);
    let lang = &model.config.language;
    let kind = match page.role {
        Role::Term(..) => return None,
        Role::Entry(c) => Some(model.config.collections[c].singular.get(lang)),
        _ => None,
    };
    let mut html = opening(&page.lang, model.page_title(id), kind);
    let mut seen = BTreeSet::new();
    for claim in &model.claims[id.0 as usize] {
        let vocabulary = &model.config.vocabularies[claim.vocabulary];
        let above = |id: &TermId| model.term(*id).broader;
        for term in std::iter::successors(claim.term.filter(|_| vocabulary.relates), above) {
            if seen.insert(term) {
                filter(&mut html, &vocabulary.id, model.term(term).entry.label.get(lang));
            }
        }
    }
    paragraph(&mut html, page.face.summary.as_deref().unwrap_or_default());
    let fields = fields_of(&model.config, page);
    for (place, fact) in page.facts.iter().enumerate() {
        let texts = (stages(fields[fact.field].kind).search)(site, id, place);
        texts.into_iter().for_each(|text| paragraph(&mut html, text));
    }
    // The other texts of the page: notes of claims and fields of Markdown.
    for text in texts(page).skip(1) {
        html.push_str(&body::fill(site, id, &page.url, text));
    }
    // The body comes last: what follows a heading is taken to stand under it.
    html.push_str(&body::body(site, id, &page.url, text));
    Some(closed(html, &page.url))
}

/// A term as a document; `text` is its prose where the model has an outline only.
pub fn term_document(site: Site, id: TermId, text: Option<&Text>) -> Document {
    let model = site.model;
    let term = model.term(id);
    let lang = &model.config.language;
    let kind = model.config.vocabularies[term.vocabulary].singular.get(lang);
    let mut html = opening(lang, term.entry.label.get(lang), Some(kind));
    term.entry.alias.iter().for_each(|alias| paragraph(&mut html, &alias.value));
    if let Some(definition) = &term.entry.definition {
        paragraph(&mut html, definition.get(lang));
    }
    if let Some(prose) = term.page {
        html.push_str(&body::body(site, prose, &term.url, text));
    }
    closed(html, &term.url)
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
