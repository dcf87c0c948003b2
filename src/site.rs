//! The site: the model, the theme and the outputs, built stage by stage from a snapshot. Each stage is a pure
//! function of its input.

use crate::cache::{Cache, CacheEntry, CachedGraph, Content, Entries};
use crate::csl::{self, Formatted, References};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::TWO_OUTPUTS;
use crate::files;
use crate::hash::{Hash, Hasher};
use crate::highlight::{self, Highlighted};
use crate::model::{Model, PageId, Parts, shown_works, texts, used_by};
use crate::options::Options;
use crate::outputs::inputs::{Inputs, Memo};
use crate::outputs::samples::{Tried, try_templates};
use crate::outputs::shared::Shared;
use crate::outputs::{self, Output, Outputs, Plan};
use crate::parse::{Page, address, conflicts};
use crate::search;
use crate::snapshot::{Snapshot, is_left_out};
use crate::sources::{File, Kind};
use crate::theme::Theme;
use crate::timings::Timings;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// A repository, ready to render.
#[derive(Clone)]
pub struct Site {
    pub snapshot: Arc<Snapshot>,
    pub model: Arc<Model>,
    pub theme: Arc<Theme>,
    pub memo: Memo,
    pub shared: Arc<Shared>,
    pub outputs: Arc<Outputs>,
    /// Diagnostics from trying the templates with samples.
    pub tried: Arc<Tried>,
    /// The hashes of files that are published unchanged, by path.
    file_hashes: Arc<BTreeMap<Arc<str>, Hash>>,
    pub has_search: bool,
    /// The hash of everything the graph is built from.
    pub graph_hash: Hash,
    /// The hash of the context in which pages are read: settings, terms, bibliography and style.
    pub context_hash: Hash,
    /// Diagnostics about files that are neither content nor settings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Cached results of earlier runs.
#[derive(Clone, Default)]
pub struct CachedMemo {
    pub code: Arc<Highlighted>,
    pub references: Arc<Formatted>,
    pub tried: Arc<Tried>,
    pub graph: Option<CachedGraph>,
}

impl From<&Cache> for CachedMemo {
    fn from(cache: &Cache) -> Self {
        let (code, references) = (Arc::new(cache.code()), Arc::new(cache.references()));
        Self { code, references, tried: Arc::default(), graph: cache.graph() }
    }
}

impl Site {
    /// Opens the repository at `root` without a cache. `Err` if there is none.
    pub fn open(root: &Path, options: Options) -> io::Result<Self> {
        let snapshot = Snapshot::open(root, options, &Entries::default())?;
        Ok(Self::of(snapshot, options, &CachedMemo::default(), &mut Timings::default()))
    }

    /// Builds the site from a snapshot.
    pub fn of(
        snapshot: Snapshot,
        options: Options,
        cached: &CachedMemo,
        timings: &mut Timings,
    ) -> Self {
        let mut diagnostics = Vec::new();
        let theme = timings.stage("theme", || theme(&snapshot, &mut diagnostics));
        let (mut parts, clashes) = timings.stage("sort", || parts(&snapshot, options));
        diagnostics.extend(clashes);
        parts.shows_related = theme.shows_related();
        let code = timings.stage("highlight", || match options.memo {
            true => Arc::new(highlighted(&parts.pages, &cached.code)),
            false => Arc::default(),
        });
        let context_hash = context_hash(&snapshot);
        let graph_hash = graph_hash(&snapshot, context_hash, options, &theme);
        let graph = cached.graph.as_ref().filter(|graph| graph.hash == graph_hash);
        let graph = timings.stage("graph", || graph.and_then(CachedGraph::decode));
        let (graph, references) = match graph {
            Some((graph, references)) => {
                (Some(graph), (Arc::new(references), cached.references.clone()))
            }
            None => timings.stage("references", || {
                let cached = &cached.references;
                (None, references(&snapshot, &parts, options, cached, &mut diagnostics))
            }),
        };
        let (references, formatted) = references;
        let memo = Memo { code, references, formatted };
        let model = timings.stage("model", || Arc::new(Model::of(parts, graph)));
        let mut site = Self {
            graph_hash,
            context_hash,
            file_hashes: Arc::new(snapshot.entries.file_hashes()),
            snapshot: Arc::new(snapshot),
            has_search: has_search(options, &theme),
            shared: Arc::default(),
            outputs: Arc::default(),
            tried: cached.tried.clone(),
            model,
            theme,
            memo,
            diagnostics,
        };
        timings.stage("outputs", || site.plan());
        site
    }

