//! Texts in several languages: labels in `site.toml`, labels and definitions of terms.

use crate::diagnostics::rules::UNUSED_LABEL;
use crate::diagnostics::{Span, did_you_mean};
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
            .inspect(|(lang, span, _)| declared(reader, lang, span))
            .filter_map(|(lang, _, item)| Some((lang.to_owned(), reader.text(key, item)?.value)))
            .collect();
        let main = by_language.get(main).or_else(|| by_language.values().next())?.clone();
        Some(Self { main, by_language })
    }
}

/// Reports a language that the site does not have, so nobody would ever read the text.
fn declared(reader: &Reader, lang: &str, span: &Span) {
    let languages = reader.languages.borrow();
    if languages.is_empty() || languages.iter().any(|own| own == lang) {
        return;
    }
    let message = format!("the site has no language `{lang}`, so nobody reads this text");
    let help = match did_you_mean(lang, languages.iter().map(String::as_str)) {
        Some(help) => help,
        None => {
            let own = languages.iter().skip(1).map(String::as_str).chain([lang]);
            let own: Vec<String> = own.map(|lang| format!("\"{lang}\"")).collect();
            format!("remove it, or give the site the language: languages = [{}]", own.join(", "))
        }
    };
    reader.add(UNUSED_LABEL.at(reader.path, reader.file_span(span), message).help(help));
}
