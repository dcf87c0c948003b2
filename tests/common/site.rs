//! The generated repository on disk, to be edited there.

use super::{Files, generated, put, tree};
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use tempfile::{TempDir, tempdir};

/// A repository on disk and its site.
pub struct Site {
    pub root: TempDir,
    pub files: Files,
    /// Whether it has search. The index is rebuilt whenever a text changes, so few tests enable it.
    pub search: bool,
}

impl Site {
    pub fn new() -> Self {
        let (root, files) = (tempdir().expect("a folder"), generated::repository());
        put(root.path(), &files);
        Self { root, files, search: false }
    }

    /// Writes the files that differ and returns their paths.
    pub fn change(&mut self, files: Files) -> Vec<PathBuf> {
        let at = |path: &String| self.root.path().join(path);
        let mut changed = Vec::new();
        for path in self.files.keys().filter(|path| !files.contains_key(*path)) {
            fs::remove_file(at(path)).expect("it can be removed");
            changed.push(at(path));
        }
        for (path, bytes) in
            files.iter().filter(|(path, bytes)| self.files.get(*path) != Some(bytes))
        {
            put(self.root.path(), &Files::from([(path.clone(), bytes.clone())]));
            changed.push(at(path));
        }
        self.files = files;
        changed
    }

    /// Makes all files old enough for their stamps to be trusted.
    pub fn age(&self) {
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        for path in self.files.keys().map(|path| self.root.path().join(path)) {
            let modified = fs::metadata(&path).and_then(|meta| meta.modified());
            // Skip old ones, which this would touch.
            if modified.expect("it has a time") > long_ago {
                let file = fs::File::options().append(true).open(path);
                file.and_then(|file| file.set_modified(long_ago)).expect("it can be aged");
            }
        }
    }

    /// All files of a folder of the repository.
    pub fn below(&self, folder: &str) -> Files {
        tree(&self.root.path().join(folder))
    }
}
