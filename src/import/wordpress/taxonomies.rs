//! Categories, tags and the terms of other taxonomies, as the site declares them and as its posts use them.

use super::Builder;
use super::item::{Declared, Item};
use crate::files;
use crate::import::html;
use crate::import::imported::Term;
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Builder {
    /// Categories, tags and the terms of other taxonomies, as the site declares them and as its posts use them.
    pub(super) fn terms(&mut self) {
        let numbered = self.dump.terms.iter().filter(|term| !term.id.is_empty());
        let slugs: HashMap<String, String> =
            numbered.map(|term| (term.id.clone(), term.slug.clone())).collect();
        let above = above(&self.dump.terms);
        for Declared { id, taxonomy, slug, name, description, parent, link } in
            std::mem::take(&mut self.dump.terms)
        {
            if is_no_taxonomy(&taxonomy) || slug.is_empty() || slug == "uncategorized" {
                continue;
            }
            // In an answer of the REST interface a parent is a number.
            let broader = Some(parent).filter(|parent| !parent.is_empty());
            let broader = match broader {
                Some(parent) if !id.is_empty() && !slugs.contains_key(&parent) => {
                    let what = format!("number {parent} is not in the source");
                    self.imported.leave_out("broader term", &name, what);
                    None
                }
                Some(parent) if !id.is_empty() => slugs.get(&parent).cloned(),
                parent => parent,
            };
            let addresses = match link.is_empty() {
                false => vec![link],
                true => {
                    let mut all = vec![below(&above, &taxonomy, &slug), address(&taxonomy, &slug)];
                    all.dedup();
                    all
                }
            };
            let term = Term {
                label: html::plain(&name),
                definition: Some(html::plain(&description)).filter(|text| !text.is_empty()),
                broader: broader.map(|parent| files::decode(&parent).into_owned()),
                addresses,
                id: files::decode(&slug).into_owned(),
            };
            if self.seen.insert((taxonomy.clone(), term.id.clone())) {
                self.imported.taxonomy(&taxonomy).terms.push(term);
            }
        }
    }

    /// The terms whose numbers an answer of the REST interface has, as posts name them.
    pub(super) fn numbered(&self) -> HashMap<String, (String, String, String)> {
        let known = self.dump.terms.iter().filter(|term| !term.id.is_empty());
        let named = |term: &Declared| {
            let name = (term.taxonomy.clone(), term.slug.clone(), term.name.clone());
            (term.id.clone(), name)
        };
        known.map(named).collect()
    }

    /// Gives an item the terms that it names by their numbers alone.
    pub(super) fn name_terms(
        &mut self,
        item: &mut Item,
        numbered: &HashMap<String, (String, String, String)>,
    ) {
        for (key, number) in std::mem::take(&mut item.numbers) {
            match numbered.get(&number) {
                Some(term) if !item.terms.contains(term) => item.terms.push(term.clone()),
                Some(_) => {}
                None if matches!(&*key, "categories" | "tags") => {
                    let what = format!("number {number} of `{key}` is not in the source");
                    self.imported.leave_out("term", html::plain(&item.title), what);
                }
                None => {}
            }
        }
    }

    /// The terms of an item, by taxonomy.
    pub(super) fn terms_of(&mut self, item: &Item) -> Vec<(String, Vec<String>)> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (taxonomy, slug, name) in &item.terms {
            let slug = files::decode(slug).into_owned();
            if is_no_taxonomy(taxonomy) {
                if !matches!(&**taxonomy, "language" | "post_translations") {
                    *self.no_terms.entry(taxonomy.clone()).or_default() += 1;
                }
                continue;
            }
            if slug == "uncategorized" || slug.is_empty() {
                continue;
            }
            if self.seen.insert((taxonomy.clone(), slug.clone())) {
                let known = self.imported.taxonomy(taxonomy);
                let (label, addresses) = (html::plain(name), vec![address(taxonomy, &slug)]);
                let term = Term { id: slug.clone(), label, addresses, ..Term::default() };
                known.terms.push(term);
            }
            found.entry(taxonomy.clone()).or_default().insert(slug);
        }
        found.into_iter().map(|(taxonomy, slugs)| (taxonomy, slugs.into_iter().collect())).collect()
    }
}

/// What each term of an export lies below, by taxonomy and slug.
fn above(terms: &[Declared]) -> HashMap<(String, String), String> {
    let inner = terms.iter().filter(|term| term.id.is_empty() && !term.parent.is_empty());
    inner.map(|term| ((term.taxonomy.clone(), term.slug.clone()), term.parent.clone())).collect()
}

/// Where WordPress has the list of a term, unless it is told otherwise; an export does not say. `slug` may have those of the
/// terms above it before it.
fn address(taxonomy: &str, slug: &str) -> String {
    let base = match taxonomy {
        "category" => "category",
        "post_tag" => "tag",
        name => name,
    };
    format!("/{base}/{slug}/")
}

/// The address of a term that lies below others. More levels than a site has are a circle.
fn below(above: &HashMap<(String, String), String>, taxonomy: &str, slug: &str) -> String {
    const LEVELS: usize = 10;
    let parent = |slug: &String| above.get(&(taxonomy.to_owned(), slug.clone())).cloned();
    let chain = std::iter::successors(Some(slug.to_owned()), parent).take(LEVELS);
    let mut parts: Vec<String> = chain.collect();
    parts.reverse();
    address(taxonomy, &if parts.len() == LEVELS { slug.to_owned() } else { parts.join("/") })
}

fn is_no_taxonomy(taxonomy: &str) -> bool {
    matches!(
        taxonomy,
        "" | "language"
            | "post_format"
            | "nav_menu"
            | "post_translations"
            | "term_language"
            | "term_translations"
            | "link_category"
            | "wp_theme"
            | "wp_pattern_category"
    )
}
