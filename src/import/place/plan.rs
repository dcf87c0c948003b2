//! The plan, and what a page is on its way there.

use crate::import::imported::{LeftOut, Page, Term};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is to be written.
#[derive(Debug, Default)]
pub struct Plan {
    /// In the order in which they are written: settings come first, because without them nothing is a repository, and a
    /// killed run that left them is gone on with by the next.
    pub files: Vec<Planned>,
    pub report: Found,
}

#[derive(Debug)]
pub struct Planned {
    pub path: String,
    pub bytes: Bytes,
}

#[derive(Debug)]
pub enum Bytes {
    /// A new file; one that exists stays as it is.
    New(String),
    /// A copy of a file.
    Copy(PathBuf),
    /// What goes behind the text of a file that may exist.
    Append(String),
}

/// What a plan says about itself.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    pub pages: usize,
    pub drafts: usize,
    pub terms: usize,
    pub works: usize,
    pub files: usize,
    pub aliases: usize,
    /// Pictures and downloads that the source only names.
    pub missing: BTreeSet<String>,
    pub left_out: Vec<LeftOut>,
    pub notes: Vec<String>,
}

/// A page that has its place.
pub struct Placed<'i> {
    pub page: &'i Page,
    /// The path in the repository.
    pub path: String,
    pub collection: &'i str,
    pub title: String,
    pub summary: Option<String>,
    /// Borrowed from the page, since those of a large site are most of what is held.
    pub body: Cow<'i, str>,
}

/// A term of the source that had addresses.
pub struct OldTerm<'i> {
    pub term: &'i Term,
    pub vocabulary: &'i str,
    /// Its id; none if no page has it, so that it is no term here.
    pub id: Option<String>,
}
