//! What a run remembers for the next, in `.cache/` of the repository. It is only ever a guess: what can't
//! be read is empty, and everything works without it.

use crate::highlight::Highlighted;
use std::path::{Path, PathBuf};
use std::{fs, io};

const CODE: &str = "code";

/// The folder carries the version: another version's cache is not read but replaced.
fn file(root: &Path, name: &str) -> PathBuf {
    root.join(".cache").join(concat!("talkoo-", env!("CARGO_PKG_VERSION"))).join(name)
}

/// What a file of the cache holds; nothing if it is not there.
pub fn read(root: &Path, name: &str) -> Vec<u8> {
    fs::read(file(root, name)).unwrap_or_default()
}

/// Writes a file of the cache, whole or not at all.
pub fn write(root: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let file = file(root, name);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let staged = file.with_extension("new");
    fs::write(&staged, bytes)?;
    fs::rename(staged, file)
}

/// Code that was coloured in earlier runs.
pub fn load(root: &Path) -> Highlighted {
    postcard::from_bytes(&read(root, CODE)).unwrap_or_default()
}

/// Remembers coloured code, if it is not what is remembered already.
pub fn store(root: &Path, before: &Highlighted, now: &Highlighted) -> io::Result<()> {
    if before == now {
        return Ok(());
    }
    write(root, CODE, &postcard::to_stdvec(now).map_err(io::Error::other)?)
}
