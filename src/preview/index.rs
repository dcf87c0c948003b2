//! The search index of the preview: built when somebody searches, and cached until a text changes. An edit
//! never waits for it.

use crate::build::{self, Failure};
use crate::model::Model;
use crate::site::Site;
use hyper::body::Bytes;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

type Files = Arc<BTreeMap<String, Bytes>>;

/// The last index and the model it was built from. The lock is held while it is built: a search page requests
/// several files at once, which share one index.
#[derive(Default)]
pub struct Index(Mutex<Option<(Arc<Model>, Files)>>);

impl Index {
    /// A file of the index, by its path in the site; `None` if there is no such file or no search.
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
