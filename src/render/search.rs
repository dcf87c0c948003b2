//! What can be found by searching: a small document for every page and term, made of what was parsed. The
//! written site is never read back.

use super::{Here, Site, body, link, map};
use crate::html::escape_into;
use crate::model::{PageId, TermId, texts};
use crate::parse::page::{Fact, Value as Fill};
use crate::search::Document;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use tera::{Context, Value};

/// The search page: what its script needs to know, and where to look without it.
pub fn page(site: Site, context: &mut Context) -> Here {
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
        ("vocabulary", Value::none()),
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
    context.insert_value("search", view);
    let explored: Vec<Value> = (0..model.collections.len())
        .filter(|c| model.is_explored(*c))
        .map(|c| {
            let target = crate::model::Target::Explore(c);
            link(model.title(target, lang), model.url(target))
        })
        .collect();
    context.insert_value("explored", explored.into());
    Here::new(site, "search", site.shelf.word(lang, "search"))
}

/// The filter by what sort of page it is; no vocabulary can have this name.
const KIND: &str = "kind_of_page";

/// Every page and term as a document, in the order of their addresses.
pub fn documents(site: Site) -> Vec<Document> {
    let model = site.model;
    let pages: Vec<PageId> = model.page_ids().collect();
    let terms: Vec<TermId> = model.term_ids().collect();
    let is_term_page =
        |id: &PageId| matches!(model.page(*id).role, crate::parse::page::Role::Term(..));
    let mut documents: Vec<Document> =
        pages.into_par_iter().filter(|id| !is_term_page(id)).map(|id| of_page(site, id)).collect();
    documents.par_extend(terms.into_par_iter().map(|id| of_term(site, id)));
    documents.sort_by(|a, b| a.url.cmp(&b.url));
    documents.dedup_by(|a, b| a.url == b.url);
    documents
}

fn of_page(site: Site, id: PageId) -> Document {
    let model = site.model;
    let page = model.page(id);
    let mut html = opening(&page.lang, model.page_title(id));
    let card = site.shelf.card(id, 0);
    if let Some(kind) = card.get_from_path("kind").and_then(Value::as_str) {
        filter(&mut html, KIND, kind);
        meta(&mut html, "kind", kind);
    }
    let mut seen = BTreeSet::new();
    for claim in &model.claims[id.0 as usize] {
        let vocabulary = &model.config.vocabularies[claim.vocabulary];
        let Some(term) = claim.term.filter(|term| vocabulary.relates && seen.insert(*term)) else {
            continue;
        };
        let above = |id: &TermId| model.term(*id).broader;
        for term in std::iter::successors(Some(term), above) {
            filter(
                &mut html,
                &vocabulary.id,
                model.term(term).entry.label.get(&model.config.language),
            );
        }
    }
    paragraph(&mut html, page.face.summary.as_deref().unwrap_or_default());
    html.push_str(&body::fill(site, id, &page.url, &page.body));
    page.facts.iter().for_each(|fact| told(site, id, fact, &mut html));
    // The other texts of the page: notes of claims and fields of Markdown.
    for text in texts(page).skip(1) {
        html.push_str(&body::fill(site, id, &page.url, text));
    }
    html.push_str("</main></body></html>");
    Document { url: page.url.clone(), html }
}

/// The plain texts and names of a field; its marked-up texts follow by themselves.
fn told(site: Site, id: PageId, fact: &Fact, html: &mut String) {
    let lang = &site.model.page(id).lang;
    match &fact.value {
        Fill::Text(text) => paragraph(html, text),
        Fill::Texts(texts) => texts.iter().for_each(|text| paragraph(html, text)),
        Fill::Places(places) => places.iter().for_each(|place| paragraph(html, &place.name)),
        Fill::Claims(_) => {
            let facts = &site.model.page(id).facts;
            let own = |claim: &&crate::model::PageClaim| std::ptr::eq(&facts[claim.fact], fact);
            for term in site.model.claims[id.0 as usize].iter().filter(own).filter_map(|c| c.term) {
                paragraph(html, site.model.term(term).entry.label.get(lang));
            }
        }
        _ => {}
    }
}

fn of_term(site: Site, id: TermId) -> Document {
    let model = site.model;
    let term = model.term(id);
    let lang = &model.config.language;
    let vocabulary = &model.config.vocabularies[term.vocabulary];
    let mut html = opening(lang, term.entry.label.get(lang));
    filter(&mut html, KIND, vocabulary.singular.get(lang));
    meta(&mut html, "kind", vocabulary.singular.get(lang));
    term.entry.alias.iter().for_each(|alias| paragraph(&mut html, &alias.value));
    if let Some(definition) = &term.entry.definition {
        paragraph(&mut html, definition.get(lang));
    }
    if let Some(prose) = term.page {
        html.push_str(&body::fill(site, prose, &term.url, &model.page(prose).body));
    }
    html.push_str("</main></body></html>");
    Document { url: term.url.clone(), html }
}

fn opening(lang: &str, title: &str) -> String {
    let mut html =
        format!("<!doctype html><html lang=\"{lang}\"><body><main data-pagefind-body><h1>");
    escape_into(&mut html, title);
    html.push_str("</h1>");
    html
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

/// Something that a result shows.
fn meta(html: &mut String, name: &str, value: &str) {
    attribute(html, "meta", name, value);
}

fn attribute(html: &mut String, what: &str, name: &str, value: &str) {
    // Text is written into memory, which can't fail.
    let _ = write!(html, "<span data-pagefind-{what}=\"{name}[data-v]\" data-v=\"");
    escape_into(html, value);
    html.push_str("\"></span>");
}
