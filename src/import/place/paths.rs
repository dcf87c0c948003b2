//! Paths of pages and files. What a source calls them is hostile until each part is a slug.

use super::plan::{Found, Placed};
use crate::config::Config;
use crate::diagnostics::text::counted;
use crate::import::imported::{File, Imported, LeftOut, Lists, Page};
use crate::import::mapping::{Mapping, id};
use crate::save;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The longest name of a file, without its ending.
const LONGEST: usize = 100;

pub fn place<'i>(
    imported: &'i Imported,
    mapping: &'i Mapping,
    config: &Config,
    found: &mut Found,
) -> Vec<Placed<'i>> {
    let mut names = Names::default();
    let mut placed = Vec::new();
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for page in &imported.pages {
        let Some(collection) = mapping.collection(&page.kind) else {
            *left.entry(&page.kind).or_default() += 1;
            continue;
        };
        let of_page = |own: &str| {
            let entry = page.values.iter().find(|entry| {
                mapping
                    .target(&page.kind, &entry.key)
                    .is_some_and(|target| target.to == own && target.kind.is_empty())
            });
            entry.map(|entry| entry.values.join(", "))
        };
        let title = if page.title.is_empty() { of_page("title") } else { Some(page.title.clone()) };
        let title =
            title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| page.id.clone());
        let title = if title.trim().is_empty() { "Untitled".to_owned() } else { title };
        let wanted = match page.path.is_empty() {
            true => of_page("slug").unwrap_or_else(|| title.clone()),
            false => own_path(page, collection).to_owned(),
        };
        let stem = stem(&wanted, collection, config);
        let language =
            page.language.as_deref().filter(|lang| config.languages.iter().any(|own| own == lang));
        let ending = language.map_or(".md".to_owned(), |lang| format!(".{lang}.md"));
        if let Some(other) =
            page.language.as_deref().filter(|own| language.is_none() && *own != config.language)
        {
            let what =
                format!("`{other}` is not one of this site; the page stands among the others");
            found.left_out.push(LeftOut { kind: "language", place: page.id.clone(), what });
        }
        let free = names.free(&stem, &ending);
        if free != stem {
            let what = format!("{free}{ending}, since another page is named {stem}");
            found.left_out.push(LeftOut { kind: "renamed page", place: page.id.clone(), what });
        }
        placed.push(Placed {
            path: format!("content/{free}{ending}"),
            body: match page.body.is_empty() {
                true => of_page("body").unwrap_or_default().into(),
                false => (&*page.body).into(),
            },
            summary: page.summary.clone().or_else(|| of_page("summary")),
            title,
            collection,
            page,
        });
    }
    for (kind, pages) in left {
        let what = counted(pages, "page");
        found.left_out.push(LeftOut { kind: "type of pages", place: kind.to_owned(), what });
    }
    placed
}

/// The path of a page in its collection. Exports of this program write the whole path of a translation.
fn own_path<'p>(page: &'p Page, collection: &str) -> &'p str {
    let is_own = !page.exported.is_empty() || page.lists != Lists::Guessed;
    let inside = page.path.strip_prefix(collection).and_then(|rest| rest.strip_prefix('/'));
    inside.filter(|_| is_own).unwrap_or(&page.path)
}

/// The path of a page inside `content/`, without an ending.
fn stem(wanted: &str, collection: &str, config: &Config) -> String {
    let parts: Vec<String> =
        wanted.split('/').filter(|part| !part.trim().is_empty()).map(segment).collect();
    let mut inside = parts.join("/");
    if inside.is_empty() {
        inside = "page".to_owned();
    }
    if !collection.is_empty() {
        return format!("{collection}/{inside}");
    }
    let (first, rest) = inside.split_once('/').unwrap_or((&inside, ""));
    let is_folder = config.collection(first).is_some() || config.vocabulary(first).is_some();
    match (is_folder, rest) {
        // The page that a list has of its own.
        (true, "") => format!("{first}/index"),
        (true, "index") | (false, _) => inside,
        (true, rest) => format!("{first}-pages/{rest}"),
    }
}

/// A part of a path that is safe on every system.
fn segment(part: &str) -> String {
    let mut name = id(part.trim_end_matches(".md"));
    if name.len() > LONGEST {
        name.truncate(name[..LONGEST].rfind('-').unwrap_or(LONGEST));
    }
    if save::is_name(&name) { name } else { format!("{name}-page") }
}

/// The names that pages have by now.
#[derive(Default)]
struct Names {
    taken: HashSet<String>,
    /// The number from which a name that is taken is tried again.
    next: HashMap<String, usize>,
}

impl Names {
    /// The path, or the first with a number behind it whose address nobody else has.
    fn free(&mut self, stem: &str, ending: &str) -> String {
        let address =
            |stem: &str| format!("{}{ending}", stem.strip_suffix("/index").unwrap_or(stem));
        let mut free = stem.to_owned();
        while !self.taken.insert(address(&free)) {
            let number = self.next.entry(address(stem)).or_insert(1);
            *number += 1;
            free = match stem.strip_suffix("/index") {
                Some(folder) => format!("{folder}-{number}/index"),
                None => format!("{stem}-{number}"),
            };
        }
        free
    }
}

/// The files with their paths in the repository, each path once.
pub fn files<'i>(
    imported: &'i Imported,
    mapping: &Mapping,
    found: &mut Found,
) -> Vec<(&'i File, String)> {
    let mut taken = HashSet::new();
    let mut placed = Vec::new();
    for file in &imported.files {
        let path = match file.path.strip_prefix("static/") {
            Some(inside) => format!("static/{inside}"),
            None => beside(&file.path, mapping),
        };
        if !save::is_name(&path) {
            let what = "its name can't be written on every system".to_owned();
            found.left_out.push(LeftOut { kind: "file", place: file.path.clone(), what });
            continue;
        }
        if taken.insert(path.to_lowercase()) {
            placed.push((file, path));
        } else if file.place.is_some() {
            let (place, what) = (file.path.clone(), format!("another file becomes {path}"));
            found.left_out.push(LeftOut { kind: "file", place, what });
        }
    }
    placed
}

/// The path of a file that goes where the pages beside it go.
fn beside(path: &str, mapping: &Mapping) -> String {
    let (kind, rest) = path.split_once('/').unwrap_or(("pages", path));
    let (folders, name) = rest.rsplit_once('/').unwrap_or(("", rest));
    let folders: Vec<String> =
        folders.split('/').filter(|part| !part.is_empty()).map(segment).collect();
    let inside = [folders.join("/"), name.to_owned()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("/");
    match mapping.collection(kind) {
        Some("") | None if kind == "pages" => format!("content/{inside}"),
        Some("") | None => format!("content/{}/{inside}", id(kind)),
        Some(collection) => format!("content/{collection}/{inside}"),
    }
}

/// The id of a page for its front matter.
pub fn id_of(page: &Page) -> String {
    page.id.chars().filter(|c| !c.is_control()).take(200).collect()
}
