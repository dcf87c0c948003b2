//! The input of planning.

use crate::model::Model;
use crate::search::Index;
use crate::theme::Theme;

/// What the kinds of outputs plan from.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    pub model: &'a Model,
    pub theme: &'a Theme,
    /// Whether the site has search.
    pub has_search: bool,
    /// The search index, if it is an output of this run.
    pub index: Option<&'a Index>,
}
