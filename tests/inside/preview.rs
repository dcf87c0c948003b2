//! After any edits the preview has the same bytes and diagnostics as a fresh start. `EDITS=300 cargo test
//! --lib preview` makes that many edits.

use super::common::dice::Dice;
use super::common::edits::{EDITS, difference, edit, edits, nth};
use super::common::site::Site as OnDisk;
use super::common::{Checked, PLAIN, WITHOUT_SEARCH, findings, outputs};
use crate::build::{carried, record};
use crate::check::check;
use crate::options::Options;
use crate::outputs::Output;
use crate::outputs::recorded::Recorded;
use crate::site::Site;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Updates the preview after changes of some files.
fn after(preview: &Site, root: &Path, changed: &[PathBuf], options: Options) -> Checked {
    let after = preview.snapshot.after(root, Some(changed), options);
    let (snapshot, changed) = after.expect("it is there");
    let site = preview.after(snapshot, changed.as_deref(), options);
    Checked { found: check(&site, options), site }
}

fn after_any_edit_the_preview_is_as_fresh(options: Options, edits: usize) {
    let (mut disk, mut dice) = (OnDisk::new(), Dice(7));
    let mut preview = Checked::open(disk.root.path(), options);
    let mut recorded = Recorded::default();
    record(&preview.site, &preview.outputs().iter().collect::<Vec<_>>(), &mut recorded);
    let mut before = outputs(&preview);
    for n in 0..edits {
        let kinds = nth(n, &mut dice);
        let mut files = disk.files.clone();
        kinds.iter().for_each(|kind| edit(kind, n, &mut dice, &mut files));
        let changed = disk.change(files);
        let next = after(&preview.site, disk.root.path(), &changed, options);
        recorded = carried(recorded, &preview.site, &next.site);
        preview = next;
        let fresh = Checked::open(disk.root.path(), options);
        let (shown, due) = (outputs(&preview), outputs(&fresh));
        assert!(shown == due, "{n} {kinds:?}: {:?}", difference(&shown, &due));
        assert_eq!(findings(&preview), findings(&fresh), "{n} {kinds:?}");
        // The recorded reads tell which outputs changed; the others need not be recorded again.
        let is_same = |output: &&Output| recorded.is_changed(&output.path) == Some(false);
        let (same, others): (Vec<&Output>, Vec<_>) = preview.outputs().iter().partition(is_same);
        for Output { path, .. } in same {
            assert!(shown[path] == before[path], "{n} {kinds:?}: {path} is another");
        }
        record(&preview.site, &others, &mut recorded);
        before = shown;
    }
}

#[test]
fn after_any_edit_it_is_as_fresh() {
    after_any_edit_the_preview_is_as_fresh(WITHOUT_SEARCH, edits(EDITS.len()));
}

/// The index is rebuilt after each edit, so these are few.
#[test]
fn after_any_edit_it_is_as_fresh_with_search() {
    after_any_edit_the_preview_is_as_fresh(PLAIN, edits(4 * EDITS.len()).div_ceil(8));
}

/// Whether an edit of this kind keeps the graph.
fn keeps_the_graph(kind: &str) -> bool {
    let (mut disk, mut dice) = (OnDisk::new(), Dice(3));
    let before = Checked::open(disk.root.path(), WITHOUT_SEARCH).site;
    let mut files = disk.files.clone();
    // Not every page has the edited part.
    while files == disk.files {
        edit(kind, 1, &mut dice, &mut files);
    }
    let changed = disk.change(files);
    let after = after(&before, disk.root.path(), &changed, WITHOUT_SEARCH).site;
    Arc::ptr_eq(&before.model.graph, &after.model.graph)
}

#[test]
fn local_edits_keep_the_graph() {
    for kind in EDITS {
        let is_local = ["body", "sentence", "work"].contains(&kind);
        assert_eq!(keeps_the_graph(kind), is_local, "{kind}");
    }
}
