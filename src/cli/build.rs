//! `talkoo build`.

use super::Exit;
use super::output::{fail, report, say, tell};
use super::progress::Bar;
use crate::cache::{Cache, Finding, Last};
use crate::diagnostics::{Diagnostic, Severity, has_errors};
use crate::fingerprint::Fingerprint;
use crate::pipeline::{self, Known, Published, Repository, Wish};
use crate::sources::Sources;
use crate::write::{self, Report, Stamps};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub struct Wishes {
    pub drafts: bool,
    pub strict: bool,
    pub timings: bool,
    pub search: bool,
    /// Whether what earlier runs remember is left aside.
    pub no_cache: bool,
    /// Whether nothing is written, and what stands is compared with what would be.
    pub verify: bool,
}

pub fn run(root: &Path, out: &Path, wishes: &Wishes) -> Exit {
    let start = Instant::now();
    let folder = root.join(out);
    if let Some(inside) = ["content", "static", "themes"]
        .into_iter()
        .find(|name| is_inside(&folder, &root.join(name)))
    {
        return fail(format!(
            "{} lies in {inside}/, and what is written there would be read again",
            folder.display()
        ));
    }
    let wish = Wish {
        drafts: wishes.drafts,
        strict: wishes.strict,
        colours: true,
        search: wishes.search,
        all: true,
    };
    let scanned = match Sources::scan(root) {
        Ok(scanned) => scanned,
        Err(error) => return fail(error),
    };
    if wishes.verify {
        return verify(&Repository::of(scanned, wish, &Known::default()), &folder);
    }
    let (sources, scanned) = (Arc::new(scanned.0), scanned.1);
    let cache = (!wishes.no_cache).then(|| Cache::of(root));
    let mut last = cache.as_ref().map(|cache| cache.last(&folder)).unwrap_or_default();
    // What could not be scanned is not among the files, so then nothing can be said of them.
    let inputs = if scanned.is_empty() { pipeline::inputs(&sources, wish) } else { None };
    if let Some(found) = nothing_new(&last, inputs, &folder) {
        report(&seen(&found), &sources);
        let report = Report { unchanged: last.stamps.len(), ..Report::default() };
        return done(last.pages, &report, &folder, start.elapsed());
    }
    let asked = scanned.is_empty().then(|| pipeline::asked(&sources, wish));
    let build = Build { folder: &folder, inputs, asked, timings: wishes.timings, start };
    if let Some(cache) = &cache
        && let Some(exit) = build.few_texts(&sources, wish, cache, &mut last)
    {
        return exit;
    }
    let known = cache.as_ref().map(Known::from).unwrap_or_default();
    let scanned = (Arc::unwrap_or_clone(sources), scanned);
    let repository = Repository::of(scanned, wish, &known);
    let (exit, published) = build.write(&repository, last.stamps);
    // A cache that can't be written costs time, not correctness.
    if let (Some(cache), Some(published)) = (&cache, published) {
        note(build.remember(cache, &known, &repository, published));
    }
    // The program ends here, and the system takes back all memory at once, faster than piece by piece.
    std::mem::forget((repository, known));
    exit
}

fn note(remembered: io::Result<()>) {
    if let Err(error) = remembered {
        tell(format!("note: .cache/ could not be written: {error}"));
    }
}

/// What was found last time, if nothing was touched since: no file of the repository, and none of the site.
fn nothing_new(last: &Last, inputs: Option<Fingerprint>, folder: &Path) -> Option<Vec<Diagnostic>> {
    let same = inputs.is_some() && inputs == last.inputs && write::stands(folder, &last.stamps);
    if same { last.found(&pipeline::all_rules()) } else { None }
}

/// A build of a folder, as it was asked for.
struct Build<'a> {
    folder: &'a Path,
    /// What is built, known by the stamps of all files.
    inputs: Option<Fingerprint>,
    /// What is wished of which files, whatever is in them.
    asked: Option<Fingerprint>,
    timings: bool,
    start: Instant,
}

