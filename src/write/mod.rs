//! Output: nothing else touches the output folder, and nothing is removed there that an earlier run did not
//! write.
//!
//! 1. A first build is written into a sibling folder and renamed into place, so it appears at once. An empty folder
//!    that is there already is written into.
//! 2. A later build stages the files that differ, and moves them into place one by one when all are ready.
//!    Equal files are not touched.
//! 3. The manifest lists what was written. It is written before the change without the files that will change,
//!    and after it with them, so an interrupted run leaves no false entries.
//! 4. Only one build writes into a folder at a time. The lock is the folder itself, so nothing is left behind.

mod folder;
mod manifest;

pub use folder::strangers;
pub use manifest::{Listed, Manifest, Written, listed};

use crate::files;
use crate::hash::Hash;
use crate::sources::Stamp;
use folder::{clear, hold, make_room, may_be_filled, new_stage};
use fs_err as fs;
use manifest::OWN;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::{Path, PathBuf};

/// By path: the stamps of files in the output folder, and the hashes of their bytes.
pub type Stamps = BTreeMap<String, (Stamp, Hash)>;

/// The result of writing the site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    /// Whether the manifest was damaged, so that files of an earlier build may be left over.
    pub is_damaged: bool,
    /// The files in the folder that are not the site's. They are looked for if this user did not write what is there, as far as
    /// the cache knows.
    pub strangers: Vec<String>,
}

/// A site being written.
#[derive(Debug)]
pub struct Writing {
    /// The output folder.
    folder: PathBuf,
    /// Where new files are staged.
    stage: PathBuf,
    /// The manifest of the folder; `None` for a first build.
    before: Option<Manifest>,
    /// Whether there was a manifest that could not be read.
    is_damaged: bool,
    /// What the last run says that it wrote. The manifest is part of the folder, which somebody else may have written.
    stamps: Stamps,
    /// Keeps other builds out.
    _lock: Option<File>,
}

/// A file that was staged or is already in place.
#[derive(Clone, Debug)]
pub struct Put {
    pub path: String,
    written: Written,
    /// Whether the file in place differs or is missing.
    differs: bool,
    /// The stamp of the file; `None` if it will still change.
    stamp: Option<Stamp>,
}

