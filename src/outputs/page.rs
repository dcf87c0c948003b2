//! A page: its own text and fields, the pages it is related to, and who refers to it.

use super::Plan;
use super::feed::Feed;
use super::fields;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::view::{Here, Item, View, link, map, pairs_to_map};
use super::{body, inbound, shared};
use crate::fields::kind::{Owner, SECTIONS};
use crate::fields::value::Value as Fill;
use crate::fields::{cites, date};
use crate::files;
use crate::model::{Model, PageId, Role, Target, fields_of};
use crate::parse::markdown::Heading;
use crate::parse::page::Page as Written;
use std::collections::BTreeSet;
use std::sync::Arc;
use tera::Value;

#[derive(Debug)]
struct Page(PageId);

/// Every page but those that are the texts of lists and terms.
pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let alone = model.page_ids().filter(|id| stands_alone(model, *id));
    alone.map(|id| -> Planned { (model.page(id).url.clone(), Box::new(Page(id))) }).collect()
}

fn stands_alone(model: &Model, id: PageId) -> bool {
    let (page, graph) = (model.page(id), &model.graph);
    match page.role {
        Role::Home => graph.home != Some(id),
        Role::Collection(c) => graph.collection_pages[c] != Some(id),
        Role::Vocabulary(v) => graph.vocabulary_pages[v] != Some(id),
        Role::Term(..) => {
            let target = model.at(&page.url);
            !matches!(target, Some(Target::Term(term)) if model.term(term).page == Some(id))
        }
        Role::Entry(_) | Role::Plain => true,
    }
}

/// The file that a page is made from, for sentences.
pub fn file_of(model: &Model, id: PageId) -> String {
    let page = model.page(id);
    let file = model.file_of(page);
    match model.key_of(page) {
        Some(key) if file != page.path => format!("the entry of `{key}` in {file}"),
        _ => file.to_string(),
    }
}

/// What something is, and whose text it shows.
pub fn with_text(model: &Model, is: &str, text: Option<PageId>) -> String {
    match text {
        Some(id) => format!("{is}, with the text of {}", file_of(model, id)),
        None => is.to_owned(),
    }
}

/// The title of a page that goes with a list, or what the list is called.
pub fn title_or(reader: &Reader, own: Option<PageId>, label: &str) -> String {
    let written = own.map(|id| reader.page(id).face.title.clone());
    written.filter(|title| !title.is_empty()).unwrap_or_else(|| label.to_owned())
}

impl Kind for Page {
    fn class(&self) -> Class {
        Class::Page
    }

    fn origin(&self, model: &Model) -> String {
        format!("is made from {}", file_of(model, self.0))
    }

    fn text(&self, _: &Model) -> Option<PageId> {
        Some(self.0)
    }

    fn source(&self, model: &Model) -> Option<Arc<str>> {
        Some(model.file_of(model.page(self.0)))
    }

    fn target(&self) -> Option<Target> {
        Some(Target::Page(self.0))
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let id = self.0;
        let (page, face, config) = (reader.page(id), reader.face(id), reader.config());
        let collection = face.collection.map(|c| &config.collections[c]);
        let mut view = View::of(reader, collection.map_or("page.html", |c| &c.template));
        let beside = |id: Option<PageId>| {
            let face = id.map(|id| reader.face(id));
            face.map(|face| link(face.title, face.url)).into()
        };
        view.put("page", || self::view(reader, id));
        view.put("previous", || beside(reader.beside(id).0));
        view.put("next", || beside(reader.beside(id).1));
        view.put("related", || related(reader, id).into());
        view.put("inbound", || {
            inbound::inbound(reader, &page.lang, &page.url, reader.page_inbound(id)).into()
        });
        let mut here = Here::new(reader, "page", face.title);
        here.description = face.summary.map(str::to_owned);
        here.lang = page.lang.clone();
        if let (Some(collection), Some(c)) = (collection, face.collection) {
            let label = collection.label.get(&page.lang).to_owned();
            here.above.push((label, reader.url(Target::Collection(c))));
            here.feed = Some(Feed::Collection(c));
        }
        Made::View(view.finish(reader, here, url))
    }
}

