//! The inputs of all outputs. Views reach them only through a [`super::reader::Reader`].

use super::ids::FileId;
use super::shared::Shared;
use crate::content_hash::Names;
use crate::csl::{Citations, References};
use crate::derived::Derived;
use crate::fields::value::Value;
use crate::files;
use crate::hash::{Hash, Hasher};
use crate::highlight::{self, Highlighted};
use crate::model::{Model, PageId, texts};
use crate::parse::address;
use crate::parse::page::Page;
use crate::search::{Index, Words};
use crate::theme::Theme;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Expensive pure functions of a text, taken from the cache where possible.
#[derive(Clone, Default)]
pub struct Memo {
    pub code: Arc<Highlighted>,
    pub references: Derived<References>,
    pub words: Arc<Words>,
    pub citations: Derived<Citations>,
}

/// The inputs of all outputs.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    pub model: &'a Model,
    pub theme: &'a Theme,
    pub memo: &'a Memo,
    pub shared: &'a Shared,
    /// The hashes of the files that are published unchanged, by path.
    pub file_hashes: &'a BTreeMap<Arc<str>, Hash>,
    /// The addresses in the sitemap, sorted.
    pub addresses: &'a [String],
    /// The hash of the context in which pages are read.
    pub context_hash: Hash,
    /// The search index; none if the site has no search, or if nobody asked for it yet.
    pub index: Option<&'a Index>,
}

/// The hashes of what things follow from, besides their own page.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Origins {
    /// Settings, terms, bibliography and style.
    pub context: Hash,
    pub concepts: Hash,
    pub links: Hash,
    pub order: Hash,
    pub lists: Hash,
}

impl<'a> Inputs<'a> {
    pub fn page(&self, id: PageId) -> &'a Page {
        &self.model.pages[id.0 as usize]
    }

    /// The path of a published file.
    pub fn file(&self, id: FileId) -> &'a str {
        &self.model.files.by_url[&self.shared.files[id.0 as usize]]
    }

    /// The PDF in the folder of a page, if there is just one: Scholar wants it there.
    pub fn own_pdf(&self, id: PageId) -> Option<&'a str> {
        let page = self.page(id);
        // A slug gives the page another address, and its folder none.
        let folder = match page.slug {
            Some(_) => address::of_page(page.inside(), &self.model.config).url,
            None => page.url.clone(),
        };
        let inside = self.model.files.by_url.range(folder.clone()..);
        let inside = inside.map(|(url, _)| url.as_str()).take_while(|url| url.starts_with(&folder));
        let mut found = inside.filter(|url| files::ending(url) == "pdf");
        found.next().filter(|_| found.next().is_none())
    }

    /// Changes with the order of a collection's pages and with the values by which they are filtered.
    pub fn edition(&self, collection: u32) -> String {
        let pages = &self.model.graph.order.collections[collection as usize];
        let mut edition = Hasher::new("edition");
        for (id, choices) in pages.iter().zip(self.model.choices_of(pages)) {
            edition.text(&self.page(*id).url).number(choices.len());
            choices.iter().for_each(|choice| {
                edition.number(*choice);
            });
        }
        edition.finish().short()
    }

    pub fn origins(&self) -> Origins {
        let graph = &self.model.graph;
        Origins {
            context: self.context_hash,
            concepts: graph.concepts.from(),
            links: graph.links.from(),
            order: graph.order.from(),
            lists: graph.lists.from(),
        }
    }

    pub fn file_hash(&self, id: FileId) -> Hash {
        self.file_hashes.get(self.file(id)).copied().unwrap_or_default()
    }

    /// The HTML of the page's blocks of code.
    pub fn coloured(&self, page: &Page) -> Vec<Option<&'a str>> {
        let code = texts(page).flat_map(|text| &text.code);
        code.map(|code| self.memo.code.get(&highlight::key(code))?.as_deref()).collect()
    }

    /// The sources of a page: those that its fields list, then others that its texts cite, then others that support its
    /// claims; or all in the order of the citation style. The number of a citation is its position here.
    pub fn sources_of(&self, page: &'a Page) -> Vec<&'a str> {
        let listed = page.facts.iter().flat_map(|fact| match &fact.value {
            Value::Cites(keys) if fact.record.is_none() => keys.as_slice(),
            _ => &[],
        });
        let cited = texts(page).flat_map(|text| &text.cites).flat_map(|cite| &cite.items);
        let cited = cited.map(|item| item.key.as_str());
        let cited = cited.filter(|key| self.model.bibliography.works.contains_key(*key));
        // What supports claims and records, where it is in no list. Addresses are links where they stand.
        let of_claims = page.facts.iter().flat_map(|fact| fact.sources()).map(|key| &*key.value);
        let of_claims = of_claims.filter(|key| self.model.bibliography.works.contains_key(*key));
        let mut seen = HashSet::new();
        let all = listed.map(|key| key.value.as_str()).chain(cited).chain(of_claims);
        let mut sources: Vec<&str> = all.filter(|key| seen.insert(*key)).collect();
        self.memo.references.sort(&page.lang, &mut sources);
        sources
    }
}

/// A page is identified by its path and a term by its address, whatever their ids.
impl Names for Inputs<'_> {
    fn page(&self, id: u32) -> &str {
        &self.model.pages[id as usize].path
    }

    fn term(&self, id: u32) -> &str {
        &self.model.graph.concepts.terms[id as usize].url
    }
}
