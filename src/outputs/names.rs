//! The names of terms, as views read them.

use crate::model::{Term, TermId};
use serde::Serialize;

/// A term's name and address.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct TermName<'a> {
    pub id: &'a str,
    pub label: &'a crate::config::Labels,
    pub url: &'a str,
    /// The index of the vocabulary in the settings.
    pub vocabulary: usize,
}

/// The labels and other names of the terms of a vocabulary. An output that shows many terms reads them at once.
#[derive(Clone, Copy)]
pub struct TermNames<'a> {
    pub terms: &'a [Term],
    pub vocabulary: usize,
}

impl<'a> TermNames<'a> {
    /// The label of a term in a language and its other names; none for a term of another vocabulary.
    pub fn get(&self, id: TermId, lang: &str) -> Option<(&'a str, impl Iterator<Item = &'a str>)> {
        let term =
            self.terms.get(id.0 as usize).filter(|term| term.vocabulary == self.vocabulary)?;
        let aliases = term.entry.alias.iter().map(|alias| alias.value.as_str());
        Some((term.entry.label.get(lang), aliases))
    }
}

impl Serialize for TermNames<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let own = self.terms.iter().filter(|term| term.vocabulary == self.vocabulary);
        serializer.collect_seq(own.map(|term| {
            let aliases: Vec<&str> = term.entry.alias.iter().map(|alias| &*alias.value).collect();
            (&term.url, &term.entry.label, aliases)
        }))
    }
}

impl<'a> TermName<'a> {
    pub fn of(term: &'a Term) -> Self {
        let Term { entry, url, vocabulary, .. } = term;
        Self { id: &entry.id.value, label: &entry.label, url, vocabulary: *vocabulary }
    }
}
