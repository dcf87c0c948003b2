//! The links in the head of a document: to the same in other forms, and what machines need to cite it and to find its data
//! (FAIR Signposting, level 1: https://signposting.org/FAIR/).

use super::datasets::{CSV, JSON, TURTLE, read};
use super::subject::Subject;
use super::twins::NAMES;
use super::{URL, authority, schema_org};
use crate::config::{Author, Licence};
use crate::model::PageId;
use crate::outputs::cite;
use crate::outputs::declare::{Href, Text, Url, list, view};
use crate::outputs::reader::Reader;
use tera::Value;

view! {
    /// A link in the head. It has a `url` within the site, or a `href` elsewhere.
    struct HeadLink {
        rel: Text => "what it leads to",
        media: Option<Text> => "the media type",
        url: Option<Url>,
        href: Option<Href> => "an address elsewhere",
    }
}

pub fn links(reader: &Reader, subject: Subject) -> Value {
    let config = reader.config();
    let mut all: Vec<HeadLink> = Vec::new();
    match subject {
        Subject::Page(id) => of_page(reader, id, &mut all),
        Subject::Collection(c) if config.data.tables && reader.length(c as u32) > 0 => {
            let id = &config.collections[c].id;
            let forms = [&CSV, &JSON];
            all.extend(
                forms.map(|form| alternate(form.media, format!("{URL}{id}.{}", form.extension))),
            );
        }
        Subject::Vocabulary(v) => of_vocabulary(reader, v, &mut all),
        Subject::Term(id) => of_vocabulary(reader, reader.name(id).vocabulary, &mut all),
        Subject::Data => of_data(reader, &mut all),
        _ => {}
    }
    list(all)
}

fn alternate<'a>(media: &'static str, url: String) -> HeadLink<'a> {
    inside("alternate", media, url)
}

fn inside<'a>(rel: &'static str, media: &'static str, url: String) -> HeadLink<'a> {
    HeadLink {
        rel: rel.into(),
        media: Some(media).into(),
        url: url.into(),
        href: None::<String>.into(),
    }
}

fn outside<'a>(rel: &'static str, href: String) -> HeadLink<'a> {
    HeadLink {
        rel: rel.into(),
        media: None::<String>.into(),
        url: None::<String>.into(),
        href: href.into(),
    }
}

fn of_page(reader: &Reader, id: PageId, all: &mut Vec<HeadLink>) {
    let (config, face) = (reader.config(), reader.face(id));
    // Of a withdrawn page there is only the note at its address.
    if reader.imprint(id).is_withdrawn {
        return;
    }
    if config.data.pages && face.collection.is_some() {
        all.extend(NAMES.map(|(name, media)| alternate(media, format!("{}{name}", face.url))));
    }
    if config.base_url.is_none() {
        return;
    }
    if face.collection.is_some_and(|c| cite::is_cited(config, c)) {
        all.extend(
            cite::files()
                .map(|(name, media)| inside("describedby", media, format!("{}{name}", face.url))),
        );
    }
    let imprint = reader.imprint(id);
    all.push(outside(
        "type",
        format!("https://schema.org/{}", schema_org::page_type(config, face.collection)),
    ));
    let orcids = imprint.authors.iter().filter_map(|author: &Author| author.id.clone());
    all.extend(orcids.map(|id| outside("author", id)));
    all.extend(licence(imprint.licence.or(config.licence.as_ref())));
}

/// The licence as the address of its entry in SPDX, if it has one.
fn licence<'a>(licence: Option<&Licence>) -> Option<HeadLink<'a>> {
    let url = licence?.url.as_ref()?;
    let spdx = authority::spdx(url).map(|name| format!("https://spdx.org/licenses/{name}"));
    Some(outside("license", spdx.unwrap_or_else(|| url.clone())))
}

fn of_vocabulary(reader: &Reader, v: usize, all: &mut Vec<HeadLink>) {
    let config = reader.config();
    let is_there = config.data.vocabularies
        && config.base_url.is_some()
        && !reader.vocabulary(v as u32).is_empty();
    if is_there {
        let url = format!("{URL}{}.{}", config.vocabularies[v].id, TURTLE.extension);
        all.push(alternate(TURTLE.media, url));
    }
}

fn of_data(reader: &Reader, all: &mut Vec<HeadLink>) {
    let config = reader.config();
    if config.data.tables {
        all.push(inside("describedby", "application/json", format!("{URL}datapackage.json")));
    }
    if config.base_url.is_some() {
        all.push(inside("describedby", "text/turtle", format!("{URL}catalog.ttl")));
        all.push(outside("type", "https://schema.org/DataCatalog".to_owned()));
        all.push(outside("type", "https://schema.org/AboutPage".to_owned()));
        all.extend(licence(config.licence.as_ref()));
    }
    all.extend(
        config.data.doi.iter().map(|doi| outside("cite-as", format!("https://doi.org/{doi}"))),
    );
    for dataset in read(reader) {
        all.extend(dataset.files.iter().map(|file| inside("item", file.form.media, file.url())));
    }
}
