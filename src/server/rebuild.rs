//! After each change a new edition, as quickly as it can be had; what takes longer (which keys are
//! different, what is wrong, whether all templates still render) is found out afterwards, as long as
//! nothing else changes. When all is quiet the folders are walked, so that what comes out is always what a
//! fresh start would give, whatever events were lost.

use super::changes::{Batch, Changes};
use super::edition::{Away, Changed, Edition, Keys, keys};
use crate::config;
use crate::diagnostics::{self, Diagnostic, has_errors, rules};
use crate::fingerprint::Fingerprint;
use crate::pipeline::{After, Repository, Wish};
use crate::plan::{Output, template};
use rayon::prelude::*;
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
/// After so long without a change all is rendered that nobody has asked for.
const IDLE: Duration = Duration::from_millis(400);
/// So many outputs of each template and kind are rendered at once to find mistakes in templates.
const SAMPLE: usize = 25;

/// What there is to tell.
pub enum News {
    /// There is a new edition.
    Published { changed: Arc<Changed>, took: Duration },
    /// All that is wrong with the newest edition; it may be the same as before.
    Found { repository: Arc<Repository>, found: Arc<Vec<Diagnostic>> },
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
        repository: Box<Repository>,
        found: Vec<Diagnostic>,
    },
}

/// Outputs whose template fails, by path, with the key they had: as long as it is the same, so is what
/// is wrong.
type Broken = BTreeMap<String, (Fingerprint, Diagnostic)>;

/// What is known of the newest edition.
struct Current<'a> {
    root: &'a Path,
    wish: Wish,
    edition: Edition,
    editions: &'a watch::Sender<Edition>,
    /// The keys of the last edition that was looked through.
    keys: Keys,
    broken: Broken,
    /// How long the edition took that is still to be looked through.
    unseen: Option<Duration>,
    /// The paths of outputs that are new since templates were last tried.
    fresh: BTreeSet<String>,
    /// Those of them that are to be rendered when all is quiet.
    rest: BTreeSet<String>,
}

