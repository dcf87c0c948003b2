//! Hearing that files changed. Only that, never which: what changed is seen by reading the repository
//! anew, and so nothing depends on what an operating system or an editor happens to report.
//!
//! Folders are watched, never single files: an editor that saves by renaming takes a watched file away.

use crate::sources::is_debris;
use notify::event::{CreateKind, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// The folders that have files of the repository.
const FOLDERS: [&str; 3] = ["content", "static", "themes"];

/// After the first event, silence as long as this ends a batch…
const SILENCE: Duration = Duration::from_millis(5);
/// …and a batch never takes longer than this: a checkout of many files is seen while it happens.
const LONGEST: Duration = Duration::from_millis(100);

/// A repository being watched.
pub struct Changes {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    root: PathBuf,
}

/// Something changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Batch {
    /// When it was heard.
    pub at: Instant,
    /// Whether there may be more that will not be heard of: what is put into a new folder before it is
    /// watched makes no event.
    pub look_again: bool,
}

/// What one event means.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Meaning {
    matters: bool,
    look_again: bool,
    /// Folders must be watched anew.
    rewatch: bool,
}

impl Changes {
    /// Watches the repository at `root`.
    pub fn watch(root: &Path) -> notify::Result<Self> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender)?;
        // Some systems report true paths only.
        let root = root.canonicalize()?;
        let mut changes = Self { watcher, events, root };
        changes.rewatch()?;
        Ok(changes)
    }

    /// Waits for the next batch, or until `patience` is over: then it is worth a look too.
    pub fn next(&mut self, patience: Option<Duration>) -> Batch {
        let Some(first) = self.first(patience) else {
            // It is looked again because something was missing; perhaps it is back, and can be watched.
            let _ = self.rewatch();
            return Batch { at: Instant::now(), look_again: false };
        };
        let at = Instant::now();
        let mut all = first;
        let mut heard = at;
        while heard.elapsed() < SILENCE && at.elapsed() < LONGEST {
            let Ok(event) = self.events.recv_timeout(SILENCE.saturating_sub(heard.elapsed()))
            else {
                break;
            };
            let next = meaning(&self.root, &event);
            if next.matters {
                heard = Instant::now();
                all.look_again |= next.look_again;
                all.rewatch |= next.rewatch;
            }
        }
        if all.rewatch {
            let _ = self.rewatch();
        }
        Batch { at, look_again: all.look_again }
    }

    /// The first event that matters.
    fn first(&mut self, patience: Option<Duration>) -> Option<Meaning> {
        let start = Instant::now();
        loop {
            let event = match patience {
                None => self.events.recv().ok()?,
                Some(patience) => {
                    self.events.recv_timeout(patience.saturating_sub(start.elapsed())).ok()?
                }
            };
            let meaning = meaning(&self.root, &event);
            if meaning.matters {
                return Some(meaning);
            }
        }
    }

    /// Watches what is there now. A folder that was replaced by another of its name is another folder.
    fn rewatch(&mut self) -> notify::Result<()> {
        let _ = self.watcher.unwatch(&self.root);
        let watched = self.watcher.watch(&self.root, RecursiveMode::NonRecursive);
        for folder in FOLDERS.map(|name| self.root.join(name)) {
            let _ = self.watcher.unwatch(&folder);
            if folder.is_dir() {
                self.watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        watched
    }
}

fn meaning(root: &Path, event: &notify::Result<Event>) -> Meaning {
    let Ok(event) = event else {
        return Meaning { matters: true, look_again: true, rewatch: false };
    };
    if event.need_rescan() {
        return Meaning { matters: true, look_again: false, rewatch: true };
    }
    // Our own reading is an event as well.
    if matches!(event.kind, EventKind::Access(_)) {
        return Meaning::default();
    }
    let mut all = Meaning::default();
    for path in event.paths.iter().filter_map(|path| path.strip_prefix(root).ok()) {
        let top = path.iter().next().and_then(|top| top.to_str());
        let is_folder = top.is_some_and(|top| FOLDERS.contains(&top));
        let is_content =
            (is_folder || top == Some(crate::config::PATH)) && !path.iter().any(is_left_behind);
        // Without a part: the root itself, which vanishes or is moved.
        all.matters |= is_content || top.is_none();
        all.look_again |= is_content && may_be_new_folder(&event.kind, &root.join(path));
        all.rewatch |= is_folder && path.iter().count() == 1 && !is_metadata(&event.kind);
    }
    all
}

fn is_left_behind(part: &std::ffi::OsStr) -> bool {
    is_debris(&part.to_string_lossy())
}

fn may_be_new_folder(kind: &EventKind, path: &Path) -> bool {
    match kind {
        EventKind::Create(CreateKind::Folder) => true,
        EventKind::Create(CreateKind::File) => false,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) => path.is_dir(),
        _ => false,
    }
}

fn is_metadata(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Modify(ModifyKind::Metadata(_) | ModifyKind::Data(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, DataChange, Flag};

    fn means(kind: EventKind, path: &str) -> Meaning {
        meaning(Path::new("/repository"), &Ok(Event::new(kind).add_path(path.into())))
    }

    #[test]
    fn only_the_repository_matters() {
        let edit = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        assert!(means(edit, "/repository/content/pilots/a.md").matters);
        assert!(means(edit, "/repository/site.toml").matters);
        let others = [
            "public/index.html",
            ".cache/x",
            "content/.#a.md",
            "content/a.md~",
            "site.toml.swp",
            "README.md",
        ];
        others.into_iter().for_each(|path| {
            assert!(!means(edit, &format!("/repository/{path}")).matters, "{path}")
        });
        assert!(!means(EventKind::Access(AccessKind::Any), "/repository/content/a.md").matters);
    }

    #[test]
    fn folders_are_looked_at_twice() {
        let folder = EventKind::Create(CreateKind::Folder);
        let below = means(folder, "/repository/content/pilots");
        assert!(below.look_again && !below.rewatch);
        assert!(means(folder, "/repository/content").rewatch);
        assert!(!means(folder, "/repository/public").matters);
        let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(meaning(Path::new("/repository"), &Ok(overflow)).rewatch);
    }
}
