//! The model and what it is made from.

use super::complete::Dates;
use super::graph::Graph;
use crate::config::Config;
use crate::files::Extent;
use crate::hash::Hash;
use crate::parse::{Bibliography, Page, TermFile};
use crate::tables::Located;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The input of the model.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub config: Arc<Config>,
    /// In any order; with drafts only if they are published.
    pub pages: Vec<Arc<Page>>,
    pub terms: Vec<Arc<TermFile>>,
    pub bibliography: Arc<Bibliography>,
    pub files: Files,
    /// When git says that pages were added and changed.
    pub dates: Arc<Dates>,
    /// The addresses that were published.
    pub published: Arc<Vec<Located<String>>>,
    /// The hash of the settings, bibliography and style, and of these and the terms.
    pub works: Hash,
    pub context: Hash,
    /// The hash of everything the graph is made from.
    pub made_from: Hash,
}

/// What else has an address.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// By address: the paths of files that are published unchanged.
    pub by_url: BTreeMap<String, Arc<str>>,
    /// By address: their sizes.
    pub sizes: BTreeMap<String, Extent>,
    /// The addresses of drafts that are left out.
    pub drafts: BTreeSet<String>,
    /// By address: the paths of files in content/ that are not published, because they belong to drafts.
    pub of_drafts: BTreeMap<String, Arc<str>>,
    /// The addresses of the files that these drafts use.
    pub draft_uses: BTreeSet<String>,
}

/// The whole repository: its pages and their graph.
#[derive(Clone)]
pub struct Model {
    /// Sorted by path.
    pub pages: Vec<Arc<Page>>,
    pub config: Arc<Config>,
    pub bibliography: Arc<Bibliography>,
    /// The files of the vocabularies, for diagnostics about what the graph leaves out.
    pub term_files: Vec<Arc<TermFile>>,
    pub files: Arc<Files>,
    pub dates: Arc<Dates>,
    pub published: Arc<Vec<Located<String>>>,
    /// Shared with the next model after a local edit.
    pub graph: Arc<Graph>,
}
