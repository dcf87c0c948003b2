//! The settings, as they are understood.

use super::labels::Labels;
use crate::diagnostics::{Severity, Span};
use crate::fields::field::{Field, Group};
use crate::hash::Hash;
use crate::tables::Located;
use std::sync::Arc;

/// Where the settings stand in a repository.
pub const PATH: &str = "site.toml";

/// The settings of a repository.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub title: String,
    pub description: String,
    /// Where the site will stand, with a `/` at its end; feeds, sitemap and canonical links need it.
    pub base_url: Option<String>,
    /// The language of the pages that name no other (BCP 47).
    pub language: String,
    /// Further languages, in which pages have translations (`page.et.md`).
    pub languages: Vec<String>,
    pub theme: String,
    pub authors: Vec<String>,
    pub licence: Option<Licence>,
    /// Whether HTML in Markdown is passed on; otherwise it is shown as text.
    pub raw_html: bool,
    pub navigation: Vec<NavigationItem>,
    /// Further links, at the foot of every page.
    pub footer: Vec<NavigationItem>,
    /// Where a page can be edited: an address with `{path}` in it.
    pub edit_url: Option<String>,
    /// Where a mistake can be reported: an address that may have `{title}` and `{url}` in it.
    pub report_url: Option<String>,
    pub projects: Vec<Project>,
    pub collections: Vec<Collection>,
    pub vocabularies: Vec<Vocabulary>,
    pub bibliography: BibliographySettings,
    pub demands: Demands,
    /// The hash of the file.
    pub hash: Hash,
}

/// How the works of the bibliography are shown.
#[derive(Clone, Debug, Default)]
pub struct BibliographySettings {
    /// The name of a CSL style, or the path of a `.csl` file of the repository.
    pub style: Option<Located<String>>,
    /// The collection whose pages are those of the works, by its place in the settings.
    pub collection: Option<usize>,
}

/// What the repository asks of itself, for `check`.
#[derive(Clone, Debug, Default)]
pub struct Demands {
    /// Rules by name, with the severity they have here; none for those that are off.
    pub rules: Vec<(Located<String>, Option<Severity>)>,
    /// How many entries a collection has, or terms a vocabulary.
    pub expect: Vec<(Located<String>, usize)>,
    pub review: Option<Review>,
    /// Kilobytes that a picture may have, where site.toml says so.
    pub image_limit: Option<u64>,
}

impl Demands {
    /// Whether `[rules]` says that a rule is off.
    pub fn is_off(&self, rule: &str) -> bool {
        self.rules.iter().any(|(name, severity)| severity.is_none() && name.value == rule)
    }
}

/// When pages are due to be looked through again.
#[derive(Clone, Debug)]
pub struct Review {
    /// The field with the date of the last review.
    pub field: Located<String>,
    /// The day before which a review is too old.
    pub limit: Located<String>,
}

/// A licence of content.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Licence {
    pub name: String,
    pub url: Option<String>,
}

/// An entry of the site's main navigation, or of its foot.
#[derive(Clone, Debug)]
pub struct NavigationItem {
    pub label: Labels,
    pub target: NavigationTarget,
    pub span: Span,
}

/// Where an entry of the navigation leads.
#[derive(Clone, Debug)]
pub enum NavigationTarget {
    /// A Markdown file, relative to `content/`.
    Page(String),
    /// A vocabulary by its id.
    Vocabulary(String),
    /// The page that explores a collection, by its id.
    Explore(String),
}

/// A project whose funder wants to be named.
#[derive(Clone, Debug, Default)]
pub struct Project {
    pub id: String,
    pub name: String,
    pub title: Option<String>,
    pub programme: Option<String>,
    pub grant: Option<String>,
    pub sentence: Option<String>,
    pub disclaimer: Option<String>,
    pub url: Option<String>,
    pub span: Span,
}

/// A folder of `content/` whose pages share a schema.
#[derive(Clone, Debug)]
pub struct Collection {
    pub id: String,
    pub label: Labels,
    pub singular: Labels,
    /// The template of its pages.
    pub template: String,
    pub sort: Sort,
    /// Keys of every page (`summary`, `date`) that are a must here.
    pub require: Vec<String>,
    /// Flat: the parts of a record follow it, and say so.
    pub fields: Vec<Field>,
    pub groups: Vec<Arc<Group>>,
    pub browse: Browse,
}

/// How readers browse the pages of a collection, besides its list. The numbers are places in its fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Browse {
    /// Fields to filter by.
    pub explore: Vec<usize>,
    /// Fields of terms that are laid out as tables, pages × terms.
    pub matrix: Vec<usize>,
    /// Fields of countries and of places that are shown on the map.
    pub map: Vec<usize>,
}

/// How a collection's list is ordered.
#[derive(Clone, Debug, PartialEq)]
pub struct Sort {
    /// `title`, `date`, or a field of type date, period or number.
    pub by: String,
    /// Greatest first.
    pub descending: bool,
}

/// A controlled list of terms.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    pub id: String,
    pub label: Labels,
    pub singular: Labels,
    pub description: Option<Labels>,
    /// Whether its terms make pages kin: those of a vocabulary of states ("a stub") do not.
    pub relates: bool,
    /// What its terms say besides the SKOS words; no records.
    pub fields: Vec<Field>,
    pub span: Span,
}

/// The built-in vocabulary: ISO 3166-1.
pub const COUNTRIES: &str = "countries";

impl Config {
    /// The whole address of what lies at `url`, seen from the root; none without a `base_url`.
    pub fn whole(&self, url: &str) -> Option<String> {
        self.base_url.as_ref().map(|base| format!("{base}{}", url.trim_start_matches('/')))
    }

    /// The path at which the site will be published, without its last slash: `/commons`, or nothing.
    pub fn base_path(&self) -> String {
        let base = self.base_url.as_deref().and_then(|base| url::Url::parse(base).ok());
        base.map(|base| base.path().trim_end_matches('/').to_owned()).unwrap_or_default()
    }

    /// The templates that are asked for here, besides those that every theme has.
    pub fn templates(&self) -> Vec<String> {
        let mut wanted: Vec<String> = self.collections.iter().map(|c| c.template.clone()).collect();
        let any = |asks: fn(&Browse) -> bool| self.collections.iter().any(|c| asks(&c.browse));
        if any(|browse| !browse.explore.is_empty()) {
            wanted.push("explore.html".to_owned());
        }
        if any(|browse| !browse.matrix.is_empty()) {
            wanted.push("matrix.html".to_owned());
        }
        wanted
    }

    pub fn collection(&self, id: &str) -> Option<usize> {
        self.collections.iter().position(|collection| collection.id == id)
    }

    pub fn vocabulary(&self, id: &str) -> Option<usize> {
        self.vocabularies.iter().position(|vocabulary| vocabulary.id == id)
    }

    pub fn project(&self, id: &str) -> Option<&Project> {
        self.projects.iter().find(|project| project.id == id)
    }

    /// The language of a file by its name (`page.et.md` → `et`), the site's own for all others.
    pub fn language_of<'a>(&'a self, stem: &'a str) -> (&'a str, &'a str) {
        match stem.rsplit_once('.') {
            Some((base, lang)) if self.languages.iter().any(|known| known == lang) => (base, lang),
            _ => (stem, &self.language),
        }
    }
}
