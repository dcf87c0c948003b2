//! `talkoo build`.

use super::output::{Exit, fail, report, say, tell};
use super::progress::Bar;
use crate::build::{self, Difference, Failure, Outcome, Verified};
use crate::cache::Cache;
use crate::check;
use crate::diagnostics::text::counted;
use crate::diagnostics::{Diagnostic, has_errors};
use crate::options::Options;
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::sources::Sources;
use crate::write::Report;
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
}

pub fn run(root: &Path, out: &Path, request: &BuildOptions) -> Exit {
    let start = Instant::now();
    let folder = root.join(out);
    if let Some(inside) = ["content", "static", "themes"]
        .into_iter()
        .find(|name| is_inside(&folder, &root.join(name)))
    {
        return fail(format!(
            "{} is inside {inside}/, which is read as content; choose another folder with --out",
            folder.display()
        ));
    }
    let (sources, scan) = match Sources::scan(root) {
        Ok((sources, scan)) => (Arc::new(sources), scan),
        Err(error) => return fail(error),
    };
    let scanned = (sources.clone(), scan);
    if request.verify {
        return verify(scanned, request.options, &folder);
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
            return fail(format!("the site could not be written: {error}"));
        }
    };
    let Outcome { pages, report: written, rendered, diagnostics, timings, cached } = outcome;
    report(&diagnostics, &sources);
    if request.timings {
        timings.0.iter().for_each(say_stage);
        say(format!("{rendered:>10}     outputs rendered"));
    }
    if let Err(error) = cached {
        tell(format!("note: .cache/ could not be written: {error}"));
    }
    done(pages, &written, &folder, start.elapsed())
}

fn done(pages: usize, written: &Report, folder: &Path, took: Duration) -> Exit {
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
    Exit::Clean
}

/// Rebuilds everything without the cache and lists the files that differ.
fn verify(scanned: (Arc<Sources>, Vec<Diagnostic>), options: Options, folder: &Path) -> Exit {
    let snapshot = Snapshot::of(scanned, options, &Default::default());
    let site = Site::of(snapshot, options, &Default::default(), &mut Default::default());
    let found = check::check(&site, options);
    if has_errors(&found) {
        report(&found, &site.snapshot.sources);
        tell("nothing was compared: fix the errors above");
        return Exit::Problems;
    }
    let verified = match build::verify(&site, folder) {
        Ok(verified) => verified,
        Err(Failure::Content(problems)) => {
            report(&problems, &site.snapshot.sources);
            return Exit::Problems;
        }
        Err(Failure::World(error)) => return fail(error),
    };
    compared(&verified, folder)
}

fn compared(Verified { outputs, differences }: &Verified, folder: &Path) -> Exit {
    let word = |difference: Difference| match difference {
        Difference::Missing => "missing",
        Difference::Differs => "different",
        Difference::LeftOver => "left over",
    };
    let of_kind = |kind: Difference| differences.values().filter(|one| **one == kind).count();
    if differences.is_empty() {
        say(format!("all {outputs} outputs are up to date"));
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
    let kinds = [Difference::Missing, Difference::Differs, Difference::LeftOver];
    let counts: Vec<String> = kinds
        .into_iter()
        .filter(|kind| of_kind(*kind) > 0)
        .map(|kind| format!("{} {}", of_kind(kind), word(kind)))
        .collect();
    let counts = counts.join(", ");
    tell(format!("of {outputs} outputs: {counts}; run `talkoo build` to put this right"));
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
