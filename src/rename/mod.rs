//! `talkoo mv` and `talkoo rm`: gives a page another path, a term another id or a collection another name, or takes a page or
//! term away. Everything happens in memory first. The repository as it would be is checked, and what would be wrong then,
//! and is not wrong now, is the reason to write nothing.

mod edits;
mod folder;
mod folders;
mod moves;
mod queries;
mod settings;
mod subject;
mod terms;

use crate::check;
use crate::diagnostics::{Diagnostic, Severity, fix};
use crate::files;
use crate::fix::{self as fixing, Change};
use crate::options::Options;
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::sources::Sources;
use edits::Edits;
pub use moves::FileMove;
use moves::{is_free, with_translations};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use subject::Subject;

/// What a command would do.
#[derive(Default)]
pub struct Plan {
    /// The page or the texts of the term, with translations, or the folder; empty for `rm`.
    pub moves: Vec<FileMove>,
    /// The files that are not where they were.
    pub removed: Vec<Arc<str>>,
    /// The files whose text changes, by their path before. The text of a moved one is written to its new place.
    pub changes: Vec<Change>,
    /// The errors that there would be then and are not now.
    pub errors: Vec<Diagnostic>,
    /// What would not follow, in a sentence each.
    pub notes: Vec<String>,
    /// The repository as it would be.
    pub after: Arc<Sources>,
}

/// Where a file will be.
fn place_after(moves: &[FileMove], path: &Arc<str>) -> Arc<str> {
    moves.iter().find_map(|one| one.place_of(path)).unwrap_or_else(|| path.clone())
}

/// What follows from another name.
#[derive(Default)]
struct Follows {
    moves: Vec<FileMove>,
    edits: Edits,
    created: Option<Change>,
    notes: Vec<String>,
}

/// Moves the page, term, collection or vocabulary that `old` names to `new`. Both are paths or addresses; a name alone stays in
/// the folder. `sources` must be in memory, see [`crate::fix::hold`]. `Err` is a sentence with the reason.
pub fn mv(sources: Sources, old: &str, new: &str) -> Result<Plan, String> {
    let (before, found) = checked(sources.clone());
    let model = &before.model;
    let text_of = |path: &str| before.snapshot.sources.text(path).unwrap_or_default();
    let subject = subject::of(model, old)?;
    let follows = match subject {
        Subject::Page(page) => {
            let moves = moves::of(model, page, new)?;
            let edits = edits::of(model, &moves, &text_of);
            Follows { moves: moves::of_files(&moves), edits, ..Follows::default() }
        }
        Subject::Term(term) => {
            let terms::Planned { moves, edits, created } = terms::mv(model, term, new, &text_of)?;
            Follows { moves: moves::of_files(&moves), edits, created, ..Follows::default() }
        }
        Subject::Folder(folder) => {
            let folders::Planned { moved, edits, notes } =
                folders::mv(model, &before.snapshot.sources, folder, new)?;
            Follows { moves: moved.into_iter().collect(), edits, notes, ..Follows::default() }
        }
    };
    let Follows { moves, edits, created, notes } = follows;
    let mut after = sources;
    let mut changes = Vec::new();
    for (path, edits) in &edits {
        let text = text_of(path);
        let fixes = edits.iter().map(std::slice::from_ref);
        let outcome = fix::apply(&text, fixes);
        let bytes = text.clone().into_bytes();
        let (path, after) = (path.clone(), outcome.text);
        changes.push(Change { path, bytes, before: text, after, is_new: false });
    }
    changes.extend(created);
    changes.iter().for_each(|change| after.put(&change.path, &change.after));
    let mut removed = Vec::new();
    for file in &mut after.files {
        if let Some(path) = moves.iter().find_map(|one| one.place_of(&file.path)) {
            removed.push(std::mem::replace(&mut file.path, path));
        }
    }
    after.files.sort_by(|a, b| a.path.cmp(&b.path));
    changes.retain(|change| change.before != change.after);
    // A folder is named in what is said of the pages in it.
    let as_after = |message: &str| match subject {
        Subject::Folder(folder) => {
            let (old, new) = (folder.id(model), new.trim_matches('/'));
            message.replace(old, files::file_name(new))
        }
        Subject::Page(_) | Subject::Term(_) => message.to_owned(),
    };
    let plan = Plan { moves, removed, changes, notes, ..Plan::default() };
    Ok(planned(after, &found, &as_after, plan))
}

