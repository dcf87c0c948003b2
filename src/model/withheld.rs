//! Files that wait for a draft: those that only drafts use, and documents beside a draft that nothing links to. They
//! are published with the draft, not before it.

use super::{Files, Parts, used_by};
use crate::diagnostics::Severity;
use crate::files;
use crate::parse::Page;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Files that are rarely meant for everyone unless a page links to them.
const DOCUMENTS: [&str; 37] = [
    "pdf", "doc", "docx", "docm", "odt", "rtf", "pages", "xls", "xlsx", "xlsm", "xlsb", "ods",
    "numbers", "csv", "tsv", "ppt", "pptx", "odp", "sav", "dta", "rds", "sqlite", "db", "mdb",
    "accdb", "eml", "msg", "mbox", "zip", "7z", "rar", "mp3", "m4a", "wav", "ogg", "mp4", "mov",
];

/// Whether a file is a text, a table, a recording, or an archive of them.
pub fn is_document(path: &str) -> bool {
    let name = files::file_name(path);
    let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
    DOCUMENTS.contains(&&*end)
}

/// Takes the files of drafts out of those that are published. `folders` are those with drafts.
pub fn withhold(parts: &mut Parts, folders: &BTreeSet<String>) {
    let Parts { config, pages, files: Files { by_url, draft_uses, withheld, .. }, .. } = parts;
    // A site that allows documents without a link publishes those beside drafts, too.
    let is_strict =
        |path: &str| matches!(config.severity(RULE, path), None | Some(Some(Severity::Error)));
    let is_beside =
        |path: &str| is_document(path) && folders.contains(files::folder(path)) && is_strict(path);
    let waits = |url: &str, path: &str| {
        path.starts_with("content/") && (draft_uses.contains(url) || is_beside(path))
    };
    let waiting = by_url.iter().filter(|(url, path)| waits(url, path));
    let mut waiting: BTreeSet<String> = waiting.map(|(url, _)| url.clone()).collect();
    let mut pages = pages.iter().map(|page: &Arc<Page>| used_by(page));
    while !waiting.is_empty()
        && let Some(used) = pages.next()
    {
        used.for_each(|url| {
            waiting.remove(url);
        });
    }
    withheld.extend(waiting.into_iter().filter_map(|url| by_url.remove_entry(&url)));
}

/// The rule that lets no document be published without a link.
const RULE: &str = "unlinked-document";
