//! Completes pages by what only the whole repository knows: the names of authors that are pages, and the dates that git
//! has. A completed page has another hash, because its file does not tell all that it shows.

use crate::config::Author;
use crate::hash::Hasher;
use crate::parse::Page;
use crate::parse::dates::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// By path: when a page was added and last changed.
pub type Dates = BTreeMap<Arc<str>, (Date, Date)>;

/// The title and address of the page with a path.
pub type FindPage<'a> = &'a dyn Fn(&str) -> Option<(String, String)>;

/// The path of the page that an author is.
pub fn path_of_author(reference: &str) -> String {
    format!("content/{reference}.md")
}

/// The completed page; none if there is nothing to complete.
pub fn completed(dates: &Dates, find: FindPage, page: &Arc<Page>) -> Option<Arc<Page>> {
    let in_git = dates.get(&page.path);
    if in_git.is_none() && page.authors.iter().all(|author| author.page.is_none()) {
        return None;
    }
    let mut page = Page::clone(page);
    let mut hash = Hasher::new("completed");
    for author in &mut page.authors {
        named(author, find);
        hash.text(&author.name).text(author.url.as_deref().unwrap_or_default());
    }
    if let Some((added, changed)) = in_git {
        page.added = page.added.or(Some(*added));
        let is_later = |date: &Date| page.added.is_none_or(|added| date.latest() > added.latest());
        let is_told = page.updated.is_some();
        page.updated = page.updated.or(Some(*changed).filter(is_later));
        hash.text(&added.iso()).text(&changed.iso()).byte(is_told.into());
    }
    let told = hash.finish();
    let with = |own| Hasher::new("completed").hash(own).hash(told).finish();
    (page.hash, page.graph_hash) = (with(page.hash), with(page.graph_hash));
    Some(Arc::new(page))
}

fn named(author: &mut Author, find: FindPage) {
    let Some(reference) = &author.page else { return };
    if let Some((title, url)) = find(&path_of_author(reference)) {
        author.name = title;
        author.url = Some(url);
    }
}
