//! What one Markdown file says: the type that `parse` makes and the model is built from.

use super::dates::{Date, Period};
use super::markdown::{Marked, Oddity, Text};
use crate::config::Licence;
use crate::diagnostics::{Diagnostic, Span, Spot};
use crate::fingerprint::Fingerprint;
use crate::tables::Located;
use serde::{Deserialize, Serialize, Serializer};
use std::sync::Arc;

/// One page, as its file tells it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Page {
    pub path: Arc<str>,
    pub role: Role,
    /// Its address from the root of the site.
    pub url: String,
    pub lang: String,
    /// What other pages may show of it.
    pub face: Face,
    pub updated: Option<Date>,
    pub authors: Vec<String>,
    /// Where their names stand.
    pub author_spans: Vec<Span>,
    pub licence: Option<Licence>,
    pub project: Option<Located<String>>,
    pub aliases: Vec<Located<String>>,
    pub draft: bool,
    /// Where its summary stands.
    pub summary_span: Option<Span>,
    /// Keys without a value that were found misspelt or empty: to call them missing as well would be noise.
    pub told: Vec<String>,
    /// What looks odd in the texts of its front matter.
    pub oddities: Vec<(Oddity, Spot)>,
    /// The rules that it silences.
    pub allow: Vec<Allow>,
    /// The fields of its collection that it fills.
    pub facts: Vec<Fact>,
    #[serde(serialize_with = "outline")]
    pub body: Marked,
    /// Whether the HTML of the body was left out, as it is in what is remembered: it is parsed again
    /// when it is shown.
    #[serde(skip, default = "yes")]
    pub is_outline: bool,
    /// The fingerprint of the file and of how it was read.
    pub own: Fingerprint,
    /// The fingerprint of the front matter.
    pub front_print: Fingerprint,
    /// Where the front matter begins, for findings about what is missing.
    pub front: Span,
    /// Where its TOML stands.
    pub toml: Span,
    #[serde(skip)]
    pub problems: Vec<Diagnostic>,
}

impl Page {
    /// A claim by the place of its fact, and its own in the fact.
    pub fn claim_at(&self, fact: usize, item: usize) -> Option<&Claim> {
        match &self.facts.get(fact)?.value {
            Value::Claims(claims) => claims.get(item),
            _ => None,
        }
    }

    /// Drops what the body is shown as; its links, headings and citations stay.
    pub fn drop_text(&mut self) {
        self.body.text = Text::default();
        self.is_outline = true;
    }
}

/// What a page is for; it follows from its path. The numbers are places in `Config`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    Home,
    /// A collection's `index.md`.
    Collection(usize),
    /// A page of a collection.
    Entry(usize),
    /// A vocabulary's `index.md`.
    Vocabulary(usize),
    /// Prose for a term: vocabulary and id.
    Term(usize, String),
    /// Any other page.
    Plain,
}

/// What other pages show of a page. A change here reaches them; any other change stays at home.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Face {
    pub title: String,
    pub summary: Option<String>,
    pub date: Option<Date>,
}

/// A rule that a page silences, and why: `allow = { "heading-skip" = "quoted source" }`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Allow {
    pub rule: Located<String>,
    pub reason: String,
}

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

impl Page {
    /// The value of a field by its place in the collection.
    pub fn fact(&self, field: usize) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.field == field)
    }
}

/// A body without its HTML: most of a page, and no other page ever shows it.
fn outline<S: Serializer>(body: &Marked, serializer: S) -> Result<S::Ok, S::Error> {
    body.outline().serialize(serializer)
}

fn yes() -> bool {
    true
}
