//! The files in languages/: complete, and found by their tags.

use crate::languages::{LANGUAGES, Word, of, plural_form};
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
        let unknown = |(key, _): &&(&str, Word)| english.words.iter().all(|(own, _)| own != key);
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
