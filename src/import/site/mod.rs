//! Folders of Markdown that other generators read: Hugo, Jekyll, CollectionBuilder, Zola, Quarto, or none. Their pages become pages, their
//! taxonomies vocabularies, the rest of their front matter fields.

mod addresses;
mod attributes;
mod collectionbuilder;
mod comments;
pub mod front;
mod layout;
pub mod markup;
mod settings;

use super::html;
use super::imported::{Entry, File, Imported, LeftOut, Lost, Page, Term, listed_date};
use super::input::Input;
use crate::diagnostics::text::counted;
use crate::files;
use front::Front;
use layout::{Layout, Role};
use std::collections::{BTreeMap, HashSet};

/// Keys that say how a page is shown or built, which the theme decides here.
const OF_THE_GENERATOR: &str = "layout template type kind menu toc toc-depth toc-title comments mathjax math sitemap \
    page_template sort_by paginate_by paginate_path insert_anchor_links render in_search_index transparent format execute jupyter \
    output engine nav_exclude has_children parent grand_parent has_toc search_exclude sidebar show_sidebar hide_sidebar hero_height \
    cascade outputs headless isCJKLanguage markup linkTitle expiryDate publishDate published date-format editor number-sections \
    theme css header-includes bibliography csl link-citations categories_tree path";

/// Stands for a key of the generator until these are counted.
const OF_GENERATOR: &str = "key of the generator";

