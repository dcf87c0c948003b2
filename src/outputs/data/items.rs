//! Pages as JSON: all that their fields say, with terms, sources and references resolved. As one file for a collection,
//! and as `index.json` beside each page, which also says what refers to the page.

use super::credit;
use super::schema_parts::list;
use super::table::{count, id_of, part, shown};
use crate::config::{Author, Licence};
use crate::fields::export::{address, object};
use crate::fields::field::Field;
use crate::fields::kind::Owner;
use crate::fields::value::Fact;
use crate::fields::{cites, refs, stages};
use crate::model::{PageId, Target, Via};
use crate::outputs::parts::parts;
use crate::outputs::reader::Reader;
use crate::parse::dates::Date;
use crate::parse::markdown::To;
use serde_json::{Map, Value as Json, json};

/// The version of this form. What is added keeps it, what changes or goes raises it.
const SCHEMA: u8 = 1;

/// All pages of a collection.
pub fn collection(reader: &Reader, c: usize) -> Vec<u8> {
    let collection = &reader.config().collections[c];
    let head = json!({
        "schema": SCHEMA,
        "collection": collection.id,
        "label": collection.label.main,
        "url": address(reader, &reader.url(Target::Collection(c))),
    });
    let mut out = head.to_string().into_bytes();
    // The list is written page by page, so only the file itself is held.
    out.pop();
    out.extend(b",\"items\":[");
    for (i, id) in reader.list(c as u32).iter().enumerate() {
        out.extend(if i == 0 { &b"\n"[..] } else { &b",\n"[..] });
        out.extend(Json::Object(item(reader, *id)).to_string().into_bytes());
    }
    out.extend(b"\n]}\n");
    out
}

/// A page with what it refers to and what refers to it.
pub fn page(reader: &Reader, id: PageId) -> Vec<u8> {
    let mut all = Map::new();
    all.insert("schema".to_owned(), SCHEMA.into());
    all.append(&mut item(reader, id));
    let lang = reader.face(id).lang;
    let sources = reader.sources(id);
    let sources = sources.iter().map(|key| cites::resolved(reader, lang, key));
    let translations = reader.translations(id).iter().map(|id| {
        let mut page = refs::page(reader, *id);
        page["language"] = reader.face(*id).lang.into();
        page
    });
    let related = reader.related(id);
    let related = related.iter().map(|related| {
        let mut page = refs::page(reader, related.page);
        let shared = related.shared.iter().map(|term| Json::from(reader.name(*term).url));
        page["shared_terms"] = shared.collect();
        page
    });
    let relations: [(&str, Vec<Json>); 5] = [
        ("sources", sources.collect()),
        ("links", links(reader, id)),
        ("referred_to_by", referrers(reader, id)),
        ("related", related.collect()),
        ("translations", translations.collect()),
    ];
    for (name, list) in relations.into_iter().filter(|(_, list)| !list.is_empty()) {
        all.insert(name.to_owned(), list.into());
    }
    let mut out = serde_json::to_vec_pretty(&all).unwrap_or_default();
    out.push(b'\n');
    out
}

/// What a page says of itself.
fn item(reader: &Reader, id: PageId) -> Map<String, Json> {
    let config = reader.config();
    let (face, imprint) = (reader.face(id), reader.imprint(id));
    let collection = face.collection.map(|c| &config.collections[c]);
    let project = imprint.project.map(|id| match config.project(id) {
        Some(project) => object([
            ("id", id.into()),
            ("name", project.name.as_str().into()),
            ("programme", project.programme.clone().into()),
            ("grant", project.grant.clone().into()),
        ]),
        None => json!({ "id": id }),
    });
    let licence = imprint.licence.or(config.licence.as_ref());
    let authors: Vec<Json> = imprint.authors.iter().map(author).collect();
    let pairs = [
        ("id", id_of(reader, id).into()),
        ("url", address(reader, face.url).into()),
        ("collection", collection.map(|collection| collection.id.as_str()).into()),
        ("title", face.title.into()),
        ("language", face.lang.into()),
        ("summary", face.summary.into()),
        ("date", face.date.map(Date::iso).into()),
        ("updated", imprint.updated.map(Date::iso).into()),
        ("authors", if authors.is_empty() { Json::Null } else { authors.into() }),
        ("licence", licence.map(self::licence).unwrap_or_default()),
        ("project", project.unwrap_or_default()),
    ];
    let mut item = match object(pairs) {
        Json::Object(map) => map,
        _ => Map::new(),
    };
    if let Some(collection) = collection {
        let owner = Owner { lang: face.lang, url: face.url, page: Some(id) };
        let fields = fields(reader, &owner, &collection.fields, reader.facts(id));
        item.insert("fields".to_owned(), fields.into());
    }
    item
}