    /// The site after some files changed, given by path; `None` means that anything may have changed.
    pub fn after(
        &self,
        snapshot: Snapshot,
        changed: Option<&[Arc<str>]>,
        options: Options,
    ) -> Self {
        let kind = |path: &Arc<str>| snapshot.sources.file(path).map(|file| file.kind);
        let is_theme = |path: &&Arc<str>| kind(path) == Some(Kind::Theme);
        let edited = changed.and_then(|paths| {
            let pages = paths.iter().filter(|path| !is_theme(path));
            pages.map(|path| self.edited_page(&snapshot, path, options)).collect::<Option<Vec<_>>>()
        });
        let (Some(edited), Some(changed)) = (edited, changed) else {
            let cached = self.cached_memo();
            return Self::of(snapshot, options, &cached, &mut Timings::default());
        };
        let edited: Vec<(PageId, Arc<Page>)> = edited.into_iter().flatten().collect();
        let mut site = self.clone();
        if options.memo && edited.iter().any(|(_, page)| !self.has_highlighted(page)) {
            let pages: Vec<Arc<Page>> = edited.iter().map(|(_, page)| page.clone()).collect();
            let mut code = Highlighted::clone(&self.memo.code);
            code.extend(highlighted(&pages, &code));
            site.memo.code = Arc::new(code);
        }
        if !edited.is_empty() {
            site.model = Arc::new(self.model.with_pages(edited));
        }
        if changed.iter().any(|path| is_theme(&path)) {
            let mut diagnostics = Vec::new();
            site.theme = theme(&snapshot, &mut diagnostics);
            // The model has related pages only if the theme shows them, so it must be rebuilt.
            if !diagnostics.is_empty() || site.theme.shows_related() != self.theme.shows_related() {
                return self.after(snapshot, None, options);
            }
            site.has_search = has_search(options, &site.theme);
            site.plan();
        }
        site.snapshot = Arc::new(snapshot);
        site
    }

    /// The new page after a local edit, which does not affect the graph. `Some(None)` for a draft that is left out;
    /// `None` if the edit is not local.
    fn edited_page(
        &self,
        snapshot: &Snapshot,
        path: &Arc<str>,
        options: Options,
    ) -> Option<Option<(PageId, Arc<Page>)>> {
        let page = |entries: &Entries| match &entries.by_path.get(path)?.content {
            Content::Page(page) => Some(page.clone()),
            _ => None,
        };
        let (before, after) = (page(&self.snapshot.entries)?, page(&snapshot.entries)?);
        if before.graph_hash != after.graph_hash {
            return None;
        }
        match is_left_out(&after, options) {
            true => Some(None),
            false => Some(Some((*self.model.graph.by_path.get(path)?, after))),
        }
    }

    fn has_highlighted(&self, page: &Page) -> bool {
        let mut blocks = texts(page).flat_map(|text| &text.code);
        blocks.all(|code| self.memo.code.contains_key(&highlight::key(code)))
    }

    /// Plans the outputs, and makes the values that they share.
    fn plan(&mut self) {
        let (model, theme, has_search) = (&*self.model, &*self.theme, self.has_search);
        self.outputs = Arc::new(Outputs::of(Plan { model, theme, has_search }));
        self.shared = Arc::new(Shared::of(model, theme, has_search));
        self.tried = try_templates(model, theme, &self.shared, &self.tried);
    }

    /// The inputs of all outputs.
    pub fn inputs(&self) -> Inputs<'_> {
        Inputs {
            model: &self.model,
            theme: &self.theme,
            memo: &self.memo,
            shared: &self.shared,
            file_hashes: &self.file_hashes,
            addresses: &self.outputs.addresses,
            graph_hash: self.graph_hash,
            context_hash: self.context_hash,
        }
    }

    /// The page whose text the output shows.
    pub fn text_of(&self, output: &Output) -> Option<&Page> {
        output.kind.text(&self.model).map(|id| self.model.page(id))
    }

    /// The parts that the next run can reuse.
    fn cached_memo(&self) -> CachedMemo {
        let references = self.memo.formatted.clone();
        let tried = self.tried.clone();
        CachedMemo { code: self.memo.code.clone(), references, tried, graph: None }
    }
}

/// The cache entries of the repository's files, sorted by path.
fn entries(snapshot: &Snapshot) -> impl Iterator<Item = (&Arc<str>, &CacheEntry)> {
    let paths = snapshot.sources.files.iter().map(|file| &file.path);
    paths.filter_map(|path| Some((path, snapshot.entries.by_path.get(path)?)))
}

