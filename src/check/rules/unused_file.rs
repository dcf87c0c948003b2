//! A picture or document that nothing shows.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::files;
use crate::model::{Model, texts};
use crate::parse::markdown::To;
use crate::parse::page::Value;
use std::collections::HashSet;

pub static RULE: Rule = Rule::new("unused-file", Severity::Hint, include_str!("unused_file.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

/// Other files in static/ have uses outside of pages: icons, robots.txt, proofs of ownership.
const DOCUMENTS: [&str; 16] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf", "docx", "odt", "pptx", "xlsx",
    "ods", "csv", "mp3", "mp4",
];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    if model.graph.files.is_empty() {
        return;
    }
    let for_pages = model.graph.files.iter().filter(|(_, path)| is_for_pages(path));
    let mut unused: HashSet<&str> = for_pages.map(|(url, _)| url.as_str()).collect();
    for page in &model.pages {
        // Usually every file is used, and the search can end early.
        if unused.is_empty() {
            return;
        }
        for link in texts(page).flat_map(|text| &text.links) {
            if let To::File { url, .. } | To::Page { url, .. } = &link.to {
                unused.remove(url.trim_end_matches('/'));
            }
        }
        for fact in &page.facts {
            if let Value::Image(image) = &fact.value {
                unused.remove(image.url.as_str());
            }
        }
    }
    for (url, path) in model.graph.files.iter().filter(|(url, _)| unused.contains(url.as_str())) {
        let message = format!("no page shows or links to {path}");
        let help = format!("link to it from a page, or delete it; it is published at {url}");
        found.push(RULE.at(path, 0..0, message).help(help));
    }
}

/// Whether a file is meant to be used by a page.
fn is_for_pages(path: &str) -> bool {
    let name = files::file_name(path);
    let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
    let is_icon = ["favicon", "icon", "apple-touch", "logo"].iter().any(|n| name.starts_with(n));
    !path.starts_with("static/") || (!is_icon && DOCUMENTS.contains(&end.as_str()))
}
