//! A page as a CSL item: the one record that all forms of its citation are made from. The page of a work is cited as
//! that work.

use crate::config::{Author, Config};
use crate::fields::value::Value;
use crate::html;
use crate::model::{Model, PageId, Role, fields_of};
use crate::parse::Page;
use crate::parse::dates::Date;
use crate::parse::item::{Item, Name, OTHERS};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is cited.
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    /// The key of the work, or the address of the page with colons.
    pub key: String,
    pub item: Item,
    /// Whether it is a work of the bibliography.
    pub is_work: bool,
}

impl Record {
    /// The people that are named, without the word for further ones.
    pub fn people(&self, variable: &str) -> impl Iterator<Item = &Name> {
        let names = self.item.names.get(variable).into_iter().flatten();
        names.filter(|name| name.family != OTHERS || !name.given.is_empty())
    }

    /// The citation without a style, as HTML: `Authors (2026). Title. Address`.
    pub fn in_short(&self) -> String {
        let names = self.people("author").map(Name::inverted).collect::<Vec<_>>().join("; ");
        let year = self.item.dates.get("issued").map(|date| format!(" ({})", date.year));
        let text = |variable: &str| self.item.texts.get(variable).map_or("", String::as_str);
        let by = format!("{names}{}", year.unwrap_or_default());
        let parts = [by.trim(), text("title"), text("URL")];
        let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        html::escape(&filled.join(". "))
    }
}

/// The record of a page; none if it can't be cited.
pub fn record(model: &Model, id: PageId) -> Option<Record> {
    let (config, page) = (&*model.config, model.page(id));
    let Role::Entry(c) = page.role else { return None };
    if page.withdrawn.is_some() {
        return None;
    }
    let kind = config.collections[c].cite_as.clone()?;
    if let Some(work) = model.work_of(page) {
        return Some(Record { key: work.key.clone(), item: work.item.clone(), is_work: true });
    }
    // A web page is a part of its site; what stands by itself has the site as its publisher.
    let whole = if kind == "webpage" { "container-title" } else { "publisher" };
    let texts = [
        ("title", Some(model.page_title(id).to_owned())),
        (whole, Some(config.title.clone())),
        ("URL", config.absolute_url(&page.url)),
        ("abstract", page.face.summary.clone()),
        ("language", Some(page.lang.clone())),
    ];
    let texts = texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?)));
    let item = Item {
        kind,
        texts: texts.collect(),
        names: named("author", authors(config, page)),
        dates: named("issued", date(config, page)),
        ..Item::default()
    };
    let key = page.url.trim_matches('/').replace('/', ":");
    Some(Record { key, item, is_work: false })
}

fn named<T>(name: &str, value: Option<T>) -> BTreeMap<String, T> {
    value.into_iter().map(|value| (name.to_owned(), value)).collect()
}

/// Those who wrote the page, or else those who publish the site. Whoever paid for it need not have written it.
fn authors(config: &Config, page: &Page) -> Option<Vec<Name>> {
    let authors = if page.authors.is_empty() { &config.authors } else { &page.authors };
    (!authors.is_empty()).then(|| authors.iter().map(name).collect())
}

fn name(author: &Author) -> Name {
    let (family, given) = author.parts.clone().unwrap_or((author.name.clone(), String::new()));
    Name { family, given, ..Name::default() }
}

/// The day from which the page is as it is: of its last update or review, or else its date.
fn date(config: &Config, page: &Page) -> Option<Date> {
    let reviewed = || {
        let field = &config.demands.review.as_ref()?.field.value;
        let field = fields_of(config, page).iter().position(|own| own.id == *field)?;
        match page.fact(field)?.value {
            Value::Date(date) => Some(date),
            _ => None,
        }
    };
    page.updated.or_else(reviewed).or(page.face.date)
}
