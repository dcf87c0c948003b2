//! Reads one page: its front matter and its text.

use super::front::{self, Front};
use super::layout::Layout;
use super::markup;
use super::roles::is_html;
use crate::files;
use crate::import::html;
use crate::import::imported::{Entry, LeftOut, Lost, Page, listed_date};
use std::collections::HashSet;

/// Keys that say how a page is shown or built, which the theme decides here.
const OF_THE_GENERATOR: &str = "layout template type kind menu toc toc-depth toc-title comments mathjax math sitemap \
    page_template sort_by paginate_by paginate_path insert_anchor_links render in_search_index transparent format execute jupyter \
    output engine nav_exclude has_children parent grand_parent has_toc search_exclude sidebar show_sidebar hide_sidebar hero_height \
    cascade outputs headless isCJKLanguage markup linkTitle expiryDate publishDate published date-format editor number-sections \
    theme css header-includes bibliography csl link-citations categories_tree path";

/// Stands for a key of the generator until these are counted.
pub const OF_GENERATOR: &str = "key of the generator";

/// The page of a file, and what could not be taken over.
pub fn of_text(
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
    let body = match is_html(source) {
        true => {
            let converted = html::Html::new().markdown(&body);
            left_out.extend(converted.left_out);
            converted.markdown
        }
        false => body,
    };
    let (body, mut lost) = markup::markdown(&body);
    left_out.append(&mut lost);
    let in_name = layout.date_in_name(source);
    let mut page = Page {
        id: source.to_owned(),
        source: Some(source.to_owned()),
        date: in_name,
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
            // Hugo's settings may prefer the name.
            "date" if layout.is_dated && in_name.is_some() => {}
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
            _ if in_menu(&mut page, name, &values) => {}
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
    let slug = slug.or_else(|| layout.slug_in_name(source));
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
            Some((heading, rest)) if page.title.is_empty() || without_id(heading) == page.title => {
                (without_id(heading).to_owned(), rest.trim_start_matches('\n'))
            }
            _ => (page.title.clone(), body),
        };
    page.title = if title.is_empty() { titled(&page.path, source) } else { title };
    page.body = body.to_owned();
    let left_out = left_out.into_iter();
    (page, left_out.map(|(kind, what)| LeftOut { kind, place: source.to_owned(), what }).collect())
}

/// The words of a heading, without an id or classes in braces behind them: `Thanks {#sec-thanks}`.
fn without_id(heading: &str) -> &str {
    let heading = heading.trim();
    let words = heading.strip_suffix('}').and_then(|rest| rest.rsplit_once('{'));
    match words {
        Some((words, inner)) if inner.starts_with(['#', '.', ':']) => words.trim_end(),
        _ => heading,
    }
}

/// Notes what front matter of Hugo says of the menu `main`. Whether it says something of it.
fn in_menu(page: &mut Page, key: &str, values: &[String]) -> bool {
    let Some(rest) = key.strip_prefix("menus").or_else(|| key.strip_prefix("menu")) else {
        return false;
    };
    let one = values.first().map(String::as_str).unwrap_or_default();
    let menu = match rest {
        "" if values.iter().any(|menu| menu == "main") => page.menu.get_or_insert_default(),
        _ if rest.starts_with(".main") => page.menu.get_or_insert_default(),
        _ => return false,
    };
    match rest {
        ".main.weight" => menu.weight = one.parse().ok(),
        ".main.name" | ".main.title" => menu.label = Some(one.to_owned()),
        _ => {}
    }
    true
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
