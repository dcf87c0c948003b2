//! After each change the repository is read anew and handed on as a whole, with word of what is
//! different. What comes out is always what a fresh start would give.

use super::changes::{Batch, Changes};
use crate::diagnostics::{self, Diagnostic, has_errors};
use crate::fingerprint::Fingerprint;
use crate::pipeline::{Known, Repository, Wish};
use crate::plan::{Output, Plan, What};
use crate::{config, tables};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How long after a new folder it is looked at once more.
const AGAIN: Duration = Duration::from_millis(50);
/// How often it is tried whether a repository that can't be read is back.
const RETRY: Duration = Duration::from_millis(500);
/// So many outputs of each template and kind are rendered to find mistakes in templates.
const SAMPLE: usize = 25;

/// What there is to tell.
pub enum News {
    /// There is a new edition.
    Published { changed: Changed, took: Duration },
    /// All that is wrong with the newest edition; it may be the same as before.
    Found { repository: Arc<Repository>, found: Vec<Diagnostic> },
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

/// How many outputs changed, appeared or vanished.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Changed {
    pub pages: usize,
    pub lists: usize,
    pub feeds: usize,
    pub files: usize,
    pub others: usize,
}

impl Changed {
    pub fn all(&self) -> usize {
        self.pages + self.lists + self.feeds + self.files + self.others
    }
}

/// Rebuilds after each change, for as long as anyone receives editions.
pub fn run(
    root: &Path,
    wish: Wish,
    mut changes: Changes,
    editions: &watch::Sender<Arc<Repository>>,
    tell: &mut dyn FnMut(News),
) {
    let mut current = editions.borrow().clone();
    let mut broken = Broken::new();
    tell(found(&current, &current.plan.outputs.iter().collect::<Vec<_>>(), &mut broken));
    let mut patience = None;
    let mut lost = false;
    while !editions.is_closed() {
        let batch = changes.next(patience);
        match open(root, wish, &current) {
            Err(why) => {
                // Mending a file is an event; that a whole repository is back may not be one.
                let unreadable = matches!(why, Lost::Unreadable(_));
                patience = if unreadable { Some(RETRY) } else { batch.look_again.then_some(AGAIN) };
                if !lost {
                    tell(News::Lost(why));
                }
                lost = true;
            }
            Ok(repository) => {
                if lost {
                    tell(News::Back);
                }
                (lost, patience) = (false, batch.look_again.then_some(AGAIN));
                current = publish(current, repository, &batch, editions, &mut broken, tell);
            }
        }
    }
}

fn open(root: &Path, wish: Wish, last: &Repository) -> Result<Repository, Lost> {
    let known = Known { records: last.records.clone(), code: last.model.code.clone() };
    let repository = Repository::open(root, wish, &known).map_err(Lost::Unreadable)?;
    let is_cause =
        |d: &&Diagnostic| d.rule.name == tables::BROKEN_TOML.name && *d.path == *config::PATH;
    let found: Vec<Diagnostic> = repository.found.iter().filter(is_cause).cloned().collect();
    if found.is_empty() {
        Ok(repository)
    } else {
        Err(Lost::Settings { repository: Box::new(repository), found })
    }
}

/// Hands the new edition on, unless nothing is different; returns the one that is current then.
fn publish(
    old: Arc<Repository>,
    new: Repository,
    batch: &Batch,
    editions: &watch::Sender<Arc<Repository>>,
    broken: &mut Broken,
    tell: &mut dyn FnMut(News),
) -> Arc<Repository> {
    let fresh = differing(&new.plan, &old.plan);
    let changed = count(&fresh, &vanished(&old.plan, &new.plan));
    if changed.all() == 0 && same(&old.found, &new.found) {
        return old;
    }
    let fresh: Vec<usize> = fresh.into_iter().map(|(i, _)| i).collect();
    let new = Arc::new(new);
    editions.send_replace(new.clone());
    if changed.all() > 0 {
        tell(News::Published { changed, took: batch.at.elapsed() });
    }
    let fresh: Vec<&Output> = fresh.into_iter().map(|i| &new.plan.outputs[i]).collect();
    tell(found(&new, &fresh, broken));
    new
}

/// The outputs of `plan` that `other` has not or has with another key, with their places.
fn differing<'p>(plan: &'p Plan, other: &Plan) -> Vec<(usize, &'p Output)> {
    let keys: HashMap<&str, Fingerprint> =
        other.outputs.iter().map(|o| (o.path.as_str(), o.key)).collect();
    let is_new = |output: &Output| keys.get(output.path.as_str()) != Some(&output.key);
    plan.outputs.iter().enumerate().filter(|(_, output)| is_new(output)).collect()
}

fn vanished<'p>(old: &'p Plan, new: &Plan) -> Vec<&'p Output> {
    let is_there =
        |output: &Output| new.outputs.binary_search_by(|o| o.path.cmp(&output.path)).is_ok();
    old.outputs.iter().filter(|output| !is_there(output)).collect()
}

fn count(fresh: &[(usize, &Output)], vanished: &[&Output]) -> Changed {
    let mut changed = Changed::default();
    for output in fresh.iter().map(|(_, output)| output).chain(vanished) {
        *match output.what {
            What::Home | What::Page(_) | What::NotFound | What::Search => &mut changed.pages,
            What::Collection(..)
            | What::Vocabulary(_)
            | What::Term(..)
            | What::Explore(..)
            | What::Matrix(..) => &mut changed.lists,
            What::Feed(_) => &mut changed.feeds,
            What::Asset(_) | What::File(_) | What::Entries(..) | What::Table(..) => {
                &mut changed.files
            }
            What::Redirect(_) | What::Sitemap(_) | What::Robots => &mut changed.others,
        } += 1;
    }
    changed
}

/// Whether two sorted lists say the same, places included.
fn same(a: &[Diagnostic], b: &[Diagnostic]) -> bool {
    let said = |d: &Diagnostic| {
        (d.rule.name, d.path.clone(), d.span.clone(), d.message.clone(), d.help.clone())
    };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| said(a) == said(b))
}

/// Outputs whose template fails, by path, with the key they had: as long as it is the same, so is what
/// is wrong.
type Broken = BTreeMap<String, (Fingerprint, Diagnostic)>;

/// All that is wrong: what reading found, and what rendering some of the fresh outputs finds.
fn found(repository: &Arc<Repository>, fresh: &[&Output], broken: &mut Broken) -> News {
    let outputs = &repository.plan.outputs;
    broken.retain(|path, (key, _)| {
        outputs
            .binary_search_by(|o| o.path.as_str().cmp(path))
            .is_ok_and(|i| outputs[i].key == *key)
    });
    // What the theme lacks is said already, and most of what rendering says would follow from it.
    if !has_errors(&repository.theme.problems) {
        broken.par_extend(repository.sample(fresh, SAMPLE).into_par_iter().filter_map(|output| {
            let problem = repository.bytes(output).err()?;
            Some((output.path.clone(), (output.key, *problem)))
        }));
    }
    let mut found = repository.found.clone();
    found.extend(broken.values().map(|(_, problem)| problem.clone()));
    diagnostics::sort(&mut found);
    News::Found { repository: repository.clone(), found }
}
