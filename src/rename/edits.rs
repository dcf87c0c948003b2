//! The edits that follow from giving pages other paths: links and references to them, in the style in which they are written,
//! their own relative links, the menu in site.toml, and their old addresses as aliases.

use super::moves::Move;
use crate::config;
use crate::diagnostics::place::line_end;
use crate::diagnostics::{Edit, Spot};
use crate::files;
use crate::model::{Model, PageId, Target, fields_of, path_of_author, texts};
use crate::parse::markdown::{Link, To};
use crate::parse::page::Value;
use crate::parse::{Page, address};
use crate::tables::{Form, Located};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The edits of each file, by its path before the move. Places that can't be edited are left out: what is wrong with them
/// afterwards is found by the rules.
pub type Edits = BTreeMap<Arc<str>, Vec<Edit>>;

/// All edits that the moves need.
pub fn of(model: &Model, moves: &[Move], text_of: &dyn Fn(&str) -> String) -> Edits {
    let mut edits = Edits::new();
    for id in model.page_ids() {
        let page = model.page(id);
        let own = of_page(model, moves, page);
        if !own.is_empty() {
            edits.entry(page.path.clone()).or_default().extend(own);
        }
    }
    for one in moves {
        let page = model.page(one.page);
        let old = (page.url != one.url).then(|| alias(page, one, &text_of(&page.path))).flatten();
        edits.entry(page.path.clone()).or_default().extend(old);
    }
    let menu: Vec<Edit> = menu(model, moves).collect();
    if !menu.is_empty() {
        edits.insert(config::PATH.into(), menu);
    }
    edits
}

fn of_page(model: &Model, moves: &[Move], page: &Page) -> Vec<Edit> {
    // Where the page itself will stand.
    let here = moves.iter().find(|one| *model.page(one.page).path == *page.path);
    let from = here.map_or(&*page.path, |one| &one.path);
    let links = texts(page).flat_map(|text| &text.links).filter_map(|link| {
        let written = new_link(model, moves, page, from, link)?;
        Some(link.address.clone()?.edit(written))
    });
    let fields = page.facts.iter().filter(|fact| !fact.is_default).flat_map(|fact| {
        let collection = &fields_of(&model.config, page)[fact.field].collection;
        let collection = collection.as_ref().map(|collection| collection.value.as_str());
        let (names, image): (&[_], _) = match &fact.value {
            Value::Refs(names) => (names, None),
            Value::Image(image) => (&[], Some(image)),
            _ => (&[], None),
        };
        let names = names.iter().filter_map(move |name| {
            let id = model.reference(&name.value, collection)?;
            edit_of(name, new_name(moved(moves, id)?, &name.value, collection))
        });
        let image = image.and_then(|image| {
            let written = &image.written;
            edit_of(written, relative(page, from, &written.value, None)?)
        });
        names.chain(image)
    });
    let authors = page.authors.iter().zip(&page.author_spans).filter_map(|(author, span)| {
        let written = author.page.as_deref()?;
        let path = path_of_author(written);
        let one = moves.iter().find(|one| *model.page(one.page).path == *path)?;
        let spot = Spot { span: span.clone(), inside: Some(0..written.len()) };
        Some(spot.edit(one.inside()))
    });
    let pictures = page.pictures.iter().filter_map(|picture| {
        let written = &picture.written;
        edit_of(written, relative(page, from, &written.value, None)?)
    });
    links.chain(fields).chain(authors).chain(pictures).collect()
}

fn moved(moves: &[Move], id: PageId) -> Option<&Move> {
    moves.iter().find(|one| one.page == id)
}

fn edit_of(old: &Located<String>, new: String) -> Option<Edit> {
    (old.value != new).then(|| old.spot().edit(new))
}

/// What a link of a page is written as after the moves; `None` if it stays.
fn new_link(model: &Model, moves: &[Move], page: &Page, from: &str, link: &Link) -> Option<String> {
    match &link.to {
        To::Page { url, file, written, .. } => {
            let named = file.as_ref().and_then(|file| file.strip_prefix("content/"));
            let target = match named.map_or_else(|| model.at(url), |inside| model.at_path(inside)) {
                Some(Target::Page(id)) => moved(moves, id),
                _ => None,
            };
            // A link to a place on its own page is written without a path.
            let is_bare = written.starts_with(['#', '?']);
            relative(page, from, written, target).filter(|new| !is_bare && new != written)
        }
        To::File { written, .. } => {
            relative(page, from, written, None).filter(|new| new != written)
        }
        To::Wiki { name, .. } => {
            let [Target::Page(id)] = model.meanings(name) else { return None };
            let one = moved(moves, *id)?;
            // A name that is the title means the page wherever it stands.
            let is_title = files::slug(name) == files::slug(&model.page(*id).face.title);
            let tail = link.address.as_ref().and_then(|_| anchor(&link.to));
            let new = match name.contains('/') {
                true => one.inside().to_owned(),
                false => files::file_name(one.inside()).to_owned(),
            };
            (!is_title).then(|| new + &tail.unwrap_or_default())
        }
        To::Here { .. } | To::Web(_) | To::Outside { .. } => None,
    }
}

