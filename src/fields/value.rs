//! What a field of a page holds: plain data, which parse makes and everything behind it reads.

use crate::diagnostics::{Diagnostic, Span};
use crate::parse::dates::{Date, Period};
use crate::parse::markdown::Marked;
use crate::tables::Located;
use serde::{Deserialize, Serialize};

/// A filled field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fact {
    /// The field's place in its collection or vocabulary.
    pub field: usize,
    pub span: Span,
    pub value: Value,
    /// Whether the value is the default of site.toml: its spans then mean nothing in the page.
    pub is_default: bool,
    /// Which record of a list it is a part of; none for a field of the page itself.
    pub record: Option<usize>,
}

impl Fact {
    /// The sources that it names: keys of the bibliography, or web addresses.
    pub fn sources(&self) -> impl Iterator<Item = &Located<String>> {
        let (keys, claims) = match &self.value {
            Value::Cites(keys) => (keys.as_slice(), [].as_slice()),
            Value::Claims(claims) => ([].as_slice(), claims.as_slice()),
            _ => ([].as_slice(), [].as_slice()),
        };
        keys.iter().chain(claims.iter().filter_map(|claim| claim.source.as_ref()))
    }

    /// What can be a web address in it, with its place: a value of type url, or its sources.
    pub fn addresses(&self) -> impl Iterator<Item = (&str, &Span)> {
        let own = match &self.value {
            Value::Url(address) => Some((address.as_str(), &self.span)),
            _ => None,
        };
        own.into_iter().chain(self.sources().map(|source| (&*source.value, &source.span)))
    }

    /// Takes out what was found in its texts.
    pub fn take_problems(&mut self) -> Vec<Diagnostic> {
        match &mut self.value {
            Value::Markdown(marked) => std::mem::take(&mut marked.problems),
            Value::Claims(claims) => {
                let notes = claims.iter_mut().filter_map(|claim| claim.note.as_mut());
                notes.flat_map(|note| std::mem::take(&mut note.problems)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A field's value, by its type.
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
    /// In a box, for it is the largest by far and facts are many.
    Image(Box<Image>),
    /// One or several.
    Places(Vec<Place>),
    /// From 0 to 5, see [`Claim::strength`].
    Strength(u8),
    /// So many; their parts are facts of their own.
    Records(usize),
    /// Terms are claims that say nothing but the term.
    Claims(Vec<Claim>),
    Refs(Vec<Located<String>>),
    Cites(Vec<Located<String>>),
}

/// A picture in a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Image {
    /// As it was written.
    pub written: Located<String>,
    /// Its address from the root of the site.
    pub url: String,
    pub alt: Option<String>,
    pub caption: Option<String>,
}

/// A place on the map, or only its name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    pub name: String,
    /// Degrees north and east (WGS 84).
    pub position: Option<(f64, f64)>,
}

/// A term with what makes it knowledge.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claim {
    pub term: Located<String>,
    /// How it showed itself here.
    pub note: Option<Box<Marked>>,
    /// A key of the bibliography, or a web address.
    pub source: Option<Located<String>>,
    /// How strong the evidence is: 0 not assessed, 1 described, 2 counted or reported, 3 independent
    /// qualitative study, 4 with a comparator, 5 replicated.
    pub strength: Option<u8>,
    pub span: Span,
}

impl Claim {
    /// Whether it says nothing but its term.
    pub fn is_plain(&self) -> bool {
        self.note.is_none() && self.source.is_none() && self.strength.is_none()
    }
}
