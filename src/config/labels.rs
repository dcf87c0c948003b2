//! Texts in several languages: labels in `site.toml`, labels and definitions of terms.

use crate::tables::{Item, Reader};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in several languages, one each (`skos:prefLabel`, `skos:definition`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Labels {
    /// The text for every language without its own.
    pub main: String,
    pub by_language: BTreeMap<String, String>,
}

impl Labels {
    /// The text in a language.
    pub fn get(&self, lang: &str) -> &str {
        self.by_language.get(lang).unwrap_or(&self.main)
    }

    pub fn one(text: impl Into<String>) -> Self {
        Self { main: text.into(), by_language: BTreeMap::new() }
    }

    /// Every text, in whatever language.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.by_language.values().chain([&self.main]).map(String::as_str)
    }

    /// Reads a text, or a table of texts by language; `main` is the language of the site.
    pub fn read(reader: &Reader, key: &str, item: Item, main: &str) -> Option<Self> {
        if item.get_ref().is_str() {
            return Some(Self::one(reader.text(key, item)?.value));
        }
        let table = reader.table(key, item, "{ en = \"…\", et = \"…\" }")?;
        let by_language: BTreeMap<String, String> = table
            .entries()
            .into_iter()
            .filter_map(|(lang, _, item)| Some((lang.to_owned(), reader.text(key, item)?.value)))
            .collect();
        let main = by_language.get(main).or_else(|| by_language.values().next())?.clone();
        Some(Self { main, by_language })
    }
}
