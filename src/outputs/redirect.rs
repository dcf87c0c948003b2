//! Redirects from old addresses to the current ones: those of pages, of names that were terms of their own, and of the
//! filters of collections, which had a page of their own.

use super::Plan;
use super::declare::{Text, Url, view};
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::view::{Here, View};
use crate::model::{Model, PageId, Target, TermId};
use crate::parse::address;
use std::sync::Arc;

view! {
    /// An old address of a page or list.
    template Names("redirect.html", "page") {
        to: RedirectTarget,
    }

    /// The target of a redirect.
    struct RedirectTarget {
        url: Url, title: Text,
    }
}

/// To a page.
#[derive(Debug)]
struct Redirect(PageId);

/// To a term.
#[derive(Debug)]
struct ToTerm(TermId);

/// To the list of a collection.
#[derive(Debug)]
struct ToList(usize);

pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let of_page = |id: PageId| {
        let aliases = model.page(id).aliases.iter();
        let urls = aliases.filter_map(|alias| model.alias_url(&alias.value));
        urls.map(move |url| -> Planned { (url, Box::new(Redirect(id))) })
    };
    let lists = (0..model.config.collections.len()).filter(|c| model.has_facets(*c));
    let of_list = lists.filter_map(|c| -> Option<Planned> {
        let url = address::of_filters(&model.config.collections[c].id);
        let links = &model.graph.links;
        let is_free = !links.by_url.contains_key(&url) && !links.redirects.contains_key(&url);
        is_free.then(|| (url, Box::new(ToList(c)) as _))
    });
    let former = model.former_terms().into_iter();
    let of_term = former.map(|(url, id)| -> Planned { (url, Box::new(ToTerm(id))) });
    model.page_ids().flat_map(of_page).chain(of_term).chain(of_list).collect()
}

/// The view of a redirect to an address.
fn to<'a>(reader: &Reader<'a>, from: &str, (to, title, lang): (&str, &str, &str)) -> Made<'a> {
    let target = || RedirectTarget { url: to.to_owned().into(), title: title.to_owned().into() };
    let names = Names { to: &|| target().into() };
    let mut here = Here::new(reader, "page", title);
    here.lang = lang.to_owned();
    here.canonical = Some(to.to_owned());
    Made::View(View::of(reader, TEMPLATE.file, &names, here, from))
}

impl Kind for Redirect {
    fn class(&self) -> Class {
        Class::Other
    }

    fn origin(&self, model: &Model) -> String {
        let url = &model.page(self.0).url;
        format!("is an old address of {url}, an alias in {}", super::page::file_of(model, self.0))
    }

    fn source(&self, model: &Model) -> Option<Arc<str>> {
        Some(model.file_of(model.page(self.0)))
    }

    fn leads_to(&self, model: &Model) -> Option<String> {
        Some(model.page(self.0).url.clone())
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let face = reader.face(self.0);
        to(reader, url, (face.url, face.title, face.lang))
    }
}

impl Kind for ToTerm {
    fn class(&self) -> Class {
        Class::Other
    }

    fn origin(&self, model: &Model) -> String {
        let term = model.term(self.0);
        format!("is another name of the term `{}`, from {}", term.entry.id.value, term.path)
    }

    fn source(&self, model: &Model) -> Option<Arc<str>> {
        Some(model.term(self.0).path.clone())
    }

    fn leads_to(&self, model: &Model) -> Option<String> {
        Some(model.term(self.0).url.clone())
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let lang = &reader.config().language;
        let term = Target::Term(self.0);
        to(reader, url, (&reader.url(term), reader.title(term, lang), lang))
    }
}

impl Kind for ToList {
    fn class(&self) -> Class {
        Class::Other
    }

    fn origin(&self, model: &Model) -> String {
        let id = &model.config.collections[self.0].id;
        format!("is the old address of the list of `{id}` with its filters")
    }

    fn leads_to(&self, model: &Model) -> Option<String> {
        Some(model.url(Target::Collection(self.0)))
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let lang = &reader.config().language;
        let list = Target::Collection(self.0);
        to(reader, url, (&reader.url(list), reader.title(list, lang), lang))
    }
}
