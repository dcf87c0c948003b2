//! The view of a page: its own text and fields, the pages it is related to, and who refers to it.

use super::fields::{self, Owner};
use super::{Here, Site, body, map, shelf};
use crate::files;
use crate::model::{Inbound, PageId, Target, Via, fields_of};
use crate::parse::markdown::Heading;
use crate::parse::page::{Page, Role, Value as Fill};
use std::collections::BTreeSet;
use tera::{Context, Value};

/// A page that stands for itself.
pub fn page(site: Site, id: PageId, context: &mut Context) -> Here {
    let model = site.model;
    let page = model.page(id);
    context.insert_value("page", view(site, id));
    context.insert_value("related", related(site, id).into());
    context.insert_value(
        "inbound",
        inbound(site, &page.lang, &model.page_inbound[id.0 as usize]).into(),
    );
    let mut here = Here::new(site, "page", model.page_title(id));
    here.description = page.face.summary.clone();
    here.lang = page.lang.clone();
    if let Role::Entry(c) = page.role {
        here.above.push((
            model.config.collections[c].label.get(&page.lang).to_owned(),
            model.url(Target::Collection(c)),
        ));
        here.feed = Some(crate::plan::Feed::Collection(c));
    }
    here
}

/// An old address of a page.
pub fn redirect(site: Site, id: PageId, context: &mut Context) -> Here {
    let page = site.model.page(id);
    let to = map([("url", page.url.as_str().into()), ("title", page.face.title.as_str().into())]);
    context.insert_value("to", to);
    let mut here = Here::new(site, "page", site.model.page_title(id));
    here.lang = page.lang.clone();
    here.canonical = Some(page.url.clone());
    here
}

/// What templates call `page`.
pub fn view(site: Site, id: PageId) -> Value {
    let model = site.model;
    let page = model.page(id);
    let language = site.shelf.language(&page.lang);
    let owner = Owner { lang: &page.lang, url: &page.url, page: Some(id) };
    let fields = fields::fields(site, &owner, fields_of(&model.config, page), &page.facts);
    let body = body::fill(site, id, &page.url, site.text.unwrap_or(&page.body));
    let collection = match page.role {
        Role::Entry(c) => Some(collection(site, c, &page.lang)),
        _ => None,
    };
    let project = page.project.as_ref().and_then(|project| model.config.project(&project.value));
    let authors = if page.authors.is_empty() { &model.config.authors } else { &page.authors };
    let licence = page.licence.as_ref().or(model.config.licence.as_ref());
    map([
        ("title", model.page_title(id).into()),
        ("summary", page.face.summary.as_deref().into()),
        ("url", page.url.as_str().into()),
        ("lang", page.lang.as_str().into()),
        ("collection", collection.into()),
        ("date", fields::date(page.face.date, &language.words)),
        ("updated", fields::date(page.updated, &language.words)),
        ("authors", authors.clone().into()),
        ("licence", fields::licence(licence)),
        ("project", project.map(shelf::project).into()),
        ("groups", fields.grouped().into()),
        ("fields", fields.all.into()),
        ("field", fields.by_id.into()),
        ("facts", fields.facts.into()),
        ("claims", fields.claims.into()),
        ("texts", fields.texts.into()),
        ("records", fields.records.into()),
        ("refs", fields.refs.into()),
        ("sources", fields.sources.into()),
        ("toc", toc(&page.body.headings).into()),
        ("body", Some(body).filter(|body| !body.trim().is_empty()).into()),
        ("references", references(site, page).into()),
        ("draft", page.draft.into()),
        ("edit", edit(site, page).into()),
        ("translations", translations(site, id).into()),
    ])
}

fn collection(site: Site, c: usize, lang: &str) -> Value {
    let collection = &site.model.config.collections[c];
    map([
        ("id", collection.id.as_str().into()),
        ("label", collection.label.get(lang).into()),
        ("singular", collection.singular.get(lang).into()),
        ("url", site.model.url(Target::Collection(c)).into()),
    ])
}

/// The works that the texts cite and that no field lists; their numbers go on behind those.
fn references(site: Site, page: &Page) -> Vec<Value> {
    let listed = page.facts.iter().flat_map(|fact| match &fact.value {
        Fill::Cites(keys) if fact.record.is_none() => keys.as_slice(),
        _ => &[],
    });
    let listed: BTreeSet<&str> = listed.map(|key| key.value.as_str()).collect();
    let sources = site.model.sources_of(page);
    let rest = sources.iter().enumerate().filter(|(_, key)| !listed.contains(*key));
    rest.map(|(i, key)| fields::numbered(site, key, i + 1, true)).collect()
}

/// Where the file of this page can be edited.
fn edit(site: Site, page: &Page) -> Option<String> {
    let pattern = site.model.config.edit_url.as_ref()?;
    Some(pattern.replace("{path}", &files::encode(&page.path)))
}

fn translations(site: Site, id: PageId) -> Vec<Value> {
    site.model.translations[id.0 as usize]
        .iter()
        .map(|other| {
            let page = site.model.page(*other);
            let label = site.shelf.language(&page.lang).words.own_name();
            map([
                ("lang", page.lang.as_str().into()),
                ("label", label.into()),
                ("url", page.url.as_str().into()),
            ])
        })
        .collect()
}

/// The headings as a tree; a deeper one belongs to the last that is less deep.
fn toc(headings: &[Heading]) -> Vec<Value> {
    let mut tree = Vec::new();
    let mut rest = headings;
    while let Some((first, after)) = rest.split_first() {
        let deeper = after.iter().take_while(|heading| heading.level > first.level).count();
        tree.push(map([
            ("id", first.id.as_str().into()),
            ("text", first.text.as_str().into()),
            ("children", toc(&after[..deeper]).into()),
        ]));
        rest = &after[deeper..];
    }
    tree
}

fn related(site: Site, id: PageId) -> Vec<Value> {
    let lang = &site.model.page(id).lang;
    site.model.related[id.0 as usize]
        .iter()
        .map(|related| {
            let shared: Vec<Value> =
                related.shared.iter().map(|term| site.shelf.term(lang, *term)).collect();
            map([("card", site.cards.card(related.page, site.depth)), ("shared", shared.into())])
        })
        .collect()
}

/// Who refers to something: each page once, with its sentences and the labels of its fields in a language.
pub fn inbound(site: Site, lang: &str, list: &[Inbound]) -> Vec<Value> {
    let mut views: Vec<Value> = Vec::new();
    let mut rest = list;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|inbound| inbound.from == first.from).count();
        views.push(referrer(site, lang, &rest[..same]));
        rest = &rest[same..];
    }
    views
}

fn referrer(site: Site, lang: &str, list: &[Inbound]) -> Value {
    let from = list[0].from;
    let mut labels: Vec<&str> = Vec::new();
    let mut quotes: Vec<String> = Vec::new();
    for inbound in list {
        match inbound.via {
            Via::Field(field) => {
                let page = site.model.page(from);
                let field = &fields_of(&site.model.config, page)[field];
                labels.push(field.inverse.as_ref().unwrap_or(&field.label).get(lang));
            }
            Via::Link(text, link) => {
                let Some(link) = site.model.link(from, text, link) else { continue };
                let quoted = link.quote.as_ref().map(|quote| body::quote(site, from, link, quote));
                quotes.extend(quoted.filter(|quote| !quotes.contains(quote)));
            }
        }
    }
    labels.dedup();
    let label = Some(labels.join(", ")).filter(|label| !label.is_empty());
    map([
        ("card", site.cards.card(from, site.depth)),
        ("label", label.into()),
        ("quotes", quotes.into()),
    ])
}
