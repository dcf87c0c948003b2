//! The door by which the site goes out. Nothing else touches the output folder, and nothing is removed
//! there that an earlier run did not write itself.
//!
//! 1. A first build is written into a sibling folder and renamed into place: it appears whole.
//! 2. A later one stages what differs beside the site, and only when everything is there puts it in
//!    place, file by file; what is equal is left untouched.
//! 3. The manifest names what was written. It is written before the change without the files about to
//!    change, and after it with them, so that a run that is killed leaves nothing that is taken for true.

use crate::files;
use crate::fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What was written: by path, the key of the output that it was made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    pub keys: BTreeMap<String, Fingerprint>,
}

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
}

/// A file that was put on its way.
#[derive(Clone, Debug)]
pub struct Put {
    pub path: String,
    pub key: Fingerprint,
    /// Whether the file in place is another one, or none.
    pub differs: bool,
}

/// Our own files inside the site's folder.
const OWN: &str = ".talkoo";
const HEADER: &str = "talkoo manifest 1";

/// Makes ready to write a site into `folder`. `Err` if it holds something that is not ours.
pub fn begin(folder: &Path) -> io::Result<Writing> {
    let manifest = folder.join(OWN).join("manifest");
    if manifest.is_file() {
        let stage = folder.join(OWN).join("stage");
        clear(&stage)?;
        let before = Some(Manifest::read(&fs::read_to_string(manifest).unwrap_or_default()));
        return Ok(Writing { folder: folder.to_owned(), stage, before });
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
    Ok(Writing { folder: folder.to_owned(), stage, before: None })
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

fn clear(stage: &Path) -> io::Result<()> {
    match fs::remove_dir_all(stage) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(stage),
    }
}

impl Writing {
    /// What the last run wrote.
    pub fn before(&self) -> Option<&Manifest> {
        self.before.as_ref()
    }

    /// Puts a file on its way. May be called from several threads at once, for different paths.
    /// `Err` for a path that is not plain: nothing is ever written outside of the folder.
    pub fn put(&self, path: &str, key: Fingerprint, bytes: &[u8]) -> io::Result<Put> {
        if files::join("", path).as_deref() != Some(path) {
            let message = format!("{path} is no path inside the site");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let differs = self.before.is_none() || !is_equal(&self.folder.join(path), bytes);
        if differs {
            let staged = self.stage.join(path);
            if let Some(parent) = staged.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(staged, bytes)?;
        }
        Ok(Put { path: path.to_owned(), key, differs })
    }

    /// What the last run put below a folder, if it was all put with this key and is still there.
    pub fn kept(&self, folder: &str, key: Fingerprint) -> Option<Vec<Put>> {
        let known = self.before.as_ref()?.keys.iter().filter(|(path, _)| path.starts_with(folder));
        let kept = known.map(|(path, known)| {
            let is_there = *known == key && self.folder.join(path).is_file();
            is_there.then(|| Put { path: path.clone(), key, differs: false })
        });
        kept.collect::<Option<Vec<Put>>>().filter(|kept| !kept.is_empty())
    }

    /// Gives up: the site stays as it was.
    pub fn abandon(self) -> io::Result<()> {
        fs::remove_dir_all(&self.stage)
    }

    /// Puts everything in place, and takes away what an earlier run wrote and this one did not.
    pub fn finish(self, puts: Vec<Put>) -> io::Result<Report> {
        let after = Manifest { keys: puts.iter().map(|put| (put.path.clone(), put.key)).collect() };
        let mut report = Report {
            written: puts.iter().filter(|put| put.differs).count(),
            unchanged: puts.iter().filter(|put| !put.differs).count(),
            removed: 0,
        };
        let Some(before) = &self.before else {
            fs::create_dir_all(self.stage.join(OWN))?;
            fs::write(self.stage.join(OWN).join("manifest"), after.to_text())?;
            // An empty folder may stand there; rename would refuse it on some systems.
            let _ = fs::remove_dir(&self.folder);
            fs::rename(&self.stage, &self.folder)?;
            return Ok(report);
        };
        let stale: Vec<&String> =
            before.keys.keys().filter(|path| !after.keys.contains_key(*path)).collect();
        if report.written > 0 || !stale.is_empty() || after != *before {
            let mut during = after.clone();
            puts.iter().filter(|put| put.differs).for_each(|put| {
                during.keys.remove(&put.path);
            });
            // What is about to go stays named until it is gone.
            stale.iter().for_each(|path| {
                during.keys.insert((*path).clone(), before.keys[*path]);
            });
            self.write_manifest(&during)?;
            for path in stale {
                report.removed += usize::from(self.remove(path)?);
            }
            for put in puts.iter().filter(|put| put.differs) {
                self.place(&put.path)?;
            }
            self.write_manifest(&after)?;
        }
        fs::remove_dir_all(&self.stage)?;
        Ok(report)
    }

    fn write_manifest(&self, manifest: &Manifest) -> io::Result<()> {
        let staged = self.stage.join("manifest~");
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

impl Manifest {
    /// Reads a manifest; lines that can't be understood are left out, and so are paths that would lead
    /// out of the folder.
    pub fn read(text: &str) -> Self {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Self::default();
        }
        let record = |line: &str| {
            let (key, path) = line.split_once(' ')?;
            let inside = files::join("", path)? == path && !path.starts_with(OWN);
            inside.then_some((path.to_owned(), Fingerprint::from_hex(key)?))
        };
        Self { keys: lines.filter_map(record).collect() }
    }

    fn to_text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (path, key) in &self.keys {
            text.push_str(&format!("{key} {path}\n"));
        }
        text
    }
}
