//! The built-in vocabulary: the countries of ISO 3166-1 and Kosovo, named in the languages of the site (CLDR).
//! Codes and other English names come from `celes` and names from ICU4X, so there is no table of countries to
//! maintain. Addresses use the code (`/countries/ee/`), which is the same in all languages and outlives a name.

use crate::config::Config;
use crate::diagnostics::near;
use crate::files;
use crate::words::words;
use celes::LookupTable;
use icu_locale::Locale;
use icu_locale::names::RegionDisplayName;
use icu_locale::subtags::Region;
use std::collections::HashMap;

/// Codes that the European Union uses instead of ISO's.
const EUROPEAN: [(&str, &str); 2] = [("EL", "GR"), ("UK", "GB")];

/// Names that people write and neither CLDR nor `celes` has, as keys.
const WRITTEN: [(&str, &str); 36] = [
    ("belorussia", "BY"),
    ("bosniaherzegovina", "BA"),
    ("britain", "GB"),
    ("brunei", "BN"),
    ("burma", "MM"),
    ("byelorussia", "BY"),
    ("ceylon", "LK"),
    ("congobrazzaville", "CG"),
    ("congokinshasa", "CD"),
    ("drc", "CD"),
    ("drcongo", "CD"),
    ("easttimor", "TL"),
    ("emirates", "AE"),
    ("frenchrepublic", "FR"),
    ("fyrom", "MK"),
    ("hellas", "GR"),
    ("hellenicrepublic", "GR"),
    ("holysee", "VA"),
    ("hongkong", "HK"),
    ("italianrepublic", "IT"),
    ("kyrgyzrepublic", "KG"),
    ("macao", "MO"),
    ("persia", "IR"),
    ("peoplesrepublicofchina", "CN"),
    ("portugueserepublic", "PT"),
    ("prc", "CN"),
    ("republicofchina", "TW"),
    ("siam", "TH"),
    ("slovakrepublic", "SK"),
    ("swissconfederation", "CH"),
    ("uae", "AE"),
    ("unitedkingdomofgreatbritainandnorthernireland", "GB"),
    ("us", "US"),
    ("vaticancity", "VA"),
    ("wales", "GB"),
    ("zaire", "CD"),
];

/// What may stand before a country's name: "the Netherlands", "Kingdom of Spain".
const BEFORE: &str = "federalrepublicof grandduchyof kingdomof principalityof republicof stateof federationof the \
";

/// The languages in which a name that is unknown on this site is looked up, to suggest the site's own name.
const ELSEWHERE: &str = "en de fr es it pt nl da sv nb nn fi et lv lt pl cs sk sl hr sr bs hu ro bg el mk sq tr is \
    ga cy mt eu ca gl uk ru be";

/// The code of the country that a code means: `EE`, `ee`, `UK`, `EST`.
pub fn by_code(word: &str) -> Option<&'static str> {
    let upper = word.trim().replace('.', "").to_uppercase();
    let code = EUROPEAN.iter().find(|(eu, _)| *eu == upper).map_or(&*upper, |(_, iso)| iso);
    let countries = celes::Country::get_countries().into_iter();
    countries.map(|c| (c.alpha2, c.alpha3)).find(|(a, b)| *a == code || *b == code).map(|c| c.0)
}

/// The codes of all countries, in capitals: those of ISO and those of the European Union.
pub fn country_codes() -> impl Iterator<Item = &'static str> {
    let iso = celes::Country::get_countries().into_iter().map(|country| country.alpha2);
    iso.chain(EUROPEAN.map(|(eu, _)| eu))
}

/// The names of the countries on a site.
pub struct Countries {
    /// By key: the code.
    by_key: HashMap<String, &'static str>,
    names: Vec<Name>,
    lang: String,
}

/// A name as it is suggested, and its country.
struct Name {
    name: String,
    key: String,
    code: &'static str,
}

/// By key: the countries in many languages, to suggest the site's own name for one.
pub struct Elsewhere(HashMap<String, &'static str>);

impl Elsewhere {
    pub fn new() -> Self {
        let in_language = |lang: &'static str| {
            codes().filter_map(move |code| Some((key(&name_in(code, lang)?), code)))
        };
        // Of two countries with one name, the one in the language listed first stays.
        Self(ELSEWHERE.split_whitespace().rev().flat_map(in_language).collect())
    }
}

