//! Watches for changed files. The reported paths only make the preview fast; correctness does not depend on
//! what the operating system or an editor reports, because the folders are walked when all is quiet.
//!
//! Folders are watched, not files: an editor that saves by renaming would end the watch of a file. Where the system can't
//! watch them all, they are walked every second.

use crate::sources::is_left_out;
use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RenameMode};
use notify::{Config, Error, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// The folders of a repository that are watched.
const FOLDERS: [&str; 3] = ["content", "static", "themes"];

/// A batch ends after this much silence…
const SILENCE: Duration = Duration::from_millis(5);
/// …or after this time, so that a checkout of many files is seen while it happens.
const LONGEST: Duration = Duration::from_millis(100);

/// A file that is back within this time was saved, not removed: some editors move the old one aside first.
const MOMENT: Duration = Duration::from_millis(50);
/// If more files than this are gone it was no editor.
const FEW: usize = 4;

/// How often the folders are walked if not all of them can be watched.
const POLL: Duration = Duration::from_secs(1);

/// A watched repository.
pub struct Changes {
    watcher: Option<RecommendedWatcher>,
    events: Receiver<notify::Result<Event>>,
    /// Keeps `events` open without a watcher.
    _sender: Sender<notify::Result<Event>>,
    /// Whether events can be missing, so that only walks show every change.
    polls: bool,
    /// Why, until it is said.
    trouble: Option<String>,
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
    /// Those of them that were removed or moved away, unless they were made in the same batch.
    gone: BTreeSet<PathBuf>,
    made: BTreeSet<PathBuf>,
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
        self.gone.extend(next.gone.into_iter().filter(|path| !self.made.contains(path)));
        self.made.extend(next.made);
        self.matters |= next.matters;
        self.walk |= next.walk;
        self.look_again |= next.look_again;
        self.rewatch |= next.rewatch;
        self.whole = next.whole;
    }

    /// Whether a file is gone that an editor may put back.
    fn misses_a_file(&self) -> bool {
        self.gone.len() <= FEW && self.gone.iter().any(|path| !path.exists())
    }
}

impl Changes {
    /// Watches the repository at `root`; with `polls` it is walked every second instead. `Err` if there is none.
    pub fn watch(root: &Path, polls: bool) -> io::Result<Self> {
        let (sender, events) = channel();
        // Some systems report only canonical paths.
        let root = root.canonicalize()?;
        let (watcher, _sender, due, trouble) = (None, sender.clone(), Meaning::default(), None);
        let mut changes = Self { watcher, events, _sender, polls, trouble, due, root };
        // A link could lead out of the repository.
        let config = Config::default().with_follow_symlinks(false);
        match if polls { Ok(None) } else { Watcher::new(sender, config).map(Some) } {
            Ok(watcher) => changes.watcher = watcher,
            Err(error) => changes.poll(&error),
        }
        changes.rewatch();
        Ok(changes)
    }

    /// Why the folders are walked every second, said once.
    pub fn trouble(&mut self) -> Option<String> {
        self.trouble.take()
    }

    /// From now on the folders are walked, because a change could be missed.
    fn poll(&mut self, error: &Error) {
        let is_gone = match &error.kind {
            ErrorKind::PathNotFound | ErrorKind::WatchNotFound => true,
            ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
            _ => false,
        };
        if !is_gone && !self.polls {
            (self.polls, self.trouble) = (true, Some(sentence(error)));
        }
    }

    fn hear(&mut self, event: &notify::Result<Event>) -> Meaning {
        if let Err(error) = event {
            self.poll(error);
        }
        meaning(&self.root, event)
    }

    /// Waits for the next batch, or until `patience` is over, or until it is time to walk the folders.
    pub fn next(&mut self, patience: Option<Duration>) -> Option<Batch> {
        let patience = match self.polls {
            true => Some(patience.unwrap_or(POLL).min(POLL)),
            false => patience,
        };
        let mut all = self.first(patience)?;
        let at = Instant::now();
        let mut heard = at;
        while at.elapsed() < LONGEST {
            // A complete file ends the wait; events that are already here are taken too.
            let wait = match all.whole {
                _ if at.elapsed() < MOMENT && all.misses_a_file() => {
                    MOMENT.saturating_sub(at.elapsed())
                }
                true => Duration::ZERO,
                false => SILENCE.saturating_sub(heard.elapsed()),
            };
            let Ok(event) = self.events.recv_timeout(wait) else { break };
            let next = self.hear(&event);
            if next.matters || next.whole {
                heard = Instant::now();
                all.and(next);
            }
        }
        if all.rewatch {
            self.rewatch();
        }
        let walk = all.walk || all.rewatch || all.look_again;
        let paths = (!walk).then(|| all.paths.into_iter().collect());
        Some(Batch { at, paths, look_again: all.look_again })
    }