impl Build<'_> {
    /// The build after an edit of few texts; none for any other one.
    fn few_texts(
        &self,
        sources: &Arc<Sources>,
        wish: Wish,
        cache: &Cache,
        last: &mut Last,
    ) -> Option<Exit> {
        let (repository, code) =
            Repository::after_texts(sources, wish, cache, self.folder, last, self.asked)?;
        let rendering = Instant::now();
        let stamps = std::mem::take(&mut last.stamps);
        let published = match repository.publish_texts(self.folder, stamps, last.manifest) {
            Ok(Some(published)) => published,
            Ok(None) => {
                *last = cache.last(self.folder);
                return None;
            }
            Err(error) => return Some(not_written(&error)),
        };
        let exit = self.report(&repository, &published, rendering);
        let graph = last.graph;
        let remember = || -> io::Result<()> {
            cache.keep_code(&code, &repository.model.code)?;
            let outputs = published.stamps.keys().map(String::as_str);
            // Without the log, the next build takes the long way and writes a new one.
            match cache.add_parts(self.folder, &published.made, outputs)? {
                true => self.keep_last(cache, &repository, published, graph),
                false => Ok(()),
            }
        };
        note(remember());
        std::mem::forget(repository);
        Some(exit)
    }

    /// Writes the site; what was published is there if that was done.
    fn write(&self, repository: &Repository, stamps: Stamps) -> (Exit, Option<Published>) {
        if has_errors(&repository.found) {
            return (refuse(&repository.found, repository), None);
        }
        let rendering = Instant::now();
        let bar = Bar::new(repository.plan.outputs.len());
        let published = repository.publish(self.folder, stamps, &|done| bar.tick(done));
        bar.finish();
        let published = match published {
            Ok(Ok(published)) => published,
            Ok(Err(problems)) => return (refuse(&problems, repository), None),
            Err(error) => return (not_written(&error), None),
        };
        (self.report(repository, &published, rendering), Some(published))
    }

    /// Says what was found and done.
    fn report(&self, repository: &Repository, published: &Published, rendering: Instant) -> Exit {
        report(&seen(&repository.found), &repository.sources);
        if self.timings {
            let render = ("render and write", rendering.elapsed());
            repository.timings.0.iter().chain([&render]).for_each(say_stage);
            say(format!("{:>10}     outputs rendered", published.made.len()));
        }
        let pages = repository.model.pages.len();
        done(pages, &published.report, self.folder, self.start.elapsed())
    }

    fn remember(
        &self,
        cache: &Cache,
        known: &Known,
        repository: &Repository,
        published: Published,
    ) -> io::Result<()> {
        cache.keep_code(&known.code, &repository.model.code)?;
        cache.keep_references(&known.references, &repository.model.references.formatted)?;
        let are_new = cache.keep_records(known.records.by_path.len(), &repository.records)?;
        repository.remember_parts(cache, self.folder, &published.made)?;
        let graph = pipeline::build_print(self.asked, published.manifest);
        let records = if are_new { &repository.records } else { &known.records };
        repository.remember_graph(cache, self.folder, records, graph)?;
        self.keep_last(cache, repository, published, graph)
    }

    /// Remembers how it ended. `graph` is by what the build is known that remembered the graph.
    fn keep_last(
        &self,
        cache: &Cache,
        repository: &Repository,
        published: Published,
        graph: Fingerprint,
    ) -> io::Result<()> {
        let last = Last {
            inputs: self.inputs,
            asked: self.asked,
            sources: repository.sources.files.iter().map(|file| file.stamp).collect(),
            pages: repository.model.pages.len(),
            stamps: published.stamps,
            manifest: published.manifest,
            graph,
            findings: seen(&repository.found).iter().map(Finding::of).collect(),
        };
        let kept = cache.keep_last(self.folder, &last);
        std::mem::forget(last);
        kept
    }
}

fn not_written(error: &io::Error) -> Exit {
    fail(format!("the site could not be written: {error}"))
}

fn refuse(problems: &[Diagnostic], repository: &Repository) -> Exit {
    report(problems, &repository.sources);
    tell("nothing was written: mend the errors first");
    Exit::Problems
}

/// Hints are for `check`.
fn seen(found: &[Diagnostic]) -> Vec<Diagnostic> {
    found.iter().filter(|d| d.severity != Severity::Hint).cloned().collect()
}

fn done(pages: usize, written: &Report, folder: &Path, took: Duration) -> Exit {
    say(format!(
        "{pages} pages, {} outputs: {} written, {} unchanged, {} removed, in {}",
        written.written + written.unchanged,
        written.written,
        written.unchanged,
        written.removed,
        in_words(took),
    ));
    say(format!("the site is in {}", folder.display()));
    Exit::Clean
}

/// Makes everything afresh, without what is remembered, and names what stands otherwise.
fn verify(repository: &Repository, folder: &Path) -> Exit {
    if has_errors(&repository.found) {
        report(&repository.found, &repository.sources);
        tell("nothing was compared: mend the errors first");
        return Exit::Problems;
    }
    let differing = match repository.verify(folder) {
        Ok(differing) => differing,
        Err(problems) => {
            report(&problems, &repository.sources);
            return Exit::Problems;
        }
    };
    let outputs = repository.plan.outputs.len();
    if differing.is_empty() {
        say(format!("all {outputs} outputs are what this repository gives"));
        return Exit::Clean;
    }
    differing.iter().for_each(|path| say(format!("differs: {path}")));
    let n = differing.len();
    let (are, they) = if n == 1 { ("file is", "it") } else { ("files are", "them") };
    tell(format!("{n} {are} not what this repository gives; `talkoo build` mends {they}"));
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

/// Whether `path` is `folder` or below it, as far as both are there.
fn is_inside(path: &Path, folder: &Path) -> bool {
    let resolved = |path: &Path| -> Option<PathBuf> {
        path.ancestors().find_map(|known| {
            let rest = path.strip_prefix(known).ok()?;
            let known = if known.as_os_str().is_empty() { Path::new(".") } else { known };
            Some(known.canonicalize().ok()?.join(rest))
        })
    };
    match (resolved(path), resolved(folder)) {
        (Some(path), Some(folder)) => path.starts_with(folder),
        _ => false,
    }
}
