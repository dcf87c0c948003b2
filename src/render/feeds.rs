//! Atom feeds (RFC 4287): of the site, of each collection, of each term.

use super::Site;
use super::xml::document;
use crate::model::{self, Model, PageId, Target};
use crate::parse::dates::Date;
use crate::plan::{Feed, feed_entries, feed_url};
use serde::Serialize;

/// What a feed is called.
pub fn title(model: &Model, feed: Feed) -> String {
    let site = &model.config.title;
    match feed {
        Feed::Site => site.clone(),
        Feed::Collection(c) => format!("{site}: {}", model.config.collections[c].label.main),
        Feed::Term(id) => {
            format!("{site}: {}", model.term(id).entry.label.get(&model.config.language))
        }
    }
}

#[derive(Serialize)]
struct Atom<'a> {
    #[serde(rename = "@xmlns")]
    xmlns: &'static str,
    #[serde(rename = "@xml:lang")]
    lang: &'a str,
    title: String,
    id: String,
    link: Vec<Link>,
    updated: String,
    generator: &'static str,
    author: Vec<Author<'a>>,
    entry: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    title: &'a str,
    id: String,
    link: Link,
    updated: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    author: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
}

#[derive(Serialize)]
struct Link {
    #[serde(rename = "@rel")]
    rel: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@href")]
    href: String,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

/// The feed's document.
pub fn atom(site: Site, feed: Feed) -> Vec<u8> {
    let model = site.model;
    let config = &model.config;
    let whole = |url: &str| config.whole(url).unwrap_or_default();
    let alternate = |href| Link { rel: "alternate", kind: "text/html", href };
    let latest = model.newest.first().and_then(|id| model::moment(model.page(*id)));
    let entry = |id: PageId| {
        let page = model.page(id);
        Entry {
            title: &page.face.title,
            id: whole(&page.url),
            link: alternate(whole(&page.url)),
            // Atom demands a date. A page that has none can't be older than the newest that has one.
            updated: instant(model::moment(page).or(latest)),
            published: page.face.date.map(Date::instant),
            author: authors(&page.authors),
            summary: page.face.summary.as_deref(),
        }
    };
    let entries: Vec<Entry> = feed_entries(model, feed).into_iter().map(entry).collect();
    let id = whole(&feed_url(model, feed));
    let shown = match feed {
        Feed::Site => "/".to_owned(),
        Feed::Collection(c) => model.url(Target::Collection(c)),
        Feed::Term(id) => model.url(Target::Term(id)),
    };
    // Atom demands an author; where nobody is named it is the site.
    let site_itself = std::slice::from_ref(&config.title);
    let names = if config.authors.is_empty() { site_itself } else { &config.authors };
    let content = Atom {
        xmlns: "http://www.w3.org/2005/Atom",
        lang: &config.language,
        title: title(model, feed),
        link: vec![
            Link { rel: "self", kind: "application/atom+xml", href: id.clone() },
            alternate(whole(&shown)),
        ],
        id,
        updated: entries.iter().map(|e| &e.updated).max().cloned().unwrap_or_else(|| instant(None)),
        generator: "Talkoo",
        author: authors(names),
        entry: entries,
    };
    document("feed", &content)
}

fn instant(date: Option<Date>) -> String {
    date.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), Date::instant)
}

fn authors(names: &[String]) -> Vec<Author<'_>> {
    names.iter().map(|name| Author { name }).collect()
}
