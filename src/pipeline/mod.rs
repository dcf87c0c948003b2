//! The stages, one after the other: `understand` is the list of them. `read` is the way in, `publish` the
//! way out, `rehearse` looks for what only rendering finds, and `why` says what an output is made of.

mod asked;
mod bodies;
mod edited;
mod publish;
mod quick;
mod read;
mod rehearse;
mod searching;
mod why;

pub use crate::check::all_rules;
pub use edited::After;
pub use publish::Published;
pub use quick::build_print;
pub use why::{Inputs, Since, State, Why, WhyPart};

use crate::cache::{Cache, Records};
use crate::check::{self, Found};
use crate::config::Config;
use crate::csl::{self, Formatted, References};
use crate::diagnostics::{self, Diagnostic};
use crate::fingerprint::{Fingerprint, Mixer, SOURCE};
use crate::highlight::{self, Highlighted};
use crate::model::{Model, PageId, Parts, shown_works, texts};
use crate::parse::Page;
use crate::plan::{self, Key, Output, Plan};
use crate::render::Shelf;
use crate::search;
use crate::sources::{Kind, Sources, Stamp};
use crate::theme::Theme;
use bodies::Bodies;
use std::collections::BTreeSet;
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
    /// Whether code is coloured and references are formatted; `check` has no use for either.
    pub colours: bool,
    /// Whether the site can be searched.
    pub search: bool,
    /// Whether all outputs will be rendered: then texts are set aside until they are. Otherwise they are
    /// dropped, and the few that are shown are parsed again.
    pub all: bool,
}

/// What is known from before: files as they were read, code as it was coloured, references as they were
/// formatted.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub records: Records,
    pub code: Arc<Highlighted>,
    pub references: Arc<Formatted>,
}

/// A repository, understood.
pub struct Repository {
    pub sources: Arc<Sources>,
    pub records: Records,
    bodies: Arc<Bodies>,
    pub model: Model,
    pub theme: Arc<Theme>,
    pub plan: Arc<Plan>,
    pub shelf: Arc<Shelf>,
    /// What was found when the folders were walked.
    pub scanned: Vec<Diagnostic>,
    /// What was found on the way here since, and not in one file of content.
    early: Vec<Diagnostic>,
    /// All that was found when it was last checked, sorted by place.
    pub found: Vec<Diagnostic>,
    /// The pages about which it was not found by a look at them alone.
    entangled: BTreeSet<PageId>,
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
    let mut repository = read(sources, wish, known);
    repository.check(wish);
    repository
}

/// Everything but the rendering and the check.
fn read(sources: Sources, wish: Wish, known: &Known) -> Repository {
    let mut timings = Timings::default();
    let (config, mut early) = timings.stage("settings", || read::settings(&sources));
    let (records, bodies, mut problems) =
        timings.stage("parse", || read::content(&sources, &config, wish, &known.records));
    early.append(&mut problems);
    let theme = timings.stage("theme", || theme(&sources, &config, &mut early));
    let mut parts =
        timings.stage("sort", || read::sort(&sources, &records, &config, wish, &mut early));
    parts.code = timings.stage("highlight", || colours(&parts.pages, wish, &known.code));
    parts.references = timings.stage("references", || {
        Arc::new(references(&sources, &parts, wish, &known.references, &mut early))
    });
    parts.shows_related = theme.shows_related();
    let model = timings.stage("model", || Model::of(parts));
    let has_search = wish.search && search::AVAILABLE;
    let plan = timings.stage("plan", || plan::plan(&model, &theme, records.prints(), has_search));
    let plan = Arc::new(plan);
    let shelf = Arc::new(timings.stage("shelf", || Shelf::of(&model, &theme, &plan)));
    let (sources, bodies) = (Arc::new(sources), Arc::new(bodies));
    let (scanned, found, entangled) = Default::default();
    Repository {
        sources,
        records,
        bodies,
        model,
        theme,
        plan,
        shelf,
        scanned,
        early,
        found,
        entangled,
        timings,
    }
}

fn theme(sources: &Sources, config: &Config, early: &mut Vec<Diagnostic>) -> Arc<Theme> {
    let (theme_sources, mut problems) = read::all(sources, Kind::Theme);
    early.append(&mut problems);
    Arc::new(Theme::of(&config.theme, &theme_sources, &config.templates()))
}

