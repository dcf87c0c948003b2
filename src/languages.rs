//! Language data that the crates with CLDR's data do not have: interface words, quotation marks, vague link texts
//! and the data for language detection. It comes from `languages/<tag>.toml`; `build.rs` turns it into constants.

use icu_plurals::PluralCategory;
use whatlang::Lang;

/// A file of `languages/`. Missing parts are empty.
pub struct Language {
    pub tag: &'static str,
    /// The outer pair, then the inner pair.
    pub quotes: [&'static str; 4],
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

#[cfg(test)]
mod tests {
    use super::*;
    use icu_plurals::PluralRules;

    /// The `{names}` in a text.
    fn holes(word: &Word) -> Vec<&'static str> {
        let text = match word {
            Word::Text(text) => text,
            Word::Forms(forms) => forms.last().map_or("", |(_, text)| text),
        };
        let mut holes: Vec<_> =
            text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        holes.sort_unstable();
        holes
    }

    fn plural_forms(lang: &str) -> Vec<&'static str> {
        let locale = icu_locale::Locale::try_from_str(lang).unwrap();
        let rules = PluralRules::try_new_cardinal((&locale).into()).unwrap();
        rules.categories().map(plural_form).collect()
    }

    /// Every interface language must have all that English has.
    #[test]
    fn interface_languages_are_complete() {
        let english = of("en").next().unwrap();
        let mut missing = Vec::new();
        for language in LANGUAGES.iter().filter(|language| !language.words.is_empty()) {
            let tag = language.tag;
            if language.vague_links.is_empty() {
                missing.push(format!("{tag}: vague_links"));
            }
            if language.detection.is_none() {
                missing.push(format!("{tag}: [detection]"));
            }
            for (key, word) in english.words {
                let own = language.words.iter().find(|(own, _)| own == key).map(|(_, word)| word);
                match own {
                    None => missing.push(format!("{tag}: words.{key}")),
                    Some(own) if holes(own) != holes(word) => {
                        missing.push(format!("{tag}: words.{key} has different {{names}}"));
                    }
                    Some(Word::Text(_)) if matches!(word, Word::Text(_)) => {}
                    Some(Word::Forms(forms)) if matches!(word, Word::Forms(_)) => {
                        let needed = plural_forms(tag).into_iter();
                        let of_key = |form: &str| format!("{tag}: words.{key}.{form}");
                        let is_missing = |form: &&str| forms.iter().all(|(own, _)| own != form);
                        missing.extend(needed.filter(is_missing).map(of_key));
                    }
                    Some(_) => missing.push(format!("{tag}: words.{key} has a different type")),
                }
            }
            let unknown =
                |(key, _): &&(&str, Word)| english.words.iter().all(|(own, _)| own != key);
            let strange = language.words.iter().filter(unknown);
            missing.extend(strange.map(|(key, _)| format!("{tag}: words.{key} is not in en.toml")));
        }
        assert!(missing.is_empty(), "languages/*.toml:\n{}", missing.join("\n"));
    }

    #[test]
    fn a_language_is_found_by_its_tag_or_the_first_part_of_it() {
        assert!(LANGUAGES.is_sorted_by_key(|language| language.tag));
        let quotes = |lang: &str| of(lang).next().map(|language| language.quotes.concat());
        assert_eq!(quotes("sv-FI").as_deref(), Some("””’’"));
        assert_eq!(quotes("pt-PT").as_deref(), Some("«»“”"));
        assert_eq!(quotes("pt-AO").as_deref(), Some("“”‘’"));
        assert_eq!(quotes("xx"), None);
    }

    #[test]
    fn what_is_compared_in_lower_case_is_in_lower_case() {
        let small = LANGUAGES.iter().filter_map(|language| language.detection.as_ref());
        let small = small.flat_map(|detection| detection.small_words);
        for word in LANGUAGES.iter().flat_map(|language| language.vague_links).chain(small) {
            assert_eq!(*word, word.to_lowercase());
        }
    }
}
