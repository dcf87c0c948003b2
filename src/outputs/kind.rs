//! An output, and what each kind of output provides. Each kind has a file beside this one, which lists the outputs
//! of the kind and makes them. `mod.rs` lists the kinds.

use super::reader::Reader;
use super::view::View;
use crate::model::{Model, PageId, Target};
use std::fmt::Debug;
use std::sync::Arc;

/// One file of the site.
#[derive(Debug)]
pub struct Output {
    /// Relative to the output folder.
    pub path: String,
    /// From the root of the site.
    pub url: String,
    pub kind: Box<dyn Kind>,
}

/// What an output shows.
pub trait Kind: Debug + Send + Sync {
    fn class(&self) -> Class;

    /// What it is and where it comes from, as the end of a sentence: `is made from …`.
    fn origin(&self, model: &Model) -> String;

    /// The page whose text it shows.
    fn text(&self, _: &Model) -> Option<PageId> {
        None
    }

    /// All pages whose text it shows.
    fn texts(&self, model: &Model) -> Vec<PageId> {
        self.text(model).into_iter().collect()
    }

    /// The source file to name in diagnostics; none for the settings.
    fn source(&self, _: &Model) -> Option<Arc<str>> {
        None
    }

    /// The part of the model that it is the page of.
    fn target(&self) -> Option<Target> {
        None
    }

    /// The address that it leads to, if it keeps an old address alive.
    fn leads_to(&self, _: &Model) -> Option<String> {
        None
    }

    /// Makes the output; with a template, only its view.
    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a>;
}

/// The class of an output, by which a preview groups the outputs that an edit changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    Page,
    List,
    Feed,
    File,
    /// A file of the search index.
    Index,
    Other,
}

/// An output before rendering.
pub enum Made<'a> {
    View(View<'a>),
    /// A view whose template gives an SVG, to be drawn.
    Drawing(View<'a>),
    Bytes(Vec<u8>),
    /// A file of the repository to copy, by its path.
    File(&'a str),
}

/// The address and kind of a planned output.
pub type Planned = (String, Box<dyn Kind>);
