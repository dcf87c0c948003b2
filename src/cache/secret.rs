//! The secret of a user on a machine. What is in the cache is believed only with a hash that needs it, so nobody else can
//! write a cache for you: no pull request, no other user, no other machine.

use std::io::Write;
use std::path::PathBuf;
use std::{env, fs, io};
use tempfile::NamedTempFile;

/// A secret of this user, as a key of BLAKE3.
pub type Secret = [u8; 32];

/// The secret, made at the first call. If it can't be kept, each run has another one, and no cache is believed.
pub fn secret() -> Secret {
    kept().unwrap_or_else(|_| fresh().unwrap_or_default())
}

fn kept() -> io::Result<Secret> {
    let home = env::home_dir().filter(|home| home.is_absolute());
    let place: PathBuf = home.ok_or(io::ErrorKind::NotFound)?.join(".cache/talkoo/secret");
    let read = || fs::read(&place).ok().and_then(|bytes| Secret::try_from(bytes).ok());
    if let Some(secret) = read() {
        return Ok(secret);
    }
    let folder = place.parent().unwrap_or(&place);
    fs::create_dir_all(folder)?;
    // Only its owner can read a temporary file, and it is there as a whole or not at all.
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(&fresh()?)?;
    match file.persist_noclobber(&place) {
        Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => return Err(error.error),
        // If another run was faster, its secret is the one.
        _ => {}
    }
    read().ok_or_else(|| io::ErrorKind::InvalidData.into())
}

fn fresh() -> io::Result<Secret> {
    let mut secret = Secret::default();
    getrandom::fill(&mut secret).map_err(io::Error::other)?;
    Ok(secret)
}
