//! Atom feeds (RFC 4287): of the site, of each collection and of each term.

use super::Plan;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::xml::styled;
use crate::config::Author;
use crate::files;
use crate::model::{FEED, Model, PageId, Target, TermId};
use crate::parse::dates::Date;
use serde::Serialize;
use tera::Value;

/// The subject of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    Site,
    Collection(usize),
    Term(TermId),
}

/// The style sheet of feeds, a file of the theme.
const STYLE: &str = "feed.css";

/// The address of the feed of the site.
pub const SITE_URL: &str = "/feed.xml";

/// Feeds need absolute addresses, so there are none without a base_url.
pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    if model.config.base_url.is_none() {
        return Vec::new();
    }
    let site: Planned = (SITE_URL.to_owned(), Box::new(Feed::Site));
    let collections = (0..model.graph.order.collections.len()).map(|c| -> Planned {
        (below(&model.url(Target::Collection(c))), Box::new(Feed::Collection(c)))
    });
    let terms = model
        .term_ids()
        .map(|id| -> Planned { (below(&model.term(id).url), Box::new(Feed::Term(id))) });
    std::iter::once(site).chain(collections).chain(terms).collect()
}

fn below(url: &str) -> String {
    format!("{url}feed.xml")
}

impl Kind for Feed {
    fn class(&self) -> Class {
        Class::Feed
    }

    fn origin(&self, model: &Model) -> String {
        match self {
            Self::Site => "is the feed of the site".to_owned(),
            Self::Collection(c) => {
                format!("is the feed of `{}`", model.config.collections[*c].id)
            }
            Self::Term(id) => format!("is the feed of {}", term_origin(model, *id)),
        }
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        Made::Bytes(atom(reader, *self))
    }
}

/// The address of the page that a feed belongs to.
fn shown(reader: &Reader, feed: Feed) -> String {
    match feed {
        Feed::Site => "/".to_owned(),
        Feed::Collection(c) => reader.url(Target::Collection(c)),
        Feed::Term(id) => reader.url(Target::Term(id)),
    }
}

/// The address of a feed.
pub fn url(reader: &Reader, feed: Feed) -> String {
    below(&shown(reader, feed))
}

/// The address of a feed; none if the site has no feeds.
pub fn published(reader: &Reader, feed: Feed) -> Value {
    reader.config().base_url.as_ref().map(|_| url(reader, feed)).into()
}

/// The title of a feed.
pub fn title(reader: &Reader, feed: Feed) -> String {
    let config = reader.config();
    let site = &config.title;
    match feed {
        Feed::Site => site.clone(),
        Feed::Collection(c) => format!("{site}: {}", config.collections[c].label.main),
        Feed::Term(id) => format!("{site}: {}", reader.name(id).label.get(&config.language)),
    }
}

#[derive(Serialize)]
struct Atom<'a> {
    #[serde(rename = "@xmlns")]
    xmlns: &'static str,
    #[serde(rename = "@xml:lang")]
    lang: &'a str,
    title: String,
    subtitle: String,
    id: String,
    link: Vec<Link>,
    updated: String,
    generator: &'static str,
    author: Vec<AtomAuthor<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a str>,
    entry: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    title: &'a str,
    id: String,
    link: Link,
    updated: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    author: Vec<AtomAuthor<'a>>,
    category: Vec<Category<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    /// For people who open the feed in a browser, which shows no links but those of HTML.
    #[serde(rename = "a")]
    anchor: Anchor,
}

#[derive(Serialize)]
struct Anchor {
    #[serde(rename = "@xmlns")]
    xmlns: &'static str,
    #[serde(rename = "@href")]
    href: String,
    #[serde(rename = "$text")]
    text: String,
}

/// A term on the card of the page, with the address of its vocabulary.
#[derive(Serialize)]
struct Category<'a> {
    #[serde(rename = "@term")]
    term: &'a str,
    #[serde(rename = "@scheme")]
    scheme: String,
    #[serde(rename = "@label")]
    label: &'a str,
}

