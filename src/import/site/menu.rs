//! The menu of a site, wherever its generator keeps it: settings, front matter, a table.

use super::layout::{Generator, Layout};
use super::settings::get;
use crate::files;
use crate::import::imported::{Imported, Page};
use crate::import::input::Input;
use crate::import::table;
use crate::tables::Form;
use serde_json::Value;
use std::collections::HashMap;

/// An entry: its label, which may be empty, and where it leads.
type Entry = (String, String);

/// Keeps the menu of the source, each entry with the id of its page or the type of its list.
pub fn read(layout: &Layout, inputs: &[Input], imported: &mut Imported) {
    let entries = match layout.generator {
        Generator::Hugo => of_hugo(layout, &imported.pages),
        Generator::Quarto => of_quarto(layout),
        Generator::Jekyll => of_jekyll(inputs),
        Generator::Zola | Generator::Plain => Vec::new(),
    };
    let places = places(&imported.pages);
    let site = imported.site.address.clone().unwrap_or_default();
    for (label, target) in entries {
        let inside = target.strip_prefix(&*site).filter(|_| !site.is_empty()).unwrap_or(&target);
        let place = normal(inside);
        // The title of a site leads to its home page.
        if place.is_empty() {
            continue;
        }
        let id = places.get(&place).cloned().unwrap_or(target);
        imported.menu.push((label, id));
    }
}

/// Pages by their addresses and sources, lists by their names.
fn places(pages: &[Page]) -> HashMap<String, String> {
    let mut places = HashMap::new();
    for page in pages {
        let stem = page.id.rsplit_once('.').map_or(&*page.id, |(stem, _)| stem);
        let forms = [page.id.as_str(), stem, stem.trim_start_matches("content/")];
        for form in page.addresses.iter().map(String::as_str).chain(forms) {
            places.entry(normal(form)).or_insert_with(|| page.id.clone());
        }
    }
    for page in pages.iter().filter(|page| page.kind != "pages") {
        places.entry(normal(&page.kind)).or_insert_with(|| page.kind.clone());
    }
    places
}

/// An address or path in one spelling.
fn normal(address: &str) -> String {
    let path = address.split(['#', '?']).next().unwrap_or_default().trim_start_matches("./");
    let path = path.trim_matches('/').to_lowercase();
    let path = path.strip_suffix(".html").or_else(|| path.strip_suffix(".md")).unwrap_or(&path);
    match path.strip_suffix("_index").or_else(|| path.strip_suffix("index")) {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => {
            folder.trim_end_matches('/').to_owned()
        }
        _ => path.to_owned(),
    }
}

