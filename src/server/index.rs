//! The search index of the preview: made when somebody searches, and kept until a text changes. An edit never
//! waits for it.

use crate::fingerprint::Fingerprint;
use crate::pipeline::Repository;
use hyper::body::Bytes;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

type Files = Arc<BTreeMap<String, Bytes>>;

/// The index that was made last, with its key. The lock is held while it is made: a search page asks for
/// several files at once, and one index is enough for all.
#[derive(Default)]
pub struct Index(Mutex<Option<(Fingerprint, Files)>>);

impl Index {
    /// A file of the index by its path in the site; none if there is no such file, or no search.
    pub fn file(&self, repository: &Repository, path: &str) -> io::Result<Option<Bytes>> {
        let Some(key) = repository.search_key() else { return Ok(None) };
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let files = match &*made {
            Some((known, files)) if *known == key => files.clone(),
            _ => {
                let files = repository.search_files()?.into_iter();
                let files: Files =
                    Arc::new(files.map(|(path, bytes)| (path, bytes.into())).collect());
                *made = Some((key, files.clone()));
                files
            }
        };
        Ok(files.get(path).cloned())
    }
}
