//! Outputs that can't stand beside each other: two at one path, a file where a folder is needed, what would lie
//! among our own files.

use super::{Output, What};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::TWO_OUTPUTS;
use crate::model::Model;
use std::collections::HashSet;
use std::sync::Arc;

/// Of two outputs with one path the second is dropped, with a finding; so is a file where another
/// output needs a folder, and whatever would lie among our own files.
pub fn collisions(model: &Model, outputs: &mut Vec<Output>, has_search: bool) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut report = |what: &What, message: String| {
        let path = place(model, what).unwrap_or_else(|| crate::config::PATH.into());
        problems.push(TWO_OUTPUTS.at(&path, 0..0, message));
    };
    outputs.dedup_by(|b, a| {
        if a.path == b.path && !is_known_clash(model, a, b) {
            let what = if place(model, &b.what).is_some() { &b.what } else { &a.what };
            report(what, format!("two things would be published as {}", a.path));
        }
        a.path == b.path
    });
    let folders: HashSet<String> =
        outputs.iter().flat_map(|output| folders(&output.path)).collect();
    outputs.retain(|output| {
        let is_folder = folders.contains(&output.path);
        if is_folder {
            report(
                &output.what,
                format!("{} would be a file, and a folder of that name is needed", output.path),
            );
        }
        let is_ours = output.path.starts_with(".talkoo/");
        if is_ours {
            report(&output.what, "Talkoo keeps its own files in .talkoo/ of the site".to_owned());
        }
        let is_index = has_search && output.path.starts_with("pagefind/");
        if is_index {
            let message = "the search index lies in pagefind/ of the site".to_owned();
            report(&output.what, message);
        }
        !is_folder && !is_ours && !is_index
    });
    problems
}

/// Two pages at one address, and what an alias meets there, are found by a rule that names their lines.
fn is_known_clash(model: &Model, a: &Output, b: &Output) -> bool {
    let is_redirect = |output: &Output| matches!(output.what, What::Redirect(_));
    let is_known = model.at(&a.url).is_some() || model.files.contains_key(&a.url);
    match (&a.what, &b.what) {
        (What::Page(_), What::Page(_)) => true,
        _ if is_redirect(a) && is_redirect(b) => true,
        _ => (is_redirect(a) || is_redirect(b)) && a.url == b.url && is_known,
    }
}

/// The folders that a path needs: `a/b/c` needs `a` and `a/b`.
fn folders(path: &str) -> impl Iterator<Item = String> + '_ {
    path.match_indices('/').map(|(slash, _)| path[..slash].to_owned())
}

fn place(model: &Model, what: &What) -> Option<Arc<str>> {
    match what {
        What::File(path) => Some(path.clone()),
        What::Page(id) | What::Redirect(id) => Some(model.file_of(model.page(*id))),
        _ => None,
    }
}