/// Rebuilds after each change, for as long as anyone receives editions.
pub fn run(
    wish: Wish,
    mut changes: Changes,
    editions: &watch::Sender<Edition>,
    tell: &mut dyn FnMut(News),
) {
    let root = changes.root().to_owned();
    let edition = editions.borrow().clone();
    let mut current = Current {
        root: &root,
        wish,
        keys: keys(&edition.repository, || false).unwrap_or_default(),
        edition,
        editions,
        broken: Broken::new(),
        unseen: None,
        fresh: BTreeSet::new(),
        rest: BTreeSet::new(),
    };
    current.fresh = current.keys.keys().cloned().collect();
    current.rehearse();
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
            current.render_rest(&mut changes, tell);
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
                // Mending a file is an event; that a whole repository is back may not be one.
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
        let before = self.edition.repository.clone();
        match before.after(self.root, heard.as_deref(), self.wish).map_err(Lost::Unreadable)? {
            After::Same => {}
            After::Touched(repository) => self.edition.repository = Arc::new(repository),
            After::New(repository) => self.publish(sound(repository, self.wish)?, start),
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

    fn publish(&mut self, repository: Repository, start: Instant) {
        self.edition.repository = Arc::new(repository);
        self.editions.send_replace(self.edition.clone());
        self.unseen = Some(start.elapsed());
    }

    /// Finds out what is different in the newest edition and what is wrong with it; stops when there is
    /// something newer to do. Says whether anything is different.
    fn look_through(&mut self, changes: &mut Changes, tell: &mut dyn FnMut(News)) -> bool {
        // An edit that comes now is what somebody waits for.
        let Some(keys) = keys(&self.edition.repository, || changes.is_due()) else { return true };
        let changed = Arc::new(Changed::between(&self.keys, &keys));
        let is_fresh = |(path, (key, _)): &(&String, &(Fingerprint, _))| {
            self.keys.get(*path).is_none_or(|(known, _)| known != key)
        };
        self.fresh.extend(keys.iter().filter(is_fresh).map(|(path, _)| path.clone()));
        self.keys = keys;
        let took = self.unseen.unwrap_or_default();
        let is_other = changed.all() > 0;
        if is_other {
            self.edition.changed = changed.clone();
            tell(News::Published { changed, took });
        }
        if !changes.is_due() {
            self.rehearse();
        }
        if !changes.is_due() {
            self.unseen = None;
            self.check(tell);
        }
        is_other
    }

    /// Renders some of the fresh outputs, to find mistakes in templates; the rest can wait.
    fn rehearse(&mut self) {
        let repository = &self.edition.repository;
        let at = |path: &String| repository.plan.at(path);
        self.broken.retain(|path, (key, _)| at(path).is_some_and(|o| repository.key(o) == *key));
        // What the theme lacks is said already, and most of what rendering says would follow from it.
        if has_errors(&repository.theme.problems) {
            return;
        }
        let fresh = mem::take(&mut self.fresh);
        let outputs: Vec<&Output> = fresh.iter().filter_map(at).collect();
        let sample = repository.sample(&outputs, SAMPLE);
        self.broken.par_extend(sample.par_iter().filter_map(|output| broken(repository, output)));
        let has_template = |output: &&&Output| template(&repository.model, &output.what).is_some();
        self.rest.extend(outputs.iter().filter(has_template).map(|output| output.path.clone()));
        sample.iter().for_each(|output| {
            self.rest.remove(&output.path);
        });
    }

    /// Renders what nobody has asked for, one after the other, until something changes. What comes of it is
    /// forgotten, but for what is wrong.
    fn render_rest(&mut self, changes: &mut Changes, tell: &mut dyn FnMut(News)) {
        if has_errors(&self.edition.repository.theme.problems) {
            return;
        }
        let known = self.broken.len();
        // What fails for so many reasons is known well enough.
        while !changes.is_due()
            && self.broken.len() < known + SAMPLE
            && let Some(path) = self.rest.pop_first()
        {
            let repository = &self.edition.repository;
            if let Some(output) = repository.plan.at(&path) {
                self.broken.extend(broken(repository, output));
            }
        }
        if self.broken.len() > known && !changes.is_due() {
            self.check(tell);
        }
    }

    /// How long nothing happens before there is something else to do.
    fn pause(&self) -> Duration {
        if self.rest.is_empty() { QUIET } else { IDLE }
    }

    /// All that is wrong: what reading and checking find, and what rendering found.
    fn check(&mut self, tell: &mut dyn FnMut(News)) {
        let repository = &self.edition.repository;
        let mut found = repository.checked(self.wish);
        found.extend(self.broken.values().map(|(_, problem)| problem.clone()));
        diagnostics::sort(&mut found);
        self.edition.found = Arc::new(found);
        self.editions.send_replace(self.edition.clone());
        let (repository, found) = (repository.clone(), self.edition.found.clone());
        tell(News::Found { repository, found });
    }
}

/// What is wrong with the template of an output.
fn broken(repository: &Repository, output: &Output) -> Option<(String, (Fingerprint, Diagnostic))> {
    let problem = repository.bytes(output).err()?;
    // A file that has changed meanwhile: what it says now is the next edition.
    let is_gone = problem.rule.name == rules::UNREADABLE.name;
    (!is_gone).then(|| (output.path.clone(), (repository.key(output), *problem)))
}

/// The repository, if its settings are to be trusted.
fn sound(repository: Repository, wish: Wish) -> Result<Repository, Lost> {
    let is_cause =
        |d: &&Diagnostic| d.rule.name == rules::BROKEN_TOML.name && *d.path == *config::PATH;
    if repository.early().iter().any(|found| is_cause(&found)) {
        let found = repository.checked(wish).iter().filter(is_cause).cloned().collect();
        return Err(Lost::Settings { repository: Box::new(repository), found });
    }
    Ok(repository)
}
