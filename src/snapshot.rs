//! The state of the repository at one moment. Every file is read and parsed by itself, or taken from the cache if
//! it is unchanged.

use crate::bodies::{Batch, Bodies, BodyFile};
use crate::cache::{CacheEntry, Content, Entries};
use crate::config::{self, Config};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::{ACTIVE_FILE, UNREADABLE};
use crate::hash::Hash;
use crate::options::Options;
use crate::parse::markdown::Text;
use crate::parse::page::Allowed;
use crate::parse::{self, Page, Parsed, active, conflicts, photo};
use crate::sources::{File, Kind, Source, Sources, is_published};
use crate::tables::Located;
use rayon::prelude::*;
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A repository, read and parsed.
#[derive(Clone)]
pub struct Snapshot {
    pub sources: Arc<Sources>,
    pub config: Arc<Config>,
    pub entries: Entries,
    pub bodies: Arc<Bodies>,
    /// The addresses that were published, if the settings ask for them to be kept.
    pub published: Arc<Vec<Located<String>>>,
    /// Diagnostics about folders that could not be scanned.
    scan: Vec<Diagnostic>,
    /// Diagnostics about the settings, and about content that cannot be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Snapshot {
    /// Reads the repository at `root`. `Err` if there is none.
    pub fn open(root: &Path, options: Options, cached: &Entries) -> io::Result<Self> {
        let (sources, scan) = Sources::scan(root)?;
        Ok(Self::of((Arc::new(sources), scan), options, cached))
    }

    /// Reads a scanned repository; `scan` are the diagnostics of the scan.
    pub fn of(
        (sources, scan): (Arc<Sources>, Vec<Diagnostic>),
        options: Options,
        cached: &Entries,
    ) -> Self {
        let (config, mut diagnostics) = settings(&sources);
        let (entries, bodies, unreadable) = content(&sources, &config, options, cached);
        diagnostics.extend(unreadable);
        let bodies = Arc::new(bodies);
        let published = Arc::new(published(&sources, &config, &mut diagnostics));
        Self { sources, config, entries, bodies, published, scan, diagnostics }
    }

    /// The repository after changes to the paths in `heard`; `None` scans the folders again. Also returns the files
    /// that changed, or none if files were added or removed or if the settings changed. `Err` if the repository is
    /// gone.
    pub fn after(
        &self,
        root: &Path,
        heard: Option<&[PathBuf]>,
        options: Options,
    ) -> io::Result<(Self, Option<Vec<Arc<str>>>)> {
        let heard = heard.and_then(|paths| self.sources.updated(root, paths));
        let (scanned, changed) = match heard {
            Some((sources, changed)) => ((sources, self.scan.clone()), Some(changed)),
            None => {
                let scanned = Sources::scan(root)?;
                let is_clean = scanned.1.is_empty() && self.scan.is_empty();
                let changed = scanned.0.changed(&self.sources).filter(|_| is_clean);
                (scanned, changed)
            }
        };
        let same_files = |path: &Arc<str>| {
            let kind = |sources: &Sources| sources.file(path).map(|file| file.kind);
            let (before, after) = (kind(&self.sources), kind(&scanned.0));
            before == after && !matches!(after, Some(Kind::Settings | Kind::Addresses))
        };
        let Some(changed) = changed.filter(|changed| changed.iter().all(same_files)) else {
            let scanned = (Arc::new(scanned.0), scanned.1);
            return Ok((Self::of(scanned, options, &self.entries), None));
        };
        let (sources, scan) = scanned;
        let mut after = Self { sources: Arc::new(sources), scan, ..self.clone() };
        after.entries.fresh = 0;
        for path in &changed {
            let file = after.sources.file(path).filter(|file| is_content(file, &self.config));
            let Some(file) = file else { continue };
            let Ok(source) = file.read() else {
                let scanned = (after.sources, after.scan);
                return Ok((Self::of(scanned, options, &self.entries), None));
            };
            let cached = after.entries.by_path.get(path).filter(|entry| entry.hash == source.hash);
            let entry = match cached {
                Some(entry) => entry.clone(),
                None => {
                    after.entries.fresh += 1;
                    parsed(source, &self.config)
                }
            };
            let entry = CacheEntry { stamp: file.stamp, ..entry };
            after.entries.by_path.insert(path.clone(), entry);
        }
        let is_changed = |path: &Arc<str>| {
            let hash = |entries: &Entries| entries.by_path.get(path).map(|entry| entry.hash);
            hash(&self.entries).is_none() || hash(&self.entries) != hash(&after.entries)
        };
        let changed = changed.into_iter().filter(is_changed).collect();
        Ok((after, Some(changed)))
    }

