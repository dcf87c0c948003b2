//! What a reader sees at an address: a page as it is now, the last good one while something stands in its way, or
//! a page that says what is wrong.

use super::edition::Edition;
use super::memory::Memory;
use super::route::{self, Found};
use super::{media, trouble};
use crate::diagnostics::Diagnostic;
use crate::files;
use crate::pipeline::Repository;
use crate::plan::{self, Output, What};
use crate::tables::BROKEN_TOML;
use hyper::body::Bytes;
use std::sync::Arc;

/// A page as it is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    pub status: u16,
    pub html: Bytes,
    /// Whether it is as it last was, because it can't be made at the moment.
    pub is_old: bool,
    /// What its template failed with.
    pub problem: Option<Box<Diagnostic>>,
}

impl Shown {
    fn new(status: u16, html: Bytes) -> Self {
        Self { status, html, is_old: false, problem: None }
    }

    fn old(status: u16, html: Bytes, problem: Option<Box<Diagnostic>>) -> Self {
        Self { is_old: true, problem, ..Self::new(status, html) }
    }

    /// The page in place of one that can't be made and never was.
    pub fn trouble(edition: &Edition, problem: Box<Diagnostic>) -> Self {
        let html = trouble::page(edition, &problem).into();
        Self { problem: Some(problem), ..Self::new(500, html) }
    }

    /// Whether this is no page of the site, but says why there is none.
    pub fn is_trouble(&self) -> bool {
        self.status == 500
    }
}

/// What stands at the path of a request; none if it is no page.
pub fn at(edition: &Edition, memory: &Memory, path: &str) -> Option<Shown> {
    let repository = &*edition.repository;
    match route::find(repository, path) {
        Found::Output(output) if is_page(output) => Some(document(edition, memory, output, 200)),
        Found::Output(_) | Found::Moved(_) => None,
        Found::Nothing => {
            let known = memory.recall(&files::output_path(&files::decode(path.strip_prefix('/')?)));
            match known.filter(|_| !unread(repository).is_empty()) {
                // A term whose vocabulary can't be read is not gone.
                Some((_, last_good)) => Some(Shown::old(200, last_good, None)),
                None => repository
                    .plan
                    .at("404.html")
                    .map(|output| document(edition, memory, output, 404)),
            }
        }
    }
}

/// Whether an output is HTML.
pub fn is_page(output: &Output) -> bool {
    media::of(&output.path) == media::HTML
}

fn document(edition: &Edition, memory: &Memory, output: &Output, status: u16) -> Shown {
    let repository = &*edition.repository;
    let known = memory.recall(&output.path);
    // A file that is published as it is is read each time: it may be newer than its key.
    let is_file = matches!(output.what, What::File(_));
    let key = repository.key(output);
    match known {
        Some((made, bytes)) if made == key && !is_file => Shown::new(status, bytes),
        Some((_, last_good)) if !is_file && !is_readable(repository, output) => {
            Shown::old(status, last_good, None)
        }
        known => match (repository.bytes(output), known) {
            (Ok(bytes), _) => {
                let bytes = Bytes::from(bytes);
                memory.keep(&output.path, key, &bytes);
                Shown::new(status, bytes)
            }
            (Err(problem), Some((_, last_good))) => Shown::old(status, last_good, Some(problem)),
            (Err(problem), None) => Shown::trouble(edition, problem),
        },
    }
}

/// Whether what an output is made of could be read. Front matter that is no TOML says nothing; to show a page without
/// its title and fields while somebody types would be no help.
fn is_readable(repository: &Repository, output: &Output) -> bool {
    let own = plan::text(&repository.model, &output.what);
    let own = own.map(|id| repository.model.page(id).path.clone());
    unread(repository).is_empty() && own.is_none_or(|path| !is_broken(repository, &path))
}

/// The files that many pages are made of and that can't be read at the moment: vocabularies and the bibliography.
pub fn unread(repository: &Repository) -> Vec<Arc<str>> {
    let model = &repository.model;
    let vocabularies = model.term_files.iter().map(|file| &file.path);
    let mut unread: Vec<Arc<str>> =
        vocabularies.filter(|path| is_broken(repository, path)).cloned().collect();
    if model.bibliography.broken {
        unread.push(model.bibliography.path.clone());
    }
    unread
}

fn is_broken(repository: &Repository, path: &str) -> bool {
    let record = repository.records.by_path.get(path);
    record.is_some_and(|known| known.problems.iter().any(|d| d.rule.name == BROKEN_TOML.name))
}
