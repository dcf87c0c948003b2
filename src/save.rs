//! Writes sources: the one way in which `init`, `new`, `fmt`, `schema`, `cms`, `deploy-files`, `check --fix` and `import` change
//! a repository. A file is created or replaced as a whole, through a temporary file beside it, so that a killed run leaves the
//! old file or the new one. Nothing is written outside of the repository or through a symbolic link, and no file that
//! somebody else changed meanwhile is overwritten.

use crate::files;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What became of a file that was to be created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Created {
    New,
    /// It was there with the same bytes.
    Same,
    /// It was there with other bytes, and stays as it is.
    Other,
}

/// Creates a file and the folders on its way. One that exists stays as it is. `Err` is a sentence with the reason.
pub fn create(root: &Path, path: &str, bytes: &[u8]) -> Result<Created, String> {
    let refused = |why: &str| format!("{path} was not written: {why}");
    let failed = |error: io::Error| refused(&error.to_string());
    if !is_name(path) {
        return Err(refused("a file of this name can't be written on every system"));
    }
    if files::is_through_link(root, path) {
        return Err(refused("a folder on its way is a symbolic link"));
    }
    let place = files::on_disk(root, path);
    if place.symlink_metadata().is_ok() {
        let is_same = fs::read(&place).is_ok_and(|there| there == bytes);
        return Ok(if is_same { Created::Same } else { Created::Other });
    }
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    match stage(&place, bytes, None).map_err(failed)?.persist_noclobber(&place) {
        Ok(_) => Ok(Created::New),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(Created::Other),
        Err(error) => Err(failed(error.error)),
    }
}

/// Replaces a file that still has the bytes of `before`. `Err` is a sentence with the reason.
pub fn replace(root: &Path, path: &str, before: &[u8], after: &[u8]) -> Result<(), String> {
    let refused = |why: &str| format!("{path} was not changed: {why}");
    let failed = |error: io::Error| refused(&error.to_string());
    let Some(place) = inside(root, path).map_err(failed)? else {
        return Err(refused("it is outside the repository"));
    };
    if fs::read(&place).map_err(failed)? != before {
        return Err(refused("it was edited in the meantime; run this again"));
    }
    let permissions = fs::metadata(&place).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(refused("it is read-only"));
    }
    let staged = stage(&place, after, Some(permissions)).map_err(failed)?;
    staged.persist(&place).map(drop).map_err(|error| failed(error.error))
}

/// The absolute path of a file in the repository; none for a symbolic link or a path that leads out of it.
fn inside(root: &Path, path: &str) -> io::Result<Option<PathBuf>> {
    let absolute = root.canonicalize()?;
    let place = files::on_disk(root, path);
    let is_link = fs::symlink_metadata(&place)?.is_symlink();
    let place = place.canonicalize()?;
    Ok((!is_link && place.starts_with(absolute)).then_some(place))
}

/// How the names of temporary files begin and end. A repository ignores such files.
const TEMPORARY: (&str, &str) = (".#talkoo-", "~");

/// Removes the temporary files that a killed run left in a folder. One that another run is writing is locked, and stays.
pub fn clean(folder: &Path) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_temporary = name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1);
        if !is_temporary || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        // The lock of a process ends with it.
        if fs::File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A temporary file beside the file, locked against [`clean`].
fn stage(
    place: &Path,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
) -> io::Result<tempfile::NamedTempFile> {
    let folder = place.parent().filter(|folder| *folder != Path::new(""));
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    // Other programs may read a new file as far as the user's mask lets them.
    #[cfg(unix)]
    if permissions.is_none() {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut staged = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    // Where files can't be locked, one is only in danger if two runs write into one folder at the same time.
    let _ = staged.as_file().try_lock();
    staged.write_all(bytes)?;
    // A file that replaces another one has to be on the disk before it does.
    if let Some(permissions) = permissions {
        staged.as_file().set_permissions(permissions)?;
        staged.as_file().sync_all()?;
    }
    Ok(staged)
}

/// Whether a path stays inside the repository and every system can write each of its names.
pub fn is_name(path: &str) -> bool {
    !path.is_empty() && path.split('/').all(is_segment)
}

/// Whether every system can write a file of this name.
fn is_segment(name: &str) -> bool {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let is_port = |port: &str| {
        stem.strip_prefix(port).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    let is_odd = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
    !matches!(name, "" | "." | "..")
        && name.len() <= 200
        && !name.contains(is_odd)
        && !name.ends_with(['.', ' '])
        && !DEVICES.contains(&&*stem)
        && !is_port("com")
        && !is_port("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let names = [".#talkoo-aB3dE6~", ".#talkoo-locked~", ".#notes.md", "talkoo-x~", "a.md"];
        for name in names {
            fs::write(folder.path().join(name), "x").expect("it can be written");
        }
        let held = fs::File::open(folder.path().join(names[1])).expect("it is there");
        held.try_lock().expect("nobody else has it");
        clean(folder.path());
        let is_there = |name: &&&str| folder.path().join(name).exists();
        assert_eq!(
            names.iter().filter(is_there).collect::<Vec<_>>(),
            [&names[1], &names[2], &names[3], &names[4]]
        );
        drop(held);
        clean(folder.path());
        assert!(!folder.path().join(names[1]).exists());
        let staged = stage(&folder.path().join("a.md"), b"y", None).expect("it is staged");
        clean(folder.path());
        assert!(staged.path().exists(), "a file that is being written was removed");
    }

    #[test]
    fn names_stay_inside() {
        for good in ["site.toml", "content/a b/õ.md", ".gitignore", "content/console.md"] {
            assert!(is_name(good), "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a//b",
            "c:\\a",
            "a\\b",
            "con",
            "Aux.md",
            "COM1",
            "a.",
        ] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
