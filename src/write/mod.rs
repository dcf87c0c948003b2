//! Output: nothing else touches the output folder, and nothing is removed there that an earlier run did not
//! write.
//!
//! 1. A first build is written into a sibling folder and renamed into place, so it appears at once. An empty folder
//!    that is there already is written into.
//! 2. A later build stages the files that differ, and moves them into place one by one when all are ready.
//!    Equal files are not touched.
//! 3. The manifest lists what was written. It is written before the change without the files that will change,
//!    and after it with them, so an interrupted run leaves no false entries.

mod manifest;

pub use manifest::{Manifest, Written};

use crate::files;
use crate::hash::Hash;
use crate::sources::Stamp;
use fs_err as fs;
use manifest::OWN;
use std::collections::BTreeMap;
use std::io;
use std::io::Write;
use std::path::{Path, PathBuf};

/// By path: the stamps of files in the output folder, and the hashes of their bytes.
pub type Stamps = BTreeMap<String, (Stamp, Hash)>;

/// The result of writing the site.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Report {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
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
    /// Stamps from an earlier run, which save reading the files.
    stamps: Stamps,
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

/// Prepares to write a site into `folder`. `Err` if it contains files that Talkoo did not write.
pub fn begin(folder: &Path, stamps: Stamps) -> io::Result<Writing> {
    if let Some(before) = manifest(folder) {
        let stage = folder.join(OWN).join("stage");
        clear(&stage)?;
        return Ok(Writing { folder: folder.to_owned(), stage, before: Some(before), stamps });
    }
    if folder.is_symlink() && !folder.exists() {
        let message = format!("{} is a link to a folder that does not exist", folder.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    if let Some(other) = first_entry(folder)? {
        let message = format!(
            "{} contains {} and was not made by Talkoo; choose another folder with --out, or empty it",
            folder.display(),
            other.display()
        );
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    }
    // An empty folder may be a link or another disk, and can't be replaced then: it is written into.
    if folder.is_dir() {
        let before = Manifest::default();
        fs::create_dir_all(folder.join(OWN))?;
        fs::write(folder.join(OWN).join("manifest"), before.to_text())?;
        let stage = folder.join(OWN).join("stage");
        return Ok(Writing { folder: folder.to_owned(), stage, before: Some(before), stamps });
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(name) = name else {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{} is not a folder", folder.display()),
        ));
    };
    let stage = folder.with_file_name(format!(".{name}.talkoo-new"));
    clear(&stage)?;
    Ok(Writing { folder: folder.to_owned(), stage, before: None, stamps })
}

/// The manifest of a folder, if there is one.
pub fn manifest(folder: &Path) -> Option<Manifest> {
    let file = folder.join(OWN).join("manifest");
    file.is_file().then(|| Manifest::read(&fs::read_to_string(file).unwrap_or_default()))
}

/// Whether all written files are still in the folder with these stamps.
pub fn stands(folder: &Path, stamps: &Stamps) -> bool {
    let Some(manifest) = manifest(folder) else { return false };
    manifest.files.len() == stamps.len()
        && manifest.files.iter().zip(stamps).all(|((path, written), (known, (stamp, hash)))| {
            path == known && written.hash == *hash && Stamp::at(&folder.join(path)) == Some(*stamp)
        })
}

fn first_entry(folder: &Path) -> io::Result<Option<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            // A disk has a folder of its own.
            let name =
                entries.find(|entry| !entry.as_ref().is_ok_and(|e| e.file_name() == "lost+found"));
            name.transpose().map(|entry| entry.map(|e| e.file_name().into()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes what an interrupted run left behind.
fn clear(stage: &Path) -> io::Result<()> {
    match fs::remove_dir_all(stage) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

impl Writing {
    /// The file of an output, if it was written under this key and has not been touched since; then it need
    /// not be rendered. May be called from several threads at once.
    pub fn standing(&self, path: &str, key: Hash) -> Option<Put> {
        let written = *self.before.as_ref()?.files.get(path).filter(|known| known.key == key)?;
        let place = self.folder.join(path);
        let stamp = Stamp::at(&place)?;
        let is_known = self.stamps.get(path) == Some(&(stamp, written.hash));
        if !is_known && Hash::of(fs::read(place).ok()?) != written.hash {
            return None;
        }
        Some(Put { path: path.to_owned(), written, differs: false, stamp: Some(stamp) })
    }

    /// All files below a folder, if all were written under this key and have not been touched since.
    pub fn standing_below(&self, folder: &str, key: Hash) -> Option<Vec<Put>> {
        let known = self.before.as_ref()?.files.keys().filter(|path| path.starts_with(folder));
        let standing = known.map(|path| self.standing(path, key)).collect::<Option<Vec<Put>>>();
        standing.filter(|puts| !puts.is_empty())
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
        let mut report = Report { written, unchanged: puts.len() - written, removed: 0 };
        match &self.before {
            Some(before) if after == *before && puts.iter().all(|put| !put.differs) => {}
            Some(before) => report.removed = self.replace(before, &after, &puts)?,
            None => self.appear(&after)?,
        }
        clear(&self.stage)?;
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
        let mut removed = 0;
        for (path, _) in stale {
            removed += usize::from(self.remove(path)?);
        }
        for put in puts.iter().filter(|put| put.differs) {
            self.place(&put.path)?;
        }
        self.write_manifest(after)?;
        Ok(removed)
    }

    fn write_manifest(&self, manifest: &Manifest) -> io::Result<()> {
        let staged = self.stage.join("manifest~");
        fs::create_dir_all(&self.stage)?;
        fs::write(&staged, manifest.to_text())?;
        fs::rename(staged, self.folder.join(OWN).join("manifest"))
    }

    fn place(&self, path: &str) -> io::Result<()> {
        let place = self.folder.join(path);
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::rename(self.stage.join(path), place)
    }

    /// Removes a file and the folders it leaves empty.
    fn remove(&self, path: &str) -> io::Result<bool> {
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
    let as_long =
        fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64);
    as_long && fs::read(path).is_ok_and(|known| known == bytes)
}
