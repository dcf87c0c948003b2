//! Markdown to HTML, in one pass over the events of pulldown-cmark: CommonMark with tables, footnotes,
//! task lists, strikethrough, heading attributes, definition lists, alerts, wikilinks and citations.
//! What only the whole repository knows (where a wikilink leads, how a source is cited, how code is
//! coloured) is left as a hole in the HTML, to be filled when the page is rendered.

mod anomalies;
mod anomaly;
mod blocks;
mod inline;
mod language;
mod links;
mod mentions;
mod pass;
mod quote;

pub use anomaly::Anomaly;
pub use links::resolve;
pub use mentions::Mention;
pub use pass::mark;

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Span, Spot};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a pass needs to know of the page the text stands on.
pub struct Context<'a> {
    pub path: &'a Arc<str>,
    /// The page's address.
    pub url: &'a str,
    pub lang: &'a str,
    pub config: &'a Config,
    pub position: Position,
    /// What the ids of headings and footnotes begin with; nothing for the page's body.
    pub ids: &'a str,
    /// Whether the text stands below a title, which is the page's only heading of the first level.
    pub below_title: bool,
}

/// Where the text stands in its file.
#[derive(Clone)]
pub enum Position {
    /// It begins at this byte and stands there as it is.
    Verbatim(usize),
    /// It is a value of the front matter, escaped perhaps: findings point at all of it.
    Value(Span),
}

/// Marked-up text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Marked {
    pub text: Text,
    pub headings: Vec<Heading>,
    /// The ids of everything but headings: footnotes, and raw HTML where that is allowed. Escaped.
    pub anchors: Vec<String>,
    pub links: Vec<Link>,
    pub cites: Vec<Cite>,
    pub code: Vec<Code>,
    /// What rules about the text want to know and no template shows, in the order of the text.
    pub anomalies: Vec<(Anomaly, Spot)>,
    #[serde(skip)]
    pub problems: Vec<Diagnostic>,
}

/// What a text is shown as: most of what it takes in memory, and only its own page wants it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// HTML in which each U+0000 is the place of the next hole.
    pub html: String,
    pub holes: Vec<Hole>,
}

/// Something that is filled in when the page is rendered; the numbers are places in `Marked`'s lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Hole {
    /// The start tag of a wikilink, or of any link in a note.
    Open(usize),
    /// The text of a wikilink without a label: the title of the page it leads to.
    Label(usize),
    /// The end tag of such a link.
    Close(usize),
    Cite(usize),
    Code(usize),
    /// Width and height of a picture that is a file of the repository.
    Picture(usize),
    /// The word for a kind of alert (`note`, `tip`, …) in the page's language.
    Alert(String),
}

/// A heading, for the table of contents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    pub level: u8,
    /// The level that the author gave it.
    pub written: u8,
    pub id: String,
    pub text: String,
    pub span: Span,
    /// Where its `#` signs stand; none if it is underlined instead.
    pub signs: Option<Spot>,
}

/// A link or picture in the text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Link {
    pub to: To,
    pub image: bool,
    /// Whether its words are the title of what it leads to, and only its name was written.
    pub titled: bool,
    /// What it reads as: the words of a link with those of pictures in it, a picture's alternative text.
    pub words: String,
    pub span: Span,
    /// Where its address (a wikilink's name) stands, if it stands there as it is: not escaped.
    pub address: Option<Spot>,
    /// The sentence in which it stands, if it leads to a page or term.
    pub quote: Option<Box<Quote>>,
}

/// Where a link leads, as far as one file can tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum To {
    /// A page or another address of the site, and how it was written.
    Page { url: String, anchor: Option<String>, written: String },
    /// A file that is published as it is.
    File { url: String, written: String },
    /// A place on this page.
    Here { anchor: String },
    /// Somewhere that a wikilink names.
    Wiki { name: String, anchor: Option<String> },
    /// Out of the site.
    Web(String),
    /// Out of the repository: nowhere.
    Outside { written: String },
}

/// A sentence with the words of a link in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    pub before: String,
    pub words: String,
    pub after: String,
}

/// A citation: `[@key, p. 12; @other]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cite {
    /// Keys with what stands behind their comma.
    pub items: Vec<(String, Option<String>)>,
    /// Where the keys stand.
    pub keys: Vec<Spot>,
    pub span: Span,
    /// The sentence in which it stands; its words are what the citation reads as where it is shown.
    pub quote: Option<Quote>,
}

/// A block of code in a named language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Code {
    pub lang: String,
    pub text: String,
}

impl Marked {
    /// All but the text, which only the page itself shows.
    pub(super) fn outline(&self) -> impl Serialize + '_ {
        // In the order of the fields above: what is read back is a `Marked`.
        let Self { text: _, headings, anchors, links, cites, code, anomalies, problems: _ } = self;
        (Text::default(), headings, anchors, links, cites, code, anomalies)
    }

    /// A note: the same text without the paragraph around it, if it is a single one.
    pub fn inline(mut self) -> Self {
        let html = &mut self.text.html;
        let inner = html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>\n"));
        if let Some(inner) = inner.filter(|inner| !inner.contains("<p>")) {
            *html = inner.to_owned();
        }
        self
    }
}

impl Context<'_> {
    fn span(&self, range: Span) -> Span {
        match &self.position {
            Position::Verbatim(offset) => offset + range.start..offset + range.end,
            Position::Value(span) => span.clone(),
        }
    }

    fn spot(&self, range: Span) -> Spot {
        let inside = matches!(self.position, Position::Value(_)).then(|| range.clone());
        Spot { span: self.span(range), inside }
    }
}
