//! Redirects from old addresses to the current ones: those of pages, of names that were terms of their own, of the filters
//! of collections, which had a page of their own, and of all that is in a folder that had another name.

use super::Plan;
use super::declare::{Text, Url, view};
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::view::{Here, View};
use crate::model::{Model, PageId, Target};
use crate::parse::address;
use std::collections::{BTreeMap, HashSet};
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
struct Redirect {
    page: PageId,
    /// Whether it follows from the name that the page's folder had.
    by_folder: bool,
}

/// To what is not authored: a list or term, or what stands below its address.
#[derive(Debug)]
struct Generated {
    target: Target,
    rest: String,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let of_page = |id: PageId| {
        let aliases = model.page(id).aliases.iter();
        let urls = aliases.filter_map(|alias| model.alias_url(&alias.value));
        urls.map(move |url| -> Planned { (url, Box::new(Redirect { page: id, by_folder: false })) })
    };
    let lists = (0..model.config.collections.len()).filter(|c| model.has_facets(*c));
    let of_list = lists.filter_map(|c| -> Option<Planned> {
        let url = address::of_filters(&model.config.collections[c].id);
        let links = &model.graph.links;
        let is_free = !links.by_url.contains_key(&url) && !links.redirects.contains_key(&url);
        is_free.then(|| (url, Box::new(Generated::at(Target::Collection(c))) as _))
    });
    let former = model.former_terms().into_iter();
    let of_term =
        former.map(|(url, id)| -> Planned { (url, Box::new(Generated::at(Target::Term(id)))) });
    model.page_ids().flat_map(of_page).chain(of_term).chain(of_list).collect()
}

/// Redirects from the addresses that outputs had when their folders had other names. Files have none: what a program or a picture
/// asks for can't be a page that leads on.
pub fn renamed(plan: Plan, planned: &[Planned]) -> Vec<Planned> {
    let model = plan.model;
    if !model.config.has_aliases() {
        return Vec::new();
    }
    let taken: HashSet<&str> = planned.iter().map(|(url, _)| &**url).collect();
    let mut pages: Vec<&str> = taken.iter().copied().filter(|url| url.ends_with('/')).collect();
    pages.sort_unstable();
    let mut old: BTreeMap<String, Box<dyn Kind>> = BTreeMap::new();
    for url in pages {
        let free = address::former(url, &model.config).into_iter();
        for former in free.filter(|former| !taken.contains(&**former)) {
            if let Some(kind) = to_what_is_at(model, url) {
                old.entry(former).or_insert(kind);
            }
        }
    }
    old.into_iter().collect()
}

fn to_what_is_at(model: &Model, url: &str) -> Option<Box<dyn Kind>> {
    match model.at(url).or_else(|| model.redirect(url)) {
        Some(Target::Page(page)) => return Some(Box::new(Redirect { page, by_folder: true })),
        Some(target) => return Some(Box::new(Generated::at(target))),
        None => {}
    }
    // A further part of a list, a comparison.
    let (folder, rest) = url.trim_start_matches('/').split_once('/')?;
    let target = model.at(&address::of_folder(folder))?;
    Some(Box::new(Generated { target, rest: rest.to_owned() }))
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
        let url = &model.page(self.page).url;
        let file = super::page::file_of(model, self.page);
        match self.by_folder {
            true => format!("is an old address of {url}, as its folder had another name"),
            false => format!("is an old address of {url}, an alias in {file}"),
        }
    }

    fn source(&self, model: &Model) -> Option<Arc<str>> {
        (!self.by_folder).then(|| model.file_of(model.page(self.page)))
    }

    fn leads_to(&self, model: &Model) -> Option<String> {
        Some(model.page(self.page).url.clone())
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let face = reader.face(self.page);
        to(reader, url, (face.url, face.title, face.lang))
    }
}

impl Generated {
    fn at(target: Target) -> Self {
        Self { target, rest: String::new() }
    }
}

impl Kind for Generated {
    fn class(&self) -> Class {
        Class::Other
    }

    fn origin(&self, model: &Model) -> String {
        format!("is an old address of {}{}", model.url(self.target), self.rest)
    }

    fn source(&self, model: &Model) -> Option<Arc<str>> {
        let Target::Term(id) = self.target else { return None };
        Some(model.term(id).path.clone()).filter(|path| !path.is_empty())
    }

    fn leads_to(&self, model: &Model) -> Option<String> {
        Some(model.url(self.target) + &self.rest)
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let lang = &reader.config().language;
        let target = reader.url(self.target) + &self.rest;
        to(reader, url, (&target, reader.title(self.target, lang), lang))
    }
}
