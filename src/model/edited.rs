//! The model after pages were edited. As long as an edit leaves alone what other pages see (the front
//! matter and the links), the graph is what it was, and only the pages themselves are others.

use super::{Model, PageId};
use crate::parse::Page;
use std::sync::Arc;

/// Whether a page takes the same place in the graph as before: all but its text is the same.
pub fn keeps_graph(before: &Page, after: &Page) -> bool {
    let links = |page: &Page| page.body.links.len();
    before.path == after.path
        && before.front_print == after.front_print
        && before.draft == after.draft
        && links(before) == links(after)
        && before.body.links.iter().zip(&after.body.links).all(|(a, b)| a.says_the_same(b))
}

impl Model {
    /// The model with another text for some pages; the caller has seen that the graph stays as it is.
    pub fn edited(&self, pages: Vec<(PageId, Arc<Page>)>) -> Self {
        let mut model = self.clone();
        for (id, page) in pages {
            model.pages[id.0 as usize] = page;
        }
        model
    }
}
