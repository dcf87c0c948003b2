//! What a document is about, as far as its head says so.

use crate::model::{PageId, TermId};

/// What a document is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    Other,
    Home,
    Page(PageId),
    Collection(usize),
    Vocabulary(usize),
    Term(TermId),
    Data,
}
