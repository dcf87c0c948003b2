//! What a run remembers for the next, in `.cache/` of the repository. It is only ever a guess: what can't
//! be read is empty, and everything works without it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Code that was coloured.
pub const CODE: &str = "code";

/// References that were formatted.
pub const REFERENCES: &str = "references";

/// The folder carries the version: another version's cache is not read but replaced.
fn file(root: &Path, name: &str) -> PathBuf {
    root.join(".cache").join(concat!("talkoo-", env!("CARGO_PKG_VERSION"))).join(name)
}

/// What was made in earlier runs.
pub fn load<T: DeserializeOwned + Default>(root: &Path, name: &str) -> T {
    let bytes = fs::read(file(root, name)).unwrap_or_default();
    postcard::from_bytes(&bytes).unwrap_or_default()
}

/// Remembers what was made, if it is not what is remembered already.
pub fn store<T: Serialize + PartialEq>(
    root: &Path,
    name: &str,
    before: &T,
    now: &T,
) -> io::Result<()> {
    if before == now {
        return Ok(());
    }
    let file = file(root, name);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let bytes = postcard::to_stdvec(now).map_err(io::Error::other)?;
    let staged = file.with_extension("new");
    fs::write(&staged, bytes)?;
    fs::rename(staged, file)
}
