//! The stages, one after the other: `understand` is the list of them. `read` is the way in, `publish` the
//! way out, and `rehearse` looks for what only rendering finds.

mod publish;
mod read;
mod rehearse;
mod rules;
mod searching;

pub use publish::Published;
pub use rules::all_rules;

use crate::cache::{Cache, Records};
use crate::check;
use crate::diagnostics::{self, Diagnostic};
use crate::fingerprint::{Fingerprint, Mixer, SOURCE};
use crate::highlight::{self, Highlighted};
use crate::model::{Model, Parts, texts};
use crate::plan::{self, Plan};
use crate::render::Shelf;
use crate::search;
use crate::sources::{Kind, Sources, Stamp};
use crate::theme::Theme;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a run is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// Whether drafts are published.
    pub drafts: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// Whether code is coloured; `check` has no use for it.
    pub colours: bool,
    /// Whether the site can be searched.
    pub search: bool,
}

/// What is known from before: files as they were read, and code as it was coloured.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub records: Records,
    pub code: Arc<Highlighted>,
}

/// A repository, understood.
pub struct Repository {
    pub sources: Sources,
    pub records: Records,
    pub model: Model,
    pub theme: Theme,
    pub plan: Plan,
    pub shelf: Shelf,
    /// Sorted by place.
    pub found: Vec<Diagnostic>,
    pub timings: Timings,
}

/// How long each stage took.
#[derive(Clone, Debug, Default)]
pub struct Timings(pub Vec<(&'static str, Duration)>);

impl Timings {
    /// Runs a stage and keeps its time.
    pub fn stage<T>(&mut self, name: &'static str, stage: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = stage();
        self.0.push((name, start.elapsed()));
        value
    }
}

/// Understands the repository: everything but the rendering.
pub fn understand(sources: Sources, wish: Wish, known: &Known) -> Repository {
    let mut timings = Timings::default();
    let (config, mut found) = timings.stage("settings", || read::settings(&sources));
    let (records, mut problems) =
        timings.stage("parse", || read::content(&sources, &config, &known.records));
    found.append(&mut problems);
    let (theme_sources, mut problems) = read::all(&sources, Kind::Theme);
    found.append(&mut problems);
    let theme =
        timings.stage("theme", || Theme::of(&config.theme, &theme_sources, &config.templates()));
    let (mut parts, allowed) =
        timings.stage("sort", || read::sort(&sources, &records, &config, wish, &mut found));
    parts.code = timings.stage("highlight", || colours(&parts, wish, &known.code));
    let model = timings.stage("model", || Model::of(parts));
    let mut problems = timings.stage("check", || check::check(&model));
    found.append(&mut problems);
    let has_search = wish.search && search::AVAILABLE;
    let mut plan =
        timings.stage("plan", || plan::plan(&model, &theme, &records.prints(), has_search));
    found.append(&mut plan.problems);
    found.extend(theme.problems.iter().cloned());
    let shelf = timings.stage("shelf", || Shelf::of(&model, &theme, &plan));
    check::settle(&config, &allowed, &all_rules(), &mut found);
    diagnostics::sort(&mut found);
    if wish.strict {
        diagnostics::make_strict(&mut found);
    }
    Repository { sources, records, model, theme, plan, shelf, found, timings }
}

fn colours(parts: &Parts, wish: Wish, known: &Arc<Highlighted>) -> Arc<Highlighted> {
    if !wish.colours {
        return Arc::default();
    }
    let texts = parts.pages.iter().flat_map(|page| texts(page));
    Arc::new(highlight::highlight(texts.flat_map(|text| &text.code), known))
}

impl Known {
    /// What earlier runs remember.
    pub fn from(cache: &Cache) -> Self {
        Self { records: cache.records(&all_rules()), code: Arc::new(cache.code()) }
    }
}

impl Repository {
    /// Reads the repository at `root` and understands it. `Err` if there is none.
    pub fn open(root: &Path, wish: Wish, known: &Known) -> io::Result<Self> {
        let start = Instant::now();
        let scanned = Sources::scan(root)?;
        let scan = start.elapsed();
        let mut repository = Self::of(scanned, wish, known);
        repository.timings.0.insert(0, ("scan", scan));
        Ok(repository)
    }

    /// Understands a repository that was scanned, with what was found on the way.
    pub fn of(
        (sources, mut problems): (Sources, Vec<Diagnostic>),
        wish: Wish,
        known: &Known,
    ) -> Self {
        let mut repository = understand(sources, wish, known);
        repository.found.append(&mut problems);
        diagnostics::sort(&mut repository.found);
        repository
    }
}

/// What a build would be made of, known by the stamps of all files; none if one of them can't be trusted.
pub fn inputs(sources: &Sources, wish: Wish) -> Option<Fingerprint> {
    let mut inputs = Mixer::new(SOURCE);
    for yes in [wish.drafts, wish.strict, wish.search] {
        inputs.number(usize::from(yes));
    }
    for file in &sources.files {
        inputs.text(&file.path);
        match file.stamp {
            Some(Stamp { length, modified, changed }) => {
                [length, modified, changed].into_iter().for_each(|n| {
                    inputs.number(n as usize);
                });
            }
            // A part of the program, and so of its fingerprint.
            None if file.is_embedded() => {}
            None => return None,
        }
    }
    Some(inputs.finish())
}