/// Removes the page that `old` names, with its translations, or the term with its texts.
pub fn rm(mut sources: Sources, old: &str) -> Result<Plan, String> {
    let (before, found) = checked(sources.clone());
    let model = &before.model;
    let (removed, changes): (Vec<Arc<str>>, _) = match subject::of(model, old)? {
        Subject::Page(page) => {
            is_free(model, page)?;
            let pages = with_translations(model, page);
            (pages.map(|id| model.page(id).path.clone()).collect(), Vec::new())
        }
        Subject::Term(term) => {
            let text_of = |path: &str| before.snapshot.sources.text(path).unwrap_or_default();
            let (texts, change) = terms::rm(model, term, &text_of)?;
            (texts, vec![change])
        }
        Subject::Folder(folder) => {
            let (word, id) = (folder.word(), folder.id(model));
            return Err(format!("`{id}` is a {word}; what can be removed is a page or a term"));
        }
    };
    sources.files.retain(|file| !removed.contains(&file.path));
    changes.iter().for_each(|change| sources.put(&change.path, &change.after));
    let plan = Plan { removed, changes, ..Plan::default() };
    Ok(planned(sources, &found, &str::to_owned, plan))
}

/// Does it in the repository at `root`. `Err` is a sentence with the reason; what was done before stays.
pub fn write(root: &Path, plan: &Plan) -> Result<(), String> {
    for one in &plan.moves {
        let (from, to) = (files::on_disk(root, &one.from), root.join(&*one.path));
        if files::is_through_link(root, &one.path) || to.symlink_metadata().is_ok() {
            return Err(format!("{} can't be made", one.path));
        }
        let folder = to.parent().map_or(Ok(()), fs::create_dir_all);
        folder
            .and_then(|()| fs::rename(from, to))
            .map_err(|error| format!("{} could not be moved: {error}", one.from))?;
    }
    for change in &plan.changes {
        let path = place_after(&plan.moves, &change.path);
        fixing::write(root, &Change { path, ..change.clone() })?;
    }
    for path in plan.removed.iter().filter(|_| plan.moves.is_empty()) {
        fs::remove_file(files::on_disk(root, path))
            .map_err(|error| format!("{path} could not be removed: {error}"))?;
    }
    Ok(())
}

/// Checks the repository as it would be. `as_after` is what a message of now says then.
fn planned(
    after: Sources,
    before: &[Diagnostic],
    as_after: &dyn Fn(&str) -> String,
    plan: Plan,
) -> Plan {
    let (after, mut errors) = checked(after);
    // What a diagnostic says is the same wherever its page stands. Each of those before explains one of those after.
    let mut known: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for diagnostic in before {
        *known.entry((diagnostic.rule.name, as_after(&diagnostic.message))).or_default() += 1;
    }
    errors.retain(|error| {
        let left = known.get_mut(&(error.rule.name, as_after(&error.message)));
        let is_known = left.filter(|left| **left > 0).map(|left| *left -= 1).is_some();
        error.severity == Severity::Error && !is_known
    });
    Plan { errors, after: after.snapshot.sources.clone(), ..plan }
}

fn checked(sources: Sources) -> (Site, Vec<Diagnostic>) {
    let options = Options { drafts: true, ..Options::default() };
    let snapshot = Snapshot::of((Arc::new(sources), Vec::new()), options, &Default::default());
    let site = Site::of(snapshot, options, &Default::default(), &mut Default::default());
    let found = check::check(&site, options);
    (site, found)
}
