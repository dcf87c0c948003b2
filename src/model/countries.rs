//! The built-in vocabulary: the countries of ISO 3166-1, named in the languages of the site (CLDR).
//! Codes come from `celes` and names from ICU4X, so there is no table to maintain. Addresses use the code (`/countries/ee/`),
//! which is the same in all languages and outlives a name.

use icu_locale::Locale;
use icu_locale::names::RegionDisplayName;
use icu_locale::subtags::Region;

/// A country's codes and names.
#[derive(Clone, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2, upper case.
    pub code: &'static str,
    /// The name in English.
    pub name: String,
}

/// Codes that the European Union uses instead of ISO's.
const EUROPEAN: [(&str, &str); 2] = [("EL", "GR"), ("UK", "GB")];

/// All countries, by code.
pub struct Countries {
    all: Vec<Country>,
}

impl Countries {
    pub fn new() -> Self {
        let name = |country: &celes::Country| {
            name_in(country.alpha2, "en").unwrap_or_else(|| country.long_name.to_owned())
        };
        let countries = celes::Country::get_countries();
        let mut all: Vec<Country> =
            countries.iter().map(|c| Country { code: c.alpha2, name: name(c) }).collect();
        all.sort_by_key(|country| country.code);
        Self { all }
    }

    /// The country that a code (`EE`, `ee`, `UK`) or an English name means.
    pub fn find(&self, word: &str) -> Option<&Country> {
        let upper = word.to_uppercase();
        let code = EUROPEAN.iter().find(|(eu, _)| *eu == upper).map_or(&*upper, |(_, iso)| iso);
        self.all
            .binary_search_by_key(&code, |country| country.code)
            .ok()
            .map(|i| &self.all[i])
            .or_else(|| self.all.iter().find(|country| country.name.eq_ignore_ascii_case(word)))
            .or_else(|| {
                let named = celes::Country::from_name(word).ok()?;
                self.all.iter().find(|country| country.code == named.alpha2)
            })
    }

    /// Everything that `find` accepts, for suggestions.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|c| c.code).chain(self.all.iter().map(|c| c.name.as_str()))
    }
}

/// The name of a country in a language.
pub fn name_in(code: &str, lang: &str) -> Option<String> {
    let locale = Locale::try_from_str(lang).ok()?;
    let region = Region::try_from_str(code).ok()?;
    Some(RegionDisplayName::try_new_light((&locale).into(), region).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_found_by_code_and_name() {
        let countries = Countries::new();
        for word in ["EE", "ee", "Estonia", "estonia"] {
            assert_eq!(countries.find(word).unwrap().code, "EE");
        }
        assert_eq!(countries.find("UK").unwrap().code, "GB");
        assert_eq!(countries.find("United Kingdom").unwrap().name, "United Kingdom");
        assert!(countries.find("Estland").is_none());
        assert!(countries.find("EN").is_none());
        assert_eq!(name_in("EE", "sv").as_deref(), Some("Estland"));
        assert_eq!(name_in("EE", "et").as_deref(), Some("Eesti"));
    }
}
