//! References as a style writes them, and how they are looked up.

use crate::hash::Hash;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A work as a style has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Safe: all text in it is escaped, all links are http or https.
    pub html: String,
    /// The same without any marks.
    pub text: String,
    /// How the text cites it, without brackets: `Kangro and Lepik, 2021`. None in styles with numbers.
    pub cite: Option<String>,
}

/// What was formatted, by what it was made of: works that must be told apart are made together.
pub type Formatted = BTreeMap<Hash, BTreeMap<String, Reference>>;

/// All references that some page shows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct References {
    /// By language of the page and key of the work.
    pub(super) by_language: BTreeMap<String, BTreeMap<String, Reference>>,
    /// By language and key: the place in the order of the style. Empty where the order is that of the text.
    pub(super) places: BTreeMap<String, BTreeMap<String, usize>>,
    /// By key: the hash of the work in all languages.
    pub(super) hashes: BTreeMap<String, Hash>,
    /// How citations in the text are written; none for numbers.
    pub author_date: Option<AuthorDate>,
}

/// What stands around citations of a style with authors and dates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuthorDate {
    pub open: String,
    pub between: String,
    pub close: String,
}

impl References {
    /// A work as pages of a language show it; none if the style has no form for it.
    pub fn get(&self, lang: &str, key: &str) -> Option<&Reference> {
        self.by_language.get(lang)?.get(key)
    }

    /// Puts sources into the order of the style. Web addresses come last, as they stand.
    pub fn sort(&self, lang: &str, sources: &mut [&str]) {
        if let Some(places) = self.places.get(lang) {
            sources.sort_by_key(|key| places.get(*key).copied().unwrap_or(usize::MAX));
        }
    }

    /// The hash of a work as it is shown.
    pub fn hash(&self, key: &str) -> Hash {
        self.hashes.get(key).copied().unwrap_or_default()
    }
}
