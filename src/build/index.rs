//! The search index: its documents and its files.

use super::make::{Failure, text};
use crate::model::{PageId, TermId};
use crate::outputs;
use crate::outputs::cards::Cards;
use crate::outputs::reader::{Reader, Reads};
use crate::outputs::recorded::Recorded;
use crate::parse::Page;
use crate::search::{self, Document};
use crate::site::Site;
use crate::write::{Put, Writing};
use rayon::prelude::*;
use std::collections::HashSet;
use std::io;
use std::sync::Arc;

/// Writes the search index. If nothing in it changed, the index of the last build is kept.
pub(super) fn put_search(
    site: &Site,
    writing: &Writing,
    recorded: &mut Recorded,
) -> Result<Vec<Put>, Failure> {
    if !site.has_search {
        return Ok(Vec::new());
    }
    let key = recorded.key(search::FOLDER, search::FOLDER);
    if let Some(standing) = key.and_then(|key| writing.standing_below(search::FOLDER, key)) {
        return Ok(standing);
    }
    let (documents, reads) = documents(site)?;
    let added = [(search::FOLDER.to_owned(), search::FOLDER.to_owned(), reads)];
    let key = recorded.add(site.inputs(), added).remove(0);
    if let Some(standing) = writing.standing_below(search::FOLDER, key) {
        return Ok(standing);
    }
    let files = search::index(documents).map_err(io::Error::other)?;
    let put = |(name, bytes): (String, Vec<u8>)| {
        writing.put(&format!("{}{name}", search::FOLDER), key, &bytes)
    };
    Ok(files.into_par_iter().map(put).collect::<io::Result<_>>()?)
}

/// The files of the search index, by their paths in the site; empty if the site has no search.
pub fn search_files(site: &Site) -> Result<Vec<search::File>, Failure> {
    if !site.has_search {
        return Ok(Vec::new());
    }
    let files = search::index(documents(site)?.0).map_err(io::Error::other)?;
    let named = |(name, bytes)| (format!("{}{name}", search::FOLDER), bytes);
    Ok(files.into_iter().map(named).collect())
}

/// Every page and term as a document, sorted by address, and what they read.
pub fn documents(site: &Site) -> Result<(Vec<Document>, Reads), Failure> {
    let cards = Cards::default();
    let reader = |prose: Option<&Page>| -> Result<Reader, Failure> {
        let text = match prose {
            Some(page) => text(site, page)?.map(Arc::new),
            None => None,
        };
        Ok(Reader::new(site.inputs(), &cards, text, 0))
    };
    let of_page = |id: PageId| -> Result<_, Failure> {
        let reader = reader(Some(site.model.page(id)))?;
        Ok((outputs::search::page_document(&reader, id), reader.finish()?))
    };
    let of_term = |id: TermId| -> Result<_, Failure> {
        let reader = reader(site.model.term(id).page.map(|id| site.model.page(id)))?;
        Ok((Some(outputs::search::term_document(&reader, id)), reader.finish()?))
    };
    let all = reader(None)?;
    let (pages, terms) = all.everything();
    let all = all.finish()?;
    let pages: Vec<_> = pages.into_par_iter().map(of_page).collect::<Result<_, Failure>>()?;
    let terms: Vec<_> = terms.into_par_iter().map(of_term).collect::<Result<_, Failure>>()?;
    let (documents, reads): (Vec<_>, Vec<Reads>) =
        [(None, all)].into_iter().chain(pages).chain(terms).unzip();
    let mut documents: Vec<Document> = documents.into_iter().flatten().collect();
    documents.sort_by(|a, b| a.url.cmp(&b.url));
    documents.dedup_by(|a, b| a.url == b.url);
    let mut seen = HashSet::new();
    let reads = reads.into_iter().flatten().filter(|thing| seen.insert(*thing));
    Ok((documents, reads.collect()))
}
