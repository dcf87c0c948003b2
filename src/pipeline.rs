//! The stages, one after the other.

mod searching;

use crate::check::{self, Allowed};
use crate::config::{self, Config, Finding};
use crate::diagnostics::{self, Diagnostic, Rule, Severity};
use crate::fingerprint::Fingerprint;
use crate::highlight::{self, Highlighted};
use crate::model::{Model, Parts};
use crate::parse::{self, Parsed, address};
use crate::plan::{self, Plan, What};
use crate::render::{self, Shelf, Site};
use crate::search;
use crate::sources::{Kind, Source, Sources, UNREADABLE};
use crate::theme::Theme;
use crate::write::{self, Put, Report};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{io, mem};

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

/// A repository, understood.
pub struct Repository {
    pub sources: Sources,
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
    fn stage<T>(&mut self, name: &'static str, stage: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = stage();
        self.0.push((name, start.elapsed()));
        value
    }
}

/// Understands the repository: everything but the rendering. `remembered` is code coloured before.
pub fn understand(sources: Sources, wish: Wish, remembered: &Highlighted) -> Repository {
    let mut timings = Timings::default();
    let (config, mut found) = timings.stage("settings", || settings(&sources));
    let (parsed, mut problems) = timings.stage("parse", || parse_all(&sources, &config));
    found.append(&mut problems);
    let (theme_sources, mut problems) = read_all(&sources, Kind::Theme);
    found.append(&mut problems);
    let theme = timings.stage("theme", || {
        let wanted = wanted_templates(&config);
        Theme::of(&config.theme, &theme_sources, &wanted)
    });
    let (files, mut problems) = timings.stage("files", || published_files(&sources));
    found.append(&mut problems);
    let allowed = allowed(&parsed, wish);
    let mut parts = timings.stage("sort", || sort(parsed, &config, wish, &files, &mut found));
    parts.code = timings.stage("highlight", || Arc::new(colours(&parts, wish, remembered)));
    let model = timings.stage("model", || Model::of(parts));
    let mut problems = timings.stage("check", || check::check(&model));
    found.append(&mut problems);
    let prints = files.iter().map(|file| (file.path.clone(), file.print)).collect();
    let mut plan = timings
        .stage("plan", || plan::plan(&model, &theme, &prints, wish.search && search::AVAILABLE));
    found.append(&mut plan.problems);
    found.extend(theme.problems.iter().cloned());
    let (shelf, mut problems) = timings.stage("shelf", || Shelf::of(&model, &theme, &plan));
    found.append(&mut problems);
    check::settle(&config, &allowed, &all_rules(), &mut found);
    diagnostics::sort(&mut found);
    if wish.strict {
        diagnostics::make_strict(&mut found);
    }
    Repository { sources, model, theme, plan, shelf, found, timings }
}

/// The templates that the settings ask for, besides those that every theme has.
fn wanted_templates(config: &Config) -> Vec<String> {
    let mut wanted: Vec<String> = config.collections.iter().map(|c| c.template.clone()).collect();
    let any = |asks: fn(&Finding) -> bool| config.collections.iter().any(|c| asks(&c.finding));
    if any(|finding| !finding.explore.is_empty()) {
        wanted.push("explore.html".to_owned());
    }
    if any(|finding| !finding.matrix.is_empty()) {
        wanted.push("matrix.html".to_owned());
    }
    wanted
}

fn settings(sources: &Sources) -> (Arc<Config>, Vec<Diagnostic>) {
    let (mut read, mut found) = read_all(sources, Kind::Settings);
    let Some(source) = read.pop() else { return (Arc::default(), found) };
    let (text, not_utf8) = parse::text(&source);
    let (config, mut problems) = config::read(&text);
    found.extend(not_utf8);
    found.append(&mut problems);
    found.append(&mut parse::defaults(&config));
    (Arc::new(config), found)
}

/// Reads and parses all content, each file for itself. Texts are dropped as soon as they are parsed.
fn parse_all(sources: &Sources, config: &Config) -> (Vec<Parsed>, Vec<Diagnostic>) {
    let is_content = |kind| matches!(kind, Kind::Page | Kind::Terms | Kind::Bibliography);
    let files: Vec<_> = sources.files.iter().filter(|file| is_content(file.kind)).collect();
    let read = files.into_par_iter().map(|file| match file.read() {
        Ok(source) => (parse::parse(&source, config), None),
        Err(error) => (None, Some(unreadable(&file.path, &error))),
    });
    let (parsed, problems): (Vec<_>, Vec<_>) = read.unzip();
    (parsed.into_iter().flatten().collect(), problems.into_iter().flatten().collect())
}

