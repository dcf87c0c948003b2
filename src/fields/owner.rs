//! What fields belong to.

use crate::model::PageId;

/// What the fields belong to, and where they are shown.
pub struct Owner<'a> {
    pub lang: &'a str,
    pub url: &'a str,
    /// The page; none for a term.
    pub page: Option<PageId>,
}
