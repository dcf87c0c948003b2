//! What was rendered, by path and key: a page that did not change is not rendered again, and a page
//! that can't be rendered any more is still there as it last was.

use super::index::Index;
use crate::hash::Hash;
use hyper::body::Bytes;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// When more is kept than this, all is forgotten: a preview is of a few pages, and rendering them anew
/// costs less than the book-keeping of what was used last.
const LIMIT: usize = 64 << 20;

/// Rendered pages. The lock is held to look and to put, never while something is rendered.
#[derive(Default)]
pub struct Memory {
    kept: Mutex<Kept>,
    pub index: Index,
}

#[derive(Default)]
struct Kept {
    pages: HashMap<String, (Hash, Bytes)>,
    size: usize,
}

impl Memory {
    /// How the output with this path was last rendered, and the key it had.
    pub fn recall(&self, path: &str) -> Option<(Hash, Bytes)> {
        self.kept().pages.get(path).cloned()
    }

    /// Remembers how an output was rendered.
    pub fn keep(&self, path: &str, key: Hash, bytes: &Bytes) {
        let mut kept = self.kept();
        if kept.size + bytes.len() > LIMIT {
            *kept = Kept::default();
        }
        kept.size += bytes.len();
        if let Some((_, before)) = kept.pages.insert(path.to_owned(), (key, bytes.clone())) {
            kept.size -= before.len();
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
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
        assert_eq!(memory.kept().size, 2);
        memory.keep("c", new, &large);
        memory.keep("d", new, &large);
        assert_eq!(memory.recall("c"), None);
    }
}