pub fn author(author: &Author) -> Json {
    let (family, given) = author.parts.clone().unzip();
    object([
        ("name", author.name.as_str().into()),
        ("family", family.into()),
        ("given", given.into()),
        ("id", author.id.clone().into()),
        ("roles", list(author.roles.iter().map(|role| self::role(role)).collect())),
    ])
}

/// What an author did, with its address if it is a role of CRediT.
fn role(role: &str) -> Json {
    object([("name", role.into()), ("url", credit::address(role).into())])
}

fn licence(licence: &Licence) -> Json {
    object([("name", licence.name.as_str().into()), ("url", licence.url.clone().into())])
}

/// The fields with a value, by id.
fn fields(reader: &Reader, owner: &Owner, all: &[Field], facts: &[Fact]) -> Map<String, Json> {
    let mut map = Map::new();
    for (i, field) in shown(all, None) {
        let Some(fact) = facts.iter().find(|fact| fact.field == i) else { continue };
        let value = match field.kind.has_parts {
            false => (stages(field.kind).export.json)(reader, owner, field, fact),
            true => {
                let record = |number| -> Json {
                    let parts = shown(all, Some(i)).filter_map(|(place, field)| {
                        let fact = part(facts, place, number)?;
                        let value = (stages(field.kind).export.json)(reader, owner, field, fact);
                        Some((field.id.clone(), value))
                    });
                    parts.collect::<Map<_, _>>().into()
                };
                (0..count(facts, i)).map(record).collect()
            }
        };
        map.insert(field.id.clone(), value);
    }
    map
}

/// The pages and terms that the text links to, each once.
fn links(reader: &Reader, id: PageId) -> Vec<Json> {
    let lang = reader.face(id).lang;
    let mut found: Vec<Json> = Vec::new();
    for link in &reader.page(id).body.links {
        let target = match &link.to {
            to @ To::Wiki { .. } => reader.wikilink(to).map(|target| {
                let (url, title) = (reader.url(target), reader.title(target, lang));
                json!({ "title": title, "url": address(reader, &url) })
            }),
            To::Page { url, file, .. } => {
                let url = file.as_ref().map_or(&**url, |file| reader.url_of_file(file, url));
                Some(json!({ "title": link.words, "url": address(reader, url) }))
            }
            _ => None,
        };
        if let Some(target) = target
            && !found.iter().any(|other| other["url"] == target["url"])
        {
            found.push(target);
        }
    }
    found
}

/// The pages that refer to a page, with the fields by which they do.
fn referrers(reader: &Reader, id: PageId) -> Vec<Json> {
    let count = reader.page_referrers(id);
    let all = (1..=parts(count)).flat_map(|part| reader.page_inbound(id, part as u32));
    let one = |inbound: &crate::model::Inbound| {
        let mut page = refs::page(reader, inbound.from);
        let fields = reader.face(inbound.from).collection;
        let fields = fields.map(|c| &reader.config().collections[c].fields);
        let mut by: Vec<&str> = inbound
            .via
            .iter()
            .filter_map(|via| match via {
                Via::Field(field) => Some(fields?[*field].id.as_str()),
                Via::Claim(..) | Via::Response(..) => Some("claims"),
                Via::Cite(..) => Some("citations"),
                Via::Link(..) => Some("text"),
            })
            .collect();
        by.dedup();
        page["by"] = by.into();
        page
    };
    all.take(count).map(one).collect()
}
