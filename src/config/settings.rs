//! The settings, as parsed.

use super::authors::Author;
use super::browsing::{Browse, InShort, Sort, Stub};
use super::heading_ids::HeadingIds;
use super::labels::Labels;
use crate::diagnostics::{Severity, Span};
use crate::fields::field::{Field, Group};
use crate::files::SETTINGS;
use crate::hash::Hash;
use crate::tables::Located;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The path of the settings in a repository.
pub const PATH: &str = SETTINGS;

/// The settings of a repository.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub title: String,
    pub description: String,
    /// The address of the published site, with a trailing `/`; feeds, sitemap and canonical links need it.
    pub base_url: Option<String>,
    /// The default language of pages (BCP 47).
    pub language: String,
    /// Languages of translations (`page.et.md`).
    pub languages: Vec<String>,
    /// Where the settings name a language.
    pub languages_at: BTreeMap<String, Span>,
    pub theme: Located<String>,
    pub authors: Vec<Author>,
    pub licence: Option<Licence>,
    /// Whether HTML in Markdown is kept; otherwise it is shown as text.
    pub raw_html: bool,
    pub heading_ids: HeadingIds,
    /// The hidden files and folders of static/ that are published besides `.well-known/` and its kind.
    pub publish_hidden: Vec<String>,
    /// The schemes of links that are allowed besides those of [`Config::allows_scheme`].
    pub link_schemes: Vec<String>,
    /// Files and folders that may be published although browsers run what is in them.
    pub active_files: Vec<String>,
    pub navigation: Vec<NavigationItem>,
    /// What the menu keeps under "More". If it is empty, the collections and vocabularies that `navigation` leaves out.
    pub more: Vec<NavigationItem>,
    /// The vocabularies that the home page offers, by what readers bring; if it is empty, those in `navigation`.
    pub doorways: Vec<NavigationItem>,
    /// Links in the footer of every page.
    pub footer: Vec<NavigationItem>,
    /// Where to edit a page: an address with `{path}` in it.
    pub edit_url: Option<String>,
    /// Where to report a mistake: an address that may contain `{title}` and `{url}`.
    pub report_url: Option<String>,
    pub responsible: Option<Responsible>,
    pub contact: Option<Contact>,
    /// Whether the published addresses are listed in `addresses.txt`, and one that goes is an error.
    pub keep_addresses: bool,
    pub projects: Vec<Project>,
    pub collections: Vec<Collection>,
    pub vocabularies: Vec<Vocabulary>,
    pub bibliography: BibliographySettings,
    pub search: SearchSettings,
    pub share_images: ShareImages,
    pub data: DataSettings,
    pub demands: Demands,
    /// The hash of the file.
    pub hash: Hash,
}

/// What has a picture of its own, which other sites show beside a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareImages {
    pub site: bool,
    pub collections: bool,
    pub countries: bool,
    /// A picture costs as much as some thirty pages, so pages have none unless the settings ask for it.
    pub pages: bool,
}

impl Default for ShareImages {
    fn default() -> Self {
        Self { site: true, collections: true, countries: true, pages: false }
    }
}

/// How much kinds of pages count in the search.
#[derive(Clone, Debug)]
pub struct SearchSettings {
    /// By id of a collection or vocabulary; others count 1.
    pub weights: Vec<(String, f64)>,
    /// The weight of works without a text of their own.
    pub bare_works: f64,
}

impl Default for SearchSettings {
    fn default() -> Self {
        Self { weights: Vec::new(), bare_works: 0.4 }
    }
}

impl SearchSettings {
    pub fn weight(&self, id: &str) -> f64 {
        self.weights.iter().find(|(known, _)| known == id).map_or(1.0, |(_, weight)| *weight)
    }
}

/// How the works of the bibliography are shown.
#[derive(Clone, Debug, Default)]
pub struct BibliographySettings {
    /// The name of a CSL style, or the path of a `.csl` file of the repository.
    pub style: Option<Located<String>>,
    /// The collection of the pages of works, by its index in the settings.
    pub collection: Option<usize>,
}

/// Which files for other programs the site has.
#[derive(Clone, Debug)]
pub struct DataSettings {
    /// Tables of whole collections, the codebook and the places: `/data/`.
    pub tables: bool,
    /// `index.json` and `index.md` beside each page.
    pub pages: bool,
    /// Vocabularies in SKOS, in `/data/`.
    pub vocabularies: bool,
    /// What pages say to search engines, in the words of schema.org.
    pub schema_org: bool,
    /// The DOI of the whole, if it leads to `/data/`.
    pub doi: Option<String>,
}

