//! The interface words: those of `languages/`, overridden and extended by the theme's `strings/<lang>.toml`. These
//! files are flat, with tables for plural forms.

use super::ThemeFile;
use crate::config::Config;
use crate::diagnostics::rules::{ENGLISH_WORDS, UNUSED_WORD};
use crate::diagnostics::{Diagnostic, near};
use crate::files;
use crate::hash::Hash;
use crate::languages::{self, LANGUAGES, Word, plural_form};
use crate::parse::text;
use crate::tables::{Reader, Table};
use icu_plurals::PluralRules;
use std::collections::BTreeMap;
use tera::{Kwargs, State, TeraResult, Value};
use toml::de::DeValue;

#[derive(Default)]
pub struct Strings {
    pub by_language: BTreeMap<String, Value>,
    /// The hashes of the theme's files; `languages/` is part of the program.
    pub hashes: Vec<Hash>,
}

/// The words of one language by their keys.
type Words = BTreeMap<String, Value>;

/// The key that holds the language of a counted word.
const LANG: &str = "lang";

/// Reads the words of all languages. Later files override earlier ones, and English fills the gaps. A word that neither
/// Talkoo nor one of the `templates` knows is reported.
pub fn read(
    files: &[ThemeFile],
    templates: &[ThemeFile],
    problems: &mut Vec<Diagnostic>,
) -> Strings {
    let mut words: BTreeMap<String, Words> = built_in();
    let provided: Vec<String> =
        words.get("en").into_iter().flat_map(Words::keys).cloned().collect();
    let mut strings = Strings::default();
    for file in files {
        let Some(lang) = file.name.strip_suffix(".toml") else { continue };
        strings.hashes.push(file.source.hash);
        let (toml, not_utf8) = text(file.source);
        problems.extend(not_utf8);
        let reader = Reader::new(&file.source.path, 0);
        let mut sound = String::new();
        let root = reader.parse(&toml, &mut sound);
        let table = Table::new(root.get_ref(), 0..0);
        let own = words.entry(lang.to_owned()).or_default();
        for (key, span, item) in table.entries() {
            if !provided.iter().any(|word| word == key) && !is_read(templates, key) {
                let message = format!("no template of the theme reads the word `{key}`");
                let span = reader.file_span(&span);
                let near = near(key, provided.iter().map(String::as_str));
                let problem = UNUSED_WORD.at(reader.path, span, message);
                let help = format!("read it in a template, as {{{{ t.{key} }}}}, or remove it");
                reader.add(problem.help(help).meant(near, None));
            }
            let value = match item.get_ref() {
                DeValue::Table(_) => forms(&reader, key, item, lang),
                _ => reader.text(key, item).map(|text| Value::from(text.value)),
            };
            own.extend(value.map(|value| (key.to_owned(), value)));
        }
        problems.extend(reader.into_problems());
    }
    let english = words.get("en").cloned().unwrap_or_default();
    for (lang, own) in words {
        let mut all = english.clone();
        all.extend(own);
        strings.by_language.insert(lang, Value::from_serializable(&all));
    }
    strings
}

/// A hint for each language of the site without words: its pages say "Contents" and "Search" in English.
pub fn in_english(config: &Config, words: &BTreeMap<String, Value>) -> Vec<Diagnostic> {
    let of_site = std::iter::once(&config.language).chain(&config.languages);
    let has_none = |lang: &&String| {
        let base = lang.split('-').next().unwrap_or(lang);
        !words.contains_key(*lang) && !words.contains_key(base)
    };
    let hint = |lang: &String| {
        let message =
            format!("the interface has no words in the language `{lang}`, so it is English");
        let help =
            format!("let a theme of your own bring them, in themes/<name>/strings/{lang}.toml");
        let span = config.languages_at.get(lang).cloned().unwrap_or(0..0);
        ENGLISH_WORDS.at(&files::SETTINGS.into(), span, message).help(help)
    };
    of_site.filter(has_none).map(hint).collect()
}

/// Whether a template names a word.
fn is_read(templates: &[ThemeFile], word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    templates.iter().any(|file| {
        let text = String::from_utf8_lossy(&file.source.bytes);
        text.match_indices(word).any(|(at, _)| {
            !text[..at].ends_with(is_letter) && !text[at + word.len()..].starts_with(is_letter)
        })
    })
}

/// The words that Talkoo provides.
fn built_in() -> BTreeMap<String, Words> {
    let languages = LANGUAGES.iter().filter(|language| !language.words.is_empty());
    let words = languages.map(|language| {
        let words = language.words.iter().map(|(key, word)| {
            let value = match word {
                Word::Text(text) => Value::from(*text),
                Word::Forms(forms) => {
                    let lang = (LANG, language.tag);
                    let forms: BTreeMap<_, _> = forms.iter().copied().chain([lang]).collect();
                    Value::from_serializable(&forms)
                }
            };
            ((*key).to_owned(), value)
        });
        (language.tag.to_owned(), words.collect())
    });
    words.collect()
}

fn forms(reader: &Reader, key: &str, item: crate::tables::Item, lang: &str) -> Option<Value> {
    let table = reader.table(key, item, "{ one = \"{n} page\", other = \"{n} pages\" }")?;
    let mut forms: BTreeMap<String, String> = table
        .entries()
        .into_iter()
        .filter_map(|(form, _, item)| Some((form.to_owned(), reader.text(form, item)?.value)))
        .collect();
    forms.insert(LANG.to_owned(), lang.to_owned());
    Some(Value::from_serializable(&forms))
}

/// The filter `count`: the plural form of a counted word for `n` (CLDR), with the number filled in.
pub fn count(word: Value, args: Kwargs, _: &State) -> TeraResult<String> {
    let n: i64 = args.must_get("n")?;
    let form = |name: &str| word.get_from_path(name).and_then(Value::as_str).map(str::to_owned);
    let lang = form(LANG).unwrap_or_else(|| "en".into());
    let text = form(category(&lang, n)).or_else(|| form("other"));
    let Some(text) = text else {
        return Err(tera::Error::message(
            "`count` takes a word with plural forms, such as t.pages",
        ));
    };
    Ok(text.replace("{n}", &n.to_string()))
}

/// The filter `in_sentence`: a label as it stands inside a sentence of the language `lang`. It begins small, unless the
/// language writes nouns with capitals or the label begins with an abbreviation.
pub fn in_sentence(label: &str, args: Kwargs, _: &State) -> TeraResult<String> {
    let lang: String = args.must_get("lang")?;
    let keeps = languages::of(&lang).next().is_some_and(|language| language.capital_nouns);
    let mut letters = label.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    let rest = letters.as_str();
    let is_abbreviation = rest.starts_with(char::is_uppercase);
    Ok(if keeps || is_abbreviation {
        label.to_owned()
    } else {
        first.chain(rest.chars()).collect()
    })
}

/// The filter `js`: a text as a string of JavaScript.
pub fn js(text: &str, _: Kwargs, _: &State) -> Value {
    // Texts can always be written. `</` would end a script.
    Value::safe_string(&serde_json::to_string(text).unwrap_or_default().replace("</", "<\\/"))
}

fn category(lang: &str, n: i64) -> &'static str {
    let locale = icu_locale::Locale::try_from_str(lang).unwrap_or(icu_locale::Locale::UNKNOWN);
    let Ok(rules) = PluralRules::try_new_cardinal((&locale).into()) else { return "other" };
    plural_form(rules.category_for(n.unsigned_abs()))
}
