//! Sections: folders with an `index.md` of their own, inside a collection or outside of all. A page belongs to the
//! nearest such page above it in its own language; a folder without one adds nothing but a part of the address.
//!
//! A collection that is sorted by `order`, and any section outside of collections, is read like a book: each page is
//! followed by the pages below it.

use super::PageId;
use super::sorting::{ORDER, collator, page_ids, sort};
use crate::config::{Collection, Config, Sort};
use crate::files;
use crate::parse::Page;
use crate::parse::page::Role;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which page belongs to which section.
#[derive(Default, Serialize, Deserialize)]
pub struct Sections {
    /// By page: the page of its section.
    pub above: Vec<Option<PageId>>,
    /// By page: the pages right below it, in order.
    pub below: Vec<Vec<PageId>>,
    /// By collection and language: the pages right below its list, in order, if it is read like a book.
    pub tops: Vec<BTreeMap<String, Vec<PageId>>>,
    /// By page: the pages before and after it, where pages are read like a book.
    pub beside: Vec<(Option<PageId>, Option<PageId>)>,
}

impl Sections {
    /// `pages` are sorted by path.
    pub fn of(config: &Config, pages: &[Arc<Page>]) -> Self {
        let above: Vec<_> = pages.iter().map(|page| above(config, pages, page)).collect();
        let mut sections = Self {
            above,
            below: vec![Vec::new(); pages.len()],
            tops: vec![BTreeMap::new(); config.collections.len()],
            beside: vec![(None, None); pages.len()],
        };
        sections.fill(config, pages);
        let of_collections = sections.tops.iter().flat_map(BTreeMap::values);
        let mut books: Vec<Vec<PageId>> =
            of_collections.map(|tops| sections.reading(tops).collect()).collect();
        for (id, page) in page_ids(pages) {
            let of = (&sections.above[id.0 as usize], &sections.below[id.0 as usize]);
            if page.role == Role::Plain && of.0.is_none() && !of.1.is_empty() {
                books.push(sections.reading(&[id]).collect());
            }
        }
        for pair in books.iter().flat_map(|book| book.windows(2)) {
            sections.beside[pair[0].0 as usize].1 = Some(pair[1]);
            sections.beside[pair[1].0 as usize].0 = Some(pair[0]);
        }
        sections
    }

    /// Sorts the pages into their sections.
    fn fill(&mut self, config: &Config, pages: &[Arc<Page>]) {
        let mut by_collection = vec![Vec::new(); config.collections.len()];
        let mut plain = Vec::new();
        for (id, page) in page_ids(pages).filter(|(_, page)| page.withdrawn.is_none()) {
            let is_inside = self.above[id.0 as usize].is_some();
            match page.role {
                Role::Entry(c) if is_inside || is_book(&config.collections[c]) => {
                    by_collection[c].push(id);
                }
                Role::Plain if is_inside => plain.push(id),
                _ => {}
            }
        }
        let collator = collator(&config.language);
        for (collection, list) in config.collections.iter().zip(&mut by_collection) {
            sort(&collection.sort, &collection.fields, pages, collator.as_ref(), list);
        }
        let by_order = Sort { by: ORDER.to_owned(), descending: false };
        sort(&by_order, &[], pages, collator.as_ref(), &mut plain);
        for id in by_collection.into_iter().flatten().chain(plain) {
            match (self.above[id.0 as usize], &pages[id.0 as usize].role) {
                (Some(above), _) => self.below[above.0 as usize].push(id),
                (None, Role::Entry(c)) => {
                    let lang = pages[id.0 as usize].lang.clone();
                    self.tops[*c].entry(lang).or_default().push(id);
                }
                (None, _) => {}
            }
        }
    }

    /// These pages and all below them in the order of reading.
    pub fn reading(&self, tops: &[PageId]) -> impl Iterator<Item = PageId> {
        let mut stack: Vec<PageId> = tops.iter().rev().copied().collect();
        std::iter::from_fn(move || {
            let id = stack.pop()?;
            stack.extend(self.below[id.0 as usize].iter().rev());
            Some(id)
        })
    }

    /// The pages right below the list of a collection.
    pub fn tops(&self, collection: usize, lang: &str) -> &[PageId] {
        self.tops[collection].get(lang).map_or(&[], Vec::as_slice)
    }

    /// The sections that a page is in, the outermost first.
    pub fn path(&self, id: PageId) -> Vec<PageId> {
        let above = |id: &PageId| self.above[id.0 as usize];
        let mut path: Vec<PageId> = std::iter::successors(above(&id), above).collect();
        path.reverse();
        path
    }
}

/// Whether a collection is read like a book.
pub fn is_book(collection: &Collection) -> bool {
    collection.sort.by == ORDER
}

/// The page of the section that a page belongs to.
fn above(config: &Config, pages: &[Arc<Page>], page: &Page) -> Option<PageId> {
    // `content/<collection>/index.md` is the page of the collection, and `content/index.md` the home page.
    let top = match page.role {
        Role::Entry(_) => 2,
        Role::Plain => 1,
        _ => return None,
    };
    let stem = config.language_of(page.path.strip_suffix(".md")?).0;
    let is_index = files::file_name(stem) == "index";
    let mut folder = files::folder(if is_index { files::folder(stem) } else { stem });
    while folder.matches('/').count() >= top {
        let found = [format!("{folder}/index.md"), format!("{folder}/index.{}.md", page.lang)]
            .into_iter()
            .filter_map(|path| pages.binary_search_by(|other| (*other.path).cmp(&path)).ok())
            .find(|found| pages[*found].lang == page.lang && pages[*found].withdrawn.is_none());
        if let Some(found) = found {
            return Some(PageId(found as u32));
        }
        folder = files::folder(folder);
    }
    None
}
