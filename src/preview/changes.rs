//! Watches for changed files. The reported paths only make the preview fast; correctness does not depend on
//! what the operating system or an editor reports, because the folders are walked when all is quiet.
//!
//! Folders are watched, not files: an editor that saves by renaming would end the watch of a file.

use crate::sources::is_left_out;
use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RenameMode};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// The folders of a repository that are watched.
const FOLDERS: [&str; 3] = ["content", "static", "themes"];

/// A batch ends after this much silence…
const SILENCE: Duration = Duration::from_millis(5);
/// …or after this time, so that a checkout of many files is seen while it happens.
const LONGEST: Duration = Duration::from_millis(100);

/// A watched repository.
pub struct Changes {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// Events received in passing.
    due: Meaning,
    root: PathBuf,
}

/// A batch of changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// When the first event arrived.
    pub at: Instant,
    /// The changed paths; `None` if only a walk can tell.
    pub paths: Option<Vec<PathBuf>>,
    /// Whether there may be changes without an event: files put into a new folder before it was watched.
    pub look_again: bool,
}

/// The meaning of events.
#[derive(Clone, Debug, Default, PartialEq)]
struct Meaning {
    matters: bool,
    paths: BTreeSet<PathBuf>,
    /// Whether the paths are incomplete.
    walk: bool,
    look_again: bool,
    /// Whether the folders must be watched again.
    rewatch: bool,
    /// Whether a file is complete: it was closed or renamed, so no more events are expected.
    whole: bool,
}

impl Meaning {
    fn and(&mut self, next: Self) {
        self.paths.extend(next.paths);
        self.matters |= next.matters;
        self.walk |= next.walk;
        self.look_again |= next.look_again;
        self.rewatch |= next.rewatch;
        self.whole = next.whole;
    }
}

impl Changes {
    /// Watches the repository at `root`.
    pub fn watch(root: &Path) -> notify::Result<Self> {
        let (sender, events) = channel();
        // A link could lead out of the repository.
        let watcher = Watcher::new(sender, Config::default().with_follow_symlinks(false))?;
        // Some systems report only canonical paths.
        let root = root.canonicalize()?;
        let mut changes = Self { watcher, events, due: Meaning::default(), root };
        changes.rewatch()?;
        Ok(changes)
    }

    /// Waits for the next batch, or until `patience` is over.
    pub fn next(&mut self, patience: Option<Duration>) -> Option<Batch> {
        let mut all = self.first(patience)?;
        let at = Instant::now();
        let mut heard = at;
        while at.elapsed() < LONGEST {
            // A complete file ends the wait; events that are already here are taken too.
            let silence = if all.whole { Duration::ZERO } else { SILENCE };
            let Ok(event) = self.events.recv_timeout(silence.saturating_sub(heard.elapsed()))
            else {
                break;
            };
            let next = meaning(&self.root, &event);
            if next.matters || next.whole {
                heard = Instant::now();
                all.and(next);
            }
        }
        if all.rewatch {
            let _ = self.rewatch();
        }
        let walk = all.walk || all.rewatch || all.look_again;
        let paths = (!walk).then(|| all.paths.into_iter().collect());
        Some(Batch { at, paths, look_again: all.look_again })
    }

    /// Whether a change is waiting.
    pub fn is_due(&mut self) -> bool {
        while let Ok(event) = self.events.try_recv() {
            let meaning = meaning(&self.root, &event);
            if meaning.matters {
                self.due.and(meaning);
            }
        }
        self.due.matters
    }

    /// The first event that matters.
    fn first(&mut self, patience: Option<Duration>) -> Option<Meaning> {
        let start = Instant::now();
        if self.due.matters {
            return Some(mem::take(&mut self.due));
        }
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

    /// The canonical path of the watched folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Watches the folders that exist now. A folder that was replaced is a different folder.
    pub fn rewatch(&mut self) -> notify::Result<()> {
        let _ = self.watcher.unwatch(&self.root);
        let watched = self.watcher.watch(&self.root, RecursiveMode::NonRecursive);
        for folder in FOLDERS.map(|name| self.root.join(name)) {
            let _ = self.watcher.unwatch(&folder);
            if folder.is_dir() && !folder.is_symlink() {
                self.watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        watched
    }
}

fn meaning(root: &Path, event: &notify::Result<Event>) -> Meaning {
    let Ok(event) = event else {
        return Meaning { matters: true, walk: true, look_again: true, ..Meaning::default() };
    };
    if event.need_rescan() {
        return Meaning { matters: true, walk: true, rewatch: true, ..Meaning::default() };
    }
    if matches!(event.kind, EventKind::Access(_)) {
        // Reading is an event too. A file closed after writing adds no change, only that there is nothing to
        // wait for.
        let whole = matches!(event.kind, EventKind::Access(AccessKind::Close(AccessMode::Write)));
        return Meaning { whole, ..Meaning::default() };
    }
    let mut all = Meaning::default();
    for at in &event.paths {
        let Ok(path) = at.strip_prefix(root) else { continue };
        let top = path.iter().next().and_then(|top| top.to_str());
        let is_folder = top.is_some_and(|top| FOLDERS.contains(&top));
        let is_content = (is_folder || top == Some(crate::config::PATH)) && !is_left_behind(path);
        // An empty path is the root itself, which vanished or was moved.
        all.matters |= is_content || top.is_none();
        all.walk |= top.is_none();
        all.look_again |= is_content && may_be_new_folder(&event.kind, at);
        all.rewatch |= is_folder && path.iter().count() == 1 && !is_metadata(&event.kind);
        if is_content {
            all.paths.insert(at.clone());
        }
    }
    // A removed file may come back at once: many editors save like that.
    all.whole = matches!(
        event.kind,
        EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    );
    all
}

fn is_left_behind(path: &Path) -> bool {
    is_left_out(&path.to_string_lossy().replace('\\', "/"))
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
    use notify::event::{DataChange, Flag};

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
