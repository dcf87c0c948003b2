//! What stands in the head for reference managers: Dublin Core on our own pages, and Highwire's tags, which Google
//! Scholar reads too, only on the page of a work whose PDF lies beside it. Zotero takes the type of a page from the
//! first of these that it knows; one of Highwire's tags would make a pilot a journal article.

use super::record::Record;
use crate::outputs::reader::Reader;
use crate::parse::Page;
use crate::parse::dates::Date;

type Tags = Vec<(&'static str, String)>;

/// Dublin Core elements. `DC.type` is one of Zotero's types.
pub fn dublin_core(reader: &Reader, page: &Page, record: &Record) -> Tags {
    let (config, item) = (reader.config(), &record.item);
    let text = |variable: &str| item.texts.get(variable).cloned();
    let licence = page.licence.as_ref().or(config.licence.as_ref());
    let mut tags: Tags = vec![("DC.type", item.kind.clone())];
    tags.extend(record.people("author").map(|name| ("DC.creator", name.inverted())));
    let rest = [
        ("DC.title", text("title")),
        ("DC.date", item.dates.get("issued").map(|date| date.iso())),
        ("DC.language", text("language")),
        ("DC.identifier", text("URL")),
        ("DC.publisher", Some(config.title.clone())),
        ("DC.rights", licence.map(|of| of.url.as_ref().unwrap_or(&of.name).clone())),
    ];
    tags.extend(rest.into_iter().filter_map(|(name, value)| Some((name, value?))));
    tags
}

/// Highwire's tags; none without a title, an author, a date and the address of the PDF, because Scholar then ignores
/// the rest.
pub fn highwire(reader: &Reader, record: &Record, file: &str) -> Option<Tags> {
    let item = &record.item;
    let text = |variable: &str| item.texts.get(variable).cloned();
    let mut authors = record.people("author").peekable();
    authors.peek()?;
    let mut tags: Tags = vec![("citation_title", text("title")?)];
    tags.extend(authors.map(|name| ("citation_author", name.inverted())));
    tags.push(("citation_publication_date", day(*item.dates.get("issued")?)));
    tags.push(("citation_pdf_url", reader.config().absolute_url(file)?));
    let (container, publisher) = (text("container-title"), text("publisher"));
    let kind = match item.kind.as_str() {
        "article-journal" => vec![
            ("citation_journal_title", container),
            ("citation_volume", text("volume")),
            ("citation_issue", text("issue")),
            ("citation_issn", text("ISSN")),
        ],
        "paper-conference" => vec![("citation_conference_title", container)],
        "report" => vec![
            ("citation_technical_report_institution", publisher.clone()),
            ("citation_technical_report_number", text("number")),
        ],
        "thesis" => vec![("citation_dissertation_institution", publisher.clone())],
        _ => vec![("citation_publisher", publisher), ("citation_isbn", text("ISBN"))],
    };
    let pages = text("page").unwrap_or_default();
    let (first, last) = pages.split_once('-').unwrap_or((&pages, ""));
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let rest = [
        ("citation_firstpage", filled(first)),
        ("citation_lastpage", filled(last)),
        ("citation_doi", text("DOI")),
        ("citation_language", text("language")),
    ];
    let rest = kind.into_iter().chain(rest);
    tags.extend(rest.filter_map(|(name, value)| Some((name, value?))));
    Some(tags)
}

/// `2010/5/12`, as Scholar wants it.
fn day(date: Date) -> String {
    let parts = [Some(date.year), date.month.map(u16::from), date.day.map(u16::from)];
    parts.into_iter().flatten().map(|part| part.to_string()).collect::<Vec<_>>().join("/")
}
