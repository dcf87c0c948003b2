//! Outputs that can't be written: two at one path, a file where a folder is needed, a file in a reserved folder, a
//! name that is too long.

use super::kind::{Class, Output};
use super::{Plan, search};
use crate::diagnostics::rules::{LONG_NAME, TWO_OUTPUTS};
use crate::diagnostics::{Diagnostic, Span};
use crate::model::{Model, Target, TermId};
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Drops the second of two outputs at one path, files where another output needs a folder, files in reserved
/// folders, and those with too long a name. Reports each one.
pub fn collisions(plan: Plan, outputs: &mut Vec<Output>) -> Vec<Diagnostic> {
    let Plan { model, has_search, .. } = plan;
    let mut problems = Vec::new();
    let first_named = LazyCell::new(|| model.first_named());
    outputs.retain(|output| {
        let longest = output.path.split('/').map(str::len).max().unwrap_or_default();
        let is_long = longest > LONGEST;
        if is_long {
            let message = format!(
                "a name in the address {} would have {longest} letters, and a file or folder can have {LONGEST}",
                shortened(&output.url)
            );
            let help = "shorten the name that it is made from: of the file, the term or the alias";
            let (path, span) = place(model, &first_named, output);
            problems.push(LONG_NAME.at(&path, span, message).help(help));
        }
        !is_long
    });
    let mut report = |output: &Output, message: String| {
        let (path, span) = place(model, &first_named, output);
        problems.push(TWO_OUTPUTS.at(&path, span, message));
    };
    outputs.dedup_by(|b, a| {
        let (a, b) = (&*a, &*b);
        if a.path == b.path && !is_known_clash(model, a, b) {
            let at = if b.kind.source(model).is_some() { b } else { a };
            report(at, format!("two outputs have the path {}", a.path));
        }
        a.path == b.path
    });
    let folders: HashSet<String> =
        outputs.iter().flat_map(|output| folders(&output.path)).collect();
    outputs.retain(|output| {
        let is_folder = folders.contains(&output.path);
        if is_folder {
            report(
                output,
                format!(
                    "{} cannot be a file, because another output needs a folder with that name",
                    output.path
                ),
            );
        }
        let is_ours = output.path.starts_with(".talkoo/");
        if is_ours {
            report(
                output,
                "the folder .talkoo/ of the site is reserved for Talkoo's own files".to_owned(),
            );
        }
        let is_in_index = has_search && output.path.starts_with("search/");
        let is_index =
            is_in_index && output.url != search::URL && output.kind.class() != Class::Index;
        if is_index {
            let message =
                "the folder search/ of the site is reserved for the search index".to_owned();
            report(output, message);
        }
        !is_folder && !is_ours && !is_index
    });
    problems
}

/// Where to report an output: in its source, or for a term in its file or where a page names it first.
fn place(
    model: &Model,
    first_named: &HashMap<TermId, (Arc<str>, Span)>,
    output: &Output,
) -> (Arc<str>, Span) {
    let of_term = || {
        let Some(Target::Term(id)) = output.kind.target() else { return None };
        let term = model.term(id);
        match term.path.is_empty() {
            true => first_named.get(&id).cloned(),
            false => Some((term.path.clone(), term.entry.id.span.clone())),
        }
    };
    let source = output.kind.source(model).map(|path| (path, 0..0));
    source.or_else(of_term).unwrap_or_else(|| (crate::config::PATH.into(), 0..0))
}

/// How many bytes the name of a file can have on nearly all systems.
const LONGEST: usize = 255;

/// The beginning of an address that is too long to show.
fn shortened(url: &str) -> String {
    url.chars().take(60).chain(['…']).collect()
}

/// Clashes of pages and aliases are reported by a rule, with their lines.
fn is_known_clash(model: &Model, a: &Output, b: &Output) -> bool {
    let is_page =
        |output: &Output| output.kind.class() == Class::Page && output.kind.source(model).is_some();
    let is_list = || matches!(model.at(&a.url), Some(at) if !matches!(at, Target::Page(_)));
    let is_known = model.at(&a.url).is_some() || model.files.by_url.contains_key(&a.url);
    let redirects = [a, b].iter().filter(|output| output.kind.leads_to(model).is_some()).count();
    match redirects {
        0 => is_page(a) && (is_page(b) || is_list()) || is_page(b) && is_list(),
        1 => a.url == b.url && is_known,
        _ => true,
    }
}

/// The folders of a path: `a/b/c` is in `a` and `a/b`.
fn folders(path: &str) -> impl Iterator<Item = String> + '_ {
    path.match_indices('/').map(|(slash, _)| path[..slash].to_owned())
}
