//! The value of a field of a page: plain data, built by parse and read by all later stages.

use crate::config::Licence;
use crate::diagnostics::{Diagnostic, Span};
use crate::parse::dates::{Date, Period};
use crate::parse::markdown::Marked;
use crate::tables::Located;
use serde::{Deserialize, Serialize};

/// A field with a value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fact {
    /// The index of the field in its collection or vocabulary.
    pub field: usize,
    pub span: Span,
    pub value: Value,
    /// Whether the value is the default from site.toml. Its spans are then not positions in the page.
    pub is_default: bool,
    /// The record that it belongs to, by number; none for a field of the page itself.
    pub record: Option<usize>,
}

impl Fact {
    /// Its sources: keys of the bibliography, or web addresses.
    pub fn sources(&self) -> impl Iterator<Item = &Located<String>> {
        let (keys, claims) = match &self.value {
            Value::Cites(keys) => (keys.as_slice(), [].as_slice()),
            Value::Claims(claims) => ([].as_slice(), claims.as_slice()),
            _ => ([].as_slice(), [].as_slice()),
        };
        keys.iter().chain(claims.iter().flat_map(Claim::sources))
    }

    /// The texts that can be web addresses, with their spans: a value of the kind url, or its sources.
    pub fn addresses(&self) -> impl Iterator<Item = (&str, &Span)> {
        let own = match &self.value {
            Value::Url(address) => Some((address.as_str(), &self.span)),
            _ => None,
        };
        own.into_iter().chain(self.sources().map(|source| (&*source.value, &source.span)))
    }

    /// Takes the diagnostics out of its texts.
    pub fn take_problems(&mut self) -> Vec<Diagnostic> {
        match &mut self.value {
            Value::Markdown(marked) => std::mem::take(&mut marked.problems),
            Value::Claims(claims) => {
                let notes = claims.iter_mut().flat_map(Claim::notes_mut);
                notes.flat_map(|note| std::mem::take(&mut note.problems)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The value of a field, by kind.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Value {
    Text(String),
    Texts(Vec<String>),
    Markdown(Box<Marked>),
    Number(f64),
    Boolean(bool),
    Date(Date),
    Period(Period),
    Url(String),
    /// Boxed because it is by far the largest, and there are many facts.
    Image(Box<Image>),
    /// One or several.
    Places(Vec<Place>),
    /// From 0 to 5, see [`Claim::strength`].
    Strength(u8),
    /// The number of records; their parts are separate facts.
    Records(usize),
    /// Terms are claims without a note, a source or a strength.
    Claims(Vec<Claim>),
    Refs(Vec<Located<String>>),
    Cites(Vec<Located<String>>),
}

/// A picture in a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Image {
    /// The path as written.
    pub written: Located<String>,
    /// Its address from the root of the site.
    pub url: String,
    /// The `?…` and `#…` behind it, as written.
    pub tail: String,
    pub alt: Option<String>,
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    pub licence: Option<Licence>,
}

/// A place, with or without a position.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    pub name: String,
    /// Degrees north and east (WGS 84).
    pub position: Option<(f64, f64)>,
}

/// A term with what supports it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claim {
    pub term: Located<String>,
    /// How it applies here.
    pub note: Option<Box<Marked>>,
    /// A key of the bibliography, or a web address.
    pub source: Option<Located<String>>,
    /// How strong the evidence is: 0 not assessed, 1 described, 2 counted or reported, 3 independent
    /// qualitative study, 4 with a comparator, 5 replicated.
    pub strength: Option<u8>,
    /// What was done about it.
    pub responses: Vec<Response>,
    pub span: Span,
}

/// What a page did about what it claims, such as the enabler with which a barrier was overcome.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Response {
    /// A term of the vocabulary that the field names in `response`.
    pub term: Option<Located<String>>,
    pub note: Option<Box<Marked>>,
    pub source: Option<Located<String>>,
    pub span: Span,
}

impl Claim {
    /// Whether it has only a term.
    pub fn is_plain(&self) -> bool {
        self.note.is_none()
            && self.source.is_none()
            && self.strength.is_none()
            && self.responses.is_empty()
    }

    /// Its own note, then those of its responses.
    pub fn notes(&self) -> impl Iterator<Item = &Marked> {
        let of_responses = self.responses.iter().filter_map(|response| response.note.as_deref());
        self.note.as_deref().into_iter().chain(of_responses)
    }

    fn notes_mut(&mut self) -> impl Iterator<Item = &mut Box<Marked>> {
        let of_responses = self.responses.iter_mut().filter_map(|response| response.note.as_mut());
        self.note.iter_mut().chain(of_responses)
    }

    /// Its own source, then those of its responses.
    pub fn sources(&self) -> impl Iterator<Item = &Located<String>> {
        let of_responses = self.responses.iter().filter_map(|response| response.source.as_ref());
        self.source.iter().chain(of_responses)
    }
}