/// What templates call `page`.
pub fn view(reader: &Reader, id: PageId) -> Value {
    let (page, face, config) = (reader.page(id), reader.face(id), reader.config());
    let dates = reader.dates(reader.language(&page.lang));
    let owner = Owner { lang: &page.lang, url: &page.url, page: Some(id) };
    let fields = fields::fields(reader, &owner, fields_of(config, page), &page.facts);
    let body = body::body(reader, id, &page.url);
    let licence = page.licence.as_ref().or(config.licence.as_ref());
    let project = page.project.as_ref().and_then(|id| config.project(&id.value));
    let publication = bibliography_key(reader, page).and_then(|key| publication(reader, page, key));
    let mut pairs = vec![
        ("title", Item::from(face.title)),
        ("url", page.url.as_str().into()),
        ("summary", face.summary.into()),
        ("lang", page.lang.as_str().into()),
        ("collection", collection(reader, page).into()),
        ("date", date::in_words(face.date, dates).into()),
        ("updated", date::in_words(page.updated, dates).into()),
        ("authors", authors(reader, page, publication.is_some()).clone().into()),
        ("licence", fields::licence(licence).into()),
        ("project", project.map(shared::project).into()),
        ("toc", toc(&page.body.headings).into()),
        ("body", Some(body).filter(|body| !body.trim().is_empty()).into()),
        ("references", references(reader, id, page).into()),
        ("publication", publication.into()),
        ("draft", page.draft.into()),
        ("edit", edit(reader, page).into()),
        ("translations", translations(reader, id).into()),
        ("groups", fields.grouped(&page.lang).into()),
    ];
    pairs.extend(SECTIONS.map(|section| (section, fields.of(section).into())));
    pairs.extend([("fields", fields.all.into()), ("field", fields.by_id.into())]);
    pairs_to_map(&pairs)
}

fn collection(reader: &Reader, page: &Written) -> Option<Value> {
    let Role::Entry(c) = page.role else { return None };
    let collection = &reader.config().collections[c];
    Some(map([
        ("id", collection.id.as_str().into()),
        ("label", collection.label.get(&page.lang).into()),
        ("singular", collection.singular.get(&page.lang).into()),
        ("url", reader.url(Target::Collection(c)).into()),
    ]))
}

fn authors<'a>(reader: &Reader<'a>, page: &'a Written, is_publication: bool) -> &'a Vec<String> {
    // Who wrote the site did not write the works.
    let own = !page.authors.is_empty() || is_publication;
    if own { &page.authors } else { &reader.config().authors }
}

/// The works that the texts cite and that no field lists; their numbers go on behind those.
fn references(reader: &Reader, id: PageId, page: &Written) -> Vec<Value> {
    let listed = page.facts.iter().flat_map(|fact| match &fact.value {
        Fill::Cites(keys) if fact.record.is_none() => keys.as_slice(),
        _ => &[],
    });
    let listed: BTreeSet<&str> = listed.map(|key| key.value.as_str()).collect();
    let sources = reader.sources(id);
    let rest = sources.iter().enumerate().filter(|(_, key)| !listed.contains(*key));
    rest.map(|(i, key)| cites::numbered(reader, &page.lang, key, i + 1, true)).collect()
}

/// The key of the work that a page describes, by its path.
fn bibliography_key<'a>(reader: &Reader<'a>, page: &'a Written) -> Option<&'a str> {
    crate::model::work_key(reader.config(), page)
}

/// The work that a page is of, and the terms that rest on it.
fn publication(reader: &Reader, page: &Written, key: &str) -> Option<Value> {
    let lang = reader.language(&page.lang);
    reader.work(key)?;
    let terms = reader.terms_of_work(key).iter().map(|id| reader.term_link(lang, *id));
    let terms: Vec<Value> = terms.collect();
    Some(map([
        ("key", key.into()),
        ("source", cites::source(reader, &page.lang, key).into()),
        ("terms", terms.into()),
    ]))
}

/// Where the file of this page can be edited.
fn edit(reader: &Reader, page: &Written) -> Option<String> {
    let pattern = reader.config().edit_url.as_ref()?;
    Some(pattern.replace("{path}", &files::encode(&page.path)))
}

fn translations(reader: &Reader, id: PageId) -> Vec<Value> {
    let view = |other: &PageId| {
        let face = reader.face(*other);
        let label = reader.dates(reader.language(face.lang)).own_name();
        map([("lang", face.lang.into()), ("label", label.into()), ("url", face.url.into())])
    };
    reader.translations(id).iter().map(view).collect()
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

fn related(reader: &Reader, id: PageId) -> Vec<Value> {
    let lang = reader.language(reader.face(id).lang);
    let view = |related: &crate::model::Related| {
        let shared = related.shared.iter().map(|term| reader.term_link(lang, *term));
        let shared: Vec<Value> = shared.collect();
        map([("card", reader.card(related.page).into()), ("shared", shared.into())])
    };
    reader.related(id).iter().map(view).collect()
}