    /// Whether a change is waiting.
    pub fn is_due(&mut self) -> bool {
        while let Ok(event) = self.events.try_recv() {
            let meaning = self.hear(&event);
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
            let meaning = self.hear(&event);
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
    pub fn rewatch(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        let _ = watcher.unwatch(&self.root);
        let mut failed = watcher.watch(&self.root, RecursiveMode::NonRecursive).err();
        for folder in FOLDERS.map(|name| self.root.join(name)) {
            let _ = watcher.unwatch(&folder);
            if folder.is_dir() && !folder.is_symlink() {
                failed = watcher.watch(&folder, RecursiveMode::Recursive).err().or(failed);
            }
        }
        if let Some(error) = failed {
            self.poll(&error);
        }
    }
}

/// What is said when the system can't watch all folders, and the way out.
fn sentence(error: &Error) -> String {
    const EMFILE: i32 = 24;
    let is_full = match &error.kind {
        ErrorKind::MaxFilesWatch => Some("max_user_watches=524288"),
        ErrorKind::Io(error) if error.raw_os_error() == Some(EMFILE) => {
            Some("max_user_instances=1024")
        }
        _ => None,
    };
    match is_full.filter(|_| cfg!(target_os = "linux")) {
        Some(setting) => format!(
            "the system's limit for watching folders is reached, so they are walked every second instead; to raise it: sudo sysctl fs.inotify.{setting}"
        ),
        None => format!(
            "not all folders can be watched, so they are walked every second instead: {error}"
        ),
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
            match event.kind {
                EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
                    all.gone.insert(at.clone());
                }
                EventKind::Create(_) => {
                    all.made.insert(at.clone());
                }
                _ => {}
            }
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
            "content/a.md~tmp",
            "content/a.md.tXyR3b",
            "themes/own/assets/base.css.4021",
            "content/a.md___jb_tmp___",
            "site.toml.swp",
            "README.md",
        ];
        others.into_iter().for_each(|path| {
            assert!(!means(edit, &format!("/repository/{path}")).matters, "{path}")
        });
        assert!(!means(EventKind::Access(AccessKind::Any), "/repository/content/a.md").matters);
    }

    #[test]
    fn a_limit_of_the_system_is_said_once_and_the_folders_are_walked() {
        let root = tempfile::tempdir().unwrap();
        let mut changes = Changes::watch(root.path(), false).unwrap();
        assert!(!changes.polls && changes.trouble().is_none());
        assert!(changes.hear(&Err(Error::new(ErrorKind::PathNotFound))).walk && !changes.polls);
        assert!(changes.hear(&Err(Error::new(ErrorKind::MaxFilesWatch))).walk && changes.polls);
        let said = changes.trouble().unwrap();
        assert!(
            !cfg!(target_os = "linux") || said.contains("fs.inotify.max_user_watches"),
            "{said}"
        );
        changes.hear(&Err(Error::new(ErrorKind::MaxFilesWatch)));
        assert_eq!(changes.trouble(), None);
        // It would wait for ever otherwise.
        assert_eq!(changes.next(None), None);
        let mut without = Changes::watch(root.path(), true).unwrap();
        assert!(without.watcher.is_none() && without.trouble().is_none());
        assert_eq!(without.next(None), None);
        let no_instance = sentence(&Error::io(io::Error::from_raw_os_error(24)));
        assert!(!cfg!(target_os = "linux") || no_instance.contains("max_user_instances"));
    }

    #[test]
    fn a_file_that_was_moved_away_may_come_back_but_not_one_made_for_the_save() {
        let away = EventKind::Modify(ModifyKind::Name(RenameMode::From));
        let file = "/repository/content/a.md";
        assert!(means(away, file).misses_a_file());
        let mut save = means(EventKind::Create(CreateKind::File), file);
        save.and(means(away, file));
        assert!(!save.misses_a_file());
        let mut checkout = Meaning::default();
        (0..=FEW).for_each(|n| checkout.and(means(away, &format!("/repository/content/{n}.md"))));
        assert!(!checkout.misses_a_file());
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
