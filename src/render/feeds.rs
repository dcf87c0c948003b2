//! Atom feeds (RFC 4287): of the site, of each collection, of each term.

use super::Site;
use crate::model::{self, Model, PageId, Target};
use crate::parse::dates::Date;
use crate::plan::{Feed, feed_entries, feed_url};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::borrow::Cow;
use std::io;

/// What a feed is called.
pub fn title(model: &Model, feed: Feed) -> String {
    let site = &model.config.title;
    match feed {
        Feed::Site => site.clone(),
        Feed::Collection(c) => format!("{site}: {}", model.config.collections[c].label.main),
        Feed::Term(id) => {
            format!("{site}: {}", model.term(id).entry.label.get(&model.config.language))
        }
    }
}

/// The feed's document.
pub fn atom(site: Site, feed: Feed) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    // Writing into memory cannot fail; an empty feed would be the least harm if it did.
    write(&mut writer, site, feed).map(|()| writer.into_inner()).unwrap_or_default()
}

/// Atom demands a date of every entry. For a page that has none it is the newest that is known at all:
/// it cannot be older than the repository says.
fn moment(model: &Model, id: PageId, newest: Option<Date>) -> String {
    let date = model::moment(&model.config, model.page(id)).or(newest);
    date.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), Date::instant)
}

fn write(writer: &mut Writer<Vec<u8>>, site: Site, feed: Feed) -> io::Result<()> {
    let model = site.model;
    let whole = |url: &str| model.config.whole(url).unwrap_or_default();
    let latest = model.newest.first().and_then(|id| model::moment(&model.config, model.page(*id)));
    let entries = feed_entries(model, feed);
    let updated = entries.iter().map(|id| moment(model, *id, latest)).max();
    let own = whole(&feed_url(model, feed));
    let shown = match feed {
        Feed::Site => "/".to_owned(),
        Feed::Collection(c) => model.url(Target::Collection(c)),
        Feed::Term(id) => model.url(Target::Term(id)),
    };
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", model.config.language.as_str()));
    root.write_inner_content(|writer| {
        text(writer, "title", &title(model, feed))?;
        text(writer, "id", &own)?;
        link(writer, "self", "application/atom+xml", &own)?;
        link(writer, "alternate", "text/html", &whole(&shown))?;
        text(writer, "updated", &updated.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()))?;
        text(writer, "generator", "Talkoo")?;
        for name in authors(&model.config.authors, &model.config.title) {
            author(writer, name)?;
        }
        for id in entries {
            entry(writer, site, id, &whole, &moment(model, id, latest))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn entry(
    writer: &mut Writer<Vec<u8>>,
    site: Site,
    id: PageId,
    whole: &dyn Fn(&str) -> String,
    updated: &str,
) -> io::Result<()> {
    let page = site.model.page(id);
    let address = whole(&page.url);
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "title", &page.face.title)?;
        text(writer, "id", &address)?;
        link(writer, "alternate", "text/html", &address)?;
        text(writer, "updated", updated)?;
        if let Some(date) = page.face.date {
            text(writer, "published", &date.instant())?;
        }
        for name in &page.authors {
            author(writer, name)?;
        }
        if let Some(summary) = &page.face.summary {
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
