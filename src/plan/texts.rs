//! Which output shows the text of which page. Nearly all edits are of texts, and then there is no need to plan
//! anything else.

use super::{Output, Plan, What, can_search, keys, path, stands_alone};
use crate::model::{Model, PageId, Target};
use crate::parse::page::Role;
use crate::theme::Theme;
use std::collections::{BTreeMap, HashSet};

/// The outputs that show the texts of some pages, and no others: with their keys, and all that it takes to render
/// them. None if that can't be said of one of these pages. Of the others it knows nothing.
pub fn of_texts(
    model: &Model,
    theme: &Theme,
    pages: &[PageId],
    wants_search: bool,
) -> Option<Plan> {
    let has_search = wants_search && can_search(theme);
    let output = |id: &PageId| {
        let (url, what) = shows_text(model, *id)?;
        (text(model, &what) == Some(*id)).then(|| Output { path: path(&url), url, what })
    };
    let mut outputs = pages.iter().map(output).collect::<Option<Vec<Output>>>()?;
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    let common = keys::common(model, BTreeMap::new(), &[], has_search);
    let (addresses, problems) = Default::default();
    Some(Plan { outputs, addresses, wants_search, has_search, problems, common })
}

/// The output that shows the text of a page, with its address.
fn shows_text(model: &Model, id: PageId) -> Option<(String, What)> {
    let page = model.page(id);
    if stands_alone(model, id) {
        return Some((page.url.clone(), What::Page(id)));
    }
    Some(match page.role {
        Role::Home => ("/".to_owned(), What::Home),
        Role::Collection(c) => (model.url(Target::Collection(c)), What::Collection(c, 1)),
        Role::Vocabulary(v) => (model.url(Target::Vocabulary(v)), What::Vocabulary(v)),
        Role::Term(..) => match model.at(&page.url)? {
            Target::Term(term) => (model.term(term).url.clone(), What::Term(term, 1)),
            _ => return None,
        },
        Role::Entry(_) | Role::Plain => return None,
    })
}

/// The page whose text an output shows.
pub fn text(model: &Model, what: &What) -> Option<PageId> {
    match what {
        What::Page(id) => Some(*id),
        What::Home => model.home,
        What::Collection(c, 1) => model.collection_pages[*c],
        What::Vocabulary(v) => model.vocabulary_pages[*v],
        What::Term(id, 1) => model.term(*id).page,
        _ => None,
    }
}

impl Plan {
    /// The pages whose texts are shown.
    pub fn shown_texts(&self, model: &Model) -> HashSet<PageId> {
        self.outputs.iter().filter_map(|output| text(model, &output.what)).collect()
    }
}
