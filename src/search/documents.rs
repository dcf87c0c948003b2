//! The documents of each language: its pages and, in the language of the site, the terms. A document's number is its
//! place, so documents of one kind are neighbours, and a list of documents of one kind is a range.

use super::counted::Words;
use crate::hash::{Hash, Hasher};
use crate::model::{Model, PageId, Role, TermId};
use serde::Serialize;

/// The number of documents in a file.
pub const TOGETHER: usize = 4;

/// A page or term.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub enum Document {
    Page(PageId),
    Term(TermId),
}

/// What a document is, in the order of the numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A page of a collection, by the collection's index. The flag is for works without a text of their own.
    Entry(usize, bool),
    /// A term, by the index of its vocabulary.
    Term(usize),
    /// Any other page.
    Other,
}

/// All documents in a language.
#[derive(Default)]
pub struct Documents {
    pub lang: String,
    pub all: Vec<Document>,
    /// Another one for other numbers: a reader may have files of two editions of the site.
    pub version: String,
    /// The kinds, each with the number of its first document.
    pub kinds: Vec<(Kind, usize)>,
}

/// The documents of all languages, the language of the site first. `hashes` has the hash of each page, under which its
/// words are known.
pub fn documents(model: &Model, words: &Words, hashes: &[Hash]) -> Vec<Documents> {
    let config = &model.config;
    let others = config.languages.iter().filter(|lang| **lang != config.language);
    let works = config.bibliography.collection;
    let kind = |id: PageId| match model.page(id).role {
        Role::Entry(c) => {
            let counted = || words.pages.get(&hashes[id.0 as usize]);
            let has_body = || counted().is_some_and(|words| words.has_body);
            Some(Kind::Entry(c, works == Some(c) && !has_body()))
        }
        // The text of a term is part of the term's document.
        Role::Term(..) => None,
        _ => Some(Kind::Other),
    };
    let of_language = |(lang, is_main): (&String, bool)| {
        let is_here = |id: &PageId| {
            let page = model.page(*id);
            page.lang == *lang && page.withdrawn.is_none()
        };
        let pages = model.page_ids().filter(is_here);
        let pages = pages.filter_map(|id| {
            let page = model.page(id);
            Some((kind(id)?, page.url.as_str(), Document::Page(id)))
        });
        let terms = model.term_ids().filter(|_| is_main);
        let terms = terms.map(|id| {
            let term = model.term(id);
            (Kind::Term(term.vocabulary), term.url.as_str(), Document::Term(id))
        });
        let mut all: Vec<_> = pages.chain(terms).collect();
        all.sort_unstable();
        let kinds = all.chunk_by(|(a, ..), (b, ..)| a == b);
        let kinds = kinds.scan(0, |start, some| {
            let first = *start;
            *start += some.len();
            Some((some[0].0, first))
        });
        let kinds = kinds.collect();
        let mut version = Hasher::new("documents");
        all.iter().for_each(|(_, url, _)| {
            version.text(url);
        });
        let version = version.finish().short();
        let all = all.into_iter().map(|(_, _, document)| document).collect();
        Documents { lang: lang.clone(), all, version, kinds }
    };
    let main = [(&config.language, true)].into_iter();
    main.chain(others.map(|lang| (lang, false))).map(of_language).collect()
}
