//! Folders of Markdown that other generators read: Hugo, Jekyll, CollectionBuilder, Zola, Quarto, or none. Their pages become pages, their
//! taxonomies vocabularies, the rest of their front matter fields.

mod addresses;
mod attributes;
mod cites;
mod collectionbuilder;
mod comments;
pub mod front;
mod inline;
mod jekyll;
mod layout;
mod lists;
pub mod markup;
mod menu;
mod page;
mod patterns;
mod roles;
mod settings;
mod translations;

use super::imported::{File, Imported, Page, Term};
use super::input::Input;
use crate::diagnostics::text::counted;
use crate::files;
use crate::parse::markdown::guess_language as guess;
use jekyll::Hidden;
use layout::Layout;
use page::{OF_GENERATOR, of_text};
use roles::Role;
use std::collections::{BTreeMap, HashSet};

/// What a folder has besides pages.
#[derive(Default)]
struct Others {
    /// Keys of the generator in front matter.
    keys: BTreeMap<String, usize>,
    /// Files that build or style the site, by their folder.
    unread: BTreeMap<String, usize>,
    /// Pages that are not published, by their collection.
    hidden: BTreeMap<String, usize>,
}

pub fn read(inputs: &[Input]) -> Result<Imported, String> {
    let layout = Layout::of(inputs);
    let mut imported =
        Imported { from: layout.name(), site: layout.about(), ..Imported::default() };
    let mut others = Others::default();
    for input in inputs {
        take(&layout, input, &mut imported, &mut others);
    }
    if imported.pages.is_empty() {
        return Err("it has no Markdown page".to_owned());
    }
    let pages = imported.pages.iter().filter(|page| page.source.is_some()).count();
    notes(&mut imported, &others);
    let first = format!("read as a folder of {}: {}", layout.title(), counted(pages, "page"));
    imported.notes.insert(0, first);
    imported.notes.extend(layout.missing_table());
    for (name, pages) in others.hidden {
        let what = format!("Jekyll publishes none of it; drafts here: {}", counted(pages, "page"));
        imported.leave_out("collection without output", name, what);
    }
    guess_language(&mut imported);
    menu::read(&layout, inputs, &mut imported);
    translations::join(&mut imported, &layout);
    cites::rename(&mut imported);
    declare(&mut imported);
    beside(&mut imported);
    single(&mut imported);
    Ok(imported)
}

/// How much text the language of a site is guessed from.
const GUESSED_FROM: usize = 20_000;

/// Guesses the language of a site that names none, by its texts.
fn guess_language(imported: &mut Imported) {
    let says = imported.pages.iter().any(|page| page.language.is_some());
    if imported.site.language.is_some() || says {
        return;
    }
    let mut text = String::new();
    for page in &imported.pages {
        let parts = [Some(&page.title), page.summary.as_ref(), Some(&page.body)];
        for part in parts.into_iter().flatten() {
            text.push_str(part);
            text.push('\n');
        }
        if text.len() > GUESSED_FROM {
            break;
        }
    }
    if let Some((tag, name)) = guess(&text) {
        let note = format!(
            "the source names no language; its texts look {name}, so `language` is \"{tag}\""
        );
        imported.notes.push(note);
        imported.site.language = Some(tag.to_owned());
    }
}

/// Takes one file for what it is.
fn take(layout: &Layout, input: &Input, imported: &mut Imported, others: &mut Others) {
    match layout.role(&input.path) {
        Role::Page { kind, path } => page(layout, input, kind, path, imported, others),
        Role::File { .. } if layout.has_templates() && input.begins_with(b"---") => {
            let what = "it has front matter, so Jekyll makes it of a template";
            imported.leave_out("file", &input.path, what);
        }
        Role::File { path } => imported.files.push(File {
            place: Some(input.place.clone()),
            addresses: vec![input.path.clone(), format!("/{}", path.trim_start_matches("static/"))],
            path,
        }),
        Role::Objects => collectionbuilder::objects(input, imported),
        Role::Bibliography => {
            if let Some(text) = imported.text(input) {
                super::bibliography::bibtex(&text, &input.path, imported);
            }
        }
        Role::LeftOut(why) => imported.leave_out("file", &input.path, why),
        Role::None => {
            let folder = input.path.split_once('/').map_or("", |(folder, _)| folder);
            *others.unread.entry(folder.to_owned()).or_default() += 1;
        }
    }
}

