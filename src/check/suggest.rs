//! Names for "did you mean". Comparing every wrong name with all names of a large repository would dominate the
//! check, so the names are collected once and only the first diagnostics of a rule get a guess.

use crate::diagnostics::{Near, near};
use crate::files::file_name;
use std::cell::{Cell, LazyCell};

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

    /// The path whose file name is most like that of `path`, among those that `fits` accepts.
    pub fn near_name(&self, path: &str, fits: impl Fn(&str) -> bool) -> Option<Near<'_>> {
        self.left.set(self.left.get().checked_sub(1)?);
        let fitting = || self.names.iter().filter(|name| fits(name));
        let near = near(file_name(path), fitting().map(|name| file_name(name)))?;
        let name = fitting().find(|name| file_name(name) == near.name)?;
        Some(Near { name, ..near })
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
