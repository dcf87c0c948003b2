//! `talkoo build`.

use super::addresses;
use super::output::{Exit, fail, report, say, tell};
use super::progress::Bar;
use crate::build::{self, Difference, Failure, Outcome, Verified};
use crate::cache::Cache;
use crate::check::{self, all_rules};
use crate::config::ADDRESSES;
use crate::diagnostics::text::counted;
use crate::diagnostics::{Diagnostic, has_errors, listed};
use crate::options::Options;
use crate::site::{CachedMemo, Site};
use crate::snapshot::Snapshot;
use crate::sources::{GitDates, Sources};
use crate::write::Report;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub struct BuildOptions {
    pub options: Options,
    pub timings: bool,
    /// Neither read nor write `.cache/`.
    pub no_cache: bool,
    /// Compare the output folder with a fresh build instead of writing.
    pub verify: bool,
    /// Take the dates that pages do not have from the history in git.
    pub dates_from_git: bool,
    /// Say nothing if all is well.
    pub quiet: bool,
}

pub fn run(root: &Path, out: &Path, request: &BuildOptions) -> Exit {
    let start = Instant::now();
    let folder = root.join(out);
    if let Some(inside) = source_folder(root, &folder) {
        return fail(format!(
            "{} is inside {inside}/, which is no place for outputs; choose another folder with --out",
            folder.display()
        ));
    }
    let (mut sources, scan) = match Sources::scan(root) {
        Ok(scanned) => scanned,
        Err(error) => return fail(error),
    };
    if request.dates_from_git {
        match GitDates::read(root) {
            Ok(dates) => sources.dates = Some(Arc::new(dates)),
            Err(error) => return fail(error),
        }
    }
    let sources = Arc::new(sources);
    let scanned = (sources.clone(), scan);
    if request.verify {
        return verify(scanned, request, &folder, &Cache::of(root));
    }
    let cache = (!request.no_cache).then(|| Cache::of(root));
    let bar = Bar::new();
    let tick = |done, all| bar.tick(done, all);
    let outcome = build::run(scanned, &folder, request.options, cache.as_ref(), &tick);
    bar.finish();
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(Failure::Content(diagnostics)) => {
            report(&diagnostics, &sources);
            tell("nothing was written: fix the errors above");
            return Exit::Problems;
        }
        Err(Failure::World(error)) => {
            return fail(format!("the site could not be written: {error}{}", way_out(&error)));
        }
    };
    let Outcome { pages, addresses, report: written, rendered, diagnostics, timings, cached } =
        outcome;
    report(&diagnostics, &sources);
    if request.timings {
        timings.0.iter().for_each(say_stage);
        say(format!("{rendered:>10}     outputs rendered"));
    }
    match addresses.map(|addresses| addresses::keep(root, &addresses)) {
        Some(Ok(new @ 1..)) => {
            tell(format!("note: {} {}; commit it", counted_new(new), ADDRESSES));
        }
        Some(Err(error)) => {
            return fail(format!("{ADDRESSES} could not be written: {error}"));
        }
        _ => {}
    }
    if let Err(error) = cached {
        tell(format!("note: .cache/ could not be written: {error}"));
    }
    warn_of(&written);
    if !request.quiet {
        say_done(pages, &written, &folder, start.elapsed());
    }
    Exit::Clean
}

fn counted_new(new: usize) -> String {
    format!("{new} new {} added to", if new == 1 { "address was" } else { "addresses were" })
}

fn say_done(pages: usize, written: &Report, folder: &Path, took: Duration) {
    say(format!(
        "{}, {} outputs: {} written, {} unchanged, {} removed, in {}",
        counted(pages, "page"),
        written.written + written.unchanged,
        written.written,
        written.unchanged,
        written.removed,
        in_words(took),
    ));
    say(format!("the site is in {}", folder.display()));
}

/// Says that the manifest was damaged, and which files are not the site's.
fn warn_of(written: &Report) {
    let Report { is_damaged, strangers, .. } = written;
    if *is_damaged {
        tell(format!("note: {DAMAGED}, so every file was made again"));
    }
    if !strangers.is_empty() {
        let (n, names) = (counted(strangers.len(), "file"), names(strangers));
        let are = if strangers.len() == 1 { "is" } else { "are" };
        let stay = if strangers.len() == 1 { "stays" } else { "stay" };
        tell(format!(
            "note: {n} in the output folder {are} not of this site, and {stay} there: {names}"
        ));
    }
}

const DAMAGED: &str =
    "the list of written files, .talkoo/manifest in the output folder, is damaged";

fn names(paths: &[String]) -> String {
    listed(paths.iter().map(String::as_str))
}

