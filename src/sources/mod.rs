//! Input: lists the files of the repository and reads their bytes. Nothing is interpreted; a file's kind
//! follows from its path.

mod dates;
mod foreign;
mod stamp;
mod update;

pub use dates::GitDates;
pub use foreign::{is_left_out, is_published};
pub use stamp::Stamp;

use crate::config::ADDRESSES;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::UNREADABLE;
use crate::encoding;
use crate::files;
use crate::hash::Hash;
use include_dir::{Dir, DirEntry, include_dir};
use std::fs::FileType;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;
use walkdir::WalkDir;

/// The default theme, embedded at compile time.
static COMMONS: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/commons");

/// What a file is to the pipeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `site.toml`.
    Settings,
    /// A Markdown file in `content/`.
    Page,
    /// A vocabulary's `terms.toml`.
    Terms,
    /// `content/bibliography.bib`.
    Bibliography,
    /// A `.csl` file in `content/`: a citation style.
    Style,
    /// Any other file in `content/`: published next to the pages.
    Attachment,
    /// A file in `static/`: published unchanged.
    Static,
    /// A file of a theme.
    Theme,
    /// `addresses.txt`: the addresses that were published.
    Addresses,
}

/// One file, not yet read.
#[derive(Clone, Debug)]
pub struct File {
    /// Relative to the repository.
    pub path: Arc<str>,
    pub kind: Kind,
    pub at: At,
    /// Identifies the content without reading it; `None` if that is not reliable.
    pub stamp: Option<Stamp>,
}

/// Where a file's bytes are.
#[derive(Clone, Debug)]
pub enum At {
    Disk(Arc<Path>),
    /// Part of the binary: the default theme.
    Embedded(&'static [u8]),
    /// Given by the caller.
    Memory(Arc<[u8]>),
}

/// A file with its content.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: Arc<str>,
    pub kind: Kind,
    pub hash: Hash,
    pub bytes: Vec<u8>,
}

/// All files of a repository, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    pub files: Vec<File>,
    /// The dates in git, if the build asks for them.
    pub dates: Option<Arc<GitDates>>,
}

impl File {
    /// Whether it is embedded in the binary.
    pub fn is_embedded(&self) -> bool {
        matches!(self.at, At::Embedded(_))
    }

    /// Whether it certainly has the content it had with this stamp.
    pub fn is_as(&self, then: Option<Stamp>) -> bool {
        self.is_embedded() || (self.stamp.is_some() && self.stamp == then)
    }

    /// Its current bytes.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        match &self.at {
            // What was a file when the folders were walked may be a link or a pipe by now.
            At::Disk(path) if !path.symlink_metadata()?.is_file() => {
                Err(io::Error::other("it is no longer a file"))
            }
            At::Disk(path) => std::fs::read(path),
            At::Embedded(bytes) => Ok(bytes.to_vec()),
            At::Memory(bytes) => Ok(bytes.to_vec()),
        }
    }

    /// Reads the file.
    pub fn read(&self) -> io::Result<Source> {
        let bytes = self.bytes()?;
        let hash = Hash::of(&bytes);
        Ok(Source { path: self.path.clone(), kind: self.kind, hash, bytes })
    }
}

impl Sources {
    /// Walks the repository at `root`. `Err` only if there is no `site.toml`; what can't be read is reported. A link
    /// is reported wherever it is and never followed, so that nothing outside of the repository is read.
    pub fn scan(root: &Path) -> io::Result<(Self, Vec<Diagnostic>)> {
        let settings = root.join(crate::config::PATH);
        if !settings.is_file() {
            let folder = root.canonicalize().unwrap_or_else(|_| root.to_owned());
            let has_settings = |above: &&Path| above.join(crate::config::PATH).is_file();
            let way_out = match folder.ancestors().find(has_settings) {
                Some(above) => format!("there is one in {}", above.display()),
                None => "go to the repository's folder, name it with --root, or create one with `talkoo init`".to_owned(),
            };
            let message = format!("there is no site.toml in {}; {way_out}", folder.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, message));
        }
        if settings.is_symlink() {
            return Err(io::Error::other(format!("{} is {LINK}; {NO_LINK}", settings.display())));
        }
        let now = SystemTime::now();
        let mut files = vec![File {
            path: crate::config::PATH.into(),
            kind: Kind::Settings,
            stamp: settled(&settings, now),
            at: At::Disk(settings.into()),
        }];
        let mut problems = Vec::new();
        let addresses = root.join(ADDRESSES);
        if addresses.is_symlink() {
            let message = format!("{ADDRESSES} is {LINK}");
            problems.push(UNREADABLE.at(&ADDRESSES.into(), 0..0, message).help(NO_LINK));
        } else if addresses.is_file() {
            files.push(File {
                path: ADDRESSES.into(),
                kind: Kind::Addresses,
                stamp: settled(&addresses, now),
                at: At::Disk(addresses.into()),
            });
        }
        for folder in ["content", "static", "themes"] {
            walk(root, folder, now, &mut files, &mut problems);
        }
        if !files.iter().any(|file| file.path.starts_with("themes/commons/")) {
            embedded(&COMMONS, &mut files);
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|b, a| {
            let is_same = a.path == b.path;
            if is_same {
                let message = "there are two files with this name, which only differ in how accents are stored";
                problems.push(UNREADABLE.at(&a.path, 0..0, message).help("delete one of them"));
            }
            is_same
        });
        Ok((Self { files, dates: None }, problems))
    }

    /// A repository in memory, with the default theme.
    pub fn given<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let mut all: Vec<File> = files
            .into_iter()
            .filter_map(|(path, bytes)| {
                let kind = kind(path)?;
                Some(File { path: path.into(), kind, at: At::Memory(bytes.into()), stamp: None })
            })
            .collect();
        embedded(&COMMONS, &mut all);
        all.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files: all, dates: None }
    }

    /// Gives a file this text in memory; one that is not there is made. A path that is no part of a repository is left out.
    pub fn put(&mut self, path: &Arc<str>, text: &str) {
        let at = At::Memory(text.as_bytes().into());
        match self.files.binary_search_by(|file| file.path.cmp(path)) {
            Ok(found) => self.files[found].at = at,
            Err(place) => {
                let new = kind(path).map(|kind| File { path: path.clone(), kind, at, stamp: None });
                self.files.splice(place..place, new);
            }
        }
    }

    /// The files of one kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.kind == kind)
    }

    /// A file by its path.
    pub fn file(&self, path: &str) -> Option<&File> {
        let found = self.files.binary_search_by(|file| (*file.path).cmp(path)).ok()?;
        Some(&self.files[found])
    }

    /// The text of a file, for showing diagnostics in it; `None` if it is gone or not a text.
    pub fn text(&self, path: &str) -> Option<String> {
        let file = self.file(path)?;
        let is_text = !matches!(file.kind, Kind::Attachment | Kind::Static);
        is_text.then(|| Some(encoding::decode(&file.bytes().ok()?).0.into_owned()))?
    }
}

