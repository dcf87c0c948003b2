//! A whole build with the cache. Cached results are not computed again.

use super::make::Failure;
use super::publish::{Built, build};
use crate::cache::{Cache, Last, StoredDiagnostic};
use crate::check::{self, all_rules};
use crate::diagnostics::rules::PLAIN_CODE;
use crate::diagnostics::{Diagnostic, Severity, has_errors};
use crate::hash::{Hash, Hasher, SOURCE};
use crate::options::Options;
use crate::site::{CachedMemo, Site};
use crate::snapshot::Snapshot;
use crate::sources::{Sources, Stamp};
use crate::timings::Timings;
use crate::write::{self, Report};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// The result of a build.
pub struct Outcome {
    pub pages: usize,
    /// The addresses to keep, if the settings ask for that.
    pub addresses: Option<BTreeSet<String>>,
    pub report: Report,
    /// How many outputs were rendered.
    pub rendered: usize,
    /// Warnings, and hints on code that is shown plain. Other hints are only shown by `check`.
    pub diagnostics: Vec<Diagnostic>,
    pub timings: Timings,
    /// Whether the cache could be written. If not, the next build is slower.
    pub cached: io::Result<()>,
}

/// Builds the site from a scanned repository into `folder`. `tick` gets the number of finished outputs and the
/// total. On failure nothing is written.
pub fn run(
    (sources, scan): (Arc<Sources>, Vec<Diagnostic>),
    folder: &Path,
    options: Options,
    cache: Option<&Cache>,
    tick: &(dyn Fn(usize, usize) + Sync),
) -> Result<Outcome, Failure> {
    let mut timings = Timings::default();
    let last = cache.map(|cache| cache.last(folder)).unwrap_or_default();
    // If the scan failed somewhere, the list of files is incomplete and cannot be compared.
    let inputs = if scan.is_empty() { inputs(&sources, options) } else { None };
    if let Some(diagnostics) = nothing_new(&last, inputs, folder) {
        let report = Report { unchanged: last.stamps.len(), ..Report::default() };
        let (pages, cached) = (last.pages, Ok(()));
        let addresses = None;
        return Ok(Outcome { pages, addresses, report, rendered: 0, diagnostics, timings, cached });
    }
    let entries = timings.stage("cache", || cache.map(|cache| cache.entries(&all_rules())));
    let entries = entries.unwrap_or_default();
    let memo = cache.map(CachedMemo::from).unwrap_or_default();
    let snapshot = timings.stage("read", || Snapshot::of((sources, scan), options, &entries));
    let site = Site::of(snapshot, options, &memo, &mut timings);
    let mut diagnostics = timings.stage("check", || check::check(&site, options));
    if has_errors(&diagnostics) {
        return Err(Failure::Content(diagnostics));
    }
    // Only a build highlights code, so `check` can't say what it leaves plain.
    diagnostics.retain(|diagnostic| {
        diagnostic.severity != Severity::Hint || diagnostic.rule.name == PLAIN_CODE.name
    });
    let recorded = cache.and_then(|cache| cache.reads(folder));
    let outputs = site.outputs.all.len();
    let built = timings.stage("render and write", || {
        build(&site, folder, last.stamps, recorded, &|done| tick(done, outputs))
    })?;
    let Built { report, rendered, stamps, recorded } = built;
    let pages = site.model.pages.len();
    // A build with drafts is for a look.
    let keeps = site.model.config.keep_addresses && !options.drafts;
    let addresses = keeps.then(|| site.model.kept_addresses());
    let cached = timings.stage("keep", || -> io::Result<()> {
        let Some(cache) = cache else { return Ok(()) };
        cache.keep_code(&memo.code, &site.memo.code)?;
        cache.keep_words(&memo.words, &site.memo.words)?;
        cache.keep_references(&memo.references, &site.memo.references)?;
        cache.keep_citations(&memo.citations, &site.memo.citations)?;
        cache.keep_graph(memo.graph.as_deref(), &site.model.graph)?;
        cache.keep_entries(entries.by_path.len(), &site.snapshot.entries)?;
        cache.keep_reads(folder, &recorded)?;
        let diagnostics = diagnostics.iter().map(StoredDiagnostic::of).collect();
        cache.keep_last(folder, &Last { inputs, pages, stamps, diagnostics })
    });
    // The program ends soon, and the system frees memory faster all at once.
    std::mem::forget((site, entries, memo, recorded));
    Ok(Outcome { pages, addresses, report, rendered, diagnostics, timings, cached })
}

/// How the last build into a folder ended; nothing if the inputs are others now, for then it tells nothing.
pub fn last_of_same_inputs(
    cache: &Cache,
    folder: &Path,
    sources: &Sources,
    options: Options,
) -> Last {
    let last = cache.last(folder);
    let inputs = inputs(sources, options);
    if inputs.is_some() && inputs == last.inputs { last } else { Last::default() }
}

/// Identifies the inputs of a build by the stamps of all files; none if a stamp cannot be trusted.
fn inputs(sources: &Sources, options: Options) -> Option<Hash> {
    let mut inputs = Hasher::new(SOURCE);
    for yes in [options.drafts, options.strict, options.search, options.portable] {
        inputs.number(usize::from(yes));
    }
    inputs.hash(sources.dates.as_ref().map(|dates| dates.hash).unwrap_or_default());
    for file in &sources.files {
        inputs.text(&file.path);
        match file.stamp {
            Some(Stamp { length, modified, changed }) => {
                [length, modified, changed].into_iter().for_each(|n| {
                    inputs.number(n as usize);
                });
            }
            // Embedded files are covered by the hash of the program.
            None if file.is_embedded() => {}
            None => return None,
        }
    }
    Some(inputs.finish())
}

/// The diagnostics of the last build, if neither the repository nor the output folder changed since.
fn nothing_new(last: &Last, inputs: Option<Hash>, folder: &Path) -> Option<Vec<Diagnostic>> {
    let same = inputs.is_some() && inputs == last.inputs && write::stands(folder, &last.stamps);
    if same { last.diagnostics(&all_rules()) } else { None }
}
