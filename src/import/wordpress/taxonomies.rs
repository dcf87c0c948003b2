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
            // An export does not say where its lists are; WordPress has them here unless it is told otherwise.
            let base = match &*taxonomy {
                "category" => "category",
                "post_tag" => "tag",
                name => name,
            };
            let link = if link.is_empty() { format!("/{base}/{slug}/") } else { link };
            let term = Term {
                label: html::plain(&name),
                definition: Some(html::plain(&description)).filter(|text| !text.is_empty()),
                broader: broader.map(|parent| files::decode(&parent).into_owned()),
                addresses: vec![link],
                id: files::decode(&slug).into_owned(),
            };
            if self.seen.insert((taxonomy.clone(), term.id.clone())) {
                self.imported.taxonomy(&taxonomy).terms.push(term);
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
                let term = Term { id: slug.clone(), label: html::plain(name), ..Term::default() };
                known.terms.push(term);
            }
            found.entry(taxonomy.clone()).or_default().insert(slug);
        }
        found.into_iter().map(|(taxonomy, slugs)| (taxonomy, slugs.into_iter().collect())).collect()
    }
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
