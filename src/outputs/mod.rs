//! The outputs: the path of each, and how it is made from the model. Planning the site renders nothing; an output
//! whose key is unchanged since the last build is not rendered.
//!
//! Each kind of output has a file here and a line in [`FOR_READERS`] or [`FOR_PROGRAMS`].

pub mod asset;
mod beside;
pub mod body;
mod browse;
pub mod cards;
pub mod citations;
pub mod cite;
mod clashes;
mod collection;
pub mod compare;
mod csv;
pub mod data;
pub mod declare;
mod description;
mod entries;
pub mod feed;
pub mod fields;
mod file;
mod home;
pub mod ids;
mod imprint;
mod in_short;
mod inbound;
pub mod index;
pub mod inputs;
pub mod kind;
pub mod map;
mod matrix;
mod mentions;
mod moved;
pub mod names;
pub mod news;
mod not_found;
mod opensearch;
mod page;
mod parts;
mod plan;
mod portable;
mod quotes;
pub mod reader;
pub mod recorded;
mod redirect;
pub mod render;
pub mod robots;
pub mod samples;
pub mod search;
mod sections;
mod share;
pub mod shared;
pub mod site;
mod sitemap;
mod term;
pub mod things;
pub mod values;
pub mod view;
mod vocabulary;
mod xml;

pub use kind::{Class, Output};

use crate::diagnostics::Diagnostic;
use crate::files;
use declare::Template;
use kind::Planned;
pub use plan::Plan;

/// The templates of the kinds.
pub static TEMPLATES: [&Template; 17] = [
    &home::TEMPLATE,
    &page::TEMPLATE,
    &collection::TEMPLATE,
    &entries::TEMPLATE,
    &vocabulary::TEMPLATE,
    &term::TEMPLATE,
    &matrix::TEMPLATE,
    &compare::TEMPLATE,
    &beside::TEMPLATE,
    &mentions::TEMPLATE,
    &search::TEMPLATE,
    &news::TEMPLATE,
    &data::page::TEMPLATE,
    &share::TEMPLATE,
    &cards::TEMPLATE,
    &not_found::TEMPLATE,
    &redirect::TEMPLATE,
];

/// The kinds for people; the sitemap lists them.
const FOR_READERS: [fn(Plan) -> Vec<Planned>; 11] = [
    home::all,
    page::all,
    collection::all,
    vocabulary::all,
    term::all,
    mentions::all,
    matrix::all,
    compare::all,
    search::all,
    news::all,
    data::page::all,
];

/// The kinds for programs, and other files.
const FOR_PROGRAMS: [fn(Plan, usize) -> Vec<Planned>; 19] = [
    |_, _| not_found::all(),
    |_, _| robots::all(),
    |plan, _| page::tombstones(plan),
    |plan, _| redirect::all(plan),
    |plan, _| moved::all(plan),
    |plan, _| feed::all(plan),
    |plan, addresses| sitemap::all(plan, addresses),
    |plan, _| asset::all(plan),
    |plan, _| map::land::all(plan),
    |plan, _| file::all(plan),
    |plan, _| browse::all(plan),
    |plan, _| entries::all(plan),
    |plan, _| matrix::tables(plan),
    |plan, _| index::all(plan),
    |plan, _| opensearch::all(plan),
    |plan, _| share::all(plan),
    |plan, _| cite::all(plan),
    |plan, _| beside::all(plan),
    |plan, _| data::all(plan),
];

/// All outputs.
#[derive(Default)]
pub struct Outputs {
    /// Sorted by path.
    pub all: Vec<Output>,
    /// The addresses in the sitemap, sorted.
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
        let renamed = redirect::renamed(plan, &planned);
        planned.extend(renamed);
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
