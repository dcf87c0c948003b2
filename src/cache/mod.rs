//! What a run remembers for the next, in `.cache/` of the repository. It is only ever a guess: what can't
//! be read is empty, and everything works without it.
//!
//! `records` are files as they were read, `last` is how the last build of a folder ended, `parts` of what its
//! files were made, and `graph` how its pages belonged together; the HTML of coloured code and of references is
//! kept as it is.

mod at;
mod findings;
mod last;
mod parts;
mod records;

pub use at::read_at;
pub use findings::Finding;
pub use last::Last;
pub use parts::{Cut, Entry, Made, Remembered};
pub use records::{Content, Packed, Record, Records};

use crate::csl::Formatted;
use crate::diagnostics::Rule;
use crate::fingerprint::{Fingerprint, SOURCE};
use crate::highlight::Highlighted;
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

    /// The files of content as they were read. Empty if another Talkoo read them, or if they were read
    /// by other settings.
    pub fn records(&self, rules: &[&'static Rule]) -> Records {
        let bytes = self.bytes("records");
        bytes.and_then(|bytes| Records::from_bytes(&bytes, rules)).unwrap_or_default()
    }

    /// Remembers files, unless so few of them are new that they are read again in less time than it
    /// takes to write all of them. Returns whether it did.
    pub fn keep_records(&self, before: usize, records: &Records) -> io::Result<bool> {
        let few = records.by_path.len() / 50;
        let fresh = records.fresh + before.abs_diff(records.by_path.len());
        if fresh == 0 || (before > 0 && fresh <= few) {
            return Ok(false);
        }
        self.put("records", |out| records.write(out)).map(|()| true)
    }

    /// The files of content as they were read, each to be read alone; none if they are others than those of
    /// this identity.
    pub fn packed(&self, identity: Fingerprint) -> Option<Packed> {
        Packed::of(fs::File::open(self.folder.join("records")).ok()?, identity)
    }

    /// What is remembered of the graph that the last build into a folder was made of.
    pub fn graph<T: DeserializeOwned>(&self, folder: &Path) -> Option<T> {
        let bytes = self.bytes(&named("graph", folder))?;
        let (print, bytes): (Fingerprint, &[u8]) =
            postcard::take_from_bytes(known(&bytes)?).ok()?;
        (Fingerprint::of(bytes) == print).then(|| postcard::from_bytes(bytes).ok())?
    }

    /// Remembers the graph that a folder was made of. Places in lists are in it, and nobody looks whether they are in
    /// the lists: so it begins with its fingerprint.
    pub fn keep_graph<T: Serialize>(&self, folder: &Path, graph: &T) -> io::Result<()> {
        let bytes = postcard::to_stdvec(graph).map_err(io::Error::other)?;
        self.put(&named("graph", folder), |out| {
            out.write_all(SOURCE.as_bytes())?;
            out.write_all(
                &postcard::to_stdvec(&Fingerprint::of(&bytes)).map_err(io::Error::other)?,
            )?;
            out.write_all(&bytes)
        })
    }

    /// How the last build into a folder ended.
    pub fn last(&self, folder: &Path) -> Last {
        self.read(&named("last", folder)).unwrap_or_default()
    }

    /// Remembers how a build into a folder ended.
    pub fn keep_last(&self, folder: &Path, last: &Last) -> io::Result<()> {
        self.write(&named("last", folder), postcard::to_stdvec(last))
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
            false => self.write(name, postcard::to_stdvec(now)),
        }
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        postcard::from_bytes(known(&self.bytes(name)?)?).ok()
    }

    fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.join(name)).ok()
    }

    fn write(&self, name: &str, bytes: Result<Vec<u8>, postcard::Error>) -> io::Result<()> {
        let bytes = bytes.map_err(io::Error::other)?;
        self.put(name, |out| {
            out.write_all(SOURCE.as_bytes())?;
            out.write_all(&bytes)
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

/// What another build of this version wrote may be laid out otherwise.
fn known(bytes: &[u8]) -> Option<&[u8]> {
    bytes.strip_prefix(SOURCE.as_bytes())
}

/// The name of what is remembered of a folder that sites are written into.
fn named(what: &str, folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    format!("{what}-{}", Fingerprint::of(folder.to_string_lossy().as_bytes()).short())
}
