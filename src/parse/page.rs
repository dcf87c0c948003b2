//! What one Markdown file says: the type that `parse` makes and the model is built from.

pub use super::address::Role;
pub use crate::fields::value::{Claim, Fact, Value};

use super::dates::Date;
use super::markdown::{Anomaly, Marked, Text};
use crate::config::Licence;
use crate::diagnostics::{Diagnostic, Span, Spot};
use crate::hash::Hash;
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
    pub anomalies: Vec<(Anomaly, Spot)>,
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
    /// The hash of the file and of how it was read.
    pub hash: Hash,
    /// The hash of all that the graph is built from: its front matter, where its text leads, what it cites.
    pub graph_hash: Hash,
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

/// The rules that one page silences.
#[derive(Clone, Debug)]
pub struct Allowed {
    pub path: Arc<str>,
    pub rules: Vec<Allow>,
    /// Whether all rules have seen the page. Few rules see a draft that is not published.
    pub seen: bool,
}

impl Allowed {
    /// What a page silences; none if that is nothing.
    pub fn by(page: &Page, seen: bool) -> Option<Self> {
        let some = !page.allow.is_empty();
        some.then(|| Self { path: page.path.clone(), rules: page.allow.clone(), seen })
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
