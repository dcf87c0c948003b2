//! A repository on disk that is built by the program, again and again.

use super::{Files, PLAIN, generated, put, tree};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};
use talkoo::cache::Cache;
use talkoo::pipeline::{Known, Repository, Since, State, Wish};
use tempfile::{TempDir, tempdir};

/// The search index is made anew from all texts whenever one changes, so it is left out here.
pub const WISH: Wish = Wish { search: false, ..PLAIN };

/// A repository on disk with a site beside it.
pub struct Site {
    pub root: TempDir,
    pub files: Files,
}

/// What a build said.
pub struct Built {
    pub rendered: usize,
    pub written: usize,
    /// Whether it took over from the build before what an edit of texts leaves as it was.
    pub is_quick: bool,
    /// What it found.
    pub findings: String,
}

impl Site {
    pub fn new() -> Self {
        let site = Self { root: tempdir().expect("a folder"), files: generated::repository() };
        put(site.root.path(), &site.files);
        site
    }

    /// Writes what is different, and says which paths these are.
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

    /// Runs the program; how many outputs it rendered and wrote.
    pub fn build(&self) -> (usize, usize) {
        let built = self.built(&[]);
        (built.rendered, built.written)
    }

    /// Runs the program.
    pub fn built(&self, more: &[&str]) -> Built {
        let mut command = Command::new(env!("CARGO_BIN_EXE_talkoo"));
        command.args(["build", "--timings", "--no-search", "--root"]).arg(self.root.path());
        let output = command.args(more).output().expect("it runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let findings = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{text}{findings}");
        let number = |before: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            let at = words.windows(2).position(|pair| format!("{} {}", pair[0], pair[1]) == before);
            at.map_or(0, |at| words[at - 1].parse().expect("a number"))
        };
        let written = text.split(" outputs: ").nth(1).and_then(|rest| rest.split(' ').next());
        Built {
            rendered: number("outputs rendered"),
            written: written.and_then(|n| n.parse().ok()).expect("it is said"),
            is_quick: text.contains(" ms  memory\n"),
            findings,
        }
    }

    /// Makes all files old enough to be known by their stamps.
    pub fn age(&self) {
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        for path in self.files.keys().map(|path| self.root.path().join(path)) {
            let modified = fs::metadata(&path).and_then(|meta| meta.modified());
            // Those that are old would be touched by this.
            if modified.expect("it has a time") > long_ago {
                let file = fs::File::options().append(true).open(path);
                file.and_then(|file| file.set_modified(long_ago)).expect("it can be aged");
            }
        }
    }

    /// What was published, without our own notes.
    pub fn published(&self) -> Files {
        let all = tree(&self.root.path().join("public")).into_iter();
        all.filter(|(path, _)| !path.starts_with(".talkoo/")).collect()
    }
}

/// Paths by which two sites differ.
pub fn difference(a: &Files, b: &Files) -> Vec<String> {
    let all = a.keys().chain(b.keys());
    let mut paths: Vec<String> = all.filter(|path| a.get(*path) != b.get(*path)).cloned().collect();
    paths.dedup();
    paths
}

/// Puts a text at the end of a file.
pub fn append(files: &mut Files, path: &str, text: &str) {
    files.get_mut(path).expect("it is there").extend(text.as_bytes());
}

/// Puts one text in place of another, where it stands first.
pub fn replace(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[path].clone()).expect("it is text");
    files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
}

/// The repository in a folder, read anew.
pub fn open(root: &Path) -> Repository {
    Repository::open(root, WISH, &Known::default()).expect("it opens")
}

/// What the program remembers of this folder's outputs, and what it says of one: how it stands, what that is
/// compared with, and which parts of it are others.
pub fn why(site: &Site, address: &str) -> (State, Since, Vec<&'static str>) {
    let root = site.root.path();
    let repository = open(root);
    let output = repository.at_address(address).expect("it is published");
    let why = repository.why(output, &root.join("public"), &Cache::of(root));
    let changed = why.parts.iter().filter(|part| part.changed == Some(true));
    (why.state, why.since, changed.map(|part| part.part.name()).collect())
}
