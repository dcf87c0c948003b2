//! The model after pages were edited. As long as an edit leaves alone what other pages see (the front
//! matter, the links and what is cited), the graph is what it was, and only the pages themselves are others.

use super::{Model, PageId, publications};
use crate::parse::Page;
use std::sync::Arc;

/// Whether a page takes the same place in the graph as before: all but its text is the same.
pub fn keeps_graph(before: &Page, after: &Page) -> bool {
    let links = |page: &Page| page.body.links.len();
    before.path == after.path
        && before.front_print == after.front_print
        && before.draft == after.draft
        && links(before) == links(after)
        && cited(before).eq(cited(after))
        && before.body.links.iter().zip(&after.body.links).all(|(a, b)| a.says_the_same(b))
}

/// The works that the text of a page cites, one list a citation.
fn cited(page: &Page) -> impl Iterator<Item = Vec<&String>> {
    page.body.cites.iter().map(|cite| cite.items.iter().map(|(key, _)| key).collect())
}

impl Model {
    /// The model with another text for some pages; the caller has seen that the graph stays as it is.
    pub fn edited(&self, pages: Vec<(PageId, Arc<Page>)>) -> Self {
        let mut model = self.clone();
        for (id, page) in pages {
            model.pages[id.0 as usize] =
                publications::completed(&self.config, &self.bibliography, page);
        }
        model
    }
}
