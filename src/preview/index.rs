//! The search index of the preview: made when somebody searches, and kept until a text changes. An edit never
//! waits for it.

use crate::build::{self, Failure};
use crate::model::Model;
use crate::site::Site;
use hyper::body::Bytes;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

type Files = Arc<BTreeMap<String, Bytes>>;

/// The index that was made last, and of which model. The lock is held while it is made: a search page asks for
/// several files at once, and one index is enough for all.
#[derive(Default)]
pub struct Index(Mutex<Option<(Arc<Model>, Files)>>);

impl Index {
    /// A file of the index by its path in the site; none if there is no such file, or no search.
    pub fn file(&self, site: &Site, path: &str) -> Result<Option<Bytes>, Failure> {
        if !site.has_search {
            return Ok(None);
        }
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let files = match &*made {
            Some((known, files)) if Arc::ptr_eq(known, &site.model) => files.clone(),
            _ => {
                let files = build::search_files(site)?.into_iter();
                let files: Files =
                    Arc::new(files.map(|(path, bytes)| (path, bytes.into())).collect());
                *made = Some((site.model.clone(), files.clone()));
                files
            }
        };
        Ok(files.get(path).cloned())
    }
}
