//! Atom feeds (RFC 4287): of the site, of each collection, of each term.

use super::Plan;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::term;
use crate::model::{FEED, Model, PageId, Target, TermId};
use crate::parse::dates::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::borrow::Cow;
use std::io;
use tera::Value;

/// What a feed follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    Site,
    Collection(usize),
    Term(TermId),
}

/// The address of the feed of the site.
pub const SITE_URL: &str = "/feed.xml";

/// Feeds consist of whole addresses: without a base_url there are none.
pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    if model.config.base_url.is_none() {
        return Vec::new();
    }
    let site: Planned = (SITE_URL.to_owned(), Box::new(Feed::Site));
    let collections = (0..model.graph.collections.len()).map(|c| -> Planned {
        (below(&model.url(Target::Collection(c))), Box::new(Feed::Collection(c)))
    });
    let terms = model.term_ids().map(|id| -> Planned {
        (below(&model.term(id).url), Box::new(Feed::Term(id)))
    });
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
            Self::Term(id) => format!("is the feed of {}", term::origin(model, *id)),
        }
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let mut writer = Writer::new(Vec::new());
        // Writing into memory cannot fail; an empty feed would be the least harm if it did.
        let written = write(&mut writer, reader, *self);
        Made::Bytes(written.map(|()| writer.into_inner()).unwrap_or_default())
    }
}

/// The address of what a feed follows.
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

/// The address of a feed, or none if there are none.
pub fn published(reader: &Reader, feed: Feed) -> Value {
    reader.config().base_url.as_ref().map(|_| url(reader, feed)).into()
}

/// What a feed is called.
pub fn title(reader: &Reader, feed: Feed) -> String {
    let config = reader.config();
    let site = &config.title;
    match feed {
        Feed::Site => site.clone(),
        Feed::Collection(c) => format!("{site}: {}", config.collections[c].label.main),
        Feed::Term(id) => format!("{site}: {}", reader.name(id).label.get(&config.language)),
    }
}

/// Atom demands a date of every entry. For a page that has none it is the newest that is known at all:
/// it cannot be older than the repository says.
fn moment(reader: &Reader, id: PageId, newest: Option<Date>) -> String {
    let date = reader.news(id).moment.or(newest);
    date.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), Date::instant)
}

fn write(writer: &mut Writer<Vec<u8>>, reader: &Reader, feed: Feed) -> io::Result<()> {
    let config = reader.config();
    let whole = |url: &str| config.whole(url).unwrap_or_default();
    let latest = reader.newest(1).first().and_then(|id| reader.news(*id).moment);
    let entries = match feed {
        Feed::Site => reader.newest(FEED as u32).to_vec(),
        Feed::Collection(c) => reader.newest_of(c as u32),
        Feed::Term(id) => reader.newest_members(id),
    };
    let updated = entries.iter().map(|id| moment(reader, *id, latest)).max();
    let own = whole(&url(reader, feed));
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", config.language.as_str()));
    root.write_inner_content(|writer| {
        text(writer, "title", &title(reader, feed))?;
        text(writer, "id", &own)?;
        link(writer, "self", "application/atom+xml", &own)?;
        link(writer, "alternate", "text/html", &whole(&shown(reader, feed)))?;
        text(writer, "updated", &updated.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()))?;
        text(writer, "generator", "Talkoo")?;
        for name in authors(&config.authors, &config.title) {
            author(writer, name)?;
        }
        for id in entries {
            entry(writer, reader, id, &whole, &moment(reader, id, latest))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn entry(
    writer: &mut Writer<Vec<u8>>,
    reader: &Reader,
    id: PageId,
    whole: &dyn Fn(&str) -> String,
    updated: &str,
) -> io::Result<()> {
    let (face, news) = (reader.face(id), reader.news(id));
    let address = whole(face.url);
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "title", face.title)?;
        text(writer, "id", &address)?;
        link(writer, "alternate", "text/html", &address)?;
        text(writer, "updated", updated)?;
        if let Some(date) = face.date {
            text(writer, "published", &date.instant())?;
        }
        for name in news.authors {
            author(writer, name)?;
        }
        if let Some(summary) = face.summary {
            text(writer, "summary", summary)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Atom demands an author; where nobody is named it is the site.
fn authors<'a>(names: &'a [String], site: &'a String) -> Vec<&'a String> {
    if names.is_empty() { vec![site] } else { names.iter().collect() }
}

fn author(writer: &mut Writer<Vec<u8>>, name: &str) -> io::Result<()> {
    writer.create_element("author").write_inner_content(|writer| text(writer, "name", name))?;
    Ok(())
}

fn text(writer: &mut Writer<Vec<u8>>, element: &str, text: &str) -> io::Result<()> {
    writer.create_element(element).write_text_content(BytesText::new(&printable(text)))?;
    Ok(())
}

/// A text without the control characters that XML 1.0 has no way to write.
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_lost = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    match text.contains(is_lost) {
        true => text.replace(is_lost, "").into(),
        false => text.into(),
    }
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    writer
        .create_element("link")
        .with_attributes([("rel", rel), ("type", kind), ("href", href)])
        .write_empty()?;
    Ok(())
}
