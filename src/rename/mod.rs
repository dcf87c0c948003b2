//! `talkoo mv` and `talkoo rm`: gives a page another path or a term another id, or takes it away. Everything happens in
//! memory first. The repository as it would be is checked, and what would be wrong then, and is not wrong now, is the reason
//! to write nothing.

mod edits;
mod moves;
mod terms;

use crate::check;
use crate::diagnostics::{Diagnostic, Severity, fix};
use crate::files;
use crate::fix::{self as fixing, Change};
use crate::model::{Model, PageId, Role, TermId};
use crate::options::Options;
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::sources::Sources;
use moves::{Move, is_free, page, with_translations};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// What a command would do.
#[derive(Default)]
pub struct Plan {
    /// The page or the texts of the term, with translations; empty for `rm`.
    pub moves: Vec<Move>,
    /// The files to remove.
    pub removed: Vec<Arc<str>>,
    /// The files whose text changes, by their path before. The text of a moved one is written to its new place.
    pub changes: Vec<Change>,
    /// The errors that there would be then and are not now.
    pub errors: Vec<Diagnostic>,
    /// The repository as it would be.
    pub after: Arc<Sources>,
}

/// Moves the page or term that `old` names to `new`. Both are paths or addresses; a name alone stays in the folder. `sources`
/// must be in memory, see [`crate::fix::hold`]. `Err` is a sentence with the reason.
pub fn mv(sources: Sources, old: &str, new: &str) -> Result<Plan, String> {
    let (before, found) = checked(sources.clone());
    let model = &before.model;
    let text_of = |path: &str| before.snapshot.sources.text(path).unwrap_or_default();
    let (moves, edits, created) = match subject(model, old)? {
        Subject::Page(page) => {
            let moves = moves::of(model, page, new)?;
            let edits = edits::of(model, &moves, &text_of);
            (moves, edits, None)
        }
        Subject::Term(term) => {
            let planned = terms::mv(model, term, new, &text_of)?;
            (planned.moves, planned.edits, planned.created)
        }
    };
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
    for file in &mut after.files {
        if let Some(one) = moves.iter().find(|one| one.from == file.path) {
            file.path = one.path.clone();
        }
    }
    after.files.sort_by(|a, b| a.path.cmp(&b.path));
    let removed = moves.iter().map(|one| one.from.clone()).collect();
    changes.retain(|change| change.before != change.after);
    Ok(plan(after, &found, Plan { moves, removed, changes, ..Plan::default() }))
}

/// Removes the page that `old` names, with its translations, or the term with its texts.
pub fn rm(mut sources: Sources, old: &str) -> Result<Plan, String> {
    let (before, found) = checked(sources.clone());
    let model = &before.model;
    let (removed, changes): (Vec<Arc<str>>, _) = match subject(model, old)? {
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
    };
    sources.files.retain(|file| !removed.contains(&file.path));
    changes.iter().for_each(|change| sources.put(&change.path, &change.after));
    Ok(plan(sources, &found, Plan { removed, changes, ..Plan::default() }))
}

/// What a command is about.
enum Subject {
    Page(PageId),
    Term(TermId),
}

/// The page or term that a name means. The page with the text of a term stands for the term.
fn subject(model: &Model, name: &str) -> Result<Subject, String> {
    let page = page(model, name);
    if let Some(id) =
        page.as_ref().ok().filter(|id| !matches!(model.page(**id).role, Role::Term(..)))
    {
        return Ok(Subject::Page(*id));
    }
    match terms::find(model, name)[..] {
        [term] => Ok(Subject::Term(term)),
        // A text for a term that does not exist.
        [] => page.map(Subject::Page).map_err(|_| format!("there is no page or term {name}")),
        [first, ..] => {
            let url = &model.term(first).url;
            Err(format!("several vocabularies have a term {name}; write it as {url}"))
        }
    }
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
        let new = plan.moves.iter().find(|one| one.from == change.path);
        let path = new.map_or(&change.path, |one| &one.path).clone();
        fixing::write(root, &Change { path, ..change.clone() })?;
    }
    for path in plan.removed.iter().filter(|_| plan.moves.is_empty()) {
        fs::remove_file(files::on_disk(root, path))
            .map_err(|error| format!("{path} could not be removed: {error}"))?;
    }
    Ok(())
}

/// Checks the repository as it would be.
fn plan(after: Sources, before: &[Diagnostic], plan: Plan) -> Plan {
    let (after, mut errors) = checked(after);
    // What a diagnostic says is the same wherever its page stands. Each of those before explains one of those after.
    let mut known: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for diagnostic in before {
        *known.entry((diagnostic.rule.name, diagnostic.message.clone())).or_default() += 1;
    }
    errors.retain(|error| {
        let left = known.get_mut(&(error.rule.name, error.message.clone()));
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