fn read_all(sources: &Sources, kind: Kind) -> (Vec<Source>, Vec<Diagnostic>) {
    let mut read = Vec::new();
    let mut problems = Vec::new();
    for file in sources.of(kind) {
        match file.read() {
            Ok(source) => read.push(source),
            Err(error) => problems.push(unreadable(&file.path, &error)),
        }
    }
    (read, problems)
}

fn unreadable(path: &Arc<str>, error: &io::Error) -> Diagnostic {
    UNREADABLE.at(path, 0..0, format!("this file can't be read: {error}"))
}

/// A file that is published as it is.
struct Published {
    path: Arc<str>,
    url: String,
    print: Fingerprint,
    size: u64,
}

fn published_files(sources: &Sources) -> (Vec<Published>, Vec<Diagnostic>) {
    let files: Vec<_> = sources.of(Kind::Static).chain(sources.of(Kind::Attachment)).collect();
    let read = files.into_par_iter().filter_map(|file| {
        let url = address::of_file(&file.path)?;
        Some(match file.read() {
            Ok(source) => Ok(Published {
                path: file.path.clone(),
                url,
                print: source.print,
                size: source.bytes.len() as u64,
            }),
            Err(error) => Err(unreadable(&file.path, &error)),
        })
    });
    let (files, problems): (Vec<_>, Vec<_>) = read.partition(Result::is_ok);
    (files.into_iter().flatten().collect(), problems.into_iter().filter_map(Result::err).collect())
}

/// The rules that pages silence.
fn allowed(parsed: &[Parsed], wish: Wish) -> Vec<Allowed> {
    let pages = parsed.iter().filter_map(|parsed| match parsed {
        Parsed::Page(page) => Allowed::by(page, !page.draft || wish.drafts),
        _ => None,
    });
    pages.collect()
}

/// Sorts what was parsed into what it is; findings go to the others, drafts only on if they are wished.
fn sort(
    parsed: Vec<Parsed>,
    config: &Arc<Config>,
    wish: Wish,
    files: &[Published],
    found: &mut Vec<Diagnostic>,
) -> Parts {
    let mut parts = Parts { config: config.clone(), ..Parts::default() };
    parts.sizes = files.iter().map(|file| (file.url.clone(), file.size)).collect();
    for file in files {
        if let Some(other) = parts.files.insert(file.url.clone(), file.path.clone()) {
            let message = format!("this file and {other} would both be at {}", file.url);
            found.push(plan::TWO_OUTPUTS.at(&file.path, 0..0, message).help("rename one of them"));
        }
    }
    for parsed in parsed {
        match parsed {
            Parsed::Page(mut page) => {
                let is_out = page.draft && !wish.drafts;
                if is_out {
                    // Gaps belong in a draft; they are shown, and stop nobody.
                    page.problems.iter_mut().for_each(|problem| problem.severity = Severity::Hint);
                }
                found.append(&mut page.problems);
                if is_out {
                    parts.drafts.insert(page.url);
                } else {
                    parts.pages.push(Arc::new(*page));
                }
            }
            Parsed::Terms(mut terms) => {
                found.append(&mut terms.problems);
                parts.terms.push(Arc::new(terms));
            }
            Parsed::Bibliography(mut bibliography) => {
                found.append(&mut bibliography.problems);
                parts.bibliography = Arc::new(bibliography);
            }
        }
    }
    parts
}

fn colours(parts: &Parts, wish: Wish, remembered: &Highlighted) -> Highlighted {
    if !wish.colours {
        return Highlighted::new();
    }
    let texts = parts.pages.iter().flat_map(|page| crate::model::texts(page));
    highlight::highlight(texts.flat_map(|text| &text.code), remembered)
}

/// Every rule there is, by name: those of `check`, and those of the stages before and behind it.
pub fn all_rules() -> Vec<&'static Rule> {
    let mut all: Vec<&'static Rule> = check::rules::ALL.iter().map(|rule| rule.rule).collect();
    all.extend([
        &check::UNUSED_ALLOW,
        &config::BAD_SETTING,
        &parse::rules::BAD_ADDRESS,
        &parse::rules::BAD_BIBLIOGRAPHY,
        &parse::rules::BAD_CITATION,
        &parse::rules::BAD_TERM_ID,
        &parse::rules::IMPOSSIBLE_DATE,
        &parse::rules::NOT_UTF8,
        &parse::rules::NO_FRONT_MATTER,
        &parse::rules::OUT_OF_RANGE,
        &parse::rules::RAW_HTML,
        &parse::rules::STRAY_TERMS,
        &parse::rules::UNCLOSED_FRONT_MATTER,
        &UNREADABLE,
        &crate::tables::BROKEN_TOML,
        &crate::tables::MISSING_FIELD,
        &crate::tables::UNKNOWN_KEY,
        &crate::tables::WRONG_TYPE,
        &crate::theme::BROKEN_TEMPLATE,
        &crate::theme::BROKEN_THEME,
        &plan::TWO_OUTPUTS,
    ]);
    all.sort_by_key(|rule| rule.name);
    all
}

