//! A build after an edit of few texts. It takes over from the last build of its folder what such an edit leaves
//! as it was: the graph, the pages that were not edited (each is read when something shows it), what was found
//! in them, and all outputs but those that show the edited texts.
//!
//! Whether it is such an edit is seen by what was made of it (`model::stays_at_home`). Where anything is in
//! doubt there is no quick way, and the build takes the long one, in which nothing is different but its time.

use super::{Repository, Timings, Wish, all_rules, read, theme};
use crate::cache::{Cache, Content, Last, Packed, Record, Records};
use crate::check;
use crate::config::Config;
use crate::csl::References;
use crate::diagnostics::{self, Diagnostic};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::highlight::{self, Highlighted};
use crate::model::{Fetch, Given, Graph, Model, PageId, Pages, stays_at_home, texts};
use crate::parse::{Page, unwritten};
use crate::plan;
use crate::render::Shelf;
use crate::search;
use crate::sources::{File, Kind, Sources};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Of more edited files all is understood anew.
const FEW: usize = 50;

/// What is remembered of a repository for such builds.
#[derive(Serialize, Deserialize)]
struct Kept<G, R> {
    /// By which the build is known that remembered it.
    build: Fingerprint,
    /// The settings by which it was understood.
    settings: Fingerprint,
    /// The identity of the records in which its pages are.
    records: Fingerprint,
    /// By page: where it is.
    pages: Vec<Place>,
    /// The pages whose edits take the long way, whatever they are.
    apart: BTreeSet<PageId>,
    /// The code in the fields of pages.
    code: Vec<Fingerprint>,
    references: R,
    graph: G,
}

/// Where a page is remembered.
#[derive(Serialize, Deserialize)]
enum Place {
    /// Among the records, by its number there.
    Record(usize),
    /// Here: no record says all that it says.
    Here(Vec<u8>),
}

/// A page that was edited.
struct Edited {
    id: PageId,
    page: Arc<Page>,
    record: Record,
}

/// By what a build is known, for what is remembered of it in several files.
pub fn build_print(asked: Option<Fingerprint>, manifest: Fingerprint) -> Fingerprint {
    Mixer::new("build").print(asked.unwrap_or_default()).print(manifest).finish()
}

impl Repository {
    /// The repository after an edit of few texts since the last build into `folder`, with a plan of the outputs
    /// that show these, and the coloured code that was known. None if it was no such edit, or if that can't be said.
    pub fn after_texts(
        sources: &Arc<Sources>,
        wish: Wish,
        cache: &Cache,
        folder: &Path,
        last: &Last,
        asked: Option<Fingerprint>,
    ) -> Option<(Self, Arc<Highlighted>)> {
        let changed = last.changed(sources, asked)?;
        let are_few = changed.len() <= FEW && changed.iter().all(|file| file.kind == Kind::Page);
        if !are_few || !cache.has_parts(folder) {
            return None;
        }
        let mut timings = Timings::default();
        let (config, _) = timings.stage("settings", || read::settings(sources));
        let remembered =
            timings.stage("memory", || remembered(sources, &config, cache, folder, last));
        let Remembered { model: before, apart, of_fields } = remembered?;
        let edited = timings.stage("parse", || read_again(&changed, &before, &apart))?;
        let theme = timings.stage("theme", || theme(sources, &config, &mut Vec::new()));
        let has_search = wish.search && search::AVAILABLE && plan::can_search(&theme);
        if has_search {
            return None;
        }
        let mut model =
            before.edited(edited.iter().map(|edited| (edited.id, edited.page.clone())).collect());
        let known;
        (known, model.code) = coloured(&edited, &of_fields, cache)?;
        let found = timings.stage("check", || findings(&before, &model, &edited, last, wish))?;
        let ids: Vec<PageId> = edited.iter().map(|edited| edited.id).collect();
        let plan = plan::of_texts(&model, &theme, &ids, wish.search)?;
        // A page that is lost has nothing of what the graph says of it.
        for output in &plan.outputs {
            for id in plan::cards(&model, &theme, &output.what) {
                model.page(id);
            }
        }
        if model.pages.has_lost() {
            return None;
        }
        let shelf = timings.stage("shelf", || Shelf::of(&model, &theme, &plan));
        let mut records = Records { settings: config.print, ..Records::default() };
        records.by_path.extend(edited.into_iter().map(|e| (e.page.path.clone(), e.record)));
        let repository = Self {
            sources: sources.clone(),
            records,
            bodies: Arc::default(),
            model,
            theme,
            plan: Arc::new(plan),
            shelf: Arc::new(shelf),
            scanned: Vec::new(),
            early: Vec::new(),
            found,
            entangled: BTreeSet::new(),
            timings,
        };
        Some((repository, known))
    }

    /// Remembers what [`Repository::after_texts`] takes over. `base` are the records that are remembered.
    pub fn remember_graph(
        &self,
        cache: &Cache,
        folder: &Path,
        base: &Records,
        build: Fingerprint,
    ) -> io::Result<()> {
        // Every edit changes the search index, and that is made of all pages.
        if self.plan.has_search {
            return Ok(());
        }
        let kept = base.kept();
        // Both are in the order of their paths.
        let mut records = kept.iter().enumerate().peekable();
        let mut place = |page: &Arc<Page>| -> io::Result<Place> {
            while records.next_if(|(_, (path, _))| **path < page.path).is_some() {}
            match records.peek() {
                Some((number, (_, record))) if record.content.is_page(page) => {
                    Ok(Place::Record(*number))
                }
                _ => postcard::to_stdvec(page).map(Place::Here).map_err(io::Error::other),
            }
        };
        let shown = self.plan.shown_texts(&self.model);
        let hidden = self.model.page_ids().filter(|id| !shown.contains(id));
        let kept = Kept {
            build,
            settings: self.model.config.print,
            records: base.identity(&kept),
            pages: self.model.pages.iter().map(&mut place).collect::<io::Result<_>>()?,
            apart: hidden.chain(self.entangled.iter().copied()).collect(),
            code: code_of_fields(&self.model.pages),
            references: &*self.model.references,
            graph: self.model.graph(),
        };
        cache.keep_graph(folder, &kept)
    }
}

