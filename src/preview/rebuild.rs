//! Publishes a new edition after each change, as quickly as possible. The slow part (which outputs differ,
//! what is wrong) follows while nothing else changes. When all is quiet the folders are walked, so the
//! preview always converges on what a fresh start would give, whatever events were lost.

use super::changes::{Batch, Changes};
use super::edition::{Away, Changed, Edition};
use crate::build;
use crate::check;
use crate::config;
use crate::diagnostics::{self, Diagnostic, rules};
use crate::options::Options;
use crate::outputs::Output;
use crate::outputs::recorded::Recorded;
use crate::site::Site;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{io, mem};
use tokio::sync::watch;

/// When to look again at a new folder.
const AGAIN: Duration = Duration::from_millis(50);
/// The delay before a new edition is examined, so that pages load first.
const SOON: Duration = Duration::from_millis(30);
/// How often to check whether an unreadable repository is back.
const RETRY: Duration = Duration::from_millis(500);
/// The folders are walked after this time without a change, in case one was missed. By then the stamps of the
/// last writes can be trusted.
const QUIET: Duration = Duration::from_secs(3);
/// The reads of changed outputs are recorded after this time without a change.
const IDLE: Duration = Duration::from_millis(400);
/// How many outputs are processed at once.
const TOGETHER: usize = 64;

/// News for the caller.
pub enum News {
    /// A new edition.
    Published { changed: Arc<Changed>, took: Duration },
    /// All problems of the newest edition, which may be the same as before.
    Found { site: Arc<Site>, found: Arc<Vec<Diagnostic>> },
    /// The repository can't be read; the last good edition stays.
    Lost(Lost),
    /// It can be read again.
    Back,
    /// Not all folders can be watched, so they are walked every second.
    Walking(String),
}

/// Why there is no new edition.
pub enum Lost {
    Unreadable(io::Error),
    /// `site.toml` is not TOML, so the settings can't be trusted.
    Settings {
        site: Box<Site>,
        found: Vec<Diagnostic>,
    },
}

/// The state of the newest edition.
struct Current<'a> {
    root: &'a Path,
    options: Options,
    edition: Edition,
    editions: &'a watch::Sender<Edition>,
    /// The duration of the build that has not been examined yet.
    unseen: Option<Duration>,
    /// The last examined site, and what its outputs read.
    seen: Arc<Site>,
    recorded: Recorded,
    /// The paths of outputs whose reads are not recorded yet.
    due: BTreeSet<String>,
    /// The paths of outputs that are not rendered yet; their templates might fail.
    untried: BTreeSet<String>,
    /// By path: the template errors of outputs.
    broken: BTreeMap<String, Vec<Diagnostic>>,
}

/// Rebuilds after each change, for as long as anyone receives editions.
pub fn run(
    options: Options,
    mut changes: Changes,
    editions: &watch::Sender<Edition>,
    tell: &mut dyn FnMut(News),
) {
    let root = changes.root().to_owned();
    let edition = editions.borrow().clone();
    let paths = edition.site.outputs.all.iter().map(|output| output.path.clone());
    let due: BTreeSet<String> = paths.collect();
    let mut current = Current {
        root: &root,
        options,
        unseen: None,
        seen: edition.site.clone(),
        recorded: Recorded::default(),
        untried: due.clone(),
        due,
        broken: BTreeMap::new(),
        edition,
        editions,
    };
    current.check(tell);
    let mut patience = Some(current.pause());
    let (mut lost, mut again, mut walked) = (false, false, false);
    while !editions.is_closed() {
        if let Some(why) = changes.trouble() {
            tell(News::Walking(why));
        }
        let mut batch = changes.next(patience);
        if lost && let Some(batch) = &mut batch {
            // The current edition does not have what is lost, so only a walk can tell whether it is back.
            batch.paths = None;
        }
        if batch.is_none() && !lost && current.unseen.is_some() {
            let is_other = current.look_through(&mut changes, tell);
            patience = match (mem::take(&mut again), mem::take(&mut walked) && !is_other) {
                (true, _) => Some(AGAIN),
                // A file without a trusted stamp looks new at each walk.
                (false, true) => None,
                (false, false) => Some(current.pause()),
            };
            continue;
        }
        if batch.is_none() && !lost && patience == Some(IDLE) {
            current.record(&mut changes);
            current.try_the_rest(&mut changes, tell);
            patience = Some(QUIET);
            continue;
        }
        if batch.is_none() && lost {
            // What was missing may be back and can be watched again.
            changes.rewatch();
        }
        let look_again = batch.as_ref().is_some_and(|batch| batch.look_again);
        let was_heard = batch.is_some();
        let was_quiet = batch.is_none() && patience == Some(QUIET);
        match current.rebuild(batch) {
            Err(why) => {
                // Fixing a file is an event, but the return of a whole repository may not be one.
                let unreadable = matches!(why, Lost::Unreadable(_));
                patience = if unreadable { Some(RETRY) } else { look_again.then_some(AGAIN) };
                if !lost || was_heard {
                    current.lose(&why);
                }
                if !lost {
                    tell(News::Lost(why));
                }
                lost = true;
            }
            Ok(()) => {
                if lost {
                    current.find_again();
                    tell(News::Back);
                }
                lost = false;
                again |= look_again;
                walked = was_quiet;
                patience = match (current.unseen.is_some(), look_again, was_quiet) {
                    (true, _, _) => Some(SOON),
                    (false, true, _) => Some(AGAIN),
                    (false, false, true) => None,
                    (false, false, false) => Some(current.pause()),
                };
            }
        }
    }
}

