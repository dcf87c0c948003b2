//! Cache entries: the parsed content and diagnostics of each source file, by path. In memory everything is kept
//! between two runs. On disk pages lack the HTML of their bodies, which is parsed again in the few cases that need
//! it.
//!
//! The file begins with the hash of the settings. Then come pieces of several entries, each after its hash, so that
//! threads can read and write them in parallel, and what somebody else wrote is not believed.

use super::secret::Secret;
use super::stored::StoredDiagnostic;
use crate::diagnostics::{Diagnostic, Rule};
use crate::files::Extent;
use crate::hash::Hash;
use crate::parse::{Bibliography, Page, TermFile};
use crate::sources::Stamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::sync::Arc;

/// The parsed source files.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// The hash of the settings with which pages and terms were parsed.
    pub settings: Hash,
    pub by_path: HashMap<Arc<str>, CacheEntry>,
    /// How many entries did not come from the cache.
    pub fresh: usize,
}

/// A parsed source file.
#[derive(Clone, Debug)]
pub struct CacheEntry {
    /// None if the file must be read again to detect a change.
    pub stamp: Option<Stamp>,
    pub hash: Hash,
    pub content: Content,
    pub diagnostics: Arc<[Diagnostic]>,
}

/// The content of a file.
#[derive(Clone, Debug)]
pub enum Content {
    Page(Arc<Page>),
    Terms(Arc<TermFile>),
    Bibliography(Arc<Bibliography>),
    /// A file that is published unchanged, with its size.
    File(Extent),
}

/// An entry on disk. Vocabularies and the bibliography are few, so they are parsed each time.
#[derive(Serialize, Deserialize)]
struct Stored {
    path: Arc<str>,
    stamp: Option<Stamp>,
    hash: Hash,
    page: Option<Arc<Page>>,
    extent: Extent,
    diagnostics: Vec<StoredDiagnostic>,
}

/// The number of entries in a piece.
const PIECE: usize = 256;
/// The number of pieces in memory at once.
const AT_ONCE: usize = 16;

impl Entries {
    /// The hashes of the files that are published unchanged.
    pub fn file_hashes(&self) -> BTreeMap<Arc<str>, Hash> {
        let files = self.by_path.iter().filter(|(_, e)| matches!(e.content, Content::File(_)));
        files.map(|(path, entry)| (path.clone(), entry.hash)).collect()
    }

    /// Writes the entries piece by piece: encoding them all at once would double the memory.
    pub(super) fn write(&self, out: &mut impl Write, key: &Secret) -> io::Result<()> {
        let mut all: Vec<_> = self.by_path.iter().collect();
        all.sort_by_key(|(path, _)| *path);
        out.write_all(&postcard::to_stdvec(&self.settings).map_err(io::Error::other)?)?;
        for some in all.chunks(PIECE * AT_ONCE) {
            let pieces: Vec<Vec<u8>> =
                some.par_chunks(PIECE).map(|some| piece(some, key)).collect::<Result<_, _>>()?;
            pieces.iter().try_for_each(|piece| out.write_all(piece))?;
        }
        Ok(())
    }

    /// The inverse of [`Entries::write`]; none if any part is damaged.
    pub fn from_bytes(bytes: &[u8], key: &Secret, rules: &[&'static Rule]) -> Option<Self> {
        let (settings, mut rest): (Hash, _) = postcard::take_from_bytes(bytes).ok()?;
        let mut pieces: Vec<(Hash, &[u8])> = Vec::new();
        while !rest.is_empty() {
            let ((hash, length), behind): ((Hash, usize), _) =
                postcard::take_from_bytes(rest).ok()?;
            let (piece, behind) = behind.split_at_checked(length)?;
            rest = behind;
            pieces.push((hash, piece));
        }
        let read = |(hash, piece): &(Hash, &[u8])| -> Option<Vec<_>> {
            if Hash::keyed(key, piece) != *hash {
                return None;
            }
            let stored: Vec<Stored> = postcard::from_bytes(piece).ok()?;
            stored.into_iter().map(|entry| entry.restored(rules)).collect()
        };
        let read = pieces.par_iter().map(read).collect::<Option<Vec<_>>>()?;
        Some(Self { settings, by_path: read.into_iter().flatten().collect(), fresh: 0 })
    }
}

/// Encodes entries, after their hash and length.
fn piece(entries: &[(&Arc<str>, &CacheEntry)], key: &Secret) -> io::Result<Vec<u8>> {
    let stored: Vec<Stored> =
        entries.iter().filter_map(|(path, entry)| Stored::of(path, entry)).collect();
    let bytes = postcard::to_stdvec(&stored).map_err(io::Error::other)?;
    let head = postcard::to_stdvec(&(Hash::keyed(key, &bytes), bytes.len()));
    Ok([head.map_err(io::Error::other)?, bytes].concat())
}

impl Stored {
    fn of(path: &Arc<str>, entry: &CacheEntry) -> Option<Self> {
        let (page, extent) = match &entry.content {
            Content::Page(page) => (Some(page.clone()), Extent::default()),
            Content::File(extent) => (None, *extent),
            Content::Terms(_) | Content::Bibliography(_) => return None,
        };
        let diagnostics = entry.diagnostics.iter().map(StoredDiagnostic::of).collect();
        let (path, stamp, hash) = (path.clone(), entry.stamp, entry.hash);
        Some(Self { path, stamp, hash, page, extent, diagnostics })
    }

    fn restored(self, rules: &[&'static Rule]) -> Option<(Arc<str>, CacheEntry)> {
        let diagnostics = self.diagnostics.into_iter().map(|stored| stored.restored(rules));
        let entry = CacheEntry {
            stamp: self.stamp,
            hash: self.hash,
            content: self.page.map_or(Content::File(self.extent), Content::Page),
            diagnostics: diagnostics.collect::<Option<_>>()?,
        };
        Some((self.path, entry))
    }
}
