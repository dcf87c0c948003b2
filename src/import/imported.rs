//! What every reader of a foreign format gives: pages, terms, works and files as they are in the source, before anybody
//! decided what becomes of them.

use crate::parse::dates::Date;
use std::path::PathBuf;

/// The contents of a source.
#[derive(Debug, Default)]
pub struct Imported {
    /// What its pages say they come from: `wordpress`, `hugo`.
    pub from: &'static str,
    pub site: About,
    pub pages: Vec<Page>,
    pub taxonomies: Vec<Taxonomy>,
    pub works: Vec<Work>,
    pub files: Vec<File>,
    /// Entries of the menu: a label, which may be empty, and the id of a page.
    pub menu: Vec<(String, String)>,
    pub left_out: Vec<LeftOut>,
    /// What was guessed: the encoding, what separates columns.
    pub notes: Vec<String>,
}

/// What the source says of its site.
#[derive(Debug, Default)]
pub struct About {
    pub title: String,
    pub description: String,
    pub language: Option<String>,
    /// Its address, without a slash at the end.
    pub address: Option<String>,
}

/// A page or row.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// How the source names it: a number, a path, a row.
    pub id: String,
    /// Its type there: `post`, a section, a sheet.
    pub kind: String,
    /// Where it stands in its type, without an ending: `parent/child`. Empty if it is named after its title.
    pub path: String,
    pub title: String,
    pub summary: Option<String>,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub authors: Vec<String>,
    pub language: Option<String>,
    pub draft: bool,
    pub values: Vec<Entry>,
    /// Its terms, by the id of their taxonomy.
    pub terms: Vec<(String, Vec<String>)>,
    /// Its addresses on the old site, the main one first. With `?`, they can't be redirected but are looked up.
    pub addresses: Vec<String>,
    /// Its file in the source, if relative links start there.
    pub source: Option<String>,
    /// Markdown, whose links lead where they led in the source.
    pub body: String,
}

/// A column or custom field with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: String,
    pub values: Vec<String>,
    /// Whether the source writes it as a list.
    pub many: bool,
}

impl Entry {
    pub fn one(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), values: vec![value.into()], many: false }
    }
}

/// A list of terms, such as categories or tags.
#[derive(Debug, Default)]
pub struct Taxonomy {
    pub id: String,
    pub terms: Vec<Term>,
}

#[derive(Clone, Debug, Default)]
pub struct Term {
    /// The word by which pages refer to it.
    pub id: String,
    pub label: String,
    pub definition: Option<String>,
    pub broader: Option<String>,
    pub addresses: Vec<String>,
}

/// A work of a bibliography, as BibTeX.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Work {
    pub key: String,
    pub title: String,
    pub doi: Option<String>,
    pub text: String,
}

/// A picture or download.
#[derive(Debug)]
pub struct File {
    /// Where it is now; none if the source only names it.
    pub place: Option<PathBuf>,
    /// Where it goes, in the repository; below `static/` or beside the page that shows it.
    pub path: String,
    /// The addresses and paths by which pages refer to it.
    pub addresses: Vec<String>,
}

/// What could not be taken over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// `shortcode`, `draft`, `column`: what the report counts.
    pub kind: &'static str,
    /// The page, row or line.
    pub place: String,
    pub what: String,
}

impl Imported {
    pub fn leave_out(
        &mut self,
        kind: &'static str,
        place: impl Into<String>,
        what: impl Into<String>,
    ) {
        self.left_out.push(LeftOut { kind, place: place.into(), what: what.into() });
    }

    /// The taxonomy with this id, which is made if there is none yet.
    pub fn taxonomy(&mut self, id: &str) -> &mut Taxonomy {
        let at = self.taxonomies.iter().position(|one| one.id == id).unwrap_or_else(|| {
            self.taxonomies.push(Taxonomy { id: id.to_owned(), terms: Vec::new() });
            self.taxonomies.len() - 1
        });
        &mut self.taxonomies[at]
    }
}

/// The date in the first ten letters of a moment: `2021-02-27T04:48:24`, `2021-02-27 04:48:24`. `0000-00-00` is none.
pub fn day(moment: &str) -> Option<Date> {
    Date::read(moment.trim().get(..10)?).ok()
}
