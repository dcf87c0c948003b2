//! An entry and its fields: what the rest of `parse` knows of BibTeX.

use super::latex;
use crate::diagnostics::Span;
use crate::tables::Located;
use std::collections::BTreeMap;
use std::rc::Rc;

/// An entry, with all its fields.
#[derive(Clone)]
pub struct Entry {
    /// `article`, `book`, …, in small letters.
    pub kind: String,
    pub key: Located<String>,
    /// By name in small letters; none is empty.
    pub fields: BTreeMap<String, Field>,
}

/// The LaTeX of a field.
#[derive(Clone)]
pub struct Field {
    pub raw: Rc<str>,
    /// Where it is written.
    pub span: Span,
    pub origin: Origin,
}

/// Where a field's text comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Origin {
    /// It stands at the field's place letter for letter.
    Literal,
    /// It has abbreviations in it.
    Composed,
    /// It belongs to another entry.
    Inherited,
}

impl Entry {
    /// A field's text; `None` if it is empty.
    pub fn text(&self, name: &str) -> Option<String> {
        Some(latex::text(&self.fields.get(name)?.raw)).filter(|text| !text.is_empty())
    }

    /// A field's text as an address, where LaTeX has other rules.
    pub fn address(&self, name: &str) -> Option<String> {
        Some(latex::address(&self.fields.get(name)?.raw)).filter(|text| !text.is_empty())
    }
}
