//! A cache of rendered outputs by path and key. A page that did not change is not rendered again, and a page
//! that fails to render is still available in its last version.

use super::index::Index;
use crate::hash::Hash;
use hyper::body::Bytes;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The cache is cleared above this size: a preview shows few pages, and rendering them again is cheaper than
/// tracking the least recently used.
const LIMIT: usize = 64 << 20;

/// Rendered outputs. The lock is not held while rendering.
#[derive(Default)]
pub struct Memory {
    entries: Mutex<Entries>,
    pub index: Index,
}

#[derive(Default)]
struct Entries {
    pages: HashMap<String, (Hash, Bytes)>,
    size: usize,
}

impl Memory {
    /// The last rendered version of the output at a path, and its key.
    pub fn recall(&self, path: &str) -> Option<(Hash, Bytes)> {
        self.entries().pages.get(path).cloned()
    }

    /// Stores a rendered output.
    pub fn keep(&self, path: &str, key: Hash, bytes: &Bytes) {
        let mut entries = self.entries();
        if entries.size + bytes.len() > LIMIT {
            *entries = Entries::default();
        }
        entries.size += bytes.len();
        if let Some((_, before)) = entries.pages.insert(path.to_owned(), (key, bytes.clone())) {
            entries.size -= before.len();
        }
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_bounded_and_forgets_the_one_before() {
        let memory = Memory::default();
        let large = Bytes::from(vec![0; LIMIT / 2]);
        let (old, new) = (Hash::of("old"), Hash::of("new"));
        memory.keep("a", old, &large);
        memory.keep("b", old, &Bytes::from("b"));
        assert_eq!(memory.recall("a").map(|(key, _)| key), Some(old));
        memory.keep("a", new, &Bytes::from("a"));
        assert_eq!(memory.recall("a"), Some((new, Bytes::from("a"))));
        assert_eq!(memory.entries().size, 2);
        memory.keep("c", new, &large);
        memory.keep("d", new, &large);
        assert_eq!(memory.recall("c"), None);
    }
}
