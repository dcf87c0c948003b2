//! A work of the bibliography in the words of schema.org.

use super::schema_parts::{ABSTRACT, ENTRIES, cut, list};
use crate::fields::export::{address, object};
use crate::model::PageId;
use crate::outputs::reader::Reader;
use crate::parse::dates::Date;
use serde_json::{Value as Json, json};

/// The types of works, by those of CSL; all others are creative works.
const WORKS: [(&str, &str); 10] = [
    ("article-journal", "ScholarlyArticle"),
    ("paper-conference", "ScholarlyArticle"),
    ("article-magazine", "Article"),
    ("article-newspaper", "NewsArticle"),
    ("book", "Book"),
    ("chapter", "Chapter"),
    ("report", "Report"),
    ("thesis", "Thesis"),
    ("webpage", "WebPage"),
    ("dataset", "Dataset"),
];

/// The work that a page describes.
pub fn work(reader: &Reader, id: PageId, key: &str) -> Option<Json> {
    let work = reader.work(key)?.work;
    let face = reader.face(id);
    let item = &work.item;
    let kind =
        WORKS.iter().find(|(csl, _)| *csl == item.kind).map_or("CreativeWork", |(_, kind)| kind);
    let text = |variable: &str| item.texts.get(variable).cloned();
    let authors = item.names.get("author").into_iter().flatten().take(ENTRIES).map(|name| {
        let is_person = !name.given.is_empty();
        let kind = if is_person { "Person" } else { "Organization" };
        json!({ "@type": kind, "name": name.full() })
    });
    let whole = text("container-title").map(|name| {
        let kind = if item.kind == "article-journal" { "Periodical" } else { "CreativeWork" };
        json!({ "@type": kind, "name": name })
    });
    let doi = text("DOI").map(|doi| format!("https://doi.org/{doi}"));
    let publisher = text("publisher").map(|name| json!({ "@type": "Organization", "name": name }));
    Some(object([
        ("@type", kind.into()),
        ("@id", (address(reader, face.url) + "#work").into()),
        ("name", cut(&work.title, ABSTRACT).into()),
        ("author", list(authors.collect())),
        ("datePublished", work.date.map(Date::iso).into()),
        ("isPartOf", whole.unwrap_or_default()),
        ("publisher", publisher.unwrap_or_default()),
        ("inLanguage", text("language").into()),
        ("identifier", text("DOI").map(|doi| format!("doi:{doi}")).into()),
        ("sameAs", doi.into()),
        ("url", work.url.clone().into()),
        ("abstract", text("abstract").map(|text| cut(&text, ABSTRACT)).into()),
        ("mainEntityOfPage", address(reader, face.url).into()),
    ]))
}
