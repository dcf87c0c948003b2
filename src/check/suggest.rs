//! Names for "did you mean". Comparing every wrong name with all names of a large repository would dominate the
//! check, so the names are collected once and only the first diagnostics of a rule get a guess.

use crate::diagnostics::{Near, near};
use crate::files::file_name;
use std::cell::{Cell, LazyCell};
use std::cmp::Reverse;

/// How many diagnostics of a rule get a guess.
const GUESSES: usize = 100;

/// The names that could have been meant.
pub struct Suggestions<F: FnOnce() -> Vec<String>> {
    names: LazyCell<Vec<String>, F>,
    left: Cell<usize>,
}

impl<F: FnOnce() -> Vec<String>> Suggestions<F> {
    /// `names` is called only when the first guess is needed.
    pub fn new(names: F) -> Self {
        Self { names: LazyCell::new(names), left: Cell::new(GUESSES) }
    }

    /// The name most like `word`, among those that `fits` accepts.
    pub fn near(&self, word: &str, fits: impl Fn(&str) -> bool) -> Option<Near<'_>> {
        self.left.set(self.left.get().checked_sub(1)?);
        near(word, self.names.iter().map(String::as_str).filter(|name| fits(name)))
    }

    /// The path whose file name is most like that of `path`, among those that `fits` accepts. Another number is another file.
    /// Of files with one name, the one whose folders are most alike, or else the one with the shortest path.
    pub fn near_name(&self, path: &str, fits: impl Fn(&str) -> bool) -> Option<Near<'_>> {
        self.left.set(self.left.get().checked_sub(1)?);
        let (stem, ending) = split(file_name(path));
        // Every folder may have one of these.
        if matches!(&*stem.to_lowercase(), "readme" | "index" | "_index") {
            return None;
        }
        let fitting = self.names.iter().map(String::as_str).filter(|name| fits(name));
        let with_parts = fitting.map(|name| (name, split(file_name(name))));
        let fitting: Vec<_> =
            with_parts.filter(|(_, (other, _))| digits(other).eq(digits(stem))).collect();
        // An ending that is the same says nothing of how alike two names are.
        let same = fitting.iter().filter(|(_, parts)| parts.1 == ending);
        let whole = near(file_name(path), fitting.iter().map(|(name, _)| file_name(name)));
        let near = near(stem, same.map(|(_, parts)| parts.0)).or(whole)?;
        let is_it = |(name, parts): &&(&str, (&str, &str))| {
            *parts == (near.name, ending) || file_name(name) == near.name
        };
        let alike = |name: &str| {
            let folders = name.rsplit('/').zip(path.rsplit('/')).skip(1);
            folders.take_while(|(one, other)| one == other).count()
        };
        let found = fitting.iter().filter(is_it);
        let (name, _) = found.min_by_key(|(name, _)| (Reverse(alike(name)), name.len()))?;
        let certain = whole.is_some_and(|whole| whole.certain && whole.name == file_name(name));
        Some(Near { name, certain })
    }

    /// The result of another way of guessing, as long as the first diagnostics are not through.
    pub fn limited<T>(&self, guess: impl FnOnce() -> T) -> Option<T> {
        self.left.set(self.left.get().checked_sub(1)?);
        Some(guess())
    }

    /// All names.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// A file name without its ending, and the ending.
fn split(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or((name, ""))
}

fn digits(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_digit)
}
