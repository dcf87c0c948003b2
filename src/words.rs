//! Lists of words that are written as one text, with white space between them, and words that begin a sentence.

/// The words of a list.
pub fn words(list: &str) -> impl Iterator<Item = &str> + Clone {
    list.split_ascii_whitespace()
}

/// Whether a list has a word.
pub fn has(list: &str, word: &str) -> bool {
    words(list).any(|one| one == word)
}

/// A text with a capital at its beginning.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
