//! The cache in `.cache/` of the repository. It is only ever a guess: what cannot be read counts as empty, and
//! everything works without it.
//!
//! `entries` are the parsed source files, `last` is the result of the last build into a folder, `reads` what its
//! outputs read, and `graph` the model's graph. Highlighted code and formatted references are cached as HTML. Each file
//! has the hash of Talkoo's own source and one of its content, which needs a secret of this user (see `secret`); a file
//! that is damaged, or that another Talkoo or anybody else wrote, is ignored. No link is followed.

mod at;
mod entries;
mod last;
mod secret;
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
use crate::search::Words;
use secret::{Secret, secret};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};
use tempfile::NamedTempFile;

const VISITS: &str = "visits";

/// The cache of a repository.
#[derive(Clone)]
pub struct Cache {
    folder: PathBuf,
    /// With it the hashes are made. It is another one for each repository.
    key: Secret,
}

impl Cache {
    /// The version is part of the path, so other versions have their own cache.
    pub fn of(root: &Path) -> Self {
        let place = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let key = blake3::keyed_hash(&secret(), place.as_os_str().as_encoded_bytes());
        let folder = root.join(".cache").join(concat!("talkoo-", env!("CARGO_PKG_VERSION")));
        Self { folder, key: *key.as_bytes() }
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

    /// The words of pages.
    pub fn words(&self) -> Words {
        self.read("words").unwrap_or_default()
    }

    /// Writes the words of pages, unless only a few are new; counting these again is cheaper.
    pub fn keep_words(&self, before: &Words, now: &Words) -> io::Result<()> {
        let is_new = |hash: &&Hash| !before.pages.contains_key(*hash);
        let fresh = now.pages.keys().filter(is_new).count();
        let is_counted_anew = now.vocabulary.len() < before.vocabulary.len();
        let few = before.pages.len() / 50;
        if fresh <= few && !is_counted_anew { Ok(()) } else { self.write("words", now) }
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
        let read = |bytes: Vec<u8>| {
            Entries::from_bytes(bytes.strip_prefix(SOURCE.as_bytes())?, &self.key, rules)
        };
        bytes.and_then(read).unwrap_or_default()
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
            entries.write(out, &self.key)
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
        self.checked(VISITS).unwrap_or_default()
    }

    /// Writes the results of link checks.
    pub fn keep_visits(&self, bytes: &[u8]) -> io::Result<()> {
        self.sign(VISITS, bytes)
    }

    fn keep<T: Serialize + PartialEq>(&self, name: &str, before: &T, now: &T) -> io::Result<()> {
        match before == now {
            true => Ok(()),
            false => self.write(name, now),
        }
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let bytes = self.checked(name)?;
        postcard::from_bytes(bytes.strip_prefix(SOURCE.as_bytes())?).ok()
    }

    fn write<T: Serialize>(&self, name: &str, value: &T) -> io::Result<()> {
        let bytes = postcard::to_extend(value, SOURCE.as_bytes().to_vec());
        self.sign(name, &bytes.map_err(io::Error::other)?)
    }

    /// The content of a file that is as this user wrote it.
    fn checked(&self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = self.bytes(name)?;
        let content = (bytes.len() >= 16).then(|| bytes.split_off(16))?;
        (bytes == self.hash(name, &content)).then_some(content)
    }

    fn sign(&self, name: &str, content: &[u8]) -> io::Result<()> {
        self.put(name, |out| {
            [&self.hash(name, content), content]
                .into_iter()
                .try_for_each(|part| out.write_all(part))
        })
    }

    /// The hash of a file's content, for this name only.
    fn hash(&self, name: &str, content: &[u8]) -> [u8; 16] {
        let key = blake3::keyed_hash(&self.key, name.as_bytes());
        Hash::keyed(key.as_bytes(), content).first()
    }

    fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        let file = self.folder.join(name);
        let is_own = !self.is_link() && file.symlink_metadata().ok()?.is_file();
        if is_own { fs::read(file).ok() } else { None }
    }

    /// Whether the cache is a link, which could lead to files of somebody else.
    fn is_link(&self) -> bool {
        self.folder.is_symlink() || self.folder.parent().is_some_and(Path::is_symlink)
    }

    /// Writes a file with `fill`, then moves it into place.
    fn put(
        &self,
        name: &str,
        fill: impl FnOnce(&mut fs::File) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.is_link() {
            return Err(io::Error::other("it is a link, which Talkoo does not follow"));
        }
        fs::create_dir_all(&self.folder)?;
        let mut staged = NamedTempFile::new_in(&self.folder)?;
        fill(staged.as_file_mut())?;
        staged.persist(self.folder.join(name))?;
        Ok(())
    }
}

/// The name of the cache file of an output folder.
fn named(kind: &str, folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    format!("{kind}-{}", Hash::of(folder.to_string_lossy().as_bytes()).short())
}