impl Default for DataSettings {
    fn default() -> Self {
        Self { tables: false, pages: false, vocabularies: false, schema_org: true, doi: None }
    }
}

impl DataSettings {
    /// Whether there is the page `/data/`.
    pub fn has_page(&self) -> bool {
        self.tables || self.vocabularies
    }
}

/// Rules by name with their severity; `None` if a rule is off.
pub type Rules = Vec<(Located<String>, Option<Severity>)>;

/// The repository's settings for `check`.
#[derive(Clone, Debug, Default)]
pub struct Demands {
    pub rules: Rules,
    /// The expected number of entries of a collection or terms of a vocabulary.
    pub expect: Vec<(Located<String>, usize)>,
    pub review: Option<Review>,
    /// The largest size of a picture in kilobytes, if site.toml sets it.
    pub image_limit: Option<u64>,
}

fn severity(rules: &Rules, rule: &str) -> Option<Option<Severity>> {
    rules.iter().find(|(name, _)| name.value == rule).map(|(_, severity)| *severity)
}

/// When pages are due for review.
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

/// The body that answers for the site.
#[derive(Clone, Debug)]
pub struct Responsible {
    pub name: String,
    pub url: Option<String>,
}

/// Where readers can write to.
#[derive(Clone, Debug)]
pub enum Contact {
    /// A Markdown file, relative to `content/`.
    Page(Located<String>),
    /// A web address or `mailto:`.
    Address(String),
}

/// An entry of the main navigation or the footer.
#[derive(Clone, Debug)]
pub struct NavigationItem {
    pub label: Labels,
    pub target: NavigationTarget,
    pub span: Span,
}

/// The target of a navigation entry.
#[derive(Clone, Debug)]
pub enum NavigationTarget {
    /// A Markdown file, relative to `content/`.
    Page(String),
    /// A vocabulary by its id.
    Vocabulary(String),
    /// A collection by its id.
    Collection(String),
}

/// A project, for the acknowledgement of its funder.
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
    /// Whether the site is the project's own. Of any other project the site says that it did not check the content.
    pub owns_site: bool,
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
    /// Keys of every page (`summary`, `date`) that are required here.
    pub require: Vec<String>,
    /// Flat: the fields of a record follow it and refer to it.
    pub fields: Vec<Field>,
    /// Keys that would be fields, or parts of records, if they were declared without a mistake.
    pub misdeclared: Vec<String>,
    pub groups: Vec<Arc<Group>>,
    pub in_short: Vec<InShort>,
    pub browse: Browse,
    /// What marks a page of which little more than the name is known.
    pub stub: Option<Stub>,
    /// What its pages are cited as, one of [`CITE_AS`]; none if they have no citation.
    pub cite_as: Option<String>,
    /// What its pages are about, one of [`DESCRIBES`]; none if they stand for themselves.
    pub describes: Option<String>,
    /// Rules that are more or less severe in the files of its folder than elsewhere.
    pub rules: Rules,
    /// The names that it had before; its old addresses lead to those of now.
    pub aliases: Vec<String>,
}

/// A controlled list of terms.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    pub id: String,
    pub label: Labels,
    pub singular: Labels,
    pub description: Option<Labels>,
    /// Whether its terms relate pages; those of a vocabulary of states ("a stub") do not.
    pub relates: bool,
    /// Whether pages may name terms that no file has.
    pub open: bool,
    /// The fields of its terms besides those of SKOS; no records.
    pub fields: Vec<Field>,
    /// The names that it had before; its old addresses lead to those of now.
    pub aliases: Vec<String>,
    /// Keys that would be fields of its terms if they were declared without a mistake.
    pub misdeclared: Vec<String>,
    pub span: Span,
}

/// What a page can be cited as: types of CSL.
pub const CITE_AS: [&str; 3] = ["webpage", "report", "dataset"];

/// What a page can be about, in the words of schema.org. The pages of works are about these.
pub const DESCRIBES: [&str; 5] = ["Organization", "Person", "Place", "Event", "Project"];

/// The built-in vocabulary: ISO 3166-1.
pub const COUNTRIES: &str = "countries";

impl Config {
    /// The absolute address of `url`, which starts at the root; `None` without a `base_url`.
    pub fn absolute_url(&self, url: &str) -> Option<String> {
        self.base_url.as_ref().map(|base| format!("{base}{}", url.trim_start_matches('/')))
    }

    /// Whether a link may have this scheme, given in small letters. `doi:` becomes a web address before.
    pub fn allows_scheme(&self, scheme: &str) -> bool {
        const ALLOWED: [&str; 4] = ["https", "http", "mailto", "tel"];
        ALLOWED.contains(&scheme) || self.link_schemes.iter().any(|own| own == scheme)
    }

