//! The page shown at an address: the current version, the last good one if it can't be rendered, or an error
//! page.

use super::edition::Edition;
use super::memory::Memory;
use super::route::{self, Found};
use super::{media, trouble};
use crate::build::{self, Failure};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::BROKEN_TOML;
use crate::files;
use crate::outputs::{Class, Output};
use crate::site::Site;
use crate::snapshot::unreadable;
use hyper::body::Bytes;
use std::io;
use std::sync::Arc;

/// A shown page.
#[derive(Clone, Debug)]
pub struct Shown {
    pub status: u16,
    pub html: Bytes,
    /// Whether it is the last good version, because the current one can't be rendered.
    pub is_old: bool,
    /// The error of its template.
    pub problem: Option<Box<Diagnostic>>,
}

impl Shown {
    fn new(status: u16, html: Bytes) -> Self {
        Self { status, html, is_old: false, problem: None }
    }

    fn old(status: u16, html: Bytes, problem: Option<Box<Diagnostic>>) -> Self {
        Self { is_old: true, problem, ..Self::new(status, html) }
    }

    /// The error page for a page that was never rendered.
    pub fn trouble(edition: &Edition, problem: Box<Diagnostic>) -> Self {
        let html = trouble::page(edition, &problem).into();
        Self { problem: Some(problem), ..Self::new(500, html) }
    }

    /// Whether this is an error page.
    pub fn is_trouble(&self) -> bool {
        self.status == 500
    }
}

/// The page at the path of a request; `None` if it is not a page.
pub fn at(edition: &Edition, memory: &Memory, path: &str) -> Option<Shown> {
    let site = &*edition.site;
    match route::find(site, path) {
        Found::Output(output) if is_page(output) => Some(document(edition, memory, output, 200)),
        Found::Output(_) | Found::Moved(_) => None,
        Found::Nothing => {
            let known = memory.recall(&files::output_path(&files::decode(path.strip_prefix('/')?)));
            match known.filter(|_| !unread(site).is_empty()) {
                // A term is not gone because its vocabulary can't be read.
                Some((_, last_good)) => Some(Shown::old(200, last_good, None)),
                None => {
                    site.outputs.at("404.html").map(|output| document(edition, memory, output, 404))
                }
            }
        }
    }
}

/// Whether an output is HTML.
pub fn is_page(output: &Output) -> bool {
    media::of(&output.path) == media::HTML
}

fn document(edition: &Edition, memory: &Memory, output: &Output, status: u16) -> Shown {
    let site = &*edition.site;
    let known = memory.recall(&output.path);
    // A published file is read each time: it may be newer than its key.
    let is_file = output.kind.class() == Class::File;
    let known_key = known.as_ref().map(|(key, _)| *key).filter(|_| !is_file);
    if let Some((_, last_good)) = known.clone().filter(|_| !is_file && !is_readable(site, output)) {
        return Shown::old(status, last_good, None);
    }
    match (build::make(site, output, known_key), known) {
        (Ok((key, Some(bytes))), _) => {
            let bytes = Bytes::from(bytes);
            memory.keep(&output.path, key, &bytes);
            Shown::new(status, bytes)
        }
        (Ok((_, None)), known) => Shown::new(status, known.unwrap_or_default().1),
        (Err(failure), Some((_, last_good))) => {
            Shown::old(status, last_good, Some(problem(site, output, failure)))
        }
        (Err(failure), None) => Shown::trouble(edition, problem(site, output, failure)),
    }
}

/// The failure of an output, as a diagnostic.
pub fn problem(site: &Site, output: &Output, failure: Failure) -> Box<Diagnostic> {
    let path = output.kind.source(&site.model).unwrap_or_else(|| crate::config::PATH.into());
    let unreadable = |error: io::Error| unreadable(&path, &error);
    Box::new(match failure {
        Failure::World(error) => unreadable(error),
        Failure::Content(found) => {
            found.into_iter().next().unwrap_or_else(|| unreadable(io::ErrorKind::Other.into()))
        }
    })
}

/// Whether the sources of an output could be read. While somebody types invalid TOML, a page without title
/// and fields would be no help.
fn is_readable(site: &Site, output: &Output) -> bool {
    let own = site.text_of(output).map(|page| page.path.clone());
    unread(site).is_empty() && own.is_none_or(|path| !is_broken(site, &path))
}

/// Unreadable files that many pages depend on: vocabularies and the bibliography.
pub fn unread(site: &Site) -> Vec<Arc<str>> {
    let model = &site.model;
    let vocabularies = model.term_files.iter().map(|file| &file.path);
    let mut unread: Vec<Arc<str>> =
        vocabularies.filter(|path| is_broken(site, path)).cloned().collect();
    if model.bibliography.broken {
        unread.push(model.bibliography.path.clone());
    }
    unread
}

fn is_broken(site: &Site, path: &str) -> bool {
    let entry = site.snapshot.entries.by_path.get(path);
    entry.is_some_and(|entry| entry.diagnostics.iter().any(|d| d.rule.name == BROKEN_TOML.name))
}
