//! A picture or document that nothing shows.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::files;
use crate::model::{Model, Target, is_document, used_by};
use std::collections::BTreeMap;
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("unused_file.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

/// Other files in static/ have uses outside of pages: icons, robots.txt, proofs of ownership.
const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let is_ours =
        |path: &str| is_for_pages(path) && !(path.starts_with("content/") && is_document(path));
    for (url, path) in unused(model, &is_ours) {
        let of_draft = model.files.draft_uses.contains(url);
        let message = match of_draft {
            true => format!("only a draft shows or links to {path}"),
            false => format!("no page shows or links to {path}"),
        };
        let help = format!("link to it from a page, or delete it; it is published at {url}");
        let mut problem = RULE.at(path, 0..0, message).help(help);
        // A picture in static/ may be the theme's.
        if !is_document(path) && (of_draft || path.starts_with("static/")) {
            problem.severity = Severity::Hint;
        }
        found.push(problem);
    }
    let of_drafts = model.files.of_drafts.iter();
    for (_, path) in of_drafts.filter(|(url, _)| !model.files.draft_uses.contains(*url)) {
        let message = format!(
            "{path} is beside a draft or a withdrawn page and no page uses it, so it is not published"
        );
        let problem = RULE.at(path, 0..0, message).help("link to it from a page, or delete it");
        found.push(Diagnostic { severity: Severity::Hint, ..problem });
    }
}

/// The published files that no page shows or links to, by address, among those whose path `is_wanted` accepts.
pub fn unused<'m>(
    model: &'m Model,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Vec<(&'m str, &'m Arc<str>)> {
    let files = model.files.by_url.iter();
    let mut unused: BTreeMap<&str, &Arc<str>> =
        files.map(|(url, path)| (url.as_str(), path)).filter(|(_, path)| is_wanted(path)).collect();
    for page in &model.pages {
        // Usually every file is used, and the search can end early.
        if unused.is_empty() {
            break;
        }
        for url in used_by(page) {
            unused.remove(url);
        }
    }
    // The page of a work shows the PDF that lies in its folder.
    let is_of_work = |url: &str| {
        let folder = url.rsplit_once('/').map_or("", |(folder, _)| folder);
        let page = model.at(&format!("{folder}/"));
        matches!(page, Some(Target::Page(id)) if model.work_of(model.page(id)).is_some())
    };
    unused.into_iter().filter(|(url, _)| !url.ends_with(".pdf") || !is_of_work(url)).collect()
}

/// Whether a file is meant to be used by a page.
fn is_for_pages(path: &str) -> bool {
    let name = files::file_name(path);
    let is_icon = ["favicon", "icon", "apple-touch", "logo"].iter().any(|n| name.starts_with(n));
    let is_known = is_document(path) || PICTURES.contains(&&*files::ending(path));
    !path.starts_with("static/") || (!is_icon && is_known)
}