    /// The HTML of a page's body; none if the page still holds it.
    pub fn text(&self, page: &Page) -> io::Result<Option<Text>> {
        if !page.is_outline {
            return Ok(None);
        }
        if let Some(text) = self.bodies.text(&page.path) {
            return text.map(Some);
        }
        let gone = || io::Error::from(io::ErrorKind::NotFound);
        let file = self.sources.file(&page.path).ok_or_else(gone)?;
        let source = file.read()?;
        self.unchanged(&page.path, source.hash)?;
        match parse::parse(&source, &self.config) {
            Some(Parsed::Page(page)) => Ok(Some(page.body.text)),
            _ => Err(gone()),
        }
    }

    /// Keys were computed from the bytes read earlier, so a file that changed since then is an error.
    pub fn unchanged(&self, path: &str, hash: Hash) -> io::Result<()> {
        match self.entries.by_path.get(path).is_some_and(|entry| entry.hash == hash) {
            true => Ok(()),
            false => Err(io::Error::other(format!("{path} changed during the build; try again"))),
        }
    }

    /// Diagnostics about single files and folders, and the rules that pages silence.
    pub fn problems(&self, options: Options) -> (Vec<Diagnostic>, Vec<Allowed>) {
        let mut found = [&self.scan[..], &self.diagnostics].concat();
        let mut allowed = Vec::new();
        let files = self.sources.files.iter();
        for entry in files.filter_map(|file| self.entries.by_path.get(&file.path)) {
            // Files are cached for all settings, so what these allow is left out here.
            let is_allowed = |problem: &Diagnostic| {
                problem.rule.name == ACTIVE_FILE.name && self.config.allows_active(&problem.path)
            };
            found.extend(entry.diagnostics.iter().filter(|d| !is_allowed(d)).cloned());
            let Content::Page(page) = &entry.content else { continue };
            allowed.extend(Allowed::by(page, !is_left_out(page, options)));
        }
        (found, allowed)
    }

    /// The files of drafts that are not published.
    pub fn left_out(&self, options: Options) -> HashSet<&str> {
        let entries = self.entries.by_path.iter();
        let left_out = entries.filter(|(_, entry)| match &entry.content {
            Content::Page(page) => is_left_out(page, options),
            _ => false,
        });
        left_out.map(|(path, _)| &**path).collect()
    }

    /// Reads all files of a kind from disk.
    pub fn read_all(&self, kind: Kind) -> (Vec<Source>, Vec<Diagnostic>) {
        read_all(&self.sources, kind)
    }
}

/// Whether the page is a draft and drafts are not published.
pub fn is_left_out(page: &Page, options: Options) -> bool {
    page.draft && !options.drafts
}

/// The settings, and the diagnostics about them.
pub fn settings(sources: &Sources) -> (Arc<Config>, Vec<Diagnostic>) {
    let (mut read, mut found) = read_all(sources, Kind::Settings);
    let Some(source) = read.pop() else { return (Arc::default(), found) };
    let (text, not_utf8) = parse::text(&source);
    let (config, mut problems) = config::read(&text);
    found.extend(conflicts(&source));
    found.extend(not_utf8);
    found.append(&mut problems);
    found.append(&mut parse::defaults(&config));
    (Arc::new(config), found)
}

