//! How a page shows its citation.

use super::coins::coins;
use super::meta;
use crate::model::PageId;
use crate::outputs::declare::{Html, Text, list, view};
use crate::outputs::reader::Reader;

view! {
    /// How a page is cited. Its files are beside it: `cite.bib`, `cite.ris` and `cite.json`.
    struct CitationView {
        html: Option<Html> => "the citation in the style of the site; none for a work, which has its reference",
        meta: Vec<MetaView> => "what reference managers and library catalogues read in the head",
        coins: Option<Text> => "a work that is published elsewhere, as an OpenURL context object (COinS)",
    }

    /// A `meta` element.
    struct MetaView {
        name: Text, content: Text,
    }
}

/// The view of a page's citation; none if it can't be cited.
pub fn view<'a>(reader: &Reader<'a>, id: PageId) -> Option<CitationView<'a>> {
    let record = reader.citation(id)?;
    let page = reader.page(id);
    let file = record.is_work.then(|| reader.own_pdf(id)).flatten();
    let coins = (record.is_work && file.is_none()).then(|| coins(&record));
    let meta = match record.is_work {
        true => file.and_then(|file| meta::highwire(reader, &record, file)).unwrap_or_default(),
        false => meta::dublin_core(reader, page, &record),
    };
    let meta = meta
        .into_iter()
        .map(|(name, content)| MetaView { name: name.into(), content: content.into() });
    let html = (!record.is_work).then(|| reader.cited(&page.lang, &record));
    Some(CitationView { html: html.into(), meta: list(meta).into(), coins: coins.into() })
}
