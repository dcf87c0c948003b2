//! Language data that the crates with CLDR's data do not have: interface words, quotation marks, vague link texts
//! and the data for language detection. It comes from `languages/<tag>.toml`; `build.rs` turns it into constants.

use icu_plurals::PluralCategory;
use whatlang::Lang;

/// A file of `languages/`. Missing parts are empty.
pub struct Language {
    pub tag: &'static str,
    /// The outer pair, then the inner pair.
    pub quotes: [&'static str; 4],
    /// Whether nouns begin with a capital inside a sentence, too.
    pub capital_nouns: bool,
    /// In lower case.
    pub vague_links: &'static [&'static str],
    pub detection: Option<Detection>,
    /// The interface words, sorted by key.
    pub words: &'static [(&'static str, Word)],
}

/// Data for telling a text in this language from texts in other languages.
pub struct Detection {
    pub code: Lang,
    /// Its most frequent short words, in lower case.
    pub small_words: &'static [&'static str],
    /// Languages that are easily mistaken for it.
    pub resembles: &'static [Lang],
}

/// An interface text.
pub enum Word {
    Text(&'static str),
    /// The forms of a counted word, by CLDR's plural categories.
    Forms(&'static [(&'static str, &'static str)]),
}

// `LANGUAGES`, sorted by tag.
include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The language with this tag, then the one with its first part: `pt-PT`, then `pt`.
pub fn of(lang: &str) -> impl Iterator<Item = &'static Language> {
    let base = lang.split('-').next().filter(|base| *base != lang);
    let index = |tag: &str| LANGUAGES.binary_search_by_key(&tag, |language| language.tag).ok();
    [index(lang), base.and_then(index)].into_iter().flatten().map(|at| &LANGUAGES[at])
}

/// CLDR's name of a plural category, as used in [`Word::Forms`].
pub fn plural_form(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
