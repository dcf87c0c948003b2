//! `check --fix`: applies the certain fixes. Everything happens in memory until nothing more can be fixed. The
//! result is each changed file before and after; only [`write`] changes the disk.

use crate::check;
use crate::diagnostics::rules::NOT_UTF8;
use crate::diagnostics::{Diagnostic, fix};
use crate::encoding;
use crate::files;
use crate::options::Options;
use crate::save::{self, Created};
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::sources::{At, File, Kind, Sources};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// A fixed file, or one that a fix makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub path: Arc<str>,
    pub before: String,
    /// The bytes that stand on disk; they are not `before` if the file is not UTF-8.
    pub bytes: Vec<u8>,
    pub after: String,
    /// Whether there is no such file yet.
    pub is_new: bool,
}

/// The result of fixing a site.
pub struct Mended {
    /// By path.
    pub changes: Vec<Change>,
    /// How many diagnostics were fixed.
    pub fixed: usize,
    /// The site with all changes, and the diagnostics that remain.
    pub site: Site,
    pub diagnostics: Vec<Diagnostic>,
}

/// One fix can reveal another: a corrected key may have a wrong value. The limit stops two fixes that undo each other.
const ROUNDS: usize = 10;

/// Fixes the diagnostics that are `wanted`. `sources` must be in memory, see [`hold`].
pub fn fix(mut sources: Sources, options: Options, wanted: &dyn Fn(&Diagnostic) -> bool) -> Mended {
    let mut changes: BTreeMap<Arc<str>, Change> = BTreeMap::new();
    let mut fixed = 0;
    for _ in 0..ROUNDS {
        let (site, diagnostics) = checked(sources.clone(), options);
        let round = round(&site, &diagnostics, wanted);
        if round.is_empty() {
            let changes = changes.into_values().filter(|change| change.before != change.after);
            return Mended { changes: changes.collect(), fixed, site, diagnostics };
        }
        for (path, bytes, outcome) in round {
            fixed += outcome.fixed;
            let is_new = sources.file(&path).is_none();
            sources.put(&path, &outcome.text);
            let before = String::from_utf8_lossy(&bytes).into_owned();
            let new = || Change { path: path.clone(), before, bytes, after: String::new(), is_new };
            changes.entry(path.clone()).or_insert_with(new).after = outcome.text;
        }
    }
    let (site, diagnostics) = checked(sources, options);
    Mended { changes: changes.into_values().collect(), fixed, site, diagnostics }
}

fn checked(sources: Sources, options: Options) -> (Site, Vec<Diagnostic>) {
    let snapshot = Snapshot::of((Arc::new(sources), Vec::new()), options, &Default::default());
    let site = Site::of(snapshot, options, &Default::default(), &mut Default::default());
    let diagnostics = check::check(&site, options);
    (site, diagnostics)
}

/// One round of fixes: each changed file's path, its bytes before, and the outcome.
fn round(
    site: &Site,
    diagnostics: &[Diagnostic],
    wanted: &dyn Fn(&Diagnostic) -> bool,
) -> Vec<(Arc<str>, Vec<u8>, fix::Outcome)> {
    let is_fixable = |d: &&Diagnostic| !d.fix.is_empty() && wanted(d);
    let found: Vec<&Diagnostic> = diagnostics.iter().filter(is_fixable).collect();
    let of_file = |found: &[&Diagnostic]| {
        let path = &found[0].path;
        let bytes = match site.snapshot.sources.file(path) {
            Some(file) => held(file)?,
            None if is_terms(path) => Vec::new(),
            None => return None,
        };
        let (text, foreign) = encoding::decode(&bytes);
        // Spans are those of the decoded text. A file that is not UTF-8 is first written as it was read.
        let outcome = match foreign {
            None => fix::apply(&text, found.iter().map(|d| &*d.fix)),
            Some(_) => {
                let fixed = found.iter().filter(|d| std::ptr::eq(d.rule, &NOT_UTF8)).count();
                fix::Outcome { text: text.into_owned(), fixed }
            }
        };
        (outcome.fixed > 0).then(|| (path.clone(), bytes, outcome))
    };
    found.chunk_by(|a, b| a.path == b.path).filter_map(of_file).collect()
}

/// Whether a fix may make a file: the terms of an open vocabulary that has no file yet.
fn is_terms(path: &str) -> bool {
    path.starts_with("content/") && files::file_name(path) == "terms.toml"
}

/// The bytes of a file that can be fixed, as they were read.
fn held(file: &File) -> Option<Vec<u8>> {
    match &file.at {
        At::Memory(bytes) if can_be_fixed(file.kind) => Some(bytes.to_vec()),
        _ => None,
    }
}

fn can_be_fixed(kind: Kind) -> bool {
    matches!(kind, Kind::Settings | Kind::Page | Kind::Terms | Kind::Bibliography)
}

/// Reads the files that can be fixed into memory, so that spans stay valid when a file changes on disk. Files that
/// can't be read are skipped.
pub fn hold(sources: &mut Sources) {
    for file in sources.files.iter_mut().filter(|file| can_be_fixed(file.kind)) {
        if let Ok(bytes) = file.bytes() {
            file.at = At::Memory(bytes.into());
        }
    }
}

/// Writes a change into the repository at `root`, all or nothing. `Err` is a sentence with the reason.
pub fn write(root: &Path, change: &Change) -> Result<(), String> {
    if change.is_new {
        return match save::create(root, &change.path, change.after.as_bytes())? {
            Created::Other => {
                Err(format!("{} was made in the meantime; run this again", change.path))
            }
            Created::New | Created::Same => Ok(()),
        };
    }
    save::replace(root, &change.path, &change.bytes, change.after.as_bytes())
}