    /// Whether a file may be published although browsers run what is in it.
    pub fn allows_active(&self, path: &str) -> bool {
        let is_at = |listed: &str| {
            path.strip_prefix(listed).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.raw_html || self.active_files.iter().any(|listed| is_at(listed.trim_matches('/')))
    }

    /// The path at which the site is published, without a trailing slash: `/commons`, or nothing.
    pub fn base_path(&self) -> String {
        let base = self.base_url.as_deref().and_then(|base| url::Url::parse(base).ok());
        base.map(|base| base.path().trim_end_matches('/').to_owned()).unwrap_or_default()
    }

    /// The templates that the settings name, besides those that every theme has.
    pub fn templates(&self) -> Vec<String> {
        let mut wanted: Vec<String> = self.collections.iter().map(|c| c.template.clone()).collect();
        let any = |asks: fn(&Browse) -> bool| self.collections.iter().any(|c| asks(&c.browse));
        if any(|browse| !browse.explore.is_empty()) {
            wanted.push("entries.html".to_owned());
        }
        if any(|browse| !browse.matrix.is_empty()) {
            wanted.push("matrix.html".to_owned());
        }
        if self.data.has_page() {
            wanted.push("data.html".to_owned());
        }
        if any(|browse| !browse.compare.is_empty()) {
            wanted.extend(["compare.html", "beside.html"].map(str::to_owned));
        }
        wanted
    }

    /// Whether `[rules]` turns a rule off and no collection turns it on again.
    pub fn is_off(&self, rule: &str) -> bool {
        let is_on = |one: &Collection| matches!(severity(&one.rules, rule), Some(Some(_)));
        severity(&self.demands.rules, rule) == Some(None) && !self.collections.iter().any(is_on)
    }

    /// The severity that a rule gets in a file: from the collection whose folder it is in, or else from `[rules]`.
    /// `Some(None)` turns the rule off, `None` leaves it as it is.
    pub fn severity(&self, rule: &str, path: &str) -> Option<Option<Severity>> {
        let folder = path.strip_prefix("content/").and_then(|path| path.split_once('/'));
        let collection = folder.and_then(|(folder, _)| self.collection(folder));
        let own = collection.and_then(|c| severity(&self.collections[c].rules, rule));
        own.or_else(|| severity(&self.demands.rules, rule))
    }

    /// The pages that the settings name, relative to `content/`: in the menu, in the footer and as the contact.
    pub fn named_pages(&self) -> impl Iterator<Item = (&str, &Span)> {
        let items = self.navigation.iter().chain(&self.more).chain(&self.footer);
        let pages = items.filter_map(|item| match &item.target {
            NavigationTarget::Page(page) => Some((page.as_str(), &item.span)),
            NavigationTarget::Vocabulary(_) | NavigationTarget::Collection(_) => None,
        });
        let contact = self.contact.iter().filter_map(|contact| match contact {
            Contact::Page(page) => Some((page.value.as_str(), &page.span)),
            Contact::Address(_) => None,
        });
        pages.chain(contact)
    }

    pub fn collection(&self, id: &str) -> Option<usize> {
        self.collections.iter().position(|collection| collection.id == id)
    }

    pub fn vocabulary(&self, id: &str) -> Option<usize> {
        self.vocabularies.iter().position(|vocabulary| vocabulary.id == id)
    }

    /// Whether a collection or vocabulary had another name before.
    pub fn has_aliases(&self) -> bool {
        let of_collections = self.collections.iter().map(|one| &one.aliases);
        let of_vocabularies = self.vocabularies.iter().map(|one| &one.aliases);
        of_collections.chain(of_vocabularies).any(|aliases| !aliases.is_empty())
    }

    /// The names that a collection or vocabulary had before.
    pub fn aliases(&self, folder: &str) -> &[String] {
        let of_collection = || self.collection(folder).map(|c| &self.collections[c].aliases[..]);
        let of_vocabulary = || self.vocabulary(folder).map(|v| &self.vocabularies[v].aliases[..]);
        of_collection().or_else(of_vocabulary).unwrap_or_default()
    }

    pub fn project(&self, id: &str) -> Option<&Project> {
        self.projects.iter().find(|project| project.id == id)
    }

    /// Splits a file name into stem and language (`page.et.md` → `et`), by default the site's.
    pub fn language_of<'a>(&'a self, stem: &'a str) -> (&'a str, &'a str) {
        match stem.rsplit_once('.') {
            Some((base, lang)) if self.languages.iter().any(|known| known == lang) => (base, lang),
            _ => (stem, &self.language),
        }
    }
}
