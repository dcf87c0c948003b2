//! One Markdown file as parsed; the model is built from these.

pub use super::address::Role;
pub use crate::fields::value::{Claim, Fact, Response, Value};

use super::dates::Date;
use super::markdown::{Anomaly, Marked, Text};
use crate::config::{Author, Licence};
use crate::diagnostics::{Diagnostic, Span, Spot};
use crate::hash::Hash;
use crate::tables::{Form, Located};
use serde::{Deserialize, Serialize, Serializer};
use std::sync::Arc;

/// One page, as parsed from its file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Page {
    pub path: Arc<str>,
    pub role: Role,
    /// Its address, from the root of the site.
    pub url: String,
    /// What it wants to be the last part of its address, if that is not the name of its file.
    pub slug: Option<Located<String>>,
    pub lang: String,
    /// The part that other pages may show.
    pub face: Face,
    /// The day it was added to the site. The date of a work's page is that of the work.
    pub added: Option<Date>,
    /// The day it was last changed or corrected.
    pub updated: Option<Date>,
    pub withdrawn: Option<Notice>,
    /// The latest first.
    pub corrected: Vec<Notice>,
    pub authors: Vec<Author>,
    /// The positions of their names.
    pub author_spans: Vec<Span>,
    pub licence: Option<Licence>,
    /// What it says about pictures that it shows.
    pub pictures: Vec<Picture>,
    pub project: Option<Located<String>>,
    pub aliases: Vec<Located<String>>,
    pub draft: bool,
    /// Its place among the pages of its section.
    pub order: Option<f64>,
    /// Whether an import made it, and nobody took it over yet.
    pub imported: bool,
    /// The position of its summary.
    pub summary_span: Option<Span>,
    /// Keys already reported as misspelt or empty, or that may stand in what can't be read; they are not reported as missing
    /// too.
    pub reported: Vec<String>,
    /// Anomalies in its front matter.
    pub anomalies: Vec<(Anomaly, Spot)>,
    /// The rules it silences.
    pub allow: Vec<Allow>,
    /// The fields it fills.
    pub facts: Vec<Fact>,
    #[serde(serialize_with = "outline")]
    pub body: Marked,
    /// Whether the body has no HTML, as in the cache; the page is parsed again before it is rendered.
    #[serde(skip, default = "yes")]
    pub is_outline: bool,
    /// The hash of the file and of the configuration it was parsed with.
    pub hash: Hash,
    /// The hash of everything the graph is built from: path, front matter, links and citations. It covers more than the
    /// graph needs, which is easier to be sure of than a list of what each part of the model reads.
    pub graph_hash: Hash,
    /// The hash of the fields it fills, and of what it refers to, each with the page's path. Most edits leave one of
    /// these as it is.
    pub facts_hash: Hash,
    pub links_hash: Hash,
    /// Where the front matter begins; diagnostics about missing keys point here.
    pub front: Span,
    /// The position of its TOML or YAML, and which it is.
    pub toml: Span,
    pub form: Form,
    #[serde(skip)]
    pub problems: Vec<Diagnostic>,
}

impl Page {
    /// Its path inside `content/`.
    pub fn inside(&self) -> &str {
        self.path.strip_prefix("content/").unwrap_or(&self.path)
    }

    /// A claim, by the index of its fact and its index in that fact.
    pub fn claim_at(&self, fact: usize, item: usize) -> Option<&Claim> {
        match &self.facts.get(fact)?.value {
            Value::Claims(claims) => claims.get(item),
            _ => None,
        }
    }

    /// Drops the HTML of the body; its links, headings and citations stay.
    pub fn drop_text(&mut self) {
        self.body.text = Text::default();
        self.is_outline = true;
    }
}

/// The part of a page that other pages show. Only a change here affects them; any other edit is local.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Face {
    pub title: String,
    pub summary: Option<String>,
    pub date: Option<Date>,
}

/// Who made a picture, and its licence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The file, as the page names it.
    pub written: Located<String>,
    pub url: String,
    pub credit: Option<String>,
    pub licence: Option<Licence>,
}

/// What a page says about its withdrawal or a correction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    pub date: Date,
    pub reason: String,
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
    /// Whether all rules ran on the page. Few rules run on unpublished drafts.
    pub seen: bool,
}

impl Allowed {
    /// The rules a page silences; `None` if there are none.
    pub fn by(page: &Page, seen: bool) -> Option<Self> {
        let some = !page.allow.is_empty();
        some.then(|| Self { path: page.path.clone(), rules: page.allow.clone(), seen })
    }
}

impl Page {
    /// The value of a field, by the field's index in the collection.
    pub fn fact(&self, field: usize) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.field == field)
    }
}

/// Serializes the body without its HTML, which is most of a page and which only the page itself shows.
fn outline<S: Serializer>(body: &Marked, serializer: S) -> Result<S::Ok, S::Error> {
    body.outline().serialize(serializer)
}

fn yes() -> bool {
    true
}
