//! The site: the model, the theme and the outputs, built stage by stage from a snapshot. Each stage is a pure
//! function of its input.

use crate::cache::{Cache, Content, Entries};
use crate::content_hash::content_hash;
use crate::csl::{self, Citations, References, Style};
use crate::derived::Derived;
use crate::diagnostics::Diagnostic;
use crate::hash::{Hash, Hasher};
use crate::highlight::{self, Highlighted};
use crate::model::{ByLanguage, Graph, Model, PageId, Parts, shown_works, texts};
use crate::options::Options;
use crate::outputs::inputs::{Inputs, Memo};
use crate::outputs::samples::{Tried, try_templates};
use crate::outputs::shared::Shared;
use crate::outputs::site::Extras;
use crate::outputs::values::page_hash;
use crate::outputs::{self, Output, Outputs, Plan};
use crate::parse::{Page, conflicts};
use crate::parts::parts;
use crate::search::texts::parts as parts_of;
use crate::search::{Index, Words, counted};
use crate::snapshot::{Snapshot, is_left_out};
use crate::sources::{File, Kind};
use crate::theme::{Theme, strings};
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
    /// The search index; none if the site has no search, or if nobody asked for it yet.
    index: Option<Arc<Index>>,
    /// The hash of the context in which pages are read: settings, terms, bibliography and style.
    pub context_hash: Hash,
    /// Diagnostics about files that are neither content nor settings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Cached results of earlier runs.
#[derive(Clone, Default)]
pub struct CachedMemo {
    pub code: Arc<Highlighted>,
    pub references: Derived<References>,
    pub citations: Derived<Citations>,
    pub tried: Arc<Tried>,
    pub graph: Option<Arc<Graph>>,
    pub shared: Arc<Shared>,
    pub words: Arc<Words>,
    /// Whether `code` has all blocks of the snapshot.
    pub has_all_code: bool,
}

impl From<&Cache> for CachedMemo {
    fn from(cache: &Cache) -> Self {
        let (code, references) = (Arc::new(cache.code()), cache.references());
        let (citations, graph) = (cache.citations(), cache.graph().map(Arc::new));
        let words = Arc::new(cache.words());
        Self { code, references, citations, graph, words, ..Self::default() }
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
        let theme = timings.stage("theme", || theme(&snapshot, options, &mut diagnostics));
        let (parts, clashes) = timings.stage("sort", || parts(&snapshot, options));
        diagnostics.extend(clashes);
        let code = timings.stage("highlight", || match cached.has_all_code || !options.memo {
            true => cached.code.clone(),
            false => Arc::new(highlighted(&parts.pages, &cached.code)),
        });
        let graph = cached.graph.as_deref();
        let shown = timings.stage("works", || shown_works(&parts, graph));
        let style = style(&snapshot, options, &mut diagnostics);
        let references = timings
            .stage("references", || references(style.as_ref(), &parts, &shown, &cached.references));
        let context_hash = parts.context;
        let model = timings.stage("model", || Arc::new(Model::of(parts, shown, graph)));
        let citations =
            timings.stage("citations", || citations(style.as_ref(), &model, &cached.citations));
        let memo = Memo { code, references, citations, words: cached.words.clone() };
        let mut site = Self {
            context_hash,
            file_hashes: Arc::new(snapshot.entries.file_hashes()),
            snapshot: Arc::new(snapshot),
            has_search: has_search(options, &theme),
            shared: cached.shared.clone(),
            outputs: Arc::default(),
            index: None,
            tried: cached.tried.clone(),
            model,
            theme,
            memo,
            diagnostics,
        };
        if options.bodies {
            timings.stage("search", || site.make_index());
        }
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
            let mut cached = self.cached_memo();
            if let Some(paths) = changed {
                let pages = paths.iter().filter_map(|path| page_at(&snapshot, path).cloned());
                cached.code = self.with_code_of(&pages.collect::<Vec<_>>(), options);
                cached.has_all_code = true;
            }
            return Self::of(snapshot, options, &cached, &mut Timings::default());
        };
        let edited: Vec<(PageId, Arc<Page>)> = edited.into_iter().flatten().collect();
        let has_other_theme = changed.iter().any(|path| is_theme(&path));
        let mut site = self.clone();
        site.snapshot = Arc::new(snapshot);
        let pages: Vec<Arc<Page>> = edited.iter().map(|(_, page)| page.clone()).collect();
        site.memo.code = self.with_code_of(&pages, options);
        if !edited.is_empty() {
            site.model = Arc::new(self.model.with_pages(edited));
            if site.index.is_some() {
                site = site.indexed();
            }
        }
        if has_other_theme {
            let mut diagnostics = Vec::new();
            site.theme = theme(&site.snapshot, options, &mut diagnostics);
            if !diagnostics.is_empty() {
                return self.after(Snapshot::clone(&site.snapshot), None, options);
            }
            site.has_search = has_search(options, &site.theme);
            site.plan();
        }
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
        let (before, after) = (page_at(&self.snapshot, path)?, page_at(snapshot, path)?);
        if before.graph_hash != after.graph_hash {
            return None;
        }
        match is_left_out(after, options) {
            true => Some(None),
            false => Some(Some((*self.model.graph.links.by_path.get(path)?, after.clone()))),
        }
    }

    /// The highlighted code, with that of some pages added.
    fn with_code_of(&self, pages: &[Arc<Page>], options: Options) -> Arc<Highlighted> {
        let mut blocks = pages.iter().flat_map(|page| texts(page)).flat_map(|text| &text.code);
        let has = |code| self.memo.code.contains_key(&highlight::key(code));
        if !options.memo || blocks.all(has) {
            return self.memo.code.clone();
        }
        let mut code = Highlighted::clone(&self.memo.code);
        code.extend(highlighted(pages, &code));
        Arc::new(code)
    }

    /// Diagnostics on code that is too costly to highlight.
    pub fn plain_code(&self) -> Vec<Diagnostic> {
        let pages = self.model.pages.iter();
        let blocks = pages.flat_map(|page| {
            let code = texts(page).flat_map(|text| &text.code);
            code.map(|code| (&page.path, code))
        });
        highlight::problems(blocks, &self.memo.code)
    }

    /// Plans the outputs, and makes the values that they share.
    fn plan(&mut self) {
        let (model, theme, has_search) = (&*self.model, &*self.theme, self.has_search);
        let index = self.index.as_deref();
        self.outputs = Arc::new(Outputs::of(Plan { model, theme, has_search, index }));
        let extras = Extras { search: has_search, news: outputs::news::is_there(model, theme) };
        self.shared = Arc::new(Shared::of(model, theme, extras, &self.shared));
        let file = |path: &str| self.snapshot.sources.file(path);
        let is_bundled = |path: &str| file(path).is_some_and(File::is_embedded);
        self.tried = try_templates(model, theme, &self.shared, &is_bundled, &self.tried);
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
            context_hash: self.context_hash,
            index: self.index.as_deref(),
        }
    }

    /// The site with a search index of its texts as they are now.
    pub fn indexed(mut self) -> Self {
        self.make_index();
        self.plan();
        self
    }

    /// Makes the search index, if the site has search.
    fn make_index(&mut self) {
        if !self.has_search {
            return;
        }
        let (model, snapshot) = (&*self.model, &*self.snapshot);
        let hashed = |id| (page_hash(model.page(id)), id);
        let pages: Vec<(Hash, PageId)> = model.page_ids().map(hashed).collect();
        let count = |id: &PageId| {
            let page = model.page(*id);
            // If the file can't be read, its outputs can't be made either, which is reported then.
            let text = snapshot.text(page).ok()?;
            let parts = parts_of(&model.config, page, text.as_ref().unwrap_or(&page.body.text));
            Some(counted::count(model.page_title(*id), &parts))
        };
        let words = Words::of(&pages, &self.memo.words, count);
        let hashes: Vec<Hash> = pages.into_iter().map(|(hash, _)| hash).collect();
        self.index = Some(Arc::new(Index::of(model, &words, &hashes)));
        self.memo.words = Arc::new(words);
    }

    /// The page whose text the output shows.
    pub fn text_of(&self, output: &Output) -> Option<&Page> {
        output.kind.text(&self.model).map(|id| self.model.page(id))
    }

    /// The parts that the next run can reuse.
    fn cached_memo(&self) -> CachedMemo {
        let Memo { code, references, citations, words } = &self.memo;
        CachedMemo {
            code: code.clone(),
            references: references.clone(),
            citations: citations.clone(),
            words: words.clone(),
            tried: self.tried.clone(),
            graph: Some(self.model.graph.clone()),
            shared: self.shared.clone(),
            has_all_code: false,
        }
    }
}

