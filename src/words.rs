//! Lists of words that are written as one text, with white space between them.

/// The words of a list.
pub fn words(list: &str) -> impl Iterator<Item = &str> + Clone {
    list.split_ascii_whitespace()
}

/// Whether a list has a word.
pub fn has(list: &str, word: &str) -> bool {
    words(list).any(|one| one == word)
}
