//! After each change a new edition, as quickly as it can be had; what takes longer (which outputs are
//! different, what is wrong) is found out afterwards, as long as nothing else changes. When all is quiet the folders are walked, so that what comes out is always what a
//! fresh start would give, whatever events were lost.

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

/// How long after a new folder it is looked at once more.
const AGAIN: Duration = Duration::from_millis(50);
/// How long a new edition is left alone, so that pages are loaded before it is looked through.
const SOON: Duration = Duration::from_millis(30);
/// How often it is tried whether a repository that can't be read is back.
const RETRY: Duration = Duration::from_millis(500);
/// After so long without a change the folders are walked, in case one was not heard. By then what was
/// written last can be known by its stamp.
const QUIET: Duration = Duration::from_secs(3);
/// After so long without a change it is noted what outputs read that changed.
const IDLE: Duration = Duration::from_millis(400);
/// For so many outputs at once.
const TOGETHER: usize = 64;

/// What there is to tell.
pub enum News {
    /// There is a new edition.
    Published { changed: Arc<Changed>, took: Duration },
    /// All that is wrong with the newest edition; it may be the same as before.
    Found { site: Arc<Site>, found: Arc<Vec<Diagnostic>> },
    /// The repository can't be read at the moment; the last good edition stays.
    Lost(Lost),
    /// It can be read again.
    Back,
}

/// Why there is no new edition.
pub enum Lost {
    Unreadable(io::Error),
    /// `site.toml` is not TOML: what it says about the rest is not to be trusted.
    Settings {
        site: Box<Site>,
        found: Vec<Diagnostic>,
    },
}

/// What is known of the newest edition.
struct Current<'a> {
    root: &'a Path,
    options: Options,
    edition: Edition,
    editions: &'a watch::Sender<Edition>,
    /// How long the edition took that is still to be looked through.
    unseen: Option<Duration>,
    /// The site that was last looked through, and what its outputs read.
    seen: Arc<Site>,
    recorded: Recorded,
    /// The paths of outputs of which that is still to be noted.
    due: BTreeSet<String>,
    /// The paths of outputs that are still to be rendered, in case their template fails on them.
    untried: BTreeSet<String>,
    /// By path: what is wrong with the template of an output.
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
        let mut batch = changes.next(patience);
        if lost && let Some(batch) = &mut batch {
            // What is lost is not in the edition at hand, so only a walk can tell whether it is back.
            batch.paths = None;
        }
        if batch.is_none() && !lost && current.unseen.is_some() {
            let is_other = current.look_through(&mut changes, tell);
            patience = match (mem::take(&mut again), mem::take(&mut walked) && !is_other) {
                (true, _) => Some(AGAIN),
                // A file that can't be known by its stamp looks new at each walk.
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
            // What was missing is perhaps back, and can be watched.
            let _ = changes.rewatch();
        }
        let look_again = batch.as_ref().is_some_and(|batch| batch.look_again);
        let was_heard = batch.is_some();
        let was_quiet = batch.is_none() && patience == Some(QUIET);
        match current.rebuild(batch) {
            Err(why) => {
                // To fix a file is an event; that a whole repository is back may not be one.
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
    /// Hands on a new edition, unless nothing is different.
    fn rebuild(&mut self, batch: Option<Batch>) -> Result<(), Lost> {
        let start = batch.as_ref().map_or_else(Instant::now, |batch| batch.at);
        let heard = batch.and_then(|batch| batch.paths);
        let before = self.edition.site.clone();
        let after = before.snapshot.after(self.root, heard.as_deref(), self.options);
        let (snapshot, changed) = after.map_err(Lost::Unreadable)?;
        let site = before.after(snapshot, changed.as_deref(), self.options);
        match changed.is_some_and(|changed| changed.is_empty()) {
            // Files were touched, and say what they said.
            true => self.edition.site = Arc::new(site),
            false => self.publish(sound(site, self.options)?, start),
        }
        Ok(())
    }

    /// Says in the edition at hand why there is no newer one.
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

    /// Finds out what is different in the newest edition and what is wrong with it; stops when there is
    /// something newer to do. Says whether anything is different.
    fn look_through(&mut self, changes: &mut Changes, tell: &mut dyn FnMut(News)) -> bool {
        // An edit soon after another, or after the start: what it changes can only be told of what is noted.
        self.record(changes);
        let (before, after) =
            (mem::replace(&mut self.seen, self.edition.site.clone()), &self.edition.site);
        self.recorded = build::carried(mem::take(&mut self.recorded), &before, after);
        // What could not be noted shows a file that is another by now.
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

    /// Notes what outputs read, some at a time, until something changes.
    fn record(&mut self, changes: &mut Changes) {
        let site = self.seen.clone();
        while !changes.is_due() && !self.due.is_empty() {
            build::record(&site, &next(&mut self.due, &site), &mut self.recorded);
        }
    }

    /// Renders the outputs that nobody asked for, some at a time, until something changes.
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

    /// How long nothing happens before there is something else to do.
    fn pause(&self) -> Duration {
        if self.due.is_empty() && self.untried.is_empty() { QUIET } else { IDLE }
    }

    /// All that is wrong.
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

/// The next outputs of those with some paths.
fn next<'s>(paths: &mut BTreeSet<String>, site: &'s Site) -> Vec<&'s Output> {
    let mut some = Vec::with_capacity(TOGETHER);
    while some.len() < TOGETHER
        && let Some(path) = paths.pop_first()
    {
        some.extend(site.outputs.at(&path));
    }
    some
}

/// The site, if its settings are to be trusted.
fn sound(site: Site, options: Options) -> Result<Site, Lost> {
    let is_cause =
        |d: &&Diagnostic| d.rule.name == rules::BROKEN_TOML.name && *d.path == *config::PATH;
    if site.snapshot.diagnostics.iter().any(|found| is_cause(&found)) {
        let found = check::check(&site, options).iter().filter(is_cause).cloned().collect();
        return Err(Lost::Settings { site: Box::new(site), found });
    }
    Ok(site)
}