/// The list of published addresses; empty unless the settings ask for it.
fn published(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Located<String>> {
    if !config.keep_addresses {
        return Vec::new();
    }
    let (read, mut problems) = read_all(sources, Kind::Addresses);
    diagnostics.append(&mut problems);
    read.iter().flat_map(|source| config::read_addresses(&parse::text(source).0)).collect()
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

/// A diagnostic about a file that can't be read.
pub fn unreadable(path: &Arc<str>, error: &io::Error) -> Diagnostic {
    UNREADABLE.at(path, 0..0, format!("this file can't be read: {error}"))
}

fn is_content(file: &File, config: &Config) -> bool {
    match file.kind {
        Kind::Settings | Kind::Theme | Kind::Style | Kind::Addresses => false,
        Kind::Static => is_published(&file.path, &config.publish_hidden),
        _ => true,
    }
}

/// At most this many files are read before their texts are written to the temporary file.
const TOGETHER: usize = 64;

/// Reads and parses the content that is not cached, each file by itself. The source is dropped after parsing, and
/// the HTML goes to a temporary file.
fn content(
    sources: &Sources,
    config: &Config,
    options: Options,
    cached: &Entries,
) -> (Entries, Bodies, Vec<Diagnostic>) {
    let filling = if options.bodies { BodyFile::begin() } else { None };
    // Other settings would have given other pages.
    let same_settings = cached.settings == config.hash;
    let files: Vec<&File> = sources.files.iter().filter(|file| is_content(file, config)).collect();
    let one = |file: &File, texts: Option<&mut Batch>| {
        let before = cached.by_path.get(&file.path);
        let usable = before.filter(|_| same_settings || is_plain(file.kind));
        if let Some(entry) = usable.filter(|entry| file.is_as(entry.stamp)) {
            return Ok((file.path.clone(), entry.clone(), false));
        }
        let source = file.read().map_err(|error| unreadable(&file.path, &error))?;
        let cached = usable.filter(|entry| entry.hash == source.hash);
        let fresh = cached.is_none();
        let entry = match cached {
            Some(cached) => cached.clone(),
            None => outline(source, config, options, texts),
        };
        Ok((file.path.clone(), CacheEntry { stamp: file.stamp, ..entry }, fresh))
    };
    let begin = || (Vec::new(), filling.as_ref().map(|_| Batch::default()));
    let some =
        files.par_iter().with_max_len(TOGETHER).fold(begin, |(mut read, mut texts), file| {
            read.push(one(file, texts.as_mut()));
            (read, texts)
        });
    let put = |texts| filling.as_ref().zip(texts).map(|(filling, texts)| filling.put(texts));
    let read: Vec<(Vec<Result<_, Diagnostic>>, _)> =
        some.map(|(read, texts)| (read, put(texts))).collect();
    let mut entries = Entries { settings: config.hash, ..Entries::default() };
    entries.by_path.reserve(files.len());
    let (mut problems, mut places) = (Vec::new(), Vec::new());
    for (read, texts) in read {
        places.extend(texts.into_iter().flatten());
        for result in read {
            match result {
                Ok((path, entry, fresh)) => {
                    entries.fresh += usize::from(fresh);
                    entries.by_path.insert(path, entry);
                }
                Err(problem) => problems.push(problem),
            }
        }
    }
    let bodies = filling.map(|filling| filling.end(places)).unwrap_or_default();
    (entries, bodies, problems)
}

/// A parsed file without the body's HTML, which goes into `texts` if all outputs will be rendered.
fn outline(
    source: Source,
    config: &Config,
    options: Options,
    texts: Option<&mut Batch>,
) -> CacheEntry {
    let mut entry = parsed(source, config);
    // No other reference to the page exists yet.
    if let Content::Page(page) = &mut entry.content
        && let Some(page) = Arc::get_mut(page)
    {
        match texts {
            Some(texts) => texts.take(page),
            None if !options.bodies => page.drop_text(),
            None => {}
        }
    }
    entry
}

/// Whether files of this kind do not depend on the settings.
fn is_plain(kind: Kind) -> bool {
    matches!(kind, Kind::Static | Kind::Attachment)
}

/// Parses a file.
fn parsed(source: Source, config: &Config) -> CacheEntry {
    let (content, mut diagnostics) = match parse::parse(&source, config) {
        Some(Parsed::Page(mut page)) => {
            let problems = std::mem::take(&mut page.problems);
            (Content::Page(Arc::new(*page)), problems)
        }
        Some(Parsed::Terms(mut terms)) => {
            let problems = std::mem::take(&mut terms.problems);
            (Content::Terms(Arc::new(terms)), problems)
        }
        Some(Parsed::Bibliography(mut bibliography)) => {
            let problems = std::mem::take(&mut bibliography.problems);
            (Content::Bibliography(Arc::new(bibliography)), problems)
        }
        None => {
            let extent = Content::File(crate::files::Extent::of(&source.bytes));
            let of_photo = photo::problem(&source.path, &source.bytes);
            (
                extent,
                of_photo.into_iter().chain(active::problem(&source.path, &source.bytes)).collect(),
            )
        }
    };
    diagnostics.extend(conflicts(&source));
    CacheEntry { stamp: None, hash: source.hash, content, diagnostics: diagnostics.into() }
}
