//! What a name means: a page, a term, a collection or a vocabulary. A path or an address means one thing. A name alone may
//! mean several, and then it is refused.

use super::folder::{self, Folder};
use crate::files;
use crate::model::{Model, PageId, Role, Target, TermId};

/// What a command is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject {
    Page(PageId),
    /// The page with the text of a term stands for the term.
    Term(TermId),
    Folder(Folder),
}

/// What the name means. `Err` is a sentence with the reason.
pub fn of(model: &Model, name: &str) -> Result<Subject, String> {
    let path = name.trim_start_matches("./").trim_matches('/');
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let is_file = inside.ends_with(".md");
    let is_bare = !name.contains('/') && !is_file;
    let folder = folder::find(model, name).filter(|_| !is_file).map(Subject::Folder);
    let mut found: Vec<Subject> = match folder {
        Some(folder) if !is_bare => vec![folder],
        folder => folder.into_iter().chain(exact(model, inside)).collect(),
    };
    if found.is_empty() || is_bare {
        let named = named(model, inside, is_file).filter(|other| !found.contains(other));
        let named: Vec<Subject> = named.collect();
        found.extend(named);
    }
    match found[..] {
        [one] => Ok(one),
        [] => Err(format!("there is no page, term, collection or vocabulary {name}")),
        _ => {
            let each = found.iter().take(SHOWN).map(|one| way_to_name(model, *one));
            let each = each.collect::<Vec<_>>().join(", or ");
            Err(format!("{name} can mean several things; write {each}"))
        }
    }
}

/// How many meanings of a name are told.
const SHOWN: usize = 6;

/// What is at a path below content/, or at an address.
fn exact(model: &Model, inside: &str) -> Option<Subject> {
    let stem = inside.strip_suffix(".md").unwrap_or(inside);
    let by_path = model.graph.links.by_path.get(&*format!("content/{stem}.md")).copied();
    if let Some(id) = by_path.and_then(|id| page(model, id)) {
        return Some(id);
    }
    match model.at(&format!("/{inside}/"))? {
        Target::Page(id) => page(model, id),
        Target::Term(id) => Some(Subject::Term(id)),
        _ => None,
    }
}

/// What has this name in any folder.
fn named(model: &Model, name: &str, is_file: bool) -> impl Iterator<Item = Subject> {
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let is_named = move |id: &PageId| {
        files::file_name(&model.page(*id).path).strip_suffix(".md") == Some(stem)
    };
    let terms = model.term_ids().filter(move |id| model.term(*id).entry.id.value == name);
    let terms = terms.filter(move |_| !is_file).map(Subject::Term);
    let pages = model.page_ids().filter(is_named).filter_map(|id| page(model, id));
    // The text of a term is the term, which is among them.
    pages.filter(move |one| is_file || !matches!(one, Subject::Term(_))).chain(terms)
}

/// A page, or the term that it is the text of. A cited work without a file has a page that nobody wrote.
fn page(model: &Model, id: PageId) -> Option<Subject> {
    let page = model.page(id);
    if model.graph.concepts.publications.unwritten.contains_key(&page.path) {
        return None;
    }
    match &page.role {
        Role::Term(v, term) => {
            let term = model.graph.concepts.vocabularies[*v].by_id.get(term).copied();
            Some(term.map_or(Subject::Page(id), Subject::Term))
        }
        _ => Some(Subject::Page(id)),
    }
}

/// A name that means this and nothing else.
fn way_to_name(model: &Model, subject: Subject) -> String {
    match subject {
        Subject::Page(id) => format!("{} for the page", model.page(id).path),
        Subject::Term(id) => format!("{} for the term", model.term(id).url),
        Subject::Folder(folder) => format!("{}/ for the {}", folder.id(model), folder.word()),
    }
}
