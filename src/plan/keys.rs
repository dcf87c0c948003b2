//! Keys: for each output the fingerprint of all that it shows, in parts. A template says which names it
//! reads; each name stands for parts of the model, and only these are mixed in.

mod finding;
mod key;
mod lists;
mod page;
mod said;

pub use finding::search_key;
pub use key::{Key, Part};

use super::{Common, What, template};
use crate::fingerprint::{Fingerprint, Mixer, SOURCE};
use crate::model::{Model, PageId, TermId};
use crate::theme::{Chain, Theme};
use std::collections::BTreeMap;
use std::sync::Arc;

pub struct Keys<'a> {
    pub model: &'a Model,
    pub theme: &'a Theme,
    pub common: &'a Common,
}

/// Something that goes into a key, as it is called by those who ask what did.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    Page(PageId),
    Term(TermId),
    /// By its key in the bibliography.
    Work(String),
    /// By its address.
    Picture(String),
}

/// What is not looked up for each key anew.
pub fn common(
    model: &Model,
    files: BTreeMap<Arc<str>, Fingerprint>,
    addresses: &[String],
    has_search: bool,
) -> Common {
    let mut lists = Mixer::new("lists");
    lists.number(usize::from(has_search));
    (0..model.facets.len()).for_each(|c| {
        lists.number(usize::from(model.is_explored(c)));
    });
    model.collections.iter().for_each(|list| {
        lists.number(usize::from(list.is_empty()));
    });
    model.vocabularies.iter().for_each(|known| {
        lists.number(usize::from(known.terms.is_empty()));
    });
    let mut all = Mixer::new("addresses");
    addresses.iter().for_each(|url| {
        all.text(url);
    });
    Common { lists: lists.finish(), addresses: all.finish(), files }
}

impl Keys<'_> {
    /// The key of what stands at `url`.
    pub fn of(&self, what: &What, url: &str) -> Key {
        let mut key = Key::new(SOURCE);
        key.text(url);
        self.parts(&mut key, what);
        key
    }

    /// The same, and it tells what went in.
    pub fn told(&self, what: &What, url: &str) -> Key {
        let mut key = Key::telling(SOURCE);
        key.text(url);
        self.parts(&mut key, what);
        key
    }

    /// The parts of a key, one after the other.
    fn parts(&self, key: &mut Key, what: &What) {
        use Part::{Addresses, Entries, File, Lists, Matrix, Site, Template, Theme, Title};
        let own: &[Part] = match what {
            What::Asset(_) | What::File(_) => &[File],
            What::Robots => &[Site],
            What::Sitemap(_) => &[Site, Addresses],
            What::Entries(..) => &[Entries],
            What::Table(..) => &[Matrix, Site, Theme, Lists],
            What::Feed(_) => &[Site, Theme, Lists, Entries],
            // The site, its words and assets are in every document, and so is what `here` says of it.
            _ => &[Template, Site, Theme, Lists, Title],
        };
        own.iter().for_each(|part| self.part(key, *part, what));
        for name in self.chain(what).into_iter().flat_map(|chain| &chain.names) {
            Part::read_as(name).iter().for_each(|part| self.part(key, *part, what));
        }
    }

    /// A part of a key, unless it is there already.
    fn part(&self, key: &mut Key, part: Part, what: &What) {
        if !key.begin(part) {
            return;
        }
        match part {
            Part::Template => {
                if let Some(chain) = self.chain(what) {
                    key.print(chain.print);
                }
            }
            Part::Site => {
                key.print(self.model.config.print);
            }
            Part::Theme => {
                key.print(self.theme.print);
            }
            Part::Lists => {
                key.print(self.common.lists);
            }
            Part::Addresses => {
                key.print(self.common.addresses);
            }
            Part::File => self.file(key, what),
            Part::Title => self.here(key, what),
            Part::Page => self.page(key, what),
            Part::Terms => self.terms(key, what),
            Part::Links => self.links(key, what),
            Part::Works => self.works(key, what),
            Part::Related => self.related(key, what),
            Part::Neighbours => self.neighbours(key, what),
            Part::Inbound => self.inbound(key, what),
            Part::Entries => self.entries(key, what),
            Part::Members => self.members(key, what),
            Part::Pager => self.pager(key, what),
            Part::Term => self.term(key, what),
            Part::Together => self.together(key, what),
            Part::Counts => self.counts(key, what),
            Part::Facets => self.facets(key, what),
            Part::Matrix => self.matrix(key, what),
            Part::Map => self.map(key, what),
            Part::Search => self.searched(key),
        }
    }

    fn chain(&self, what: &What) -> Option<&Chain> {
        template(self.model, what).and_then(|name| self.theme.chains.get(name))
    }

    fn file(&self, key: &mut Key, what: &What) {
        let print = match what {
            What::Asset(i) => Some(self.theme.assets[*i].print),
            What::File(path) => self.common.files.get(path).copied(),
            _ => None,
        };
        key.print(print.unwrap_or_default());
    }

    /// Title, description and crumbs: what the face of the thing says.
    fn here(&self, key: &mut Key, what: &What) {
        match what {
            What::Page(id) | What::Redirect(id) => self.face(key, *id),
            What::Term(id, _) => self.term_shown(key, *id),
            What::Home => self.text_page(key, self.model.home),
            What::Collection(c, _) => self.text_page(key, self.model.collection_pages[*c]),
            What::Vocabulary(v) => self.text_page(key, self.model.vocabulary_pages[*v]),
            _ => {}
        }
    }

    fn text_page(&self, key: &mut Key, page: Option<PageId>) {
        if let Some(id) = page {
            self.face(key, id);
        }
    }

    /// What cards say of a page.
    fn face(&self, key: &mut Key, id: PageId) {
        key.print(self.model.face_prints[id.0 as usize]);
        key.tell(|| Input::Page(id));
    }

    /// How a term is called.
    fn named(&self, key: &mut Key, id: TermId) {
        key.print(self.model.term_prints[id.0 as usize]);
        key.tell(|| Input::Term(id));
    }

    /// A term where its definition is shown with its name.
    fn term_shown(&self, key: &mut Key, id: TermId) {
        self.named(key, id);
        key.print(self.model.term(id).entry.own);
    }
}
