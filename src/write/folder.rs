//! The output folder before a build: whether it may be written into, and that only one build does it at a time.

use super::manifest::OWN;
use fs_err as fs;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Holds `folder`, in which the site's folder is made or changed, until the file is dropped. `Err` if another build holds
/// it. Where folders can't be opened (Windows), a file beside the site's folder is held.
pub(super) fn hold(folder: &Path, site: &Path) -> io::Result<Option<File>> {
    let name = site.file_name().unwrap_or_default().to_string_lossy();
    let beside = site.with_file_name(format!(".{name}.talkoo-lock"));
    let in_its_place = || File::options().create(true).append(true).open(beside);
    let Ok(file) = File::open(folder).or_else(|_| in_its_place()) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => {
            let message =
                "another build is writing it right now; wait until that is done, then try again";
            let message = format!("{}: {message}", site.display());
            Err(io::Error::new(io::ErrorKind::ResourceBusy, message))
        }
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// `Err` if the folder can't become the site's: it has files that Talkoo did not write, or is none.
pub(super) fn may_be_filled(folder: &Path) -> io::Result<()> {
    let error = |kind, message| Err(io::Error::new(kind, message));
    let shown = folder.display();
    if folder.is_symlink() && !folder.exists() {
        let message = format!("{shown} is a link to a folder that does not exist");
        return error(io::ErrorKind::NotFound, message);
    }
    if folder.file_name().is_none() || (folder.exists() && !folder.is_dir()) {
        return error(io::ErrorKind::InvalidInput, format!("{shown} is not a folder"));
    }
    match first_file(folder) {
        Some(other) => {
            let message = format!(
                "{shown} contains {} and was not made by Talkoo; choose another folder with --out, or empty it",
                other.display()
            );
            error(io::ErrorKind::AlreadyExists, message)
        }
        None => Ok(()),
    }
}

/// Makes room for the file of an output: what stands in its way is removed if it is only empty folders. `Err` if it is
/// more.
pub(super) fn make_room(folder: &Path, path: &str) -> io::Result<()> {
    let error = |message| Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    let place = folder.join(path);
    let parents = path.match_indices('/').map(|(end, _)| folder.join(&path[..end]));
    for parent in parents {
        if parent.is_symlink() {
            return error(format!(
                "{} is a link, which Talkoo does not follow, and the site has a folder there; delete it",
                parent.display()
            ));
        }
        if parent.exists() && !parent.is_dir() {
            return error(format!(
                "{} is a file that Talkoo did not write, and the site has a folder there; move it away",
                parent.display()
            ));
        }
        fs::create_dir_all(parent)?;
    }
    if !place.is_dir() || place.is_symlink() {
        return Ok(());
    }
    match first_file(&place) {
        Some(other) => error(format!(
            "{} is a folder that contains {}, and the site has a file there; move it away",
            place.display(),
            other.display()
        )),
        None => fs::remove_dir_all(place),
    }
}

/// The first file below a folder, relative to it. Talkoo's own folder does not count, nor does what a disk has.
fn first_file(folder: &Path) -> Option<PathBuf> {
    let is_own = |name: &std::ffi::OsStr| name == OWN || name == "lost+found";
    let entries = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    let mut entries =
        entries.filter_entry(|entry| !(entry.depth() == 1 && is_own(entry.file_name())));
    let found = entries.find_map(|entry| match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) => Some(entry.into_path()),
        // What can't be looked into may have files.
        Err(error) => error.path().filter(|path| *path != folder).map(Path::to_owned),
    })?;
    Some(found.strip_prefix(folder).map(Path::to_owned).unwrap_or(found))
}

/// The files of a folder that are not `known`, by path, without those of Talkoo and of Git.
pub fn strangers(folder: &Path, known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let entries = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    let entries = entries.filter_entry(|entry| {
        entry.depth() > 1 || (entry.file_name() != OWN && entry.file_name() != ".git")
    });
    let files = entries.flatten().filter(|entry| !entry.file_type().is_dir());
    let paths = files.filter_map(|entry| crate::files::repository_path(folder, entry.path()));
    paths.filter(|path| !known(path)).collect()
}

/// Removes what an interrupted run left behind.
pub(super) fn clear(stage: &Path) -> io::Result<()> {
    match fs::remove_dir_all(stage) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// An empty folder for a first build, beside the site's folder, which it holds.
pub(super) fn new_stage(stage: &Path, site: &Path) -> io::Result<Option<File>> {
    // Behind a link are files of somebody else, and what is in the folder will be removed.
    if stage.is_symlink() {
        fs::remove_file(stage)?;
    }
    fs::create_dir_all(stage)?;
    let lock = hold(stage, site)?;
    for entry in fs::read_dir(stage)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => fs::remove_dir_all(entry.path())?,
            false => fs::remove_file(entry.path())?,
        }
    }
    Ok(lock)
}
