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
    (
        "en",
        Lang::Eng,
        &[
            "the", "and", "of", "to", "in", "a", "is", "that", "for", "with", "by", "from", "are",
            "this", "on", "as", "was", "it", "at", "be",
        ],
        &[],
    ),
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

/// Slots of the table of small words: many more than words, so that most looks end at the first.
const SLOTS: usize = 1024;

/// The small words of all languages, each with the languages that have it: bit `i` is `LANGUAGES[i]`.
/// Every word of every paragraph is looked up here.
static SMALL: [(u64, u32); SLOTS] = small();

const fn small() -> [(u64, u32); SLOTS] {
    let mut table = [(0, 0); SLOTS];
    let mut language = 0;
    while language < LANGUAGES.len() {
        let words = LANGUAGES[language].2;
        let mut i = 0;
        while i < words.len() {
            let word = packed(words[i].as_bytes());
            let mut slot = slot(word);
            while table[slot].0 != 0 && table[slot].0 != word {
                slot = (slot + 1) % SLOTS;
            }
            table[slot] = (word, table[slot].1 | 1 << language);
            i += 1;
        }
        language += 1;
    }
    table
}

/// A word of at most eight bytes in one number, ASCII letters in lower case.
const fn packed(word: &[u8]) -> u64 {
    let mut packed = 0;
    let mut i = 0;
    while i < word.len() {
        packed = packed << 8 | word[i].to_ascii_lowercase() as u64;
        i += 1;
    }
    packed
}

/// Where the look for a word begins.
const fn slot(packed: u64) -> usize {
    // Multiplying by an odd number near 2^64 / φ spreads what is alike (Knuth, TAOCP 6.4).
    (packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize
}

/// The language that a paragraph is in, if that is surely not `lang`.
pub fn foreign(paragraph: &str, lang: &str) -> Option<&'static str> {
    let tag = lang.split('-').next().unwrap_or(lang);
    let page = LANGUAGES.iter().position(|(known, ..)| *known == tag)?;
    // Of a longer one, its beginning tells enough.
    let mut words = 0;
    let mut smallest = [0; LANGUAGES.len()];
    for word in paragraph.as_bytes().split(|b| *b == b' ').take(2 * WORDS) {
        words += 1;
        let mut of = languages_with(word);
        while of != 0 {
            smallest[of.trailing_zeros() as usize] += 1;
            of &= of - 1;
        }
        if smallest[page] * 100 >= 2 * WORDS * SMALL_WORDS {
            return None;
        }
    }
    let has_enough = |n: &usize| n * 100 >= words * SMALL_WORDS;
    // Text without enough of them is in no language that could be named (codes, names, filler).
    if words < WORDS || has_enough(&smallest[page]) || !smallest.iter().any(has_enough) {
        return None;
    }
    let text: Vec<&str> = paragraph.split(' ').take(2 * WORDS).collect();
    let info = whatlang::detect(&text.join(" ")).filter(whatlang::Info::is_reliable)?;
    let guess = info.lang();
    let (_, own, _, alike) = LANGUAGES[page];
    let is_known = LANGUAGES.iter().any(|(_, known, ..)| *known == guess);
    (is_known && guess != own && !alike.contains(&guess)).then(|| guess.eng_name())
}

/// The languages that have a word among their smallest, as bits.
fn languages_with(word: &[u8]) -> u32 {
    if word.is_empty() || word.len() > LONGEST {
        return 0;
    }
    let word = packed(word);
    let mut slot = slot(word);
    while SMALL[slot].0 != 0 && SMALL[slot].0 != word {
        slot = (slot + 1) % SLOTS;
    }
    SMALL[slot].1
}

#[cfg(test)]
mod tests {
    use super::*;

    const ESTONIAN: &str = "Maakonna elanikud kogunesid kaheks päevaks vanasse koolimajja, et koos ametnikega välja mõelda teenused, mida nad ise kasutavad, ja juba esimesel õhtul oli selge, et kõige rohkem on puudu usaldusest ja mitte rahast.";
    const ENGLISH: &str = "The people of the county met for two days in an old schoolhouse to think up services that they use themselves, and on the first evening it was clear that what they lacked most was trust and not money.";

    #[test]
    fn the_small_words_of_all_languages_are_known() {
        let longest = LANGUAGES.iter().flat_map(|(_, _, small, _)| *small).map(|word| word.len());
        assert_eq!(longest.max(), Some(LONGEST));
        let of = |tag: &str| 1 << LANGUAGES.iter().position(|(known, ..)| *known == tag).unwrap();
        assert_eq!(languages_with(b"Ja"), of("et") | of("fi"));
        assert_eq!(languages_with(b"together"), 0);
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
