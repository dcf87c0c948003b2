//! The search index of the preview: made when somebody searches, and kept until a text changes. An edit never waits for
//! it.

use crate::build::{self, Failure};
use crate::site::Site;
use hyper::body::Bytes;
use std::sync::{Arc, Mutex, PoisonError};

/// The last site with its index. The lock is held while it is made: a search page requests several files at once, which
/// share one index.
#[derive(Default)]
pub struct Index(Mutex<Option<Arc<Site>>>);

impl Index {
    /// A file of the index, by its path in the site; `None` if there is no such file or no search.
    pub fn file(&self, site: &Site, path: &str) -> Result<Option<Bytes>, Failure> {
        let indexed = self.of(site);
        let Some(output) = indexed.outputs.at(path) else { return Ok(None) };
        let (_, bytes) = build::make(&indexed, output, None)?;
        Ok(bytes.map(Bytes::from))
    }

    fn of(&self, site: &Site) -> Arc<Site> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |last: &&Arc<Site>| Arc::ptr_eq(&last.model, &site.model);
        if let Some(indexed) = last.as_ref().filter(is_same) {
            return indexed.clone();
        }
        let mut site = site.clone();
        if let Some(last) = &*last {
            site.memo.words = last.memo.words.clone();
        }
        let indexed = Arc::new(site.indexed());
        *last = Some(indexed.clone());
        indexed
    }
}
