//! What is published: every output with its path, and how each is made from the model. Nothing is rendered
//! when the site is planned; an output whose key is known from the last build need not be rendered at all.
//!
//! Each kind of output is a file here and a line in [`KINDS`].

pub mod asset;
pub mod body;
pub mod cards;
mod clashes;
mod collection;
mod csv;
pub mod declare;
pub mod explore;
pub mod feed;
pub mod fields;
mod file;
mod home;
pub mod ids;
mod inbound;
pub mod inputs;
pub mod kind;
mod map;
mod matrix;
mod not_found;
mod page;
mod parts;
pub mod reader;
pub mod recorded;
mod redirect;
pub mod render;
pub mod robots;
pub mod samples;
pub mod search;
pub mod shared;
mod site;
mod sitemap;
mod term;
pub mod things;
pub mod view;
mod vocabulary;
mod xml;

pub use kind::{Class, Output};

use crate::diagnostics::Diagnostic;
use crate::files;
use crate::model::Model;
use crate::theme::Theme;
use declare::Template;
use kind::Planned;

/// The templates of the kinds.
pub static TEMPLATES: [&Template; 11] = [
    &home::TEMPLATE,
    &page::TEMPLATE,
    &collection::TEMPLATE,
    &vocabulary::TEMPLATE,
    &term::TEMPLATE,
    &explore::TEMPLATE,
    &matrix::TEMPLATE,
    &search::TEMPLATE,
    &cards::TEMPLATE,
    &not_found::TEMPLATE,
    &redirect::TEMPLATE,
];

/// What is known when outputs are planned.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    pub model: &'a Model,
    pub theme: &'a Theme,
    /// Whether the site can be searched.
    pub has_search: bool,
}

/// The kinds that people read: what the sitemap lists.
const FOR_READERS: [fn(Plan) -> Vec<Planned>; 8] = [
    home::all,
    page::all,
    collection::all,
    vocabulary::all,
    term::all,
    explore::all,
    matrix::all,
    search::all,
];

/// The kinds for programs, and the files that go along.
const FOR_PROGRAMS: [fn(Plan, usize) -> Vec<Planned>; 9] = [
    |_, _| not_found::all(),
    |_, _| robots::all(),
    |plan, _| redirect::all(plan),
    |plan, _| feed::all(plan),
    |plan, addresses| sitemap::all(plan, addresses),
    |plan, _| asset::all(plan),
    |plan, _| file::all(plan),
    |plan, _| explore::shards(plan),
    |plan, _| matrix::tables(plan),
];

/// All outputs.
#[derive(Default)]
pub struct Outputs {
    /// Sorted by path.
    pub all: Vec<Output>,
    /// Addresses for readers, in order: what the sitemap lists.
    pub addresses: Vec<String>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Outputs {
    /// Plans the site.
    pub fn of(plan: Plan) -> Self {
        let mut planned: Vec<Planned> = FOR_READERS.iter().flat_map(|all| all(plan)).collect();
        let mut addresses: Vec<String> = planned.iter().map(|(url, _)| url.clone()).collect();
        addresses.sort();
        addresses.dedup();
        planned.extend(FOR_PROGRAMS.iter().flat_map(|all| all(plan, addresses.len())));
        let output = |(url, kind): Planned| Output {
            path: files::output_path(&files::decode(&url)),
            url,
            kind,
        };
        let mut all: Vec<Output> = planned.into_iter().map(output).collect();
        all.sort_by(|a, b| a.path.cmp(&b.path));
        let diagnostics = clashes::collisions(plan, &mut all);
        Self { all, addresses, diagnostics }
    }

    /// The output with this path.
    pub fn at(&self, path: &str) -> Option<&Output> {
        let found = self.all.binary_search_by(|output| output.path.as_str().cmp(path)).ok()?;
        Some(&self.all[found])
    }
}
