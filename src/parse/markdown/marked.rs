//! What a text becomes: HTML with holes, and what the model, the rules and the outputs know of it.

use super::anomaly::Anomaly;
use super::cite::Cite;
use super::quote::Quote;
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Span, Spot};
use crate::files;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// The context of a text that is marked up.
pub struct Context<'a> {
    pub path: &'a Arc<str>,
    /// The page's address.
    pub url: &'a str,
    pub lang: &'a str,
    pub config: &'a Config,
    pub position: Position,
    /// The prefix of heading and footnote ids; empty for the page's body.
    pub ids: &'a str,
    /// Whether the text is below a title, which is then the page's only first-level heading.
    pub below_title: bool,
}

/// The position of the text in its file.
#[derive(Clone)]
pub enum Position {
    /// It begins at this byte and is unescaped.
    Verbatim(usize),
    /// It is a front matter value, possibly escaped: diagnostics point at all of it.
    Value(Span),
}

/// Marked-up text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Marked {
    pub text: Text,
    pub headings: Vec<Heading>,
    /// The ids of everything but headings: footnotes and, if allowed, raw HTML. Escaped.
    pub anchors: Vec<String>,
    pub links: Vec<Link>,
    pub cites: Vec<Cite>,
    pub code: Vec<Code>,
    /// Anomalies for the rules, in the order of the text.
    pub anomalies: Vec<(Anomaly, Spot)>,
    #[serde(skip)]
    pub problems: Vec<Diagnostic>,
}

/// The rendered text. It takes the most memory, and only its own page needs it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// HTML in which each U+0000 marks the next hole.
    pub html: String,
    pub holes: Vec<Hole>,
}

/// Something filled in when the page is rendered. The numbers are indexes into `Marked`'s lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Hole {
    /// The start tag of a wikilink, or of any link in a note.
    Open(usize),
    /// The text of an unlabelled wikilink: the title of its target.
    Label(usize),
    /// The end tag of such a link.
    Close(usize),
    /// A citation. If it may be none, what is typed stands between this hole and `CiteEnd`, to be left out if it is one.
    Cite(usize),
    CiteEnd,
    Code(usize),
    /// Width and height of a picture in the repository.
    Picture(usize),
    /// The address of a link, where only the whole repository knows it: its page may have a slug of its own.
    Address(usize),
    /// A word of the interface in the page's language, by its key.
    Word(String),
}

/// A heading, for the table of contents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    pub level: u8,
    /// The level as written.
    pub written: u8,
    /// Whether it stands in a quotation or a box, which has an outline of its own.
    pub is_quoted: bool,
    pub id: String,
    /// Its words, with names and keys as typed.
    pub text: String,
    /// The same with holes, if only the whole repository can word it.
    pub quote: Option<Box<Quote>>,
    pub span: Span,
    /// The position of its `#` signs; `None` if it is underlined instead.
    pub signs: Option<Spot>,
}

/// A link or picture in the text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Link {
    pub to: To,
    pub image: bool,
    /// Whether it is an unlabelled wikilink, which shows the title of its target.
    pub titled: bool,
    /// Its visible words, including those of pictures in it, or a picture's alternative text.
    pub words: String,
    pub span: Span,
    /// The position of its address (a wikilink's name), if it is unescaped.
    pub address: Option<Spot>,
    /// The sentence around it, if it leads to a page or term.
    pub quote: Option<Box<Quote>>,
    /// What it is in raw HTML; `None` if it is written in Markdown.
    pub html: Option<Attribute>,
}

/// What an attribute of raw HTML with an address does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Attribute {
    /// It leads to another place.
    Link,
    /// It shows a picture.
    Picture,
    /// It shows a picture whose alternative text is empty on purpose.
    Decoration,
    /// It loads something else: a film, a frame, a script, another size of a picture.
    Load,
}

/// Where a link leads, as far as one file can tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum To {
    /// A page or another address of the site. `tail` is the `?…` and `#…` behind it, as written. If the link names a
    /// file, `file` is its path, and `url` the address that it has by this path alone.
    Page { url: String, file: Option<Box<str>>, tail: String, written: String },
    /// A file that is published unchanged.
    File { url: String, tail: String, written: String },
    /// A place on this page: `#…`.
    Here { tail: String },
    /// The target of a wikilink.
    Wiki { name: String, anchor: Option<String> },
    /// Outside the site.
    Web(String),
    /// Outside the repository, so broken.
    Outside { written: String },
}

impl Link {
    /// A link whose words are still to come.
    pub fn new(to: To, span: Span, address: Option<Spot>) -> Self {
        let (image, titled, words, quote, html) = Default::default();
        Self { to, image, titled, words, span, address, quote, html }
    }
}

impl To {
    /// Whether it names the file of a page, which may have a slug of its own.
    pub fn names_file(&self) -> bool {
        matches!(self, Self::Page { file: Some(_), .. })
    }

    /// The id of the place on the page that it leads to, decoded; `None` for the page as a whole. What follows
    /// `:~:` is a message to the browser: a text to show.
    pub fn anchor(&self) -> Option<Cow<'_, str>> {
        let (Self::Page { tail, .. } | Self::Here { tail }) = self else {
            let Self::Wiki { anchor, .. } = self else { return None };
            return anchor.as_deref().map(Cow::Borrowed);
        };
        let (_, anchor) = tail.split_once('#')?;
        let id = anchor.split_once(":~:").map_or(anchor, |(id, _)| id);
        (!id.is_empty()).then(|| files::decode(id))
    }
}

/// A block of code in a named language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// Empty if the block is shown plain because it is too long.
    pub lang: String,
    pub text: String,
    /// Its first line, which names the language.
    pub span: Span,
}

impl Marked {
    /// Everything but the text, which only the page itself shows.
    pub(crate) fn outline(&self) -> impl Serialize + '_ {
        // In the order of the fields above, because it is read back as a `Marked`.
        let Self { text: _, headings, anchors, links, cites, code, anomalies, problems: _ } = self;
        (Text::default(), headings, anchors, links, cites, code, anomalies)
    }

    /// The same text without its paragraph tags, if it is a single paragraph.
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
    pub fn span(&self, range: Span) -> Span {
        match &self.position {
            Position::Verbatim(offset) => offset + range.start..offset + range.end,
            Position::Value(span) => span.clone(),
        }
    }

    pub fn spot(&self, range: Span) -> Spot {
        let inside = matches!(self.position, Position::Value(_)).then(|| range.clone());
        Spot { span: self.span(range), inside }
    }
}