/// The words of pages as terms of their taxonomies.
fn declare(imported: &mut Imported) {
    let mut words: Vec<(String, String)> = Vec::new();
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    for (taxonomy, ids) in imported.pages.iter().flat_map(|page| &page.terms) {
        let new = ids.iter().filter(|id| seen.insert((taxonomy, id)));
        words.extend(new.map(|id| (taxonomy.clone(), id.clone())));
    }
    for (taxonomy, id) in words {
        let term = Term { id: id.clone(), label: id, ..Term::default() };
        imported.taxonomy(&taxonomy).terms.push(term);
    }
}

/// What only told the generator how to build, counted: keys of front matter, and files by their folder.
fn notes(imported: &mut Imported, others: &Others) {
    let Others { keys, unread, .. } = others;
    if !keys.is_empty() {
        let keys: Vec<String> =
            keys.iter().map(|(key, times)| format!("`{key}` ({times})")).collect();
        let keys = keys.join(", ");
        imported.notes.push(format!("keys of the generator that were left out: {keys}"));
    }
    if !unread.is_empty() {
        let place = |folder: &String| match &**folder {
            "" => "at the top".to_owned(),
            folder => format!("in `{folder}/`"),
        };
        let counts: Vec<String> = unread
            .iter()
            .map(|(folder, n)| format!("{} {}", counted(*n, "file"), place(folder)))
            .collect();
        let counts = counts.join(", ");
        imported.notes.push(format!("not read, since they build or style the site: {counts}"));
    }
}

/// A file that lies beside a page goes where the page goes, which the mapping decides; its path has no `static/`. All others
/// keep their address.
fn beside(imported: &mut Imported) {
    let sources = imported.pages.iter().filter_map(|page| page.source.as_deref());
    let folders: HashSet<&str> = sources.map(files::folder).collect();
    for file in &mut imported.files {
        if !file.path.starts_with("static/") && !folders.contains(files::folder(&file.addresses[0]))
        {
            file.path = format!("static/{}", file.path);
        }
    }
}

/// A folder that holds one page is that page, and no type of pages.
fn single(imported: &mut Imported) {
    let mut others: HashSet<String> = HashSet::new();
    let lists = imported.pages.iter().filter(|page| page.path != "index" || is_list(page));
    others.extend(lists.map(|page| page.kind.clone()));
    for page in imported
        .pages
        .iter_mut()
        .filter(|page| page.kind != "pages" && !others.contains(&page.kind))
    {
        page.path = format!("{}/{}", page.kind, page.path);
        page.kind = "pages".to_owned();
    }
}

/// Whether a page introduces a list: `_index.md`.
fn is_list(page: &Page) -> bool {
    page.source.as_deref().is_some_and(|source| files::file_name(source).starts_with('_'))
}

/// Takes a page, which is a draft if the site does not publish it.
fn page(
    layout: &Layout,
    input: &Input,
    kind: String,
    path: String,
    imported: &mut Imported,
    others: &mut Others,
) {
    let Some(text) = imported.text(input) else { return };
    if let Some(why) = layout::template(&input.path, &text) {
        return imported.leave_out("file", &input.path, why);
    }
    let (mut page, mut left_out) = of_text(layout, &input.path, kind, path, &text);
    left_out.retain(|left| match left.kind {
        OF_GENERATOR => {
            *others.keys.entry(left.what.clone()).or_default() += 1;
            false
        }
        _ => true,
    });
    imported.left_out.extend(left_out);
    match layout.hidden(&input.path, &text) {
        Some(Hidden::Collection(name)) => *others.hidden.entry(name).or_default() += 1,
        Some(Hidden::NoFrontMatter) if roles::is_read_me(&input.path) => {
            let what = "it has no front matter, so Jekyll makes no page of it";
            return imported.leave_out("file", &input.path, what);
        }
        Some(Hidden::NoFrontMatter) => {
            let what = "it has no front matter, so Jekyll makes no page of it; here it is a draft";
            imported.leave_out("page without front matter", &input.path, what);
        }
        None => return imported.pages.push(page),
    }
    page.draft = true;
    imported.pages.push(page);
}

/// A page from bytes, for tests.
#[cfg(any(test, fuzzing))]
pub fn of_bytes(bytes: &[u8]) -> Imported {
    let text = String::from_utf8_lossy(bytes);
    let (page, left_out) =
        of_text(&Layout::of(&[]), "posts/a.md", "posts".into(), "a".into(), &text);
    Imported { from: "markdown", pages: vec![page], left_out, ..Imported::default() }
}
