//! Cuts texts into words, and spells them in the letters that readers type. The script of the search page does the
//! same, so both use only what Unicode defines for all: letters, digits, and compatibility decomposition.

use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};

/// The longest word in bytes. Nobody types longer ones, and an encoded picture is no word.
const LONGEST: usize = 64;

/// Calls `each` with every word of a text, in lower case. A word with hyphens is also given without them.
pub fn words(text: &str, mut each: impl FnMut(&str)) {
    let lower = ComposingNormalizer::new_nfc().normalize(text).to_lowercase();
    let lower = match lower.contains(is_invisible) {
        true => lower.replace(is_invisible, ""),
        false => lower,
    };
    let mut rest = lower.as_str();
    let mut joined = String::new();
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        word_or_pairs(word, &mut each);
        let next = behind.strip_prefix(['-', '\u{2010}', '\u{2011}']);
        let goes_on = next.is_some_and(|next| next.starts_with(char::is_alphanumeric));
        if goes_on || !joined.is_empty() {
            joined.push_str(word);
        }
        if !goes_on && !joined.is_empty() {
            word_or_pairs(&joined, &mut each);
            joined.clear();
        }
        rest = behind;
    }
}

/// Soft hyphens and other marks inside words that nobody types: the dot that `İ` leaves, points and signs of vowels in
/// Hebrew and Arabic.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{307}' | '\u{591}'..='\u{5bd}'
        | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Scripts without spaces between words are indexed by pairs of letters.
fn word_or_pairs(word: &str, each: &mut impl FnMut(&str)) {
    if word.is_ascii() || !word.contains(has_no_spaces) {
        if word.len() <= LONGEST {
            each(word);
        }
        return;
    }
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    match starts.len() {
        2 => each(word),
        _ => starts.windows(3).for_each(|pair| each(&word[pair[0]..pair[2]])),
    }
}

/// Thai, Lao, Burmese, Khmer, kana and Chinese characters.
fn has_no_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// A word in lower case, in plain letters: without accents, and with letters that have none spelt as they are read.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    for c in DecomposingNormalizer::new_nfkd().normalize_iter(word.chars()) {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'ı' => out.push('i'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ħ' => out.push('h'),
            'ŧ' => out.push('t'),
            'ς' => out.push('σ'),
            _ if c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        words(text, |word| all.push(fold(word)));
        all
    }

    #[test]
    fn words_are_spelt_in_plain_letters() {
        assert_eq!(all("Wrocław, Jõgeva & Ærø: Straße"), ["wroclaw", "jogeva", "aero", "strasse"]);
        assert_eq!(
            all("co-creation in 2019–20"),
            ["co", "creation", "cocreation", "in", "2019", "20"]
        );
        assert_eq!(all("l’eau don't"), ["l", "eau", "don", "t"]);
        assert_eq!(all("東京都 is 大"), ["東京", "京都", "is", "大"]);
        assert_eq!(all("Gesundheits\u{ad}amt İstanbul"), ["gesundheitsamt", "istanbul"]);
        // Vowels that are letters of their own stay.
        assert_eq!(all("كِتَاب शिक्षा"), ["كتاب", "शिक", "षा"]);
    }
}