/// Prepares to write a site into `folder`, which no other build can do until this one ends. Files that the manifest lists
/// under the same key stand if they have `stamps` of the last run; every other file is made and compared. `Err` if the
/// folder contains files that Talkoo did not write.
pub fn begin(folder: &Path, stamps: Stamps) -> io::Result<Writing> {
    // Held before its list is read, which another build may be about to replace.
    let _lock = if folder.is_dir() { hold(folder, folder)? } else { None };
    let listed = listed(folder);
    if listed == Listed::Nothing {
        may_be_filled(folder)?;
    }
    if !folder.is_dir() {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let stage = folder.with_file_name(format!(".{name}.talkoo-new"));
        let (_lock, folder) = (new_stage(&stage, folder)?, folder.to_owned());
        let (before, is_damaged) = (None, false);
        return Ok(Writing { folder, stage, before, is_damaged, stamps, _lock });
    }
    if folder.join(OWN).is_symlink() {
        let message = format!(
            "{} is a link, which Talkoo does not follow; delete it",
            folder.join(OWN).display()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let stage = folder.join(OWN).join("stage");
    clear(&stage)?;
    let is_damaged = listed == Listed::Damaged;
    let before = match listed {
        Listed::Files(manifest) => manifest,
        // The last run remembers which files it wrote, if not what from.
        Listed::Damaged => of_stamps(&stamps),
        // An empty folder may be a link or another disk, and can't be replaced then: it is written into.
        Listed::Nothing => {
            fs::create_dir_all(folder.join(OWN))?;
            fs::write(folder.join(OWN).join("manifest"), Manifest::default().to_text())?;
            Manifest::default()
        }
    };
    let (folder, before) = (folder.to_owned(), Some(before));
    Ok(Writing { folder, stage, before, is_damaged, stamps, _lock })
}

/// The files of an earlier run, under no key.
fn of_stamps(stamps: &Stamps) -> Manifest {
    let file = |(path, (_, hash)): (&String, &(Stamp, Hash))| {
        (path.clone(), Written { key: Hash::NONE, hash: *hash })
    };
    Manifest { files: stamps.iter().map(file).collect() }
}

/// Whether all written files are still in the folder with these stamps.
pub fn stands(folder: &Path, stamps: &Stamps) -> bool {
    let Listed::Files(manifest) = listed(folder) else { return false };
    manifest.files.len() == stamps.len()
        && manifest.files.iter().zip(stamps).all(|((path, written), (known, (stamp, hash)))| {
            path == known && written.hash == *hash && Stamp::at(&folder.join(path)) == Some(*stamp)
        })
}

impl Writing {
    /// The file of an output, if it was written under this key and has not been touched since; then it need
    /// not be rendered. May be called from several threads at once.
    pub fn standing(&self, path: &str, key: Hash) -> Option<Put> {
        let written = *self.before.as_ref()?.files.get(path).filter(|known| known.key == key)?;
        let (known, _) = self.stamps.get(path).filter(|(_, hash)| *hash == written.hash)?;
        let place = self.folder.join(path);
        let stamp = Stamp::at(&place)?;
        if stamp != *known && Hash::of(fs::read(place).ok()?) != written.hash {
            return None;
        }
        Some(Put { path: path.to_owned(), written, differs: false, stamp: Some(stamp) })
    }

    /// Stages a file. May be called from several threads at once, for different paths. `Err` for a path that
    /// could lead out of the folder.
    pub fn put(&self, path: &str, key: Hash, bytes: &[u8]) -> io::Result<Put> {
        if files::join("", path).as_deref() != Some(path) {
            let message = format!("{path} is not a path inside the site");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let place = self.folder.join(path);
        let is_first = self.before.is_none();
        let differs = is_first || !is_equal(&place, bytes);
        let stamp = match differs {
            true => {
                let staged = self.stage.join(path);
                if let Some(parent) = staged.parent() {
                    fs::create_dir_all(parent)?;
                }
                let mut file = fs::File::create(staged)?;
                file.write_all(bytes)?;
                // Renaming the folder keeps the file's times, renaming the file does not.
                if is_first { Some(Stamp::of(&file.metadata()?)) } else { None }
            }
            false => Stamp::at(&place),
        };
        let written = Written { key, hash: Hash::of(bytes) };
        Ok(Put { path: path.to_owned(), written, differs, stamp })
    }

    /// Gives up and leaves the site unchanged.
    pub fn abandon(self) -> io::Result<()> {
        clear(&self.stage)
    }

    /// Moves everything into place and removes files of earlier runs that this one did not write. Returns the
    /// new stamps.
    pub fn finish(self, puts: Vec<Put>) -> io::Result<(Report, Stamps)> {
        let after =
            Manifest { files: puts.iter().map(|put| (put.path.clone(), put.written)).collect() };
        let written = puts.iter().filter(|put| put.differs).count();
        let unchanged = puts.len() - written;
        let removed = match &self.before {
            Some(before) if after == *before && written == 0 && !self.is_damaged => Ok(0),
            Some(before) => self.replace(before, &after, &puts),
            None => self.appear(&after).map(|()| 0),
        };
        let cleared = clear(&self.stage);
        let removed = removed?;
        cleared?;
        let known = |path: &str| after.files.contains_key(path);
        let is_somebodys = self.before.is_some() && self.stamps.is_empty();
        let strangers = match self.is_damaged || is_somebodys {
            true => strangers(&self.folder, &known),
            false => Vec::new(),
        };
        let is_damaged = self.is_damaged;
        let report = Report { written, unchanged, removed, is_damaged, strangers };
        let stamp = |put: Put| {
            let stamp = put.stamp.or_else(|| Stamp::at(&self.folder.join(&put.path)))?;
            Some((put.path, (stamp, put.written.hash)))
        };
        Ok((report, puts.into_iter().filter_map(stamp).collect()))
    }

    /// The first build: the stage becomes the folder.
    fn appear(&self, after: &Manifest) -> io::Result<()> {
        fs::create_dir_all(self.stage.join(OWN))?;
        fs::write(self.stage.join(OWN).join("manifest"), after.to_text())?;
        fs::rename(&self.stage, &self.folder)
    }

    /// A later build, file by file. Returns how many files were removed.
    fn replace(&self, before: &Manifest, after: &Manifest, puts: &[Put]) -> io::Result<usize> {
        let mut during = after.clone();
        puts.iter().filter(|put| put.differs).for_each(|put| {
            during.files.remove(&put.path);
        });
        // Files stay listed until they are removed.
        let stale = before.files.iter().filter(|(path, _)| !after.files.contains_key(*path));
        let stale: Vec<(&String, &Written)> = stale.collect();
        during.files.extend(stale.iter().map(|(path, written)| ((*path).clone(), **written)));
        self.write_manifest(&during)?;
        let done = || {
            let mut removed = 0;
            for (path, _) in stale {
                removed += usize::from(self.remove(path)?);
            }
            for put in puts.iter().filter(|put| put.differs) {
                self.place(&put.path)?;
            }
            self.write_manifest(after)?;
            Ok(removed)
        };
        let done = done();
        if done.is_err() {
            // If somebody removed the folder meanwhile, what is there now must not seem to be somebody else's.
            let _ = self.write_manifest(&during);
        }
        done
    }

    fn write_manifest(&self, manifest: &Manifest) -> io::Result<()> {
        let staged = self.stage.join("manifest~");
        fs::create_dir_all(&self.stage)?;
        fs::write(&staged, manifest.to_text())?;
        fs::rename(staged, self.folder.join(OWN).join("manifest"))
    }

    fn place(&self, path: &str) -> io::Result<()> {
        make_room(&self.folder, path)?;
        fs::rename(self.stage.join(path), self.folder.join(path))
    }

    /// Removes a file and the folders it leaves empty.
    fn remove(&self, path: &str) -> io::Result<bool> {
        // Behind a link are files of somebody else.
        if files::is_through_link(&self.folder, path) {
            return Ok(false);
        }
        let removed = match fs::remove_file(self.folder.join(path)) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(error),
        };
        let mut folder = files::folder(path);
        // `remove_dir` fails on a folder that is not empty, which ends the loop.
        while !folder.is_empty() && fs::remove_dir(self.folder.join(folder)).is_ok() {
            folder = files::folder(folder);
        }
        Ok(removed)
    }
}

fn is_equal(path: &Path, bytes: &[u8]) -> bool {
    let as_long = fs::symlink_metadata(path)
        .is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64);
    as_long && fs::read(path).is_ok_and(|known| known == bytes)
}