impl Countries {
    /// The names in the languages of the site and in English.
    pub fn new(config: &Config) -> Self {
        // The first name of a country in this order is the one that is suggested.
        let languages = config.languages.iter().map(String::as_str);
        let mut names: Vec<(String, &str)> = Vec::new();
        for lang in [&*config.language, "en"].into_iter().chain(languages) {
            names.extend(codes().filter_map(|code| Some((name_in(code, lang)?, code))));
        }
        for country in celes::Country::get_countries() {
            names.push((country.long_name.to_owned(), country.alpha2));
            names.extend(country.aliases.iter().map(|name| (spaced(name), country.alpha2)));
        }
        let names = names.into_iter().map(|(name, code)| Name { key: key(&name), name, code });
        let names: Vec<Name> = names.collect();
        let mut by_key: HashMap<String, &str> = HashMap::new();
        for Name { key, code, .. } in &names {
            by_key.entry(key.clone()).or_insert(code);
        }
        by_key.extend(WRITTEN.map(|(key, code)| (key.to_owned(), code)));
        Self { by_key, names, lang: config.language.clone() }
    }

    /// The code of the country that a code or a name means, in any case and with or without accents.
    pub fn find(&self, word: &str) -> Option<&'static str> {
        let named = || {
            let mut key = &*key(word);
            loop {
                if let Some(code) = self.by_key.get(key) {
                    return Some(*code);
                }
                key = words(BEFORE).find_map(|before| key.strip_prefix(before))?;
            }
        };
        by_code(word).or_else(named)
    }

    /// The names that an unknown word may be meant for, the nearest first, and whether the only one is certain.
    pub fn suggestions(&self, word: &str, elsewhere: &Elsewhere) -> (Vec<String>, bool) {
        let wanted = key(word);
        if wanted.chars().count() < 4 {
            return (Vec::new(), false);
        }
        if let Some(code) = elsewhere.0.get(&wanted) {
            return (name_in(code, &self.lang).into_iter().collect(), false);
        }
        let near_names = self.names.iter().map(|name| &*name.name);
        if let Some(near) = near(word, near_names).filter(|near| near.certain) {
            return (vec![near.name.to_owned()], true);
        }
        let parts = self.with_word(word);
        if !parts.is_empty() {
            return (parts, false);
        }
        // A quarter of the letters may differ: country names are short, and a wrong guess is worse than none.
        let limit = (wanted.chars().count() / 4).max(1);
        let mut close: Vec<(usize, bool, &str, &str)> = Vec::new();
        for Name { name, key, code } in &self.names {
            if key.len().abs_diff(wanted.len()) > limit {
                continue;
            }
            let distance = strsim::damerau_levenshtein(&wanted, key);
            let other_start = key.chars().next() != wanted.chars().next();
            close.extend((distance <= limit).then_some((distance, other_start, &**name, *code)));
        }
        close.sort_unstable();
        let best = close.first().map(|best| (best.0, best.1));
        let mut codes = Vec::new();
        close.retain(|(distance, other, _, code)| {
            let is_best = best == Some((*distance, *other)) && !codes.contains(code);
            codes.push(code);
            is_best
        });
        close.truncate(3);
        (close.into_iter().map(|(_, _, name, _)| name.to_owned()).collect(), false)
    }
}

impl Countries {
    /// The names with this word in them: South Korea and North Korea for "Korea".
    fn with_word(&self, word: &str) -> Vec<String> {
        let (word, mut found) = (word.to_lowercase(), Vec::new());
        let mut codes = Vec::new();
        for Name { name, code, .. } in &self.names {
            let has_word = name.to_lowercase().split([' ', '-', ',']).any(|part| part == word);
            if has_word && !codes.contains(code) {
                codes.push(code);
                found.push(name.clone());
            }
        }
        // More than a few would be guessing.
        if found.len() > 3 { Vec::new() } else { found }
    }
}

fn codes() -> impl Iterator<Item = &'static str> {
    celes::Country::get_countries().into_iter().map(|country| country.alpha2)
}

/// A name without case, accents, spaces and signs.
fn key(name: &str) -> String {
    files::slug(&name.replace('&', " and ")).replace('-', "")
}

/// `celes` writes names without spaces: `GreatBritain`.
fn spaced(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && out.ends_with(char::is_lowercase) {
            out.push(' ');
        }
        out.push(c);
    }
    out.replace("Of ", "of ").replace("And ", "and ").replace("The ", "the ")
}

/// The name of a country in a language.
pub fn name_in(code: &str, lang: &str) -> Option<String> {
    let locale = Locale::try_from_str(lang).ok()?;
    let region = Region::try_from_str(code).ok()?;
    Some(RegionDisplayName::try_new_light((&locale).into(), region).ok()?.to_string())
}