pub fn read(inputs: &[Input]) -> Result<Imported, String> {
    let layout = Layout::of(inputs);
    let mut imported = Imported { from: layout.name(), ..Imported::default() };
    layout.about(inputs, &mut imported)?;
    let mut pages = 0;
    let (mut of_the_generator, mut unread) = (BTreeMap::new(), BTreeMap::new());
    for input in inputs {
        match layout.role(&input.path) {
            Role::Page { kind, path } => {
                let before = imported.pages.len();
                page(&layout, input, kind, path, &mut imported, &mut of_the_generator);
                pages += imported.pages.len() - before;
            }
            Role::File { path } => imported.files.push(File {
                place: Some(input.place.clone()),
                addresses: vec![
                    input.path.clone(),
                    format!("/{}", path.trim_start_matches("static/")),
                ],
                path,
            }),
            Role::Objects => collectionbuilder::objects(input, &mut imported),
            Role::Bibliography => {
                if let Some(text) = imported.text(input) {
                    super::bibliography::bibtex(&text, &input.path, &mut imported);
                }
            }
            Role::LeftOut(why) => imported.leave_out("file", &input.path, why),
            Role::None => {
                let folder = input.path.split_once('/').map_or("", |(folder, _)| folder);
                *unread.entry(folder).or_default() += 1;
            }
        }
    }
    notes(&mut imported, &of_the_generator, &unread);
    imported
        .notes
        .insert(0, format!("read as a folder of {}: {}", layout.title(), counted(pages, "page")));
    if pages == 0 {
        return Err("it has no Markdown page".to_owned());
    }
    declare(&mut imported);
    beside(&mut imported);
    single(&mut imported);
    Ok(imported)
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
fn notes(imported: &mut Imported, keys: &BTreeMap<String, usize>, unread: &BTreeMap<&str, usize>) {
    if !keys.is_empty() {
        let keys: Vec<String> =
            keys.iter().map(|(key, times)| format!("`{key}` ({times})")).collect();
        let keys = keys.join(", ");
        imported.notes.push(format!("keys of the generator that were left out: {keys}"));
    }
    if !unread.is_empty() {
        let place = |folder: &str| match folder {
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

fn page(
    layout: &Layout,
    input: &Input,
    kind: String,
    path: String,
    imported: &mut Imported,
    of_the_generator: &mut BTreeMap<String, usize>,
) {
    let Some(text) = imported.text(input) else { return };
    if let Some(why) = layout::template(&input.path, &text) {
        return imported.leave_out("file", &input.path, why);
    }
    let (page, mut left_out) = of_text(layout, &input.path, kind, path, &text);
    left_out.retain(|left| match left.kind {
        OF_GENERATOR => {
            *of_the_generator.entry(left.what.clone()).or_default() += 1;
            false
        }
        _ => true,
    });
    imported.left_out.extend(left_out);
    imported.pages.push(page);
}

/// The page of a file, and what could not be taken over.
fn of_text(
    layout: &Layout,
    source: &str,
    kind: String,
    path: String,
    text: &str,
) -> (Page, Vec<LeftOut>) {
    let (path, language) = match layout.in_language(&path) {
        (inside, Some(language)) => (inside.to_owned(), Some(language)),
        (_, None) => (path.clone(), None),
    };
    let Front { entries, problems, body } = front::split(text);
    let mut left_out: Lost =
        problems.into_iter().map(|problem| ("front matter", problem)).collect();
    let body = match layout::is_html(source) {
        true => {
            let converted = html::Html::new().markdown(&body);
            left_out.extend(converted.left_out);
            converted.markdown
        }
        false => body,
    };
    let (body, mut lost) = markup::markdown(&body);
    left_out.append(&mut lost);
    let mut page = Page {
        id: source.to_owned(),
        source: Some(source.to_owned()),
        date: layout.date_in_name(source),
        kind,
        path,
        ..Page::default()
    };
    let (mut slug, mut address) = (None, None);
    let mut aliases = Vec::new();
    if let Some(folders) = layout.folders_of_posts(source) {
        terms(&mut page, "categories", folders, true);
    }
    let plain: HashSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    for Entry { key, values, many } in entries {
        let one = values.first().cloned().unwrap_or_default();
        let name = ["extra.", "params.", "taxonomies."]
            .iter()
            .find_map(|outer| key.strip_prefix(outer))
            .filter(|name| !plain.contains(*name) || is_list_of_names(name) || is_taxonomy(&key))
            .unwrap_or(&key);
        match name {
            "title" => page.title = one,
            "description" | "summary" | "excerpt" | "subtitle" if page.summary.is_none() => {
                page.summary = Some(one)
            }
            "date" => page.date = listed_date("date", &one, &mut left_out).or(page.date),
            "lastmod" | "updated" | "last_modified_at" | "last-modified" | "date-modified"
            | "modified" => {
                page.updated = listed_date(name, &one, &mut left_out);
            }
            "draft" => page.draft = one == "true",
            "published" if one == "false" => page.draft = true,
            "author" | "authors" | "author.name" | "authors.name" => {
                let names = values.iter().flat_map(|name| {
                    if many { vec![&**name] } else { name.split(" and ").collect() }
                });
                page.authors.extend(names.map(|name| name.trim().to_owned()));
            }
            "lang" | "language" | "locale" => page.language = Some(one),
            "weight" | "nav_order" | "order" => match one.trim().parse::<f64>() {
                Ok(_) => page.values.push(Entry::one("order", one)),
                Err(_) => left_out.push(("order", format!("`{one}` is no number"))),
            },
            "slug" => slug = Some(one),
            // What leads to another site is a value like any other.
            "url" | "permalink" if one.contains("://") && !layout.is_own(&one) => {
                page.values.push(Entry::one(name, one));
            }
            "url" | "permalink" => address = Some(one),
            "path" if layout.has_paths() => address = Some(format!("/{}/", one.trim_matches('/'))),
            "aliases" | "redirect_from" | "redirects" => aliases.extend(values),
            "tags" | "categories" | "category" | "keywords" | "series" | "topics" => {
                let taxonomy = if name == "category" { "categories" } else { name };
                let is_spaced = layout.has_spaced_terms() && name != "category" && !many;
                let values = match is_spaced && !one.contains(',') {
                    true => one.split_whitespace().map(str::to_owned).collect(),
                    false => values,
                };
                terms(&mut page, taxonomy, values, many || is_spaced && !one.contains(','));
            }
            _ if is_taxonomy(&key) => terms(&mut page, name, values, many),
            _ if OF_THE_GENERATOR
                .split_whitespace()
                .any(|own| own == name || key.starts_with(&format!("{own}."))) =>
            {
                left_out.push((OF_GENERATOR, name.to_owned()));
            }
            _ => page.values.push(Entry { key: name.to_owned(), values, many }),
        }
    }
    page.addresses = layout.addresses(&page, slug.as_deref(), address.as_deref());
    if let Some(language) = language {
        layout.in_folder_of(language, &mut page.addresses);
        page.language = page.language.or(Some(language.to_lowercase()));
    }
    let aliases: Vec<String> = aliases.iter().map(|alias| layout.alias(alias, &page)).collect();
    page.addresses.extend(aliases);
    page.addresses.push(source.to_owned());
    // A list of what a page has is not shown twice: Markdown's own first heading is the title.
    let body = body.trim_start_matches('\n');
    let (title, body) =
        match body.strip_prefix("# ").and_then(|rest| rest.split_once('\n').or(Some((rest, "")))) {
            Some((heading, rest)) if page.title.is_empty() || heading.trim() == page.title => {
                (heading.trim().to_owned(), rest.trim_start_matches('\n'))
            }
            _ => (page.title.clone(), body),
        };
    page.title = if title.is_empty() { titled(&page.path, source) } else { title };
    page.body = body.to_owned();
    let left_out = left_out.into_iter();
    (page, left_out.map(|(kind, what)| LeftOut { kind, place: source.to_owned(), what }).collect())
}

/// Keys whose values from several places are put together.
fn is_list_of_names(key: &str) -> bool {
    const LISTS: &str = "tags categories category keywords series topics author authors";
    LISTS.split_whitespace().any(|list| list == key)
}

fn is_taxonomy(key: &str) -> bool {
    key.starts_with("taxonomies.")
}

/// A title from a path: `my-first_page` → `My first page`.
fn titled(path: &str, source: &str) -> String {
    let name = match files::file_name(path) {
        "index" | "" => files::file_name(files::folder(source)),
        name => name,
    };
    let words = name.trim_start_matches('_').replace(['-', '_'], " ");
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    let title: String = first.chain(chars).collect();
    if title.is_empty() { "Home".to_owned() } else { title }
}

/// Jekyll's words are parted by spaces if they are no list.
fn terms(page: &mut Page, taxonomy: &str, values: Vec<String>, many: bool) {
    let words: Vec<String> = match values.first() {
        Some(text) if !many && text.contains(',') => {
            text.split(',').map(|word| word.trim().to_owned()).collect()
        }
        _ => values,
    };
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    match page.terms.iter_mut().find(|(known, _)| known == taxonomy) {
        Some((_, known)) => known.extend(words),
        None if words.is_empty() => {}
        None => page.terms.push((taxonomy.to_owned(), words)),
    }
}

/// A page from bytes, for tests.
#[cfg(any(test, fuzzing))]
pub fn of_bytes(bytes: &[u8]) -> Imported {
    let text = String::from_utf8_lossy(bytes);
    let (page, left_out) =
        of_text(&Layout::of(&[]), "posts/a.md", "posts".into(), "a".into(), &text);
    Imported { from: "markdown", pages: vec![page], left_out, ..Imported::default() }
}
