//! The search index as a part of the site: made when a text changed, and otherwise left as it is.

use super::Repository;
use super::publish::Failure;
use crate::fingerprint::Fingerprint;
use crate::model::{PageId, TermId};
use crate::plan;
use crate::render::{self, Cards};
use crate::search::{self, Document, FOLDER, File};
use crate::write::{Put, Writing};
use rayon::prelude::*;
use std::io;

impl Repository {
    /// The fingerprint of all that the search index is made from; none if the site has no search.
    pub fn search_key(&self) -> Option<Fingerprint> {
        self.plan.has_search.then(|| plan::search_key(&self.model, &self.theme))
    }

    /// The files of the search index, with their paths in the site; none if it has no search.
    pub fn search_files(&self) -> io::Result<Vec<File>> {
        if !self.plan.has_search {
            return Ok(Vec::new());
        }
        let documents = self.documents().map_err(|failure| match failure {
            Failure::World(error) => error,
            Failure::Found(problem) => io::Error::other(problem.message),
        })?;
        let made = search::index(documents).map_err(io::Error::other)?;
        Ok(made.into_iter().map(|(name, bytes)| (format!("{FOLDER}{name}"), bytes)).collect())
    }

    /// Every page and term as a document, in the order of their addresses.
    fn documents(&self) -> Result<Vec<Document>, Failure> {
        let cards = Cards::default();
        let site = self.site(&cards);
        let of_page = |id: PageId| -> Result<Option<Document>, Failure> {
            let page = self.model.page(id);
            Ok(render::page_document(site, id, self.text(page)?.as_ref()))
        };
        let of_term = |id: TermId| -> Result<Document, Failure> {
            let prose = self.model.term(id).page.map(|id| self.model.page(id));
            let text = prose.map_or(Ok(None), |page| self.text(page))?;
            Ok(render::term_document(site, id, text.as_ref()))
        };
        let pages: Vec<PageId> = self.model.page_ids().collect();
        let terms: Vec<TermId> = self.model.term_ids().collect();
        let pages: Vec<_> = pages.into_par_iter().map(of_page).collect::<Result<_, _>>()?;
        let terms: Vec<_> = terms.into_par_iter().map(of_term).collect::<Result<_, _>>()?;
        let mut documents: Vec<Document> = pages.into_iter().flatten().chain(terms).collect();
        documents.sort_by(|a, b| a.url.cmp(&b.url));
        documents.dedup_by(|a, b| a.url == b.url);
        Ok(documents)
    }

    /// Puts the search index on its way; that of the last run stays if nothing in it would be different.
    pub(super) fn put_search(&self, writing: &Writing) -> io::Result<Vec<Put>> {
        let Some(key) = self.search_key() else { return Ok(Vec::new()) };
        if let Some(standing) = writing.standing_below(FOLDER, key) {
            return Ok(standing);
        }
        let files = self.search_files()?;
        files.into_par_iter().map(|(path, bytes)| writing.put(&path, key, &bytes)).collect()
    }
}