fn text(entry: &Value, keys: &[&str]) -> Option<String> {
    let found = keys.iter().find_map(|key| get(entry, key).and_then(Value::as_str));
    found.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The menu `main` of the settings, and the pages that put themselves there, by their weights.
fn of_hugo(layout: &Layout, pages: &[Page]) -> Vec<Entry> {
    let main = &layout.main;
    let keys = [
        format!("languages.{main}.menu.main"),
        format!("languages.{main}.menus.main"),
        "menu.main".to_owned(),
        "menus.main".to_owned(),
    ];
    let found = keys.iter().find_map(|key| layout.settings.get(key)?.as_array());
    let mut entries: Vec<(f64, Entry)> = Vec::new();
    for entry in found.into_iter().flatten().filter(|entry| get(entry, "parent").is_none()) {
        let Some(target) = text(entry, &["pageRef", "url"]) else { continue };
        let weight = text(entry, &["weight"]).and_then(|weight| weight.parse().ok());
        let label = text(entry, &["name", "title", "identifier"]).unwrap_or_default();
        entries.push((weight.unwrap_or(f64::MAX), (label, target)));
    }
    let is_main = |page: &&Page| page.language.as_ref().is_none_or(|own| own == main);
    for page in pages.iter().filter(is_main) {
        let Some(own) = &page.menu else { continue };
        let label = own.label.clone().unwrap_or_default();
        entries.push((own.weight.unwrap_or(f64::MAX), (label, page.id.clone())));
    }
    entries.sort_by(|a, b| a.0.total_cmp(&b.0));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// The bar at the top of a site of Quarto, or else the first level beside its text.
fn of_quarto(layout: &Layout) -> Vec<Entry> {
    let list = |key: &str| layout.settings.get(key).and_then(Value::as_array).into_iter().flatten();
    let bar: Vec<Entry> =
        list("website.navbar.left").chain(list("website.navbar.right")).flat_map(of_bar).collect();
    if !bar.is_empty() {
        return bar;
    }
    let sides = match layout.settings.get("website.sidebar") {
        Some(Value::Array(all)) => all.iter().collect(),
        one => Vec::from_iter(one),
    };
    let contents = sides.into_iter().filter_map(|side| get(side, "contents")?.as_array());
    contents.flatten().filter_map(|entry| part(entry, 0)).collect()
}

/// An entry of the bar, or those of the menu that it opens.
fn of_bar(entry: &Value) -> Vec<Entry> {
    match get(entry, "menu").and_then(Value::as_array) {
        Some(inner) => inner.iter().filter_map(|entry| part(entry, 0)).collect(),
        None => part(entry, 0).into_iter().collect(),
    }
}

/// An entry with the page that it leads to, which is its first one if it has none of its own.
fn part(entry: &Value, depth: usize) -> Option<Entry> {
    let is_page = |target: &str| !target.contains('*') && target != "auto";
    if let Some(target) = entry.as_str() {
        return is_page(target).then(|| (String::new(), target.to_owned()));
    }
    let label = text(entry, &["text", "section", "title"]).unwrap_or_default();
    let own = text(entry, &["href", "file", "url"]);
    // The name of a section may be its page.
    let own = own.or_else(|| Some(label.clone()).filter(|label| is_source(label)));
    let inner = || {
        let inner = get(entry, "contents")?.as_array()?;
        inner.iter().filter(|_| depth < 4).find_map(|entry| part(entry, depth + 1))
    };
    let target = own.or_else(|| inner().map(|(_, target)| target))?;
    let label = if is_source(&label) { String::new() } else { label };
    Some((label, target))
}

fn is_source(text: &str) -> bool {
    matches!(&*files::ending(text), "qmd" | "md") && !text.contains(' ')
}

/// CollectionBuilder's table of the menu, or the list that many themes of Jekyll read.
fn of_jekyll(inputs: &[Input]) -> Vec<Entry> {
    let input = |path: &str| inputs.iter().find(|input| input.path == path);
    if let Some(bytes) = input("_data/config-nav.csv").and_then(|input| input.bytes().ok()) {
        let mut rows = Imported::default();
        // A table that can't be read has no rows.
        if table::rows("menu", &bytes, &mut rows).is_ok() {
            return rows.pages.iter().filter_map(of_row).collect();
        }
    }
    let paths = ["_data/navigation.yml", "_data/navigation.yaml", "_data/nav.yml"];
    let Some((text_, _)) = paths.iter().find_map(|path| input(path)?.text().ok()) else {
        return Vec::new();
    };
    let tree = super::front::tree(&text_, Form::Yaml);
    let list = ["main", "header", "nav", "docs"].iter().find_map(|key| get(&tree, key)?.as_array());
    let entry = |entry: &Value| {
        let target = text(entry, &["url", "link", "href"])?;
        Some((text(entry, &["title", "name", "text"]).unwrap_or_default(), target))
    };
    list.into_iter().flatten().filter_map(entry).collect()
}

/// A row with a page; what only opens others has none.
fn of_row(row: &Page) -> Option<Entry> {
    let value = |key: &str| {
        let entry = row.values.iter().find(|entry| entry.key == key)?;
        entry.values.first().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    Some((value("display_name").unwrap_or_default(), value("stub")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_one_spelling() {
        for (written, due) in [
            ("/About/", "about"),
            ("about.html", "about"),
            ("/", ""),
            ("blog/index.md", "blog"),
            ("/blog/_index.md#x", "blog"),
            ("./a/b.html", "a/b"),
        ] {
            assert_eq!(normal(written), due, "{written}");
        }
    }
}