/// What to do about an error, if that is known.
fn way_out(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "; free some space, then build again"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "; make it writable, or choose another folder with --out"
        }
        ErrorKind::NotADirectory => "; move away the file that is in the way",
        _ => "",
    }
}

/// Rebuilds everything without the cache and lists the files that differ.
fn verify(
    scanned: (Arc<Sources>, Vec<Diagnostic>),
    request: &BuildOptions,
    folder: &Path,
    cache: &Cache,
) -> Exit {
    let options = request.options;
    let last = build::last_of_same_inputs(cache, folder, &scanned.0, options);
    let snapshot = Snapshot::of(scanned.clone(), options, &Default::default());
    let site = Site::of(snapshot, options, &Default::default(), &mut Default::default());
    let found = check::check(&site, options);
    if has_errors(&found) {
        report(&found, &site.snapshot.sources);
        tell("nothing was compared: fix the errors above");
        return Exit::Problems;
    }
    let cached = || {
        let snapshot = Snapshot::of(scanned.clone(), options, &cache.entries(&all_rules()));
        Site::of(snapshot, options, &CachedMemo::from(cache), &mut Default::default())
    };
    let verified = match build::verify(&site, folder, &last, cache, &cached) {
        Ok(verified) => verified,
        Err(Failure::Content(problems)) => {
            report(&problems, &site.snapshot.sources);
            return Exit::Problems;
        }
        Err(Failure::World(error)) => return fail(error),
    };
    compared(&verified, folder, request.quiet)
}

fn compared(verified: &Verified, folder: &Path, quiet: bool) -> Exit {
    let Verified { outputs, differences, is_damaged, stays } = verified;
    let word = |difference: Difference| match difference {
        Difference::Missing => "missing",
        Difference::Differs => "different",
        Difference::LeftOver => "left over",
        Difference::Stranger => "not of this site",
    };
    let of_kind = |kind: Difference| differences.values().filter(|one| **one == kind).count();
    if *is_damaged {
        tell(DAMAGED);
    }
    if differences.is_empty() {
        if *is_damaged {
            tell(format!(
                "all {outputs} outputs are up to date; run `talkoo build` to list them anew"
            ));
            return Exit::Problems;
        }
        if !quiet {
            say(format!("all {outputs} outputs are up to date"));
        }
        return Exit::Clean;
    }
    if of_kind(Difference::Missing) == *outputs {
        let folder = folder.display();
        tell(format!(
            "all {outputs} outputs are missing: run `talkoo build` to write the site into {folder}"
        ));
        return Exit::Problems;
    }
    differences.iter().for_each(|(path, kind)| say(format!("{}: {path}", word(*kind))));
    let kinds =
        [Difference::Missing, Difference::Differs, Difference::LeftOver, Difference::Stranger];
    let counts: Vec<String> = kinds
        .into_iter()
        .filter(|kind| of_kind(*kind) > 0)
        .map(|kind| format!("{} {}", of_kind(kind), word(kind)))
        .collect();
    let counts = counts.join(", ");
    let way_out = match stays {
        true => {
            "the cache says that they are right: delete .cache/, then run `talkoo build --no-cache`"
        }
        false if kinds[..3].iter().all(|kind| of_kind(*kind) == 0) => {
            "delete what you did not put there; what belongs to the site goes into static/"
        }
        false => "run `talkoo build` to put this right",
    };
    tell(format!("of {outputs} outputs: {counts}; {way_out}"));
    Exit::Problems
}

fn say_stage((name, time): &(&'static str, Duration)) {
    say(format!("{:>10.1} ms  {name}", time.as_secs_f64() * 1000.0));
}

fn in_words(time: Duration) -> String {
    match time.as_millis() {
        ms @ 0..1000 => format!("{ms} ms"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

/// The folder of sources that a path is inside.
pub fn source_folder(root: &Path, path: &Path) -> Option<&'static str> {
    ["content", "static", "themes", ".cache"]
        .into_iter()
        .find(|name| is_inside(path, &root.join(name)))
}

/// Whether `path` is `folder` or below it. Of a path that does not exist yet, the existing ancestor is resolved.
fn is_inside(path: &Path, folder: &Path) -> bool {
    let resolved = |path: &Path| -> Option<PathBuf> {
        path.ancestors().find_map(|ancestor| {
            let rest = path.strip_prefix(ancestor).ok()?;
            let ancestor = if ancestor.as_os_str().is_empty() { Path::new(".") } else { ancestor };
            Some(ancestor.canonicalize().ok()?.join(rest))
        })
    };
    match (resolved(path), resolved(folder)) {
        (Some(path), Some(folder)) => path.starts_with(folder),
        _ => false,
    }
}
