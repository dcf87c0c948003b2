//! The names of terms, as views read them.

use crate::model::Term;
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

/// A term's label and its other names.
#[derive(Clone, Debug, Serialize)]
pub struct TermNames<'a> {
    pub label: &'a crate::config::Labels,
    pub others: Vec<&'a str>,
}

impl<'a> TermName<'a> {
    pub fn of(term: &'a Term) -> Self {
        let Term { entry, url, vocabulary, .. } = term;
        Self { id: &entry.id.value, label: &entry.label, url, vocabulary: *vocabulary }
    }
}

impl<'a> TermNames<'a> {
    pub fn of(term: &'a Term) -> Self {
        let others = term.entry.alias.iter().map(|alias| alias.value.as_str());
        Self { label: &term.entry.label, others: others.collect() }
    }
}
