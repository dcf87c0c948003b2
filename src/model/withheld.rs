//! Files that wait for a draft: those that only drafts use, and those beside a draft that no page uses. They are
//! published with the draft, not before it.

use super::{Files, Parts, used_by, used_in};
use crate::files;
use std::collections::HashSet;

/// Files that are rarely meant for everyone unless a page links to them. A text that ends in `.MD` is no page.
const DOCUMENTS: [&str; 57] = [
    "md", "markdown", "asd", "wbk", "one", "vsdx", "key", "ipynb", "nvp", "nvpx", "qdpx", "rdata",
    "pem", "kdbx", "avi", "mkv", "m4v", "webm", "aac", "flac", "pdf", "doc", "docx", "docm", "odt",
    "rtf", "pages", "xls", "xlsx", "xlsm", "xlsb", "ods", "numbers", "csv", "tsv", "ppt", "pptx",
    "odp", "sav", "dta", "rds", "sqlite", "db", "mdb", "accdb", "eml", "msg", "mbox", "zip", "7z",
    "rar", "mp3", "m4a", "wav", "ogg", "mp4", "mov",
];

/// Whether a file is a text, a table, a recording, or an archive of them.
pub fn is_document(path: &str) -> bool {
    DOCUMENTS.contains(&&*files::ending(path))
}

/// Takes the files of drafts out of those that are published. `drafts` are the paths of those that are left out. Their
/// files are those in content/ that no published page uses, and that a draft uses or has beside it. Beside a page is
/// what is in its folder, and in folders below that have no pages of their own.
pub fn withhold(parts: &mut Parts, drafts: &HashSet<&str>) {
    if drafts.is_empty() {
        return;
    }
    let with_drafts: HashSet<&str> = drafts.iter().map(|path| files::folder(path)).collect();
    let with_pages: HashSet<&str> = parts
        .pages
        .iter()
        .map(|page| files::folder(&page.path))
        .chain(with_drafts.clone())
        .collect();
    let is_beside = |path: &str| {
        let mut folders = std::iter::successors(Some(files::folder(path)), |folder| {
            (!folder.is_empty()).then(|| files::folder(folder))
        });
        folders.find(|at| with_pages.contains(at)).is_some_and(|at| with_drafts.contains(at))
    };
    let Files { by_url, draft_uses, of_drafts, sizes, .. } = &mut parts.files;
    let is_candidate = |url: &str, path: &str| {
        path.starts_with("content/") && (draft_uses.contains(url) || is_beside(path))
    };
    let candidates = by_url.iter().filter(|(url, path)| is_candidate(url, path));
    *of_drafts = candidates.map(|(url, path)| (url.clone(), path.clone())).collect();
    if of_drafts.is_empty() {
        return;
    }
    let facts = parts.terms.iter().flat_map(|file| &file.terms).flat_map(|term| &term.facts);
    let used = parts.pages.iter().flat_map(|page| used_by(page)).chain(facts.flat_map(used_in));
    used.for_each(|url| drop(of_drafts.remove(url)));
    by_url.retain(|url, _| !of_drafts.contains_key(url));
    sizes.retain(|url, _| !of_drafts.contains_key(url));
}
