//! References formatted by a style, and lookups in them.

use crate::hash::{Hash, Hasher};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A formatted work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Safe: all text is escaped, and all links are http or https.
    pub html: String,
    /// The same as plain text.
    pub text: String,
    /// The citation in the text, without brackets: `Kangro and Lepik, 2021`. `None` in numeric styles.
    pub cite: Option<String>,
}

/// Formatted groups of works, by the hash of their input.
pub type Formatted = BTreeMap<Hash, BTreeMap<String, Reference>>;

/// All references shown on some page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct References {
    /// By language of the page and key of the work.
    pub(super) by_language: BTreeMap<String, BTreeMap<String, Reference>>,
    /// By language and key: the position in the style's order. Empty if references follow the order of the
    /// text.
    pub(super) places: BTreeMap<String, BTreeMap<String, usize>>,
    /// How citations in the text are written; `None` for numeric styles.
    pub author_date: Option<AuthorDate>,
    /// The groups that these come from, so that the next run formats only others.
    pub formatted: Formatted,
}

/// The punctuation around author-date citations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuthorDate {
    pub open: String,
    pub between: String,
    pub close: String,
}

impl References {
    /// A work in a language; `None` if the style has no layout for it.
    pub fn get(&self, lang: &str, key: &str) -> Option<&Reference> {
        self.by_language.get(lang)?.get(key)
    }

    /// Sorts sources as the style does. Web addresses come last, in their given order.
    pub fn sort(&self, lang: &str, sources: &mut [&str]) {
        if let Some(places) = self.places.get(lang) {
            sources.sort_by_key(|key| places.get(*key).copied().unwrap_or(usize::MAX));
        }
    }

    /// The hash of a work as it is shown in all languages. It is made from what is shown, not taken from the cache, so
    /// that the key of an output covers what the output has.
    pub fn hash(&self, key: &str) -> Hash {
        let mut hasher = Hasher::new("references");
        for (lang, all) in &self.by_language {
            let Some(Reference { html, text, cite }) = all.get(key) else { continue };
            hasher.text(lang).text(html).text(text).text(cite.as_deref().unwrap_or_default());
        }
        if let Some(AuthorDate { open, between, close }) = &self.author_date {
            hasher.text(open).text(between).text(close);
        }
        hasher.finish()
    }
}