/// The last build.
struct Remembered {
    model: Model,
    /// The pages whose edits take the long way.
    apart: BTreeSet<PageId>,
    /// The code in the fields of pages.
    of_fields: Vec<Fingerprint>,
}

/// What the last build of a folder remembers.
fn remembered(
    sources: &Sources,
    config: &Arc<Config>,
    cache: &Cache,
    folder: &Path,
    last: &Last,
) -> Option<Remembered> {
    let kept: Kept<Graph, References> = cache.graph(folder)?;
    let Kept { build, settings, records, pages, apart, code, references, graph } = kept;
    if build != last.graph || settings != config.print {
        return None;
    }
    let packed = cache.packed(records)?;
    let count = pages.len();
    let blank = Arc::new(unwritten("", config));
    let pages = Pages::fetched(count, fetch(packed, pages), blank);
    let mut given = Given {
        config: config.clone(),
        bibliography: Arc::default(),
        references: Arc::new(references),
        term_files: Vec::new(),
    };
    for file in
        sources.files.iter().filter(|file| matches!(file.kind, Kind::Terms | Kind::Bibliography))
    {
        match read::record(file.read().ok()?, config).content {
            Content::Terms(terms) => given.term_files.push(terms),
            Content::Bibliography(bibliography) => given.bibliography = bibliography,
            Content::Page(_) | Content::File(_) => return None,
        }
    }
    let model = Model::remembered(graph, given, pages, Arc::default())?;
    Some(Remembered { model, apart, of_fields: code })
}

fn fetch(packed: Packed, places: Vec<Place>) -> Arc<Fetch> {
    Arc::new(move |place| match places.get(place)? {
        Place::Record(number) => packed.page(*number),
        Place::Here(bytes) => postcard::from_bytes(bytes).ok(),
    })
}

/// The edited pages; none if one of them is seen by more than itself.
fn read_again(changed: &[&File], before: &Model, apart: &BTreeSet<PageId>) -> Option<Vec<Edited>> {
    let mut edited = Vec::with_capacity(changed.len());
    for file in changed {
        let id = *before.by_path.get(&file.path).filter(|id| !apart.contains(id))?;
        let record =
            Record { stamp: file.stamp, ..read::record(file.read().ok()?, &before.config) };
        let Content::Page(page) = &record.content else { return None };
        // What a page silences, and what a draft lacks, is settled with all other findings.
        let is_plain = page.allow.is_empty() && !page.draft;
        if !is_plain || !stays_at_home(before.page(id), page) {
            return None;
        }
        edited.push(Edited { id, page: page.clone(), record });
    }
    Some(edited)
}

/// The code of the edited pages and of fields, which other outputs than a page's own show: as it is remembered, and
/// with what is new. None if some is remembered no more.
fn coloured(
    edited: &[Edited],
    of_fields: &[Fingerprint],
    cache: &Cache,
) -> Option<(Arc<Highlighted>, Arc<Highlighted>)> {
    let mut blocks = edited.iter().flat_map(|edited| &edited.page.body.code).peekable();
    if blocks.peek().is_none() && of_fields.is_empty() {
        return Some(Default::default());
    }
    let known = cache.code();
    let mut code = known.clone();
    code.extend(highlight::highlight(blocks, &known));
    let is_whole = of_fields.iter().all(|key| known.contains_key(key));
    is_whole.then(|| (Arc::new(known), Arc::new(code)))
}

/// The code in the fields of pages.
fn code_of_fields(pages: &[Arc<Page>]) -> Vec<Fingerprint> {
    let in_fields = pages.iter().flat_map(|page| texts(page).skip(1));
    in_fields.flat_map(|text| &text.code).map(highlight::key).collect()
}

/// What is wrong with the repository, of which the last build knows all but what is in the edited pages. None
/// if that can't be said, or if the site must not be written.
fn findings(
    before: &Model,
    model: &Model,
    edited: &[Edited],
    last: &Last,
    wish: Wish,
) -> Option<Vec<Diagnostic>> {
    let ids: Vec<PageId> = edited.iter().map(|edited| edited.id).collect();
    let mut own: Vec<Diagnostic> =
        edited.iter().flat_map(|edited| edited.record.problems.iter().cloned()).collect();
    own.append(&mut check::again(model, before, &ids)?);
    check::set_severities(&model.config, &mut own);
    if wish.strict {
        diagnostics::make_strict(&mut own);
    }
    if diagnostics::has_errors(&own) {
        return None;
    }
    let is_edited = |path: &str| edited.iter().any(|edited| *edited.page.path == *path);
    let mut found = last.found(&all_rules())?;
    found.retain(|finding| !is_edited(&finding.path) || check::looks_around(finding.rule));
    found.append(&mut own);
    diagnostics::sort(&mut found);
    Some(found)
}
