//! What a run remembers for the next, in `.cache/` of the repository. It is only ever a guess: what can't
//! be read is empty, and everything works without it.

use crate::highlight::Highlighted;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The folder carries the version: another version's cache is not read but replaced.
fn file(root: &Path) -> PathBuf {
    root.join(".cache").join(concat!("talkoo-", env!("CARGO_PKG_VERSION"))).join("code")
}

/// Code that was coloured in earlier runs.
pub fn load(root: &Path) -> Highlighted {
    let bytes = fs::read(file(root)).unwrap_or_default();
    postcard::from_bytes(&bytes).unwrap_or_default()
}

/// Remembers coloured code, if it is not what is remembered already.
pub fn store(root: &Path, before: &Highlighted, now: &Highlighted) -> io::Result<()> {
    if before == now {
        return Ok(());
    }
    let file = file(root);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let bytes = postcard::to_stdvec(now).map_err(io::Error::other)?;
    let staged = file.with_extension("new");
    fs::write(&staged, bytes)?;
    fs::rename(staged, file)
}
