//! Where a page and its translations will stand.

use crate::files;
use crate::model::{Model, PageId};
use crate::parse::address;
use crate::parse::page::Role;
use crate::save;
use std::sync::Arc;

/// A page and where it will stand.
#[derive(Clone, Debug)]
pub struct Move {
    pub page: PageId,
    pub from: Arc<str>,
    pub path: Arc<str>,
    pub url: String,
}

impl Move {
    /// Its path below content/, without the ending.
    pub fn inside(&self) -> &str {
        let path = self.path.strip_prefix("content/").unwrap_or(&self.path);
        path.strip_suffix(".md").unwrap_or(path)
    }
}

/// A file or folder and where it will be.
#[derive(Clone, Debug)]
pub struct FileMove {
    pub from: Arc<str>,
    pub path: Arc<str>,
}

impl FileMove {
    /// Where a file will be, if it is the one that moves, or in it.
    pub fn place_of(&self, path: &str) -> Option<Arc<str>> {
        let rest = path.strip_prefix(&*self.from)?;
        let is_in = rest.is_empty() || rest.starts_with('/');
        is_in.then(|| format!("{}{rest}", self.path).into())
    }
}

/// The path that the page shall have.
fn destination(model: &Model, page: PageId, new: &str) -> Result<String, String> {
    let path = new.trim_start_matches("./").trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    let old = &model.page(page).path;
    // `posts/` is a folder, in which the file keeps its name.
    let inside_folder = format!("{path}/{}", files::file_name(old));
    let path = if new.ends_with('/') { &inside_folder } else { path };
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let folder = files::folder(old);
    let whole = match stem.contains('/') {
        true => files::join("content", stem),
        false => files::join(folder, stem),
    };
    let inside = whole.filter(|whole| whole.starts_with("content/"));
    let (stem, name) = (inside.as_deref(), files::file_name(stem));
    let is_index = name == "index" || model.config.language_of(name).0 != name;
    let is_sound = |stem: &&str| save::is_name(stem) && !name.starts_with('.');
    match stem.filter(is_sound).filter(|_| !is_index) {
        Some(stem) => Ok(format!("{stem}.md")),
        None => Err(format!("`{new}` can't be the new place of a page")),
    }
}

/// `Err` for the page of a folder, which is what its list says about itself.
pub fn is_free(model: &Model, page: PageId) -> Result<(), String> {
    match &model.page(page).role {
        Role::Entry(_) | Role::Plain | Role::Term(..) => Ok(()),
        Role::Home | Role::Collection(_) | Role::Vocabulary(_) => {
            Err("the page of a folder stays in its folder; a folder is named with a slash: `talkoo mv pilots/ cases/`".into())
        }
    }
}

/// The moves of a page and its translations to a new path.
pub fn of(model: &Model, page: PageId, new: &str) -> Result<Vec<Move>, String> {
    if matches!(model.page(page).role, Role::Term(..)) {
        return Err("the page of a term is named after the term's id".into());
    }
    is_free(model, page)?;
    let path = destination(model, page, new)?;
    if model.page(page).toml.start == model.page(page).front.start {
        return Err("a page without front matter has no place for its old address".into());
    }
    if model.work_of(model.page(page)).is_some() {
        return Err("the page of a work is named after the work's key".into());
    }
    let stem = path.strip_suffix(".md").unwrap_or(&path);
    let mut moves = Vec::new();
    for id in with_translations(model, page) {
        let page = model.page(id);
        let path: Arc<str> = match page.lang == model.config.language {
            true => path.as_str().into(),
            false => format!("{stem}.{}.md", page.lang).into(),
        };
        if model.graph.links.by_path.contains_key(&path) {
            return Err(format!("{path} is there already"));
        }
        let inside = path.strip_prefix("content/").unwrap_or(&path);
        let address = address::of_page(inside, &model.config);
        let url = match &page.slug {
            Some(slug) => address.with_slug(&slug.value).url,
            None => address.url,
        };
        moves.push(Move { page: id, from: page.path.clone(), path, url });
    }
    Ok(moves)
}

/// The files of pages that move.
pub fn of_files(moves: &[Move]) -> Vec<FileMove> {
    let file = |one: &Move| FileMove { from: one.from.clone(), path: one.path.clone() };
    moves.iter().map(file).collect()
}

pub fn with_translations(model: &Model, page: PageId) -> impl Iterator<Item = PageId> {
    let others = model.graph.links.translations[page.0 as usize].clone();
    std::iter::once(page).chain(others.into_iter().filter(move |id| *id != page))
}
