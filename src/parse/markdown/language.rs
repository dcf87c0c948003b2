//! Which language a paragraph is in, where that is plain. Guessing costs more than the whole pass over a
//! page, so a paragraph with the small words of the page's own language is never guessed at.

use whatlang::Lang;

/// Shorter paragraphs are names, titles and quotes: nothing to be sure of.
const WORDS: usize = 30;

/// Of so many words in a hundred, one language's smallest words are at least this many.
const SMALL_WORDS: usize = 8;

/// By language tag: what the guesser calls it, its smallest words where pages are often written in it,
/// and the languages that are easily taken for it.
const LANGUAGES: [(&str, Lang, &[&str], &[Lang]); 22] = [
    ("en", Lang::Eng, &["the", "and", "of", "to", "in", "a", "is", "that", "for", "with"], &[]),
    (
        "et",
        Lang::Est,
        &["ja", "on", "et", "ei", "ka", "mis", "kui", "oli", "see", "või"],
        &[Lang::Fin],
    ),
    (
        "fi",
        Lang::Fin,
        &["ja", "on", "ei", "että", "oli", "se", "kun", "tai", "joka", "ovat"],
        &[Lang::Est],
    ),
    ("sv", Lang::Swe, &["och", "i", "att", "det", "som", "en", "är", "på", "av", "för"], NORDIC),
    ("da", Lang::Dan, &["og", "i", "at", "det", "som", "en", "er", "på", "af", "til"], NORDIC),
    ("no", Lang::Nob, &["og", "i", "at", "det", "som", "en", "er", "på", "av", "til"], NORDIC),
    ("nb", Lang::Nob, &["og", "i", "at", "det", "som", "en", "er", "på", "av", "til"], NORDIC),
    (
        "de",
        Lang::Deu,
        &["und", "die", "der", "das", "in", "zu", "den", "ist", "mit", "von"],
        &[Lang::Nld],
    ),
    (
        "nl",
        Lang::Nld,
        &["de", "en", "het", "van", "een", "in", "is", "dat", "op", "te"],
        &[Lang::Deu, Lang::Afr],
    ),
    (
        "fr",
        Lang::Fra,
        &["et", "de", "la", "le", "les", "des", "à", "en", "un", "une"],
        &[Lang::Cat],
    ),
    ("es", Lang::Spa, &["y", "de", "la", "el", "en", "que", "los", "a", "un", "una"], IBERIAN),
    ("pt", Lang::Por, &["e", "de", "a", "o", "que", "em", "um", "uma", "do", "da"], IBERIAN),
    (
        "it",
        Lang::Ita,
        &["e", "di", "la", "il", "che", "in", "un", "una", "del", "per"],
        &[Lang::Ron, Lang::Cat],
    ),
    ("pl", Lang::Pol, &["i", "w", "na", "z", "do", "się", "nie", "że", "to", "jest"], SLAVIC),
    ("cs", Lang::Ces, &["a", "v", "na", "se", "je", "že", "s", "z", "do", "o"], SLAVIC),
    ("sk", Lang::Slk, &["a", "v", "na", "sa", "je", "že", "s", "z", "do", "o"], SLAVIC),
    ("hr", Lang::Hrv, &["i", "u", "na", "je", "se", "da", "za", "od", "su", "s"], SLAVIC),
    ("sl", Lang::Slv, &["in", "v", "na", "je", "se", "da", "za", "so", "z", "ki"], SLAVIC),
    ("hu", Lang::Hun, &["a", "az", "és", "hogy", "nem", "is", "egy", "volt", "meg", "de"], &[]),
    (
        "lt",
        Lang::Lit,
        &["ir", "yra", "kad", "su", "į", "iš", "tai", "ne", "o", "kaip"],
        &[Lang::Lav],
    ),
    (
        "lv",
        Lang::Lav,
        &["un", "ir", "ka", "ar", "no", "uz", "par", "lai", "tas", "kas"],
        &[Lang::Lit],
    ),
    ("ro", Lang::Ron, &["și", "de", "în", "la", "a", "cu", "o", "pe", "un", "care"], &[Lang::Ita]),
];
const NORDIC: &[Lang] = &[Lang::Swe, Lang::Dan, Lang::Nob];
const IBERIAN: &[Lang] = &[Lang::Spa, Lang::Por, Lang::Cat];
const SLAVIC: &[Lang] = &[Lang::Pol, Lang::Ces, Lang::Slk, Lang::Hrv, Lang::Slv, Lang::Srp];

