//! The search index as a part of the site: made when a text changed, and otherwise left as it is.

use super::Repository;
use crate::fingerprint::Fingerprint;
use crate::plan;
use crate::render;
use crate::search::{self, FOLDER, File};
use crate::write::{Put, Writing};
use rayon::prelude::*;
use std::io;

impl Repository {
    /// The fingerprint of all that the search index is made from; none if the site has no search.
    pub fn search_key(&self) -> Option<Fingerprint> {
        self.plan.has_search.then(|| plan::search_key(&self.model, &self.theme))
    }

    /// The files of the search index, with their paths in the site.
    pub fn search_files(&self) -> io::Result<Vec<File>> {
        let made = search::index(render::documents(self.site())).map_err(io::Error::other)?;
        Ok(made.into_iter().map(|(name, bytes)| (format!("{FOLDER}{name}"), bytes)).collect())
    }

    /// Puts the search index on its way; that of the last run stays if nothing in it would be different.
    pub(super) fn put_search(&self, writing: &Writing) -> io::Result<Vec<Put>> {
        let Some(key) = self.search_key() else { return Ok(Vec::new()) };
        if let Some(kept) = writing.kept(FOLDER, key) {
            return Ok(kept);
        }
        let files = self.search_files()?;
        files.into_par_iter().map(|(path, bytes)| writing.put(&path, key, &bytes)).collect()
    }
}
