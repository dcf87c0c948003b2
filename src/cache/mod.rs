//! The cache in `.cache/` of the repository. It is only ever a guess: what cannot be read counts as empty, and
//! everything works without it.
//!
//! `entries` are the parsed source files, `last` is the result of the last build into a folder, `reads` what its
//! outputs read, and `graph` the model's graph. Highlighted code and formatted references are cached as HTML. Each file
//! has the hashes of Talkoo's own source and of its content; a damaged file, or one of another Talkoo, is ignored. This
//! finds damage, not malice: who can write the cache can write the hashes.

mod at;
mod entries;
mod last;
mod stored;

pub use at::read_at;
pub use entries::{CacheEntry, Content, Entries};
pub use last::Last;
pub use stored::StoredDiagnostic;

use crate::csl::{Citations, References};
use crate::derived::Derived;
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
    /// The version is part of the path, so other versions have their own cache.
    pub fn of(root: &Path) -> Self {
        Self { folder: root.join(".cache").join(concat!("talkoo-", env!("CARGO_PKG_VERSION"))) }
    }

    /// Highlighted code.
    pub fn code(&self) -> Highlighted {
        self.read("code").unwrap_or_default()
    }

    /// Writes the highlighted code if it changed.
    pub fn keep_code(&self, before: &Highlighted, now: &Highlighted) -> io::Result<()> {
        self.keep("code", before, now)
    }

    /// Formatted references.
    pub fn references(&self) -> Derived<References> {
        self.read("references").unwrap_or_default()
    }

    /// Writes the formatted references if they changed.
    pub fn keep_references(
        &self,
        before: &Derived<References>,
        now: &Derived<References>,
    ) -> io::Result<()> {
        if before.from() == now.from() { Ok(()) } else { self.write("references", now) }
    }

    /// Formatted citations of pages.
    pub fn citations(&self) -> Derived<Citations> {
        self.read("citations").unwrap_or_default()
    }

    /// Writes the formatted citations if they changed.
    pub fn keep_citations(
        &self,
        before: &Derived<Citations>,
        now: &Derived<Citations>,
    ) -> io::Result<()> {
        if before.from() == now.from() { Ok(()) } else { self.write("citations", now) }
    }

    /// The parsed source files.
    pub fn entries(&self, rules: &[&'static Rule]) -> Entries {
        let bytes = self.bytes("entries");
        let entries = bytes.and_then(|bytes| Entries::from_bytes(written_here(&bytes)?, rules));
        entries.unwrap_or_default()
    }

    /// Writes the parsed source files. If only a few are new, the cache is not rewritten; parsing them again is
    /// cheaper.
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

    /// The graph of the last build.
    pub fn graph(&self) -> Option<Graph> {
        self.read("graph")
    }

    /// Writes the graph if it changed.
    pub fn keep_graph(&self, before: Option<&Graph>, now: &Graph) -> io::Result<()> {
        let is_same = before.is_some_and(|before| before.made_from == now.made_from);
        if is_same { Ok(()) } else { self.write("graph", now) }
    }

    /// What the outputs of the last build into a folder read.
    pub fn reads(&self, folder: &Path) -> Option<Stored> {
        self.read(&named("reads", folder))
    }

    /// Writes what the outputs of a build read.
    pub fn keep_reads(&self, folder: &Path, reads: &Stored) -> io::Result<()> {
        self.write(&named("reads", folder), reads)
    }

    /// The result of the last build into a folder.
    pub fn last(&self, folder: &Path) -> Last {
        self.read(&named("last", folder)).unwrap_or_default()
    }

    /// Writes the result of a build into a folder.
    pub fn keep_last(&self, folder: &Path, last: &Last) -> io::Result<()> {
        self.write(&named("last", folder), last)
    }

    /// The results of earlier link checks, as JSON. They are valid for every version of Talkoo.
    pub fn visits(&self) -> Vec<u8> {
        self.bytes(VISITS).unwrap_or_default()
    }

    /// Writes the results of link checks.
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

    /// Writes a file with `fill`, then moves it into place.
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
        match fs::rename(staged, file) {
            // Another build put it in place. What two of them wrote at once does not fit its hash.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}

/// The content of a file, if this Talkoo wrote it and it is undamaged.
fn checked(bytes: &[u8]) -> Option<&[u8]> {
    let (hash, rest): (Hash, _) = postcard::take_from_bytes(written_here(bytes)?).ok()?;
    (Hash::of(rest) == hash).then_some(rest)
}

/// The content of a file that this Talkoo wrote. Another build may use another layout.
fn written_here(bytes: &[u8]) -> Option<&[u8]> {
    bytes.strip_prefix(SOURCE.as_bytes())
}

/// The name of the cache file of an output folder.
fn named(kind: &str, folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    format!("{kind}-{}", Hash::of(folder.to_string_lossy().as_bytes()).short())
}
