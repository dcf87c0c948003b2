//! A field, a project or a navigation entry that names something that does not exist.

use super::Check;
use crate::check::suggest::Suggestions;
use crate::config::PATH;
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot, near};
use crate::model::{Model, PageId, fields_of, path_of_author};
use crate::parse::page::{Fact, Value};
use crate::tables::Located;
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("dead_reference.md")).fixable();

pub const CHECKS: &[Check] = &[
    Check::Suspects(is_suspect, references),
    Check::Page(authors),
    Check::Page(project),
    Check::Whole(navigation),
];

fn is_suspect(model: &Model, id: PageId) -> bool {
    dead(model, id).next().is_some()
}

/// A reference that leads nowhere, and the collection whose pages it can name.
struct Dead<'m> {
    fact: &'m Fact,
    name: &'m Located<String>,
    collection: Option<&'m str>,
}

fn dead(model: &Model, id: PageId) -> impl Iterator<Item = Dead<'_>> {
    let page = model.page(id);
    let lists = page.facts.iter().filter_map(|fact| match &fact.value {
        Value::Refs(names) => Some((fact, names)),
        _ => None,
    });
    lists.flat_map(move |(fact, names)| {
        let collection = &fields_of(&model.config, page)[fact.field].collection;
        let collection = collection.as_ref().map(|collection| collection.value.as_str());
        let dead = names.iter().filter(move |n| model.reference(&n.value, collection).is_none());
        dead.map(move |name| Dead { fact, name, collection })
    })
}

fn references(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    // First the suggestions for references to any page, then those for each collection.
    let collections =
        model.config.collections.iter().map(|collection| Some(collection.id.as_str()));
    let stems = |collection| {
        let stems = model.pages.iter().filter_map(move |page| stem(&page.path, collection));
        Suggestions::new(move || stems.map(str::to_owned).collect())
    };
    let by_collection: Vec<_> = std::iter::once(None).chain(collections).map(stems).collect();
    for id in suspects {
        let page = model.page(*id);
        for Dead { fact, name, collection } in dead(model, *id) {
            let place = collection.and_then(|c| model.config.collection(c)).map_or(0, |c| c + 1);
            let (path, span) = model.place_of(page, fact, &name.span);
            let message = match collection {
                _ if is_draft(model, &name.value) => {
                    format!("`{}` is a draft, and drafts are not published", name.value)
                }
                Some(collection) => {
                    format!("the collection `{collection}` has no page `{}`", name.value)
                }
                None => format!("there is no page content/{}.md", name.value),
            };
            let near = by_collection[place]
                .near(&name.value, |_| true)
                .filter(|_| !is_draft(model, &name.value));
            let spot = Spot { span: span.clone(), ..name.spot() };
            found.push(RULE.at(&path, span, message).meant(near, Some(spot)));
        }
    }
}

fn is_draft(model: &Model, name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    model.files.drafts.iter().any(|url| url.trim_matches('/').rsplit('/').next() == Some(name))
}

/// The way a reference to the page is written.
fn stem<'p>(path: &'p str, collection: Option<&str>) -> Option<&'p str> {
    let stem = path.strip_prefix("content/")?.strip_suffix(".md")?;
    match collection {
        Some(collection) => stem.strip_prefix(collection)?.strip_prefix('/'),
        None => Some(stem),
    }
}

/// Authors that are pages.
fn authors(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for (author, span) in page.authors.iter().zip(&page.author_spans) {
        let Some(reference) = author.page.as_ref().filter(|_| author.url.is_none()) else {
            continue;
        };
        let is_draft = model.files.drafts.contains(&format!("/{reference}/"));
        let message = match is_draft {
            true => format!("`{reference}` is a draft, and drafts are not published"),
            false => format!("there is no page {}", path_of_author(reference)),
        };
        let stems = model.pages.iter().filter_map(|page| stem(&page.path, None));
        let near = near(reference, stems).filter(|_| !is_draft);
        let spot = Spot { span: span.clone(), inside: Some(0..reference.len()) };
        found.push(RULE.at(&page.path, span.clone(), message).meant(near, Some(spot)));
    }
}

fn project(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let ids = || model.config.projects.iter().map(|project| project.id.as_str());
    let unknown = page.project.as_ref().filter(|project| ids().all(|id| id != project.value));
    if let Some(project) = unknown {
        let message = format!("site.toml declares no project `{}`", project.value);
        let help = format!("add to site.toml: [projects.{}]", project.value);
        let problem = RULE.at(&page.path, project.span.clone(), message).help(help);
        found.push(problem.meant(near(&project.value, ids()), Some(project.spot())));
    }
}

fn navigation(model: &Model, found: &mut Vec<Diagnostic>) {
    let path: Arc<str> = PATH.into();
    for (page, span) in model.config.named_pages() {
        if !page.ends_with(".md") || model.at_path(page).is_none() {
            let message = format!("there is no page content/{page}");
            let pages = model.pages.iter().filter_map(|page| page.path.strip_prefix("content/"));
            let spot = Spot { span: span.clone(), inside: Some(0..page.len()) };
            let problem = RULE.at(&path, span.clone(), message);
            found.push(problem.meant(near(page, pages), Some(spot)));
        }
    }
}
