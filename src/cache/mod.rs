//! What a run remembers for the next, in `.cache/` of the repository. It is only ever a guess: what can't
//! be read is empty, and everything works without it.
//!
//! `entries` are files as they were read, `last` is how the last build of a folder ended, and `reads` what its
//! outputs read; `graph` is the model's graph, by what it was built from; the HTML of highlighted code and of references is kept as it is. Each file begins with
//! Talkoo's own source and a hash of the rest: what is damaged, or from another Talkoo, is not used.

mod at;
mod entries;
mod last;
mod stored;

pub use at::read_at;
pub use entries::{CacheEntry, Content, Entries};
pub use last::Last;
pub use stored::StoredDiagnostic;

use crate::csl::{Formatted, References};
use crate::diagnostics::Rule;
use crate::hash::{Hash, SOURCE};
use crate::highlight::Highlighted;
use crate::model::Graph;
use crate::outputs::recorded::Stored;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

const VISITS: &str = "visits.json";

/// The cache of a repository.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The folder carries the version: another version's cache is not read.
    pub fn of(root: &Path) -> Self {
        Self { folder: root.join(".cache").join(concat!("talkoo-", env!("CARGO_PKG_VERSION"))) }
    }

    /// Code that was coloured in earlier runs.
    pub fn code(&self) -> Highlighted {
        self.read("code").unwrap_or_default()
    }

    /// Remembers coloured code, if it is not what is remembered already.
    pub fn keep_code(&self, before: &Highlighted, now: &Highlighted) -> io::Result<()> {
        self.keep("code", before, now)
    }

    /// References that were formatted in earlier runs.
    pub fn references(&self) -> Formatted {
        self.read("references").unwrap_or_default()
    }

    /// Remembers formatted references, if they are not what is remembered already.
    pub fn keep_references(&self, before: &Formatted, now: &Formatted) -> io::Result<()> {
        self.keep("references", before, now)
    }

    /// The files of content as they were read.
    pub fn entries(&self, rules: &[&'static Rule]) -> Entries {
        let bytes = self.bytes("entries");
        let entries = bytes.and_then(|bytes| Entries::from_bytes(known(&bytes)?, rules));
        entries.unwrap_or_default()
    }

    /// Keeps files as they were read, unless so few of them are new that they are read again in less time
    /// than it takes to write all of them.
    pub fn keep_entries(&self, before: usize, entries: &Entries) -> io::Result<()> {
        let few = entries.by_path.len() / 50;
        let fresh = entries.fresh + before.abs_diff(entries.by_path.len());
        if fresh == 0 || (before > 0 && fresh <= few) {
            return Ok(());
        }
        self.put("entries", |out| {
            out.write_all(SOURCE.as_bytes())?;
            entries.write(out)
        })
    }

    /// The graph of the last build that built one, with its references.
    pub fn graph(&self) -> Option<CachedGraph> {
        let bytes = self.bytes("graph")?;
        let (hash, rest) = postcard::take_from_bytes(checked(&bytes)?).ok()?;
        Some(CachedGraph { hash, bytes: rest.to_vec() })
    }

    /// Keeps a graph with its references, by the hash of what it was built from.
    pub fn keep_graph(&self, hash: Hash, graph: &Graph, references: &References) -> io::Result<()> {
        self.write("graph", &(hash, graph, references))
    }

    /// What the outputs of the last build into a folder read.
    pub fn reads(&self, folder: &Path) -> Option<Stored> {
        self.read(&named("reads", folder))
    }

    /// Keeps what the outputs of a build read.
    pub fn keep_reads(&self, folder: &Path, reads: &Stored) -> io::Result<()> {
        self.write(&named("reads", folder), reads)
    }

    /// How the last build into a folder ended.
    pub fn last(&self, folder: &Path) -> Last {
        self.read(&named("last", folder)).unwrap_or_default()
    }

    /// Remembers how a build into a folder ended.
    pub fn keep_last(&self, folder: &Path, last: &Last) -> io::Result<()> {
        self.write(&named("last", folder), last)
    }

    /// What earlier visits learnt of web addresses, as JSON: it is worth keeping whatever Talkoo wrote it.
    pub fn visits(&self) -> Vec<u8> {
        self.bytes(VISITS).unwrap_or_default()
    }

    /// Remembers what visits learnt.
    pub fn keep_visits(&self, bytes: &[u8]) -> io::Result<()> {
        self.put(VISITS, |out| out.write_all(bytes))
    }

    fn keep<T: Serialize + PartialEq>(&self, name: &str, before: &T, now: &T) -> io::Result<()> {
        match before == now {
            true => Ok(()),
            false => self.write(name, now),
        }
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let bytes = self.bytes(name)?;
        postcard::from_bytes(checked(&bytes)?).ok()
    }

    fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.join(name)).ok()
    }

    fn write<T: Serialize>(&self, name: &str, value: &T) -> io::Result<()> {
        let bytes = postcard::to_stdvec(value).map_err(io::Error::other)?;
        let hash = postcard::to_stdvec(&Hash::of(&bytes)).map_err(io::Error::other)?;
        self.put(name, |out| {
            [SOURCE.as_bytes(), &hash, &bytes].into_iter().try_for_each(|part| out.write_all(part))
        })
    }

    /// Puts a file in place, with what `fill` writes.
    fn put(
        &self,
        name: &str,
        fill: impl FnOnce(&mut fs::File) -> io::Result<()>,
    ) -> io::Result<()> {
        let file = self.folder.join(name);
        fs::create_dir_all(&self.folder)?;
        let staged = file.with_extension("new");
        let mut out = fs::File::create(&staged)?;
        fill(&mut out)?;
        fs::rename(staged, file)
    }
}

/// A graph on disk; it is decoded only where it is the one that is wanted.
#[derive(Clone)]
pub struct CachedGraph {
    /// The hash of what it was built from.
    pub hash: Hash,
    bytes: Vec<u8>,
}

impl CachedGraph {
    pub fn decode(&self) -> Option<(Graph, References)> {
        postcard::from_bytes(&self.bytes).ok()
    }
}

/// The content of a file, if this Talkoo wrote it and it is as it was written.
fn checked(bytes: &[u8]) -> Option<&[u8]> {
    let (hash, rest): (Hash, _) = postcard::take_from_bytes(known(bytes)?).ok()?;
    (Hash::of(rest) == hash).then_some(rest)
}

/// What another build of this version wrote may be laid out otherwise.
fn known(bytes: &[u8]) -> Option<&[u8]> {
    bytes.strip_prefix(SOURCE.as_bytes())
}

/// The name of what is remembered of a folder that sites are written into.
fn named(what: &str, folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    format!("{what}-{}", Hash::of(folder.to_string_lossy().as_bytes()).short())
}
