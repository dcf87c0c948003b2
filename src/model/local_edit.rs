//! Local edits: an edit of a page that leaves all that the graph is built from as it was. Most edits are
//! local, and then the next model shares the graph.

use crate::parse::Page;

/// Whether an edited page has the same place in the graph: its front matter is the same, and its text leads
/// to the same pages and cites the same works in the same order.
pub fn is_local_edit(before: &Page, after: &Page) -> bool {
    let links = |page: &Page| page.body.links.iter().map(|link| (link.to.clone(), link.image)).collect::<Vec<_>>();
    let cites = |page: &Page| page.body.cites.iter().map(|cite| cite.items.clone()).collect::<Vec<_>>();
    before.path == after.path
        && before.front_print == after.front_print
        && links(before) == links(after)
        && cites(before) == cites(after)
}
