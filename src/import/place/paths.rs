//! Paths of pages and files. What a source calls them is hostile until each part is a slug.

use super::plan::{Found, Placed};
use crate::config::Config;
use crate::diagnostics::text::counted;
use crate::import::imported::{File, Imported, LeftOut, Lists, Page};
use crate::import::mapping::{Mapping, id};
use crate::import::reserved;
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
        let plain = match of_term(page, collection, mapping) {
            Some(path) => path,
            None => inside(&wanted, is_export(page)),
        };
        if collection.is_empty() && plain == "404" {
            let what = "the theme has a page for what is not found".to_owned();
            found.left_out.push(LeftOut { kind: "page", place: page.id.clone(), what });
            continue;
        }
        let is_term = of_term(page, collection, mapping).is_some();
        let stem = stem(&plain, collection, is_term, config);
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
        let why = match free != stem {
            true => Some(format!("another page is named {stem}")),
            false => is_reserved(&plain, collection, config)
                .then(|| format!("every site has /{plain}/ for itself")),
        };
        if let Some(why) = why {
            let what = format!("{free}{ending}, since {why}");
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
    let is_own = is_export(page);
    let inside = page.path.strip_prefix(collection).and_then(|rest| rest.strip_prefix('/'));
    inside.filter(|_| is_own).unwrap_or(&page.path)
}

/// The path of the text of a term or vocabulary, which generators keep in the folder of the taxonomy.
fn of_term(page: &Page, collection: &str, mapping: &Mapping) -> Option<String> {
    let vocabulary = mapping.vocabulary(&page.kind).filter(|_| collection.is_empty())?;
    let name = page.path.strip_suffix("/index").unwrap_or(&page.path);
    Some(format!("{vocabulary}/{}", segment(name)))
}

/// Whether a page comes from an export of this program.
fn is_export(page: &Page) -> bool {
    !page.exported.is_empty() || page.lists != Lists::Guessed
}

/// The path of a page in its collection, of parts that are safe. Those of an export of this program stay as they are.
fn inside(wanted: &str, is_export: bool) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let safe = |part: &str| match is_export && part.chars().all(is_plain) && save::is_name(part) {
        true => part.to_owned(),
        false => segment(part),
    };
    let parts: Vec<String> =
        wanted.split('/').filter(|part| !part.trim().is_empty()).map(safe).collect();
    let inside = parts.join("/");
    if inside.is_empty() { "page".to_owned() } else { inside }
}

/// Whether a page that stands in no collection would be at an address of the program.
fn is_reserved(inside: &str, collection: &str, config: &Config) -> bool {
    let address = inside.strip_suffix("/index").unwrap_or(inside);
    collection.is_empty() && reserved::is_path(address, config)
}

/// The path of a page inside `content/`, without an ending.
fn stem(inside: &str, collection: &str, is_term: bool, config: &Config) -> String {
    if !collection.is_empty() {
        return format!("{collection}/{inside}");
    }
    let (first, rest) = inside.split_once('/').unwrap_or((inside, ""));
    if is_reserved(inside, collection, config) {
        return match rest {
            "" | "index" => format!("{first}-page"),
            rest => format!("{first}-pages/{rest}"),
        };
    }
    let is_folder = config.collection(first).is_some() || config.vocabulary(first).is_some();
    match (is_folder, rest) {
        // The page that a list has of its own.
        (true, "") => format!("{first}/index"),
        (true, rest) if is_term && !rest.contains('/') => inside.to_owned(),
        (true, "index") | (false, _) => inside.to_owned(),
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
    config: &Config,
    found: &mut Found,
) -> Vec<(&'i File, String)> {
    let mut taken = HashSet::new();
    let mut placed = Vec::new();
    for file in &imported.files {
        let path = match file.path.strip_prefix("static/") {
            Some(inside) => format!("static/{inside}"),
            None => beside(&file.path, mapping),
        };
        let Some(path) = free_path(&path, file, config, found) else { continue };
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

/// The path of a file, which is another one where the program has a file or folder of its own; none if it is left out.
fn free_path(path: &str, file: &File, config: &Config, found: &mut Found) -> Option<String> {
    let inside = path.split_once('/').map_or(path, |(_, inside)| inside);
    if !reserved::is_path(inside, config) {
        return Some(path.to_owned());
    }
    let (kind, what, free) = match path.split_once("/search/") {
        Some((folder, name)) => {
            let free = format!("{folder}/search-files/{name}");
            ("renamed file", format!("{free}, since the search has the folder"), Some(free))
        }
        None => ("file", "every site gets a file of this name".to_owned(), None),
    };
    found.left_out.push(LeftOut { kind, place: file.path.clone(), what });
    free
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