impl Repository {
    /// Reads the repository at `root` and understands it. `Err` if there is none.
    pub fn open(root: &Path, wish: Wish, remembered: &Highlighted) -> io::Result<Self> {
        let start = Instant::now();
        let (sources, mut problems) = Sources::scan(root)?;
        let scan = start.elapsed();
        let mut repository = understand(sources, wish, remembered);
        repository.timings.0.insert(0, ("scan", scan));
        repository.found.append(&mut problems);
        diagnostics::sort(&mut repository.found);
        Ok(repository)
    }

    /// What rendering reads.
    pub fn site(&self) -> Site<'_> {
        Site {
            model: &self.model,
            theme: &self.theme,
            plan: &self.plan,
            shelf: &self.shelf,
            depth: 0,
        }
    }

    /// The bytes of an output. `Err` is a finding.
    pub fn bytes(&self, output: &plan::Output) -> Result<Vec<u8>, Box<Diagnostic>> {
        match &output.what {
            What::File(path) => {
                let file = self.sources.file(path);
                let bytes =
                    file.map_or_else(|| Err(io::ErrorKind::NotFound.into()), |file| file.bytes());
                bytes.map_err(|error| Box::new(unreadable(path, &error)))
            }
            _ => render::render(output, self.site()),
        }
    }

    /// Renders without writing, to find what only rendering finds: mistakes in templates. Of a large
    /// site some outputs of each kind speak for all.
    pub fn rehearse(&mut self, strict: bool) {
        const FEW: usize = 4;
        if diagnostics::has_errors(&self.theme.problems) {
            return;
        }
        let mut seen: HashMap<(&str, mem::Discriminant<What>), usize> = HashMap::new();
        let all = self.plan.outputs.len() <= 1000;
        let sample: Vec<&plan::Output> = self
            .plan
            .outputs
            .iter()
            .filter(|output| {
                let Some(template) = plan::template(&self.model, &output.what) else {
                    return false;
                };
                let n = seen.entry((template, mem::discriminant(&output.what))).or_default();
                *n += 1;
                all || *n <= FEW
            })
            .collect();
        let mut problems: Vec<Diagnostic> = sample
            .into_par_iter()
            .filter_map(|output| render::render(output, self.site()).err().map(|problem| *problem))
            .collect();
        check::set_severities(&self.model.config, &mut problems);
        self.found.extend(problems);
        diagnostics::sort(&mut self.found);
        if strict {
            diagnostics::make_strict(&mut self.found);
        }
    }

    /// Renders and writes the site into `folder`. `tick` is told after each output how many are done.
    /// Findings are those of templates, and then nothing was changed.
    pub fn publish(
        &self,
        folder: &Path,
        tick: &(dyn Fn(usize) + Sync),
    ) -> io::Result<Result<Report, Vec<Diagnostic>>> {
        let writing = write::begin(folder)?;
        let done = AtomicUsize::new(0);
        let put = |output: &plan::Output| -> io::Result<Result<Put, Box<Diagnostic>>> {
            let bytes = match self.bytes(output) {
                Ok(bytes) => bytes,
                Err(problem) => return Ok(Err(problem)),
            };
            let put = writing.put(&output.path, output.key, &bytes)?;
            tick(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok(Ok(put))
        };
        let results = self.plan.outputs.par_iter().map(put).collect::<io::Result<Vec<_>>>();
        let results = match results {
            Ok(results) => results,
            Err(error) => {
                // The reason is the first error; that tidying up failed as well would only hide it.
                let _ = writing.abandon();
                return Err(error);
            }
        };
        let mut problems = Vec::new();
        let mut puts = Vec::with_capacity(results.len());
        for result in results {
            match result {
                Ok(put) => puts.push(put),
                Err(problem) => problems.push(*problem),
            }
        }
        if !problems.is_empty() {
            writing.abandon()?;
            diagnostics::sort(&mut problems);
            return Ok(Err(problems));
        }
        writing.finish(puts).map(Ok)
    }
}
