//! Stems: forms of one word are found by each other. The algorithms are those of Snowball (snowballstem.org).

use snowball_stemmers_rs::{Algorithm, Stemmer};

/// The stemmer of a language, by its tag (BCP 47); none if there is no algorithm for it.
pub fn stemmer(lang: &str) -> Option<Stemmer> {
    use Algorithm::*;
    let algorithm = match lang.split('-').next()? {
        "ar" => Arabic,
        "ca" => Catalan,
        "cs" => Czech,
        "da" => Danish,
        "de" => German,
        "el" => Greek,
        "en" => English,
        "es" => Spanish,
        "et" => Estonian,
        "eu" => Basque,
        "fi" => Finnish,
        "fr" => French,
        "ga" => Irish,
        "hu" => Hungarian,
        "hy" => Armenian,
        "it" => Italian,
        "lt" => Lithuanian,
        "nb" | "nn" | "no" => Norwegian,
        "nl" => Dutch,
        "pl" => Polish,
        "pt" => Portuguese,
        "ro" => Romanian,
        "ru" => Russian,
        "sr" => Serbian,
        "sv" => Swedish,
        "tr" => Turkish,
        "uk" => Ukrainian,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

/// Whether a language writes compounds as one word.
pub fn has_compounds(lang: &str) -> bool {
    let lang = lang.split('-').next().unwrap_or_default();
    ["da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv"].contains(&lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (lang, forms) in [
            ("en", ["neighbour", "neighbours"]),
            ("sv", ["kommunerna", "kommuner"]),
            ("fi", ["kunnissa", "kunnista"]),
            ("et", ["linnas", "linnast"]),
            ("pl", ["osobami", "osobach"]),
        ] {
            let stemmer = stemmer(lang).unwrap();
            assert_eq!(stemmer.stem(forms[0]), stemmer.stem(forms[1]), "{lang}");
        }
    }
}
