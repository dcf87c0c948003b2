//! The addresses that lists of terms had on the old site. Most differ in the name of their folder, which the vocabulary keeps
//! as one of its aliases; the others stay with a page for the term, which has no text yet.

use super::addresses::Addresses;
use super::plan::{Bytes, Found, OldTerm, Placed, Planned};
use super::terms::{Meaning, Terms};
use super::values::list;
use crate::config::{COUNTRIES, Config};
use crate::files;
use crate::import::imported::{Imported, LeftOut};
use crate::import::mapping::Mapping;
use crate::import::reserved;
use crate::parse::address;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The terms of the source that had addresses.
pub fn of<'i>(
    imported: &'i Imported,
    mapping: &'i Mapping,
    placed: &[Placed<'i>],
    terms: &mut Terms,
) -> Vec<OldTerm<'i>> {
    let pages = placed.iter().filter(|placed| !placed.collection.is_empty());
    let own = pages.flat_map(|placed| &placed.page.terms);
    let mut used: HashSet<(&str, &str)> =
        own.flat_map(|(of, ids)| ids.iter().map(move |id| (&**of, &**id))).collect();
    let mut all = Vec::new();
    for taxonomy in &imported.taxonomies {
        let Some(vocabulary) = mapping.vocabulary(&taxonomy.id) else { continue };
        let above: HashMap<&str, &str> = taxonomy
            .terms
            .iter()
            .filter_map(|term| Some((&*term.id, term.broader.as_deref()?)))
            .collect();
        // What a term in use lies below is in use. A circle ends where it began.
        let mut due: Vec<&str> =
            used.iter().filter(|(of, _)| *of == taxonomy.id).map(|one| one.1).collect();
        while let Some(id) = due.pop() {
            due.extend(above.get(id).filter(|above| used.insert((&taxonomy.id, above))));
        }
        for term in taxonomy.terms.iter().filter(|term| !term.addresses.is_empty()) {
            let is_used = used.contains(&(&*taxonomy.id, &*term.id));
            let id = is_used.then(|| match terms.meaning(vocabulary, &term.id) {
                Meaning::Term(id) | Meaning::Nearly(id) => id,
            });
            all.push(OldTerm { term, vocabulary, id });
        }
    }
    all
}

/// The folders in which the old site had the terms of a vocabulary, if they were others.
pub fn folders(imported: &Imported, mapping: &Mapping, vocabulary: &str) -> BTreeSet<String> {
    let own =
        imported.taxonomies.iter().filter(|one| mapping.vocabulary(&one.id) == Some(vocabulary));
    let addresses = own.flat_map(|one| &one.terms).flat_map(|term| &term.addresses);
    let site = imported.site.address.as_deref().unwrap_or_default();
    let folder = |address: &String| {
        let inside = address.strip_prefix(site).unwrap_or(address);
        let (folder, _) = inside.strip_prefix('/')?.split_once('/')?;
        Some(folder.to_owned()).filter(|name| files::slug(name) == *name && !name.is_empty())
    };
    let is_name = |folder: &String| {
        let collections = mapping.collections.values().flatten();
        collections.chain(mapping.vocabularies.values().flatten()).any(|name| name == folder)
    };
    let found = addresses.filter_map(folder);
    found.filter(|folder| !is_name(folder) && !reserved::is_name(folder)).collect()
}

/// Pages that keep the addresses of terms, and a list of those that lead nowhere.
pub fn pages(
    old: &[OldTerm],
    addresses: &Addresses,
    config: &Config,
    own: &BTreeSet<&str>,
    found: &mut Found,
) -> Vec<Planned> {
    let mut aliases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut leave_out = |address: &str, what: String| {
        let (kind, place) = ("old address", address.to_owned());
        found.left_out.push(LeftOut { kind, place, what });
    };
    for OldTerm { term, vocabulary, id } in old {
        let Some(id) = id else {
            let what = format!("no page has the term `{}`", term.label);
            leave_out(&term.addresses[0], what);
            continue;
        };
        let url = address::of_term(vocabulary, id);
        let kept: Vec<String> = std::iter::once(url.clone())
            .chain(address::former(&url, config))
            .map(|url| url.trim_matches('/').to_lowercase())
            .collect();
        for written in &term.addresses {
            let Some((normal, path)) = addresses.of_the_site(written) else { continue };
            if kept.contains(&normal) {
                found.aliases += usize::from(normal != kept[0]);
            } else if addresses.at(&normal) != Some(&url) {
                leave_out(written, "another page has it".to_owned());
            } else if reserved::is_path(&normal, config) {
                leave_out(written, "every site has it for itself".to_owned());
            } else if *vocabulary == COUNTRIES || address::of_alias(&path).is_none() {
                leave_out(written, "it can't be redirected".to_owned());
            } else {
                aliases.entry(format!("content/{vocabulary}/{id}.md")).or_default().push(path);
            }
        }
    }
    let mut pages = Vec::new();
    for (path, aliases) in aliases {
        if own.contains(&*path) {
            leave_out(&path, format!("to keep old addresses, add aliases = {}", list(&aliases)));
            continue;
        }
        found.aliases += aliases.len();
        let text = format!("+++\naliases = {}\n+++\n", list(&aliases));
        pages.push(Planned { path, bytes: Bytes::New(text) });
    }
    pages
}
