//! `check --fix`: the fixes that are certain, made. All of it happens in memory until nothing more can be
//! fixed; what comes out is each file as it was and as it would be, for whoever shows it. Writing is a step
//! of its own, and the only one here that touches the disk.

use crate::check;
use crate::diagnostics::{Diagnostic, fix};
use crate::options::Options;
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::sources::{At, File, Kind, Sources};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that is fixed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub path: Arc<str>,
    pub before: String,
    pub after: String,
}

/// What could be fixed.
pub struct Mended {
    /// By path.
    pub changes: Vec<Change>,
    /// How many findings are gone.
    pub fixed: usize,
    /// The site as it is with all changes, and what is still wrong with it.
    pub site: Site,
    pub diagnostics: Vec<Diagnostic>,
}

/// One fix can make room for another: a key that is read again has a value with a mistake of its own.
/// More rounds than this only two fixes could need that undo each other.
const ROUNDS: usize = 10;

/// Makes all fixes of the findings that are `wanted`. `sources` are held in memory: see [`hold`].
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
        for (path, before, outcome) in round {
            fixed += outcome.fixed;
            replace(&mut sources, &path, &outcome.text);
            let new = || Change { path: path.clone(), before, after: String::new() };
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

/// The files that one round of fixes changes: as they were, and what becomes of them.
fn round(
    site: &Site,
    diagnostics: &[Diagnostic],
    wanted: &dyn Fn(&Diagnostic) -> bool,
) -> Vec<(Arc<str>, String, fix::Outcome)> {
    let mendable = |d: &&Diagnostic| !d.fix.is_empty() && wanted(d);
    let found: Vec<&Diagnostic> = diagnostics.iter().filter(mendable).collect();
    let of_file = |found: &[&Diagnostic]| {
        let path = &found[0].path;
        // Where bytes are no UTF-8, places in the text are not places in the file.
        let text = String::from_utf8(held(site.snapshot.sources.file(path)?)?).ok()?;
        let outcome = fix::apply(&text, found.iter().map(|d| &*d.fix));
        (outcome.fixed > 0).then(|| (path.clone(), text, outcome))
    };
    found.chunk_by(|a, b| a.path == b.path).filter_map(of_file).collect()
}

fn replace(sources: &mut Sources, path: &str, text: &str) {
    if let Some(file) = sources.files.iter_mut().find(|file| &*file.path == path) {
        file.at = At::Memory(text.as_bytes().into());
    }
}

/// Only settings and content are ever fixed, and only as they were read.
fn held(file: &File) -> Option<Vec<u8>> {
    match &file.at {
        At::Memory(bytes) if is_mended(file.kind) => Some(bytes.to_vec()),
        _ => None,
    }
}

fn is_mended(kind: Kind) -> bool {
    matches!(kind, Kind::Settings | Kind::Page | Kind::Terms | Kind::Bibliography)
}

/// Reads what can be fixed into memory, so that places in a text stay true whoever writes the file
/// meanwhile. What can't be read stays where it is.
pub fn hold(sources: &mut Sources) {
    for file in sources.files.iter_mut().filter(|file| is_mended(file.kind)) {
        if let Ok(bytes) = file.bytes() {
            file.at = At::Memory(bytes.into());
        }
    }
}

/// Writes a change into the repository at `root`: the whole file or nothing of it. `Err` says in a sentence
/// why it was not written.
pub fn write(root: &Path, change: &Change) -> Result<(), String> {
    let refused = |why: &str| format!("{} was not changed: {why}", change.path);
    let failed = |error: io::Error| refused(&error.to_string());
    let place = place(root, &change.path).map_err(failed)?;
    let Some(place) = place else { return Err(refused("it lies outside of the repository")) };
    if fs::read(&place).map_err(failed)? != change.before.as_bytes() {
        return Err(refused("somebody wrote it meanwhile; run this again"));
    }
    let permissions = fs::metadata(&place).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(refused("it may only be read"));
    }
    put(&place, change.after.as_bytes(), permissions).map_err(failed)
}

/// Where a file of the repository lies; none if a symbolic link leads out of it.
fn place(root: &Path, path: &str) -> io::Result<Option<PathBuf>> {
    let whole = root.canonicalize()?;
    let place = root.join(path);
    let is_link = fs::symlink_metadata(&place)?.is_symlink();
    let place = place.canonicalize()?;
    Ok((!is_link && place.starts_with(whole)).then_some(place))
}

/// Puts the bytes beside the file, and the new file in its place.
fn put(place: &Path, bytes: &[u8], permissions: fs::Permissions) -> io::Result<()> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    // Such a name is no file of the repository, should this be all that is left of a run.
    let staged = place.with_file_name(format!(".#{name}.{}~", std::process::id()));
    let written = fs::File::create_new(&staged).and_then(|mut file| {
        file.write_all(bytes)?;
        file.set_permissions(permissions)?;
        file.sync_all()
    });
    let renamed = written.and_then(|()| fs::rename(&staged, place));
    if renamed.is_err() {
        // The reason is the first error; that tidying up failed as well would only hide it.
        let _ = fs::remove_file(&staged);
    }
    renamed
}