impl Current<'_> {
    /// Publishes a new edition, unless nothing differs.
    fn rebuild(&mut self, batch: Option<Batch>) -> Result<(), Lost> {
        let start = batch.as_ref().map_or_else(Instant::now, |batch| batch.at);
        let heard = batch.and_then(|batch| batch.paths);
        let before = self.edition.site.clone();
        let after = before.snapshot.after(self.root, heard.as_deref(), self.options);
        let (snapshot, changed) = after.map_err(Lost::Unreadable)?;
        let site = before.after(snapshot, changed.as_deref(), self.options);
        match changed.is_some_and(|changed| changed.is_empty()) {
            // Files were touched but not changed.
            true => self.edition.site = Arc::new(site),
            false => self.publish(sound(site, self.options)?, start),
        }
        Ok(())
    }

    /// Records in the current edition why there is no newer one.
    fn lose(&mut self, why: &Lost) {
        let away = match why {
            Lost::Unreadable(error) => Away { sentence: error.to_string(), found: Vec::new() },
            Lost::Settings { found, .. } => {
                Away { sentence: "site.toml can't be read".to_owned(), found: found.clone() }
            }
        };
        self.edition.away = Some(Arc::new(away));
        self.editions.send_replace(self.edition.clone());
    }

    fn find_again(&mut self) {
        self.edition.away = None;
        self.editions.send_replace(self.edition.clone());
    }

    fn publish(&mut self, site: Site, start: Instant) {
        self.edition.site = Arc::new(site);
        self.editions.send_replace(self.edition.clone());
        self.unseen = Some(start.elapsed());
    }

    /// Determines what differs in the newest edition and what is wrong with it; stops as soon as something
    /// changes. Returns whether anything differs.
    fn look_through(&mut self, changes: &mut Changes, tell: &mut dyn FnMut(News)) -> bool {
        // After quick successive edits or a start, changes are only known for recorded outputs.
        self.record(changes);
        let (before, after) =
            (mem::replace(&mut self.seen, self.edition.site.clone()), &self.edition.site);
        self.recorded = build::carried(mem::take(&mut self.recorded), &before, after);
        // An output that could not be recorded shows a file that has changed since.
        let is_changed = |output: &Output| {
            self.recorded.is_changed(&output.path).unwrap_or(!self.due.contains(&output.path))
        };
        let (changed, paths) = Changed::between(&before, after, &is_changed);
        self.broken.retain(|path, _| after.outputs.at(path).is_some() && !paths.contains(path));
        self.untried.extend(paths.iter().cloned());
        self.due.extend(paths);
        let changed = Arc::new(changed);
        let took = self.unseen.unwrap_or_default();
        let is_other = changed.all() > 0;
        if is_other {
            self.edition.changed = changed.clone();
            tell(News::Published { changed, took });
        }
        if !changes.is_due() {
            self.unseen = None;
            self.check(tell);
        }
        is_other
    }

    /// Records what outputs read, in batches, until something changes.
    fn record(&mut self, changes: &mut Changes) {
        let site = self.seen.clone();
        while !changes.is_due() && !self.due.is_empty() {
            build::record(&site, &next(&mut self.due, &site), &mut self.recorded);
        }
    }

    /// Renders the outputs that nobody requested, in batches, until something changes.
    fn try_the_rest(&mut self, changes: &mut Changes, tell: &mut dyn FnMut(News)) {
        let site = self.seen.clone();
        let before = self.broken.len();
        while !changes.is_due() && !self.untried.is_empty() {
            self.broken.extend(build::try_to_render(&site, &next(&mut self.untried, &site)));
        }
        if self.broken.len() != before && !changes.is_due() {
            self.check(tell);
        }
    }

    /// How long to wait for a change before the next idle task.
    fn pause(&self) -> Duration {
        if self.due.is_empty() && self.untried.is_empty() { QUIET } else { IDLE }
    }

    /// Checks the repository.
    fn check(&mut self, tell: &mut dyn FnMut(News)) {
        let site = self.edition.site.clone();
        let mut found = check::check(&site, self.options);
        found.extend(self.broken.values().flatten().cloned());
        diagnostics::sort(&mut found);
        self.edition.found = Arc::new(found);
        self.editions.send_replace(self.edition.clone());
        tell(News::Found { site, found: self.edition.found.clone() });
    }
}

/// Takes the next batch of outputs off `paths`.
fn next<'s>(paths: &mut BTreeSet<String>, site: &'s Site) -> Vec<&'s Output> {
    let mut some = Vec::with_capacity(TOGETHER);
    while some.len() < TOGETHER
        && let Some(path) = paths.pop_first()
    {
        some.extend(site.outputs.at(&path));
    }
    some
}

/// The site, if its settings can be trusted.
fn sound(site: Site, options: Options) -> Result<Site, Lost> {
    let is_cause =
        |d: &&Diagnostic| d.rule.name == rules::BROKEN_TOML.name && *d.path == *config::PATH;
    if site.snapshot.diagnostics.iter().any(|found| is_cause(&found)) {
        let found = check::check(&site, options).iter().filter(is_cause).cloned().collect();
        return Err(Lost::Settings { site: Box::new(site), found });
    }
    Ok(site)
}
