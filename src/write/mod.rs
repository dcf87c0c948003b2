//! The door by which the site goes out. Nothing else touches the output folder, and nothing is removed
//! there that an earlier run did not write itself.
//!
//! 1. A first build is written into a sibling folder and renamed into place: it appears whole.
//! 2. A later one stages what differs beside the site, and only when everything is there puts it in
//!    place, file by file; what is equal is left untouched.
//! 3. The manifest names what was written. It is written before the change without the files about to
//!    change, and after it with them, so that a run that is killed leaves nothing that is taken for true.

mod manifest;

pub use manifest::{Manifest, Written};

use crate::files;
use crate::hash::Hash;
use crate::sources::Stamp;
use manifest::OWN;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// By path: the stamps of files in the output folder, with the hashes of the bytes that they had.
pub type Stamps = BTreeMap<String, (Stamp, Hash)>;

/// What happened to the files of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Report {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// A site on its way out.
#[derive(Debug)]
pub struct Writing {
    /// Where the site will be.
    folder: PathBuf,
    /// Where new files go until everything is there.
    stage: PathBuf,
    /// What stands in the folder; none for a first build.
    before: Option<Manifest>,
    /// What an earlier run saw there; a guess that saves reading the files.
    stamps: Stamps,
}

/// A file that was put on its way, or stands already.
#[derive(Clone, Debug)]
pub struct Put {
    pub path: String,
    written: Written,
    /// Whether the file in place is another one, or none.
    differs: bool,
    /// What the file can be known by; none if that is to change yet.
    stamp: Option<Stamp>,
}

/// Makes ready to write a site into `folder`. `Err` if it holds something that is not ours.
pub fn begin(folder: &Path, stamps: Stamps) -> io::Result<Writing> {
    if let Some(before) = manifest(folder) {
        let stage = folder.join(OWN).join("stage");
        clear(&stage)?;
        return Ok(Writing { folder: folder.to_owned(), stage, before: Some(before), stamps });
    }
    if let Some(other) = first_entry(folder)? {
        let message = format!(
            "{} is not empty ({} is in it) and was not made by Talkoo; choose another folder with --out, or empty it",
            folder.display(),
            other.display()
        );
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(name) = name else {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{} is no folder to write to", folder.display()),
        ));
    };
    let stage = folder.with_file_name(format!(".{name}.talkoo-new"));
    clear(&stage)?;
    Ok(Writing { folder: folder.to_owned(), stage, before: None, stamps })
}

/// What we wrote into a folder; none if there is nothing of ours.
pub fn manifest(folder: &Path) -> Option<Manifest> {
    let file = folder.join(OWN).join("manifest");
    file.is_file().then(|| Manifest::read(&fs::read_to_string(file).unwrap_or_default()))
}

/// Whether all that we wrote into a folder still stands there as these stamps know it.
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
            entries.next().transpose().map(|entry| entry.map(|e| e.file_name().into()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Takes away what a run that was killed left behind.
fn clear(stage: &Path) -> io::Result<()> {
    match fs::remove_dir_all(stage) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

impl Writing {
    /// The file of an output that was written under this key before, if it still stands as it was
    /// written: then it need not be made again. May be called from several threads at once.
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

    /// All files below a folder, if they were written under this key before and still stand.
    pub fn standing_below(&self, folder: &str, key: Hash) -> Option<Vec<Put>> {
        let known = self.before.as_ref()?.files.keys().filter(|path| path.starts_with(folder));
        let standing = known.map(|path| self.standing(path, key)).collect::<Option<Vec<Put>>>();
        standing.filter(|puts| !puts.is_empty())
    }

    /// Puts a file on its way. May be called from several threads at once, for different paths.
    /// `Err` for a path that is not plain: nothing is ever written outside of the folder.
    pub fn put(&self, path: &str, key: Hash, bytes: &[u8]) -> io::Result<Put> {
        if files::join("", path).as_deref() != Some(path) {
            let message = format!("{path} is no path inside the site");
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
                // It keeps its times when the folder around it gets its name, not when it gets its own.
                if is_first { Some(Stamp::of(&file.metadata()?)) } else { None }
            }
            false => Stamp::at(&place),
        };
        let written = Written { key, hash: Hash::of(bytes) };
        Ok(Put { path: path.to_owned(), written, differs, stamp })
    }

    /// Gives up: the site stays as it was.
    pub fn abandon(self) -> io::Result<()> {
        clear(&self.stage)
    }

    /// Puts everything in place, and takes away what an earlier run wrote and this one did not. What is
    /// in place then can be known by its stamps.
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
        // An empty folder may stand there; rename would refuse it on some systems.
        let _ = fs::remove_dir(&self.folder);
        fs::rename(&self.stage, &self.folder)
    }

    /// A later build, file by file. How many are gone afterwards.
    fn replace(&self, before: &Manifest, after: &Manifest, puts: &[Put]) -> io::Result<usize> {
        let mut during = after.clone();
        puts.iter().filter(|put| put.differs).for_each(|put| {
            during.files.remove(&put.path);
        });
        // What is about to go stays named until it is gone.
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

    /// Removes a file and the folders that it leaves empty.
    fn remove(&self, path: &str) -> io::Result<bool> {
        let removed = match fs::remove_file(self.folder.join(path)) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(error),
        };
        let mut folder = files::folder(path);
        // `remove_dir` refuses a folder with something in it, and that is where this ends.
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