const LINK: &str =
    "a symbolic link, which Talkoo does not follow: it could lead out of the repository";
const NO_LINK: &str = "replace it with what it leads to";

fn walk(
    root: &Path,
    folder: &str,
    now: SystemTime,
    files: &mut Vec<File>,
    problems: &mut Vec<Diagnostic>,
) {
    let walk = WalkDir::new(root.join(folder)).follow_root_links(false).into_iter();
    let wanted = |entry: &walkdir::DirEntry| {
        let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
        !is_left_out(&inside.to_string_lossy().replace('\\', "/"))
    };
    for entry in walk.filter_entry(wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => match repository_file(root, entry.path(), entry.file_type(), now) {
                Ok(Some(file)) => files.push(file),
                Ok(None) => {}
                Err(problem) => problems.push(*problem),
            },
            // `static/` and `themes/` are optional.
            Err(error) if error.depth() == 0 => {}
            Err(error) => {
                let path = error.path().unwrap_or(root).display().to_string();
                problems.push(UNREADABLE.at(
                    &path.as_str().into(),
                    0..0,
                    format!("{path} can't be read: {error}"),
                ));
            }
        }
    }
}

fn repository_file(
    root: &Path,
    at: &Path,
    kind_on_disk: FileType,
    now: SystemTime,
) -> Result<Option<File>, Box<Diagnostic>> {
    let Some(path) = files::repository_path(root, at) else {
        let path = at.to_string_lossy().into_owned();
        let message = format!("the name of {path} is not UTF-8, so it has no address");
        return Err(Box::new(UNREADABLE.at(&path.as_str().into(), 0..0, message)));
    };
    if path.chars().any(char::is_control) {
        let message =
            "the name of this file contains a control character, which an address can't have";
        let problem = UNREADABLE.at(&path.as_str().into(), 0..0, message);
        return Err(Box::new(problem.help("rename the file")));
    }
    if path.starts_with("static/.talkoo") {
        let message = "the site's folder .talkoo/ is reserved for Talkoo";
        let problem = UNREADABLE.at(&path.as_str().into(), 0..0, message);
        return Err(Box::new(problem.help("rename the folder")));
    }
    if !kind_on_disk.is_file() {
        let (message, help) = match kind_on_disk.is_symlink() {
            true => (format!("this is {LINK}"), NO_LINK),
            false => ("this is a pipe, a socket or a device, not a file".to_owned(), "delete it"),
        };
        return Err(Box::new(UNREADABLE.at(&path.as_str().into(), 0..0, message).help(help)));
    }
    let Some(kind) = kind(&path) else { return Ok(None) };
    let stamp = settled(at, now);
    Ok(Some(File { path: path.as_str().into(), kind, at: At::Disk(at.into()), stamp }))
}

fn settled(path: &Path, now: SystemTime) -> Option<Stamp> {
    Stamp::at(path).filter(|stamp| stamp.is_settled(now))
}

fn embedded(dir: &'static Dir<'static>, files: &mut Vec<File>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => embedded(dir, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let path = format!("themes/commons/{path}").as_str().into();
                let at = At::Embedded(file.contents());
                files.push(File { path, kind: Kind::Theme, at, stamp: None });
            }
        }
    }
}

/// The kind of a file, by its path; `None` if it is not used.
fn kind(path: &str) -> Option<Kind> {
    let name = files::file_name(path);
    if path == crate::config::PATH {
        return Some(Kind::Settings);
    }
    if path == ADDRESSES {
        return Some(Kind::Addresses);
    }
    let (top, rest) = path.split_once('/')?;
    if is_left_out(path) {
        return None;
    }
    match top {
        "content" if rest == "bibliography.bib" => Some(Kind::Bibliography),
        "content" if name == "terms.toml" => Some(Kind::Terms),
        "content" if name.ends_with(".md") => Some(Kind::Page),
        "content" if name.ends_with(".csl") => Some(Kind::Style),
        "content" => Some(Kind::Attachment),
        "static" => Some(Kind::Static),
        "themes" => Some(Kind::Theme),
        _ => None,
    }
}
