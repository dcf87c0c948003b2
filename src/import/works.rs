//! Works of a bibliography, with what finds one that is there already: by its DOI, or else by its title and year. Each
//! question is one look-up, however many works there are.

use crate::files;
use crate::parse::bibliography;
use std::collections::HashMap;
use std::ops::Deref;

/// A work of a bibliography, as BibTeX.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Work {
    pub key: String,
    /// Its title and year as [`identity`] gives them; empty if they say too little.
    pub title: String,
    pub doi: Option<String>,
    /// Its whole title as a slug, by which two works with one key are compared.
    pub name: String,
    pub text: String,
}

impl Work {
    /// What finds a work, without its text.
    pub fn of(work: &bibliography::Work) -> Self {
        Self {
            key: work.key.clone(),
            title: identity(&work.title, &work.when),
            doi: work.item.texts.get("DOI").map(|doi| bare_doi(doi)),
            name: files::slug(&work.title),
            text: String::new(),
        }
    }
}

/// Works in their order.
#[derive(Debug, Default)]
pub struct Works {
    all: Vec<Work>,
    keys: HashMap<String, usize>,
    by_doi: HashMap<String, usize>,
    /// The first work of a title, and the first without a DOI.
    by_title: HashMap<String, usize>,
    without_doi: HashMap<String, usize>,
}

impl Deref for Works {
    type Target = [Work];

    fn deref(&self) -> &[Work] {
        &self.all
    }
}

impl FromIterator<Work> for Works {
    fn from_iter<I: IntoIterator<Item = Work>>(works: I) -> Self {
        let mut all = Self::default();
        works.into_iter().for_each(|work| all.push(work));
        all
    }
}

impl Works {
    pub fn push(&mut self, work: Work) {
        let at = self.all.len();
        self.keys.entry(work.key.clone()).or_insert(at);
        if let Some(doi) = &work.doi {
            self.by_doi.entry(doi.clone()).or_insert(at);
        }
        if !work.title.is_empty() {
            self.by_title.entry(work.title.clone()).or_insert(at);
            if work.doi.is_none() {
                self.without_doi.entry(work.title.clone()).or_insert(at);
            }
        }
        self.all.push(work);
    }

    /// The work that is the same: by their DOIs if both have one, or else by title and year.
    pub fn same(&self, work: &Work) -> Option<&Work> {
        let at = match &work.doi {
            Some(doi) => {
                let by_title = self.without_doi.get(&work.title);
                self.by_doi.get(doi).into_iter().chain(by_title).min()
            }
            None => self.by_title.get(&work.title),
        };
        self.all.get(*at?)
    }

    pub fn with_key(&self, key: &str) -> Option<&Work> {
        self.all.get(*self.keys.get(key)?)
    }

    /// The key, or one like it that no work has.
    pub fn free_key(&self, key: &str) -> String {
        let letters = (b'a'..=b'z').map(|letter| format!("{key}{}", char::from(letter)));
        let numbers = (self.all.len()..).map(|number| format!("{key}-{number}"));
        let mut all = std::iter::once(key.to_owned()).chain(letters).chain(numbers);
        all.find(|key| !self.keys.contains_key(key)).unwrap_or_else(|| key.to_owned())
    }
}

/// A title and a year to compare works by.
fn identity(title: &str, year: &str) -> String {
    let slug = files::slug(title);
    let year: String = year.chars().filter(char::is_ascii_digit).take(4).collect();
    if slug.len() < 8 { String::new() } else { format!("{slug} {year}") }
}

fn bare_doi(doi: &str) -> String {
    let doi = doi.trim().to_lowercase();
    doi.find("10.").map_or(doi.clone(), |at| doi[at..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_is_known_by_its_doi_or_else_by_its_title() {
        let work = |key: &str, title: &str, doi: &str| Work {
            key: key.to_owned(),
            title: title.to_owned(),
            doi: Some(doi.to_owned()).filter(|doi| !doi.is_empty()),
            ..Work::default()
        };
        let all = [work("a", "t", "10.1/a"), work("b", "t", ""), work("c", "u", "10.1/c")];
        let works: Works = all.into_iter().collect();
        let same = |title, doi| works.same(&work("x", title, doi)).map(|work| &*work.key);
        assert_eq!(same("t", "10.1/a"), Some("a"));
        assert_eq!(same("t", ""), Some("a"));
        assert_eq!(same("t", "10.1/other"), Some("b"), "only the one without a DOI may be it");
        assert_eq!(same("u", "10.1/other"), None);
        assert_eq!(same("", ""), None);
        assert_eq!(works.free_key("a"), "aa");
    }
}