#[derive(Serialize)]
struct Link {
    #[serde(rename = "@rel")]
    rel: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@href")]
    href: String,
}

#[derive(Serialize)]
struct AtomAuthor<'a> {
    name: &'a str,
}

/// The XML document of a feed.
fn atom(reader: &Reader, feed: Feed) -> Vec<u8> {
    let config = reader.config();
    let absolute = |url: &str| config.absolute_url(url).unwrap_or_default();
    let alternate = |href| Link { rel: "alternate", kind: "text/html", href };
    // Atom requires an author; by default it is the site. An entry without one would have those of the feed, who need
    // not have written it.
    let site_itself = &[Author::named(&config.title)];
    let unsigned: &[Author] = if config.authors.is_empty() { &[] } else { site_itself };
    let latest = reader.newest(1).first().and_then(|id| reader.news(*id).moment);
    let category = |id: &TermId| {
        let name = reader.name(*id);
        let scheme = absolute(&reader.url(Target::Vocabulary(name.vocabulary)));
        Category { term: name.id, scheme, label: name.label.get(&config.language) }
    };
    let entry = |id: PageId| {
        let (face, news) = (reader.face(id), reader.news(id));
        let licence = reader.imprint(id).licence.map(|licence| licence.name.as_str());
        Entry {
            title: face.title,
            id: absolute(face.url),
            link: alternate(absolute(face.url)),
            // Atom requires a date. A page without one takes the newest date of the feed.
            updated: instant(news.moment.or(latest)),
            published: face.date.map(Date::instant),
            author: authors(if news.authors.is_empty() { unsigned } else { news.authors }),
            category: face.tags.iter().map(category).collect(),
            rights: licence,
            summary: face.summary,
            anchor: Anchor {
                xmlns: "http://www.w3.org/1999/xhtml",
                href: absolute(face.url),
                text: absolute(face.url),
            },
        }
    };
    let entries = match feed {
        Feed::Site => reader.newest(FEED as u32).to_vec(),
        Feed::Collection(c) => reader.newest_of(c as u32),
        Feed::Term(id) => reader.newest_members(id),
    };
    let entries: Vec<Entry> = entries.into_iter().map(entry).collect();
    let id = absolute(&url(reader, feed));
    let names = if config.authors.is_empty() { site_itself } else { &config.authors[..] };
    let content = Atom {
        xmlns: "http://www.w3.org/2005/Atom",
        lang: &config.language,
        title: title(reader, feed),
        subtitle: reader.word(&config.language, "feed_note"),
        link: vec![
            Link { rel: "self", kind: "application/atom+xml", href: id.clone() },
            alternate(absolute(&shown(reader, feed))),
        ],
        id,
        updated: entries.iter().map(|e| &e.updated).max().cloned().unwrap_or_else(|| instant(None)),
        generator: "Talkoo",
        author: authors(names),
        rights: config.licence.as_ref().map(|licence| licence.name.as_str()),
        entry: entries,
    };
    let style =
        reader.assets().as_map().and_then(|all| all.get(&tera::value::Key::from(STYLE))?.as_str());
    let style = style.map(|style| format!("{}{style}", files::root_from(&url(reader, feed))));
    styled("feed", style.as_deref(), &content)
}

fn instant(date: Option<Date>) -> String {
    date.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), Date::instant)
}

fn authors(authors: &[Author]) -> Vec<AtomAuthor<'_>> {
    authors.iter().map(|author| AtomAuthor { name: &author.name }).collect()
}

/// A term and where it is defined, as the end of a sentence.
pub fn term_origin(model: &Model, id: TermId) -> String {
    let term = model.term(id);
    let name = &term.entry.id.value;
    match term.path.is_empty() {
        true => {
            format!("the term `{name}` of `{}`", model.config.vocabularies[term.vocabulary].id)
        }
        false => format!("the term `{name}` in {}", term.path),
    }
}