fn colours(pages: &[Arc<Page>], wish: Wish, known: &Arc<Highlighted>) -> Arc<Highlighted> {
    if !wish.colours {
        return Arc::default();
    }
    let texts = pages.iter().flat_map(|page| texts(page));
    Arc::new(highlight::highlight(texts.flat_map(|text| &text.code), known))
}

/// The works that pages show, in the style of the site.
fn references(
    sources: &Sources,
    parts: &Parts,
    wish: Wish,
    known: &Formatted,
    early: &mut Vec<Diagnostic>,
) -> References {
    let (files, mut problems) = read::all(sources, Kind::Style);
    early.append(&mut problems);
    let (style, mut problems) = csl::find(&parts.config, &files);
    early.append(&mut problems);
    match style.filter(|_| wish.colours && !parts.bibliography.works.is_empty()) {
        Some(style) => csl::references(&style, &parts.bibliography, &shown_works(parts), known),
        None => References::default(),
    }
}

impl Known {
    /// What earlier runs remember.
    pub fn from(cache: &Cache) -> Self {
        Self {
            records: cache.records(&all_rules()),
            code: Arc::new(cache.code()),
            references: Arc::new(cache.references()),
        }
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
    pub fn of(scanned: (Sources, Vec<Diagnostic>), wish: Wish, known: &Known) -> Self {
        let mut repository = Self::unchecked(scanned, wish, known);
        repository.check(wish);
        repository
    }

    /// The same without the check: enough to render from.
    pub fn unchecked(
        (sources, scanned): (Sources, Vec<Diagnostic>),
        wish: Wish,
        known: &Known,
    ) -> Self {
        Self { scanned, ..read(sources, wish, known) }
    }

    /// Finds all that is wrong, and keeps it.
    pub fn check(&mut self, wish: Wish) {
        let mut timings = std::mem::take(&mut self.timings);
        (self.found, self.entangled) = timings.stage("check", || self.findings(wish));
        self.timings = timings;
    }

    /// All that is wrong, sorted by place.
    pub fn checked(&self, wish: Wish) -> Vec<Diagnostic> {
        self.findings(wish).0
    }

    /// The same, with the pages about which a look at them alone does not say all.
    fn findings(&self, wish: Wish) -> (Vec<Diagnostic>, BTreeSet<PageId>) {
        let (mut found, allowed) = read::found(&self.sources, &self.records, wish);
        found.extend_from_slice(&self.scanned);
        found.extend_from_slice(&self.early);
        let Found { mut findings, entangled } = check::check(&self.model);
        found.append(&mut findings);
        found.extend_from_slice(&self.plan.problems);
        found.extend_from_slice(&self.theme.problems);
        check::apply_severities(&self.model.config, &allowed, &mut found);
        diagnostics::sort(&mut found);
        if wish.strict {
            diagnostics::make_strict(&mut found);
        }
        (found, entangled)
    }

    /// The key of an output: equal keys, equal bytes.
    pub fn key(&self, output: &Output) -> Fingerprint {
        self.plan.key(&self.model, &self.theme, output)
    }

    /// The same with the parts that it is made of.
    pub fn key_in_parts(&self, output: &Output) -> Key {
        self.plan.key_in_parts(&self.model, &self.theme, output)
    }

    /// What was found in the settings and where files could not be read.
    pub fn early(&self) -> &[Diagnostic] {
        &self.early
    }

    /// What the next reading of the repository need not find out again.
    pub fn known(&self) -> Known {
        Known {
            records: self.records.clone(),
            code: self.model.code.clone(),
            references: self.model.references.formatted.clone(),
        }
    }
}

/// What a build would be made of, known by the stamps of all files; none if one of them can't be trusted.
pub fn inputs(sources: &Sources, wish: Wish) -> Option<Fingerprint> {
    let mut inputs = Mixer::new(SOURCE);
    add_wish(&mut inputs, wish);
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

/// What a build is asked for and of which files, whatever is in them.
pub fn asked(sources: &Sources, wish: Wish) -> Fingerprint {
    let mut asked = Mixer::new("asked");
    add_wish(&mut asked, wish);
    for file in &sources.files {
        asked.text(&file.path).byte(u8::from(file.is_embedded()));
    }
    asked.finish()
}

fn add_wish(mixer: &mut Mixer, wish: Wish) {
    for yes in [wish.drafts, wish.strict, wish.search] {
        mixer.number(usize::from(yes));
    }
}