/// See [`Site::context_hash`].
fn context_hash(snapshot: &Snapshot) -> Hash {
    let mut context = Hasher::new("context");
    context.hash(snapshot.config.hash);
    for (path, entry) in entries(snapshot) {
        if !matches!(entry.content, Content::Page(_) | Content::File(_)) {
            context.text(path).hash(entry.hash);
        }
    }
    for style in snapshot.read_all(Kind::Style).0 {
        context.text(&style.path).hash(style.hash);
    }
    context.finish()
}

/// See [`Site::graph_hash`].
fn graph_hash(snapshot: &Snapshot, context: Hash, options: Options, theme: &Theme) -> Hash {
    let mut graph = Hasher::new("graph");
    graph.hash(context);
    [options.drafts, options.memo, theme.shows_related()].into_iter().for_each(|yes| {
        graph.byte(u8::from(yes));
    });
    for (path, entry) in entries(snapshot) {
        graph.text(path).hash(match &entry.content {
            Content::Page(page) => page.graph_hash,
            _ => entry.hash,
        });
    }
    graph.finish()
}

fn has_search(options: Options, theme: &Theme) -> bool {
    let is_wanted = options.search && search::AVAILABLE;
    is_wanted && theme.chains.contains_key(outputs::search::TEMPLATE.file)
}

fn theme(snapshot: &Snapshot, diagnostics: &mut Vec<Diagnostic>) -> Arc<Theme> {
    let (sources, mut problems) = snapshot.read_all(Kind::Theme);
    diagnostics.append(&mut problems);
    diagnostics.extend(sources.iter().flat_map(conflicts));
    let config = &snapshot.config;
    Arc::new(Theme::of(&config.theme, &sources, &config.templates()))
}

fn highlighted(pages: &[Arc<Page>], cached: &Highlighted) -> Highlighted {
    let texts = pages.iter().flat_map(|page| texts(page));
    highlight::highlight(texts.flat_map(|text| &text.code), cached)
}

/// The works that pages cite, formatted in the style of the site.
fn references(
    snapshot: &Snapshot,
    parts: &Parts,
    options: Options,
    cached: &Formatted,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Arc<References>, Arc<Formatted>) {
    let (files, mut problems) = snapshot.read_all(Kind::Style);
    diagnostics.append(&mut problems);
    let (style, mut problems) = csl::find(&parts.config, &files);
    diagnostics.append(&mut problems);
    match style.filter(|_| options.memo && !parts.bibliography.works.is_empty()) {
        Some(style) => {
            let shown = shown_works(parts);
            let (references, formatted) =
                csl::references(&style, &parts.bibliography, &shown, cached);
            (Arc::new(references), Arc::new(formatted))
        }
        None => Default::default(),
    }
}

/// Sorts the entries by type; drafts are included only on request. If a static file and a file of the content have
/// the same address, that of the content is published.
fn parts(snapshot: &Snapshot, options: Options) -> (Parts, Vec<Diagnostic>) {
    let mut parts = Parts { config: snapshot.config.clone(), ..Parts::default() };
    let mut clashes = Vec::new();
    let (fixed, written): (Vec<&File>, Vec<&File>) =
        snapshot.sources.files.iter().partition(|file| file.kind == Kind::Static);
    for file in fixed.into_iter().chain(written) {
        let Some(entry) = snapshot.entries.by_path.get(&file.path) else { continue };
        if let Content::Page(page) = &entry.content
            && page.draft
        {
            parts.draft_folders.insert(files::folder(&page.path).to_owned());
        }
        match &entry.content {
            Content::Page(page) if is_left_out(page, options) => {
                parts.draft_uses.extend(used_by(page).map(str::to_owned));
                parts.drafts.insert(page.url.clone());
            }
            Content::Page(page) => parts.pages.push(page.clone()),
            Content::Terms(terms) => parts.terms.push(terms.clone()),
            Content::Bibliography(bibliography) => parts.bibliography = bibliography.clone(),
            Content::File(extent) => {
                let Some(url) = address::of_file(&file.path) else { continue };
                parts.sizes.insert(url.clone(), *extent);
                if let Some(other) = parts.files.insert(url.clone(), file.path.clone()) {
                    let message = format!("this file and {other} would both be published at {url}");
                    let problem = TWO_OUTPUTS.at(&file.path, 0..0, message);
                    clashes.push(problem.help("rename one of them"));
                }
            }
        }
    }
    (parts, clashes)
}