/// Bytes of the longest small word: most words are longer, and need no look.
const LONGEST: usize = 5;

/// The small words of all languages, sorted. Text without enough of them is in no language that could be
/// named (codes, names, filler), and is not worth a guess.
const SMALL: [&str; 125] = [
    "a", "af", "and", "ar", "at", "att", "av", "az", "care", "che", "cu", "da", "das", "dat", "de",
    "del", "den", "der", "des", "det", "di", "die", "do", "e", "een", "egy", "ei", "el", "em",
    "en", "er", "et", "että", "for", "för", "het", "hogy", "i", "il", "in", "ir", "is", "ist",
    "iš", "ja", "je", "jest", "joka", "ka", "kad", "kaip", "kas", "ki", "kui", "kun", "la", "lai",
    "le", "les", "los", "meg", "mis", "mit", "na", "ne", "nem", "nie", "no", "o", "och", "od",
    "of", "og", "oli", "on", "op", "ovat", "par", "pe", "per", "på", "que", "s", "sa", "se", "see",
    "się", "so", "som", "su", "tai", "tas", "te", "that", "the", "til", "to", "u", "um", "uma",
    "un", "una", "und", "une", "uz", "v", "van", "volt", "von", "või", "w", "with", "y", "yra",
    "z", "za", "zu", "à", "är", "és", "în", "į", "że", "že", "și",
];

/// The language that a paragraph is in, if that is surely not `lang`.
pub fn foreign(paragraph: &str, lang: &str) -> Option<&'static str> {
    let tag = lang.split('-').next().unwrap_or(lang);
    let (_, own, small, alike) = LANGUAGES.iter().find(|(known, ..)| *known == tag)?;
    let (mut words, mut smallest, mut of_others) = (0, 0, 0);
    // Of a longer one, its beginning tells enough.
    for word in paragraph.as_bytes().split(|b| *b == b' ').take(2 * WORDS) {
        words += 1;
        if word.len() > LONGEST {
            continue;
        }
        of_others += usize::from(is_small(word));
        smallest +=
            usize::from(small.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word)));
        if smallest * 100 >= 2 * WORDS * SMALL_WORDS {
            return None;
        }
    }
    let is_own = smallest * 100 >= words * SMALL_WORDS;
    if words < WORDS || is_own || of_others * 100 < words * SMALL_WORDS {
        return None;
    }
    let text: Vec<&str> = paragraph.split(' ').take(2 * WORDS).collect();
    let info = whatlang::detect(&text.join(" ")).filter(whatlang::Info::is_reliable)?;
    let guess = info.lang();
    let is_known = LANGUAGES.iter().any(|(_, known, ..)| *known == guess);
    (is_known && guess != *own && !alike.contains(&guess)).then(|| guess.eng_name())
}

/// Whether a word is one of the smallest of some language.
fn is_small(word: &[u8]) -> bool {
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    SMALL.binary_search_by(|known| known.as_bytes().cmp(lower)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ESTONIAN: &str = "Maakonna elanikud kogunesid kaheks päevaks vanasse koolimajja, et koos ametnikega välja mõelda teenused, mida nad ise kasutavad, ja juba esimesel õhtul oli selge, et kõige rohkem on puudu usaldusest ja mitte rahast.";
    const ENGLISH: &str = "The people of the county met for two days in an old schoolhouse to think up services that they use themselves, and on the first evening it was clear that what they lacked most was trust and not money.";

    #[test]
    fn the_small_words_of_all_languages_are_known() {
        let mut all: Vec<&str> =
            LANGUAGES.iter().flat_map(|(_, _, small, _)| *small).copied().collect();
        all.sort_by_key(|word| word.as_bytes());
        all.dedup();
        assert_eq!(all, SMALL);
        assert_eq!(all.iter().map(|word| word.len()).max(), Some(LONGEST));
        assert!(is_small(b"Ja") && !is_small(b"together"));
    }

    #[test]
    fn only_what_is_plain_is_said() {
        assert_eq!(foreign(ESTONIAN, "en"), Some("Estonian"));
        assert_eq!(foreign(ENGLISH, "et"), Some("English"));
        assert_eq!(foreign(ENGLISH, "en-GB"), None);
        assert_eq!(foreign(ESTONIAN, "et"), None);
        assert_eq!(foreign("Kangro, Lepik: Ühisloome.", "en"), None);
        let names = "Võru Põlva Tartu Jõgeva Narva Pärnu ".repeat(10);
        assert_eq!(foreign(&names, "xx"), None);
    }
}