/// The page in a file.
fn page_at<'s>(snapshot: &'s Snapshot, path: &Arc<str>) -> Option<&'s Arc<Page>> {
    match &snapshot.entries.by_path.get(path)?.content {
        Content::Page(page) => Some(page),
        _ => None,
    }
}

fn has_search(options: Options, theme: &Theme) -> bool {
    options.search && theme.chains.contains_key(outputs::search::TEMPLATE.file)
}

fn theme(snapshot: &Snapshot, options: Options, diagnostics: &mut Vec<Diagnostic>) -> Arc<Theme> {
    let (sources, mut problems) = snapshot.read_all(Kind::Theme);
    diagnostics.append(&mut problems);
    diagnostics.extend(sources.iter().flat_map(conflicts));
    let config = &snapshot.config;
    let theme = Theme::of(&config.theme, &sources, &config.templates());
    diagnostics.extend(strings::in_english(config, &theme.strings));
    Arc::new(if options.portable { theme.portable() } else { theme })
}

fn highlighted(pages: &[Arc<Page>], cached: &Highlighted) -> Highlighted {
    let texts = pages.iter().flat_map(|page| texts(page));
    highlight::highlight(texts.flat_map(|text| &text.code), cached)
}

/// The citation style of the site; none if nothing is to be formatted.
fn style(
    snapshot: &Snapshot,
    options: Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Style> {
    let (files, mut problems) = snapshot.read_all(Kind::Style);
    diagnostics.append(&mut problems);
    let (style, mut problems) = csl::find(&snapshot.config, &files);
    diagnostics.append(&mut problems);
    style.filter(|_| options.memo)
}

/// The works that pages cite, formatted in the style of the site.
fn references(
    style: Option<&Style>,
    parts: &Parts,
    shown: &ByLanguage,
    before: &Derived<References>,
) -> Derived<References> {
    let Some(style) = style.filter(|_| !parts.bibliography.works.is_empty()) else {
        return Derived::default();
    };
    let mut from = Hasher::new("references");
    from.hash(parts.works).hash(content_hash(shown, &()));
    let make = || csl::references(style, &parts.bibliography, shown, before);
    Derived::of(from.finish(), Some(before), make)
}

/// The pages that can be cited, in the style of the site.
fn citations(
    style: Option<&Style>,
    model: &Model,
    before: &Derived<Citations>,
) -> Derived<Citations> {
    let pages = outputs::cite::items(model);
    let Some(style) = style.filter(|_| !pages.is_empty()) else { return Derived::default() };
    let mut from = Hasher::new("citations");
    from.hash(style.hash()).hash(content_hash(&pages, &()));
    Derived::of(from.finish(), Some(before), || csl::citations(style, &pages, before))
}
