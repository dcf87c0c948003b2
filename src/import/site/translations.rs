//! Joins pages that are one in several languages. Jekyll and others know no translations: sites write `lang` and a key that
//! all of them share, or keep each language in a folder of its own.

use super::layout::Layout;
use crate::import::imported::{Imported, Page};
use std::collections::{BTreeMap, BTreeSet};

/// Keys that the translations of a page share.
const KEYS: [&str; 9] = [
    "translation_key",
    "translationKey",
    "translation_id",
    "translationId",
    "ref",
    "page_id",
    "lang_ref",
    "lang-ref",
    "i18n_key",
];

/// Where a page stands: its type and its path there.
type Spot = (String, String);

pub fn join(imported: &mut Imported, layout: &Layout) {
    let own = imported.pages.iter().filter_map(|page| page.language.as_deref().map(bare));
    let mut known: BTreeSet<String> = own.collect();
    known.extend(layout.languages.iter().map(|tag| bare(tag)));
    let main = imported.site.language.clone().unwrap_or_else(|| layout.main.clone());
    by_folder(&mut imported.pages, &known, &main);
    for key in KEYS {
        by_key(&mut imported.pages, key, &main);
    }
}

fn bare(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

fn language<'p>(page: &'p Page, main: &'p str) -> &'p str {
    page.language.as_deref().unwrap_or(main)
}

/// Takes the folder of a language out of the paths of pages that another language has at the same path.
fn by_folder(pages: &mut [Page], known: &BTreeSet<String>, main: &str) {
    let moved: Vec<Option<(String, Spot)>> =
        pages.iter().map(|page| in_folder(page, known)).collect();
    let mut spots: BTreeMap<Spot, BTreeSet<String>> = BTreeMap::new();
    for (page, moved) in pages.iter().zip(&moved) {
        let (language, spot) = match moved {
            Some((language, spot)) => (language.clone(), spot.clone()),
            None => (bare(language(page, main)), (page.kind.clone(), page.path.clone())),
        };
        spots.entry(spot).or_default().insert(language);
    }
    // One pair shows that folders are languages.
    let is_pair = |spot: &Spot| spots.get(spot).is_some_and(|languages| languages.len() > 1);
    let paired = moved.iter().flatten().filter(|(_, spot)| is_pair(spot));
    let sure: BTreeSet<String> = paired.map(|(language, _)| language.clone()).collect();
    for (page, moved) in pages.iter_mut().zip(moved) {
        let Some((language, spot)) = moved else { continue };
        if sure.contains(&language) {
            (page.kind, page.path) = spot;
        }
        page.language.get_or_insert(language);
    }
}

/// The language whose folder a page lies in, and where it would stand without that folder.
fn in_folder(page: &Page, known: &BTreeSet<String>) -> Option<(String, Spot)> {
    let own = page.language.as_deref().map(bare);
    let is_it =
        |folder: &str| known.contains(folder) && own.as_deref().is_none_or(|own| own == folder);
    if is_it(&page.kind) {
        let (kind, path) = page.path.split_once('/').unwrap_or(("pages", &page.path));
        return Some((page.kind.clone(), (kind.to_owned(), path.to_owned())));
    }
    let (folder, path) = page.path.split_once('/')?;
    is_it(folder).then(|| (folder.to_owned(), (page.kind.clone(), path.to_owned())))
}

/// Puts pages that share the value of a key, each in another language, where the one in the main language is.
fn by_key(pages: &mut [Page], key: &str, main: &str) {
    let value = |page: &Page| {
        let entry = page.values.iter().find(|entry| entry.key == key)?;
        entry.values.first().filter(|_| !entry.many).cloned()
    };
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, page) in pages.iter().enumerate() {
        if let Some(value) = value(page) {
            groups.entry(value).or_default().push(n);
        }
    }
    groups.retain(|_, group| {
        let languages: BTreeSet<String> =
            group.iter().map(|n| bare(language(&pages[*n], main))).collect();
        group.len() > 1 && languages.len() == group.len()
    });
    if groups.is_empty() {
        return;
    }
    for group in groups.values() {
        let is_main = |n: &&usize| bare(language(&pages[**n], main)) == bare(main);
        let first = group.iter().find(is_main).or(group.first()).copied().unwrap_or_default();
        let spot = (pages[first].kind.clone(), pages[first].path.clone());
        for n in group {
            (pages[*n].kind, pages[*n].path) = spot.clone();
        }
    }
    // It only joined pages.
    for page in pages {
        page.values.retain(|entry| entry.key != key);
    }
}