/// What stands behind the name in a wikilink's address.
fn anchor(to: &To) -> Option<String> {
    match to {
        To::Wiki { anchor: Some(anchor), .. } => Some(format!("#{anchor}")),
        _ => None,
    }
}

/// A link written on `page` for the same page when that stands at `from`, and its target, if it is moved, at its new path.
fn relative(page: &Page, from: &str, written: &str, target: Option<&Move>) -> Option<String> {
    let (path, tail) = written.split_at(written.find(['?', '#']).unwrap_or(written.len()));
    let is_absolute = path.starts_with('/');
    if target.is_none() && (is_absolute || *page.path == *from) {
        return None;
    }
    let folder = if is_absolute { "content" } else { files::folder(&page.path) };
    let old = files::join(folder, &files::path_of_link(path))?;
    let new = match target {
        Some(target) if path.ends_with(".md") => target.path.to_string(),
        Some(target) => format!("content{}", target.url.trim_end_matches('/')),
        None => old,
    };
    let slash = if path.ends_with('/') { "/" } else { "" };
    let link = match is_absolute {
        true => files::encode(new.strip_prefix("content")?),
        false => files::link_to(from, &new),
    };
    Some(link + slash + tail)
}

/// The value of a reference field that names the page at its new path.
fn new_name(one: &Move, written: &str, collection: Option<&str>) -> String {
    let ending = if written.ends_with(".md") { ".md" } else { "" };
    let inside = one.inside();
    let short = collection
        .filter(|collection| !written.starts_with(&format!("{collection}/")))
        .and_then(|collection| inside.strip_prefix(collection)?.strip_prefix('/'));
    short.unwrap_or(inside).to_owned() + ending
}

fn menu<'m>(model: &'m Model, moves: &'m [Move]) -> impl Iterator<Item = Edit> + 'm {
    model.config.named_pages().filter_map(|(written, span)| {
        let path = format!("content/{written}");
        let one = moves.iter().find(|one| *model.page(one.page).path == *path)?;
        let spot = Spot { span: span.clone(), inside: Some(0..written.len()) };
        Some(spot.edit(one.path.trim_start_matches("content/")))
    })
}

/// Adds the address of a page to its aliases. A page that goes back to where it was changes the two.
fn alias(page: &Page, one: &Move, text: &str) -> Option<Edit> {
    let old = format!("\"{}\"", page.url);
    let is_new =
        |alias: &&Located<String>| address::of_alias(&alias.value).as_ref() == Some(&one.url);
    if let Some(back) = page.aliases.iter().find(is_new) {
        return Some(back.spot().edit(page.url.clone()));
    }
    if page.aliases.iter().any(|alias| address::of_alias(&alias.value).as_ref() == Some(&page.url))
    {
        return None;
    }
    let insert = |at: usize, text: String| Some(Spot::verbatim(at..at).edit(text));
    if let Some(last) = page.aliases.last() {
        let before = text.get(..page.aliases[0].span.start)?.trim_end();
        let list = before.ends_with('[');
        let written = text.get(last.span.clone())?;
        // An entry of a list of YAML stands on a line of its own.
        let line = before.strip_suffix('-').map(|_| "\n  - ");
        return match (list, line) {
            (true, _) => insert(last.span.end, format!(", {old}")),
            (false, Some(line)) => insert(last.span.end, format!("{line}{old}")),
            (false, None) => {
                Some(Spot::verbatim(last.span.clone()).edit(format!("[{written}, {old}]")))
            }
        };
    }
    let line = match page.form {
        Form::Toml => format!("aliases = [{old}]\n"),
        Form::Yaml => format!("aliases: [{old}]\n"),
    };
    // Below the title, where people look for it.
    let front = page.toml.start;
    let is_title = text.get(front..)?.starts_with("title");
    let at = if is_title { line_end(text, front) + 1 } else { front };
    insert(at.min(page.toml.end), line)
}
