//! An output, and what each kind of output says of itself. A kind is one file beside this one: which outputs
//! of the kind there are, and how one is made. `mod.rs` lists them.

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

/// An output by what it shows.
pub trait Kind: Debug + Send + Sync {
    fn class(&self) -> Class;

    /// What it is and where it comes from, as the rest of a sentence: `is made from …`.
    fn origin(&self, model: &Model) -> String;

    /// The page whose text it shows.
    fn text(&self, _: &Model) -> Option<PageId> {
        None
    }

    /// The file that asks for it, for a diagnostic about its place; none if that is the settings.
    fn source(&self, _: &Model) -> Option<Arc<str>> {
        None
    }

    /// What of the model it is the page of.
    fn target(&self) -> Option<Target> {
        None
    }

    /// Whether it keeps an old address alive.
    fn is_redirect(&self) -> bool {
        false
    }

    /// Makes it; of what is made with a template only the view.
    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a>;
}

/// What an output is to those who follow an edit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    Page,
    List,
    Feed,
    File,
    Other,
}

/// An output as far as the middle makes it.
pub enum Made<'a> {
    View(View<'a>),
    Bytes(Vec<u8>),
    /// A file of the repository as it is, by its path: whoever writes it has the bytes.
    File(&'a str),
}

/// What a planned output is known by: its address and its kind.
pub type Planned = (String, Box<dyn Kind>);
