//! Detects the language of a paragraph, if it is obvious. Guessing costs more than the whole pass over a page
//! (70 µs a paragraph against 1 µs), so a paragraph with enough small words of the page's language is not
//! guessed at. Stop word lists from crates do not help: 10,000 words for these languages, with so much
//! overlap that English text looks Slovenian (9 in 100).

use crate::languages::{LANGUAGES, Language};

/// Shorter paragraphs may be names, titles or quotes.
const WORDS: usize = 30;

/// The minimum share of small words, in percent, for text in a language.
const SMALL_WORDS: usize = 8;

/// A bit for each language.
type Languages = u64;
const _: () = assert!(LANGUAGES.len() <= Languages::BITS as usize);

/// Slots of the table of small words, sparse so that most lookups end at the first slot.
const SLOTS: usize = 1024;

/// The small words of all languages, as a hash table: every word of every paragraph is looked up here.
struct Small {
    /// A word and the languages that have it: bit `i` is `LANGUAGES[i]`.
    slots: [(u64, Languages); SLOTS],
    /// The length of the longest; longer words, which are most, need no lookup.
    longest: usize,
}

static SMALL: Small = small();

const fn small() -> Small {
    let mut table = Small { slots: [(0, 0); SLOTS], longest: 0 };
    let mut language = 0;
    while language < LANGUAGES.len() {
        let words = match &LANGUAGES[language].detection {
            Some(detection) => detection.small_words,
            None => &[],
        };
        let mut i = 0;
        while i < words.len() {
            assert!(words[i].len() <= 8, "a small word has at most eight bytes");
            if words[i].len() > table.longest {
                table.longest = words[i].len();
            }
            let word = packed(words[i].as_bytes());
            let mut slot = slot(word);
            while table.slots[slot].0 != 0 && table.slots[slot].0 != word {
                slot = (slot + 1) % SLOTS;
            }
            table.slots[slot] = (word, table.slots[slot].1 | 1 << language);
            i += 1;
        }
        language += 1;
    }
    table
}

/// Packs a word of at most eight bytes, in ASCII lower case, into a number.
const fn packed(word: &[u8]) -> u64 {
    let mut packed = 0;
    let mut i = 0;
    while i < word.len() {
        packed = packed << 8 | word[i].to_ascii_lowercase() as u64;
        i += 1;
    }
    packed
}

/// The first slot to try for a word.
const fn slot(packed: u64) -> usize {
    // Multiplicative hashing with an odd number near 2^64 / φ (Knuth, TAOCP 6.4).
    (packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize
}

/// The tag of the language of a paragraph, if it is certainly not `lang`.
pub fn foreign(paragraph: &str, lang: &str) -> Option<&'static str> {
    let tag = lang.split('-').next().unwrap_or(lang);
    let page = LANGUAGES.iter().position(|language| language.tag == tag)?;
    let own = LANGUAGES[page].detection.as_ref()?;
    // The beginning of a long paragraph is enough.
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
    // Text without enough small words is in no nameable language (codes, names, filler).
    if words < WORDS || has_enough(&smallest[page]) || !smallest.iter().any(has_enough) {
        return None;
    }
    let text: Vec<&str> = paragraph.split(' ').take(2 * WORDS).collect();
    let info = whatlang::detect(&text.join(" ")).filter(whatlang::Info::is_reliable)?;
    let guess = info.lang();
    let is_other = guess != own.code && !own.resembles.contains(&guess);
    known(guess).filter(|_| is_other).map(|language| language.tag)
}

/// The language of a long text, if it is one of those that are known: its tag and its English name.
pub fn guess(text: &str) -> Option<(&'static str, &'static str)> {
    let info = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    known(info.lang()).map(|language| (language.tag, info.lang().eng_name()))
}

fn known(lang: whatlang::Lang) -> Option<&'static Language> {
    let is_it = |language: &&Language| language.detection.as_ref().is_some_and(|d| d.code == lang);
    LANGUAGES.iter().find(is_it)
}

/// The languages with this small word, as bits.
fn languages_with(word: &[u8]) -> Languages {
    let Small { slots, longest } = &SMALL;
    if word.is_empty() || word.len() > *longest {
        return 0;
    }
    let word = packed(word);
    let mut slot = slot(word);
    while slots[slot].0 != 0 && slots[slot].0 != word {
        slot = (slot + 1) % SLOTS;
    }
    slots[slot].1
}
