//! The mapping itself: what each part of a source becomes.

use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// The collection of each type; an empty name stands for pages in `content/` itself, none for what is left out.
    pub collections: BTreeMap<String, Option<String>>,
    /// The vocabulary of each taxonomy; none for one that is left out.
    pub vocabularies: BTreeMap<String, Option<String>>,
    /// By type and column.
    pub fields: BTreeMap<String, BTreeMap<String, Option<Target>>>,
}

/// What a column becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The field, or `title`, `summary`, `date`, `body` and the like.
    pub to: String,
    /// The type of the field, as in site.toml; empty for what every page has.
    pub kind: String,
    /// The vocabulary of terms.
    pub vocabulary: Option<String>,
    /// Which part of the value the column has, where a field has several columns: `start`, `position`.
    pub part: Option<String>,
}

impl Target {
    /// What every page has.
    pub fn of_pages(to: &str) -> Self {
        Self { to: to.to_owned(), kind: String::new(), vocabulary: None, part: None }
    }
}

/// What every page has, besides its fields: keys of the front matter, its text and the name of its file.
pub const OF_PAGES: [&str; 12] = [
    "title", "summary", "date", "updated", "authors", "licence", "project", "aliases", "draft",
    "order", "body", "slug",
];

impl Mapping {
    /// The collection of a type: empty for plain pages, none if it is left out.
    pub fn collection(&self, kind: &str) -> Option<&str> {
        self.collections.get(kind).and_then(|to| to.as_deref())
    }

    pub fn target(&self, kind: &str, column: &str) -> Option<&Target> {
        self.fields.get(kind)?.get(column)?.as_ref()
    }

    /// The field of a collection for the terms of a taxonomy: its name and vocabulary.
    pub fn vocabulary(&self, taxonomy: &str) -> Option<&str> {
        self.vocabularies.get(taxonomy).and_then(|to| to.as_deref())
    }
}

/// A name that can be an id in site.toml and a part of an address.
pub fn id(name: &str) -> String {
    let slug = crate::files::slug(name);
    match slug.is_empty() {
        true => format!("x{}", crate::hash::Hash::of(name).short()),
        false => slug,
    }
}
