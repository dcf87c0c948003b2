//! Ids of pages and terms, and what a link can lead to.

use serde::{Deserialize, Serialize};

/// An index into [`Model::pages`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct PageId(pub u32);

/// An index into the list of all terms.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct TermId(pub u32);

/// Something with an address, which can be linked to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Target {
    Page(PageId),
    Term(TermId),
    /// The home page, if it has no file.
    Home,
    /// A collection's list, by its index in the settings.
    Collection(usize),
    /// A vocabulary's page, by its index in the settings.
    Vocabulary(usize),
    /// A matrix of a collection, by its index there.
    Matrix(usize, usize),
}
