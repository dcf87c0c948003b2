//! What a document says to search engines and reference managers: one graph of JSON-LD in the words of schema.org, of at most
//! 4 kB. Long lists are shortened; what is left out stands on the page and in the data files.

use super::datasets::{Dataset, Scope, read};
use super::schema_parts::{ABSTRACT, ENTRIES, author, contributions, cut, filled, licence, list};
use super::schema_work::work;
use super::subject::Subject;
use super::{about, skos};
use crate::config::Config;
use crate::fields::export::{address, object};
use crate::fields::kind::Owner;
use crate::fields::stages;
use crate::model::{PageId, Target, TermId, work_key};
use crate::outputs::reader::Reader;
use crate::parse::dates::Date;
use serde_json::{Map, Value as Json, json};
use std::io;

/// The most bytes of the graph.
const MOST: usize = 4000;

/// The content of the script element; none without an address of the site, because its nodes are named by addresses.
pub fn graph(
    reader: &Reader,
    subject: Subject,
    crumbs: &[(String, String)],
    url: &str,
) -> Option<String> {
    let config = reader.config();
    if !config.data.schema_org || config.base_url.is_none() {
        return None;
    }
    let mut nodes: Vec<Json> = Vec::new();
    if crumbs.len() > 1 {
        nodes.push(breadcrumbs(reader, crumbs, url));
    }
    nodes.extend(match subject {
        Subject::Other => None,
        Subject::Home => Some(website(reader)),
        Subject::Page(id) => Some(page(reader, id)),
        Subject::Collection(c) => Some(collection(reader, c)),
        Subject::Vocabulary(v) => Some(vocabulary(reader, v)),
        Subject::Term(id) => Some(term(reader, id)),
        Subject::Data => Some(catalog(reader, &read(reader))),
    });
    if nodes.is_empty() {
        return None;
    }
    let mut graph = json!({ "@context": "https://schema.org", "@graph": nodes });
    let mut length = length_of(&graph);
    while length > MOST {
        let nodes = graph["@graph"].as_array_mut()?;
        length -= nodes.iter_mut().rev().find_map(shortened)?;
    }
    // Nothing in a text ends the element or begins a comment.
    Some(graph.to_string().replace('<', ESCAPED))
}

/// How `<` is written.
const ESCAPED: &str = "\\u003c";

/// The length of a value as it is written.
fn length_of(value: &Json) -> usize {
    struct Counter(usize);
    impl io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len() + memchr::memchr_iter(b'<', bytes).count() * (ESCAPED.len() - 1);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut counter = Counter(0);
    // Values can always be written, and the counter takes everything.
    let _ = serde_json::to_writer(&mut counter, value);
    counter.0
}

/// Takes the end off the longest value of a node, and returns by how much it is shorter; none if nothing is left to take.
fn shortened(node: &mut Json) -> Option<usize> {
    let length = |value: &Json| match value {
        Json::Array(list) if list.len() > 1 => length_of(value),
        Json::String(text) if text.chars().count() > 120 => text.len(),
        _ => 0,
    };
    let values = node.as_object_mut()?.iter_mut().filter(|(name, _)| !name.starts_with('@'));
    let lengths = values.map(|(_, value)| (length(value), value));
    let (_, longest) =
        lengths.filter(|(length, _)| *length > 0).max_by_key(|(length, _)| *length)?;
    let before = length_of(longest);
    match longest {
        Json::Array(list) => list.truncate(list.len() / 2),
        Json::String(text) => *text = cut(text, text.chars().count() / 2),
        _ => return None,
    }
    Some(before.saturating_sub(length_of(longest)))
}

fn breadcrumbs(reader: &Reader, crumbs: &[(String, String)], url: &str) -> Json {
    let items = crumbs.iter().enumerate().map(|(i, (name, url))| {
        json!({
            "@type": "ListItem",
            "position": i + 1,
            "name": cut(name, ABSTRACT),
            "item": address(reader, url),
        })
    });
    json!({
        "@type": "BreadcrumbList",
        "@id": address(reader, url) + "#breadcrumbs",
        "itemListElement": items.collect::<Vec<_>>(),
    })
}

fn site_id(reader: &Reader) -> Json {
    json!({ "@id": address(reader, "/") + "#website" })
}

fn website(reader: &Reader) -> Json {
    let config = reader.config();
    let authors: Vec<Json> = config.authors.iter().map(author).collect();
    object([
        ("@type", "WebSite".into()),
        ("@id", site_id(reader)["@id"].clone()),
        ("name", config.title.as_str().into()),
        ("url", address(reader, "/").into()),
        ("description", filled(&config.description)),
        ("inLanguage", config.language.as_str().into()),
        ("license", licence(config.licence.as_ref())),
        ("publisher", list(authors)),
    ])
}

/// The type of the page of a collection, without `describes`.
pub fn page_type(config: &Config, c: Option<usize>) -> &'static str {
    let collection = c.map(|c| &config.collections[c]);
    if collection.is_some_and(|one| one.describes.is_some()) {
        return "WebPage";
    }
    match collection.and_then(|one| one.cite_as.as_deref()) {
        Some("report") => "Report",
        Some("dataset") => "Dataset",
        _ => "Article",
    }
}

fn page(reader: &Reader, id: PageId) -> Json {
    let config = reader.config();
    let page = reader.page(id);
    if let Some(key) = work_key(config, page)
        && let Some(work) = work(reader, id, key)
    {
        return work;
    }
    let (face, imprint) = (reader.face(id), reader.imprint(id));
    let url = address(reader, face.url);
    let collection = face.collection.map(|c| &config.collections[c]);
    let contributions = contributions(imprint.authors);
    let authors: Vec<Json> = imprint.authors.iter().map(author).collect();
    // Those who publish a page did not write it, unless it says so.
    let publishers = if authors.is_empty() { &config.authors[..] } else { &[] };
    let publishers: Vec<Json> = publishers.iter().map(author).collect();
    let translations = reader.translations(id).iter();
    let is_original = face.lang == config.language;
    let translation = if is_original { "workTranslation" } else { "translationOfWork" };
    let translations = translations
        .filter(|other| is_original || reader.face(**other).lang == config.language)
        .map(|other| json!({ "@id": address(reader, reader.face(*other).url) + "#page" }));
    let head = [
        ("@type", page_type(config, face.collection).into()),
        ("@id", format!("{url}#page").into()),
        ("url", url.as_str().into()),
        ("headline", cut(face.title, ABSTRACT).into()),
        ("genre", collection.map(|collection| collection.singular.get(face.lang)).into()),
        ("abstract", face.summary.map(|text| cut(text, ABSTRACT)).into()),
        ("author", list(authors)),
        ("contributor", list(contributions)),
        ("publisher", list(publishers)),
        ("datePublished", face.date.map(Date::iso).into()),
        ("dateModified", imprint.updated.map(Date::iso).into()),
        ("inLanguage", face.lang.into()),
        ("license", licence(imprint.licence.or(config.licence.as_ref()))),
        ("isPartOf", site_id(reader)),
        ("funding", imprint.project.map(|id| grant(config, id)).unwrap_or_default()),
        (translation, list(translations.collect())),
    ];
    let Json::Object(mut node) = object(head) else { return Json::Null };
    add_fields(reader, id, &mut node);
    if let Some(kind) = collection.and_then(|one| one.describes.as_deref()) {
        node.insert("mainEntity".to_owned(), entity(reader, id, kind));
    }
    Json::Object(node)
}

fn grant(config: &Config, project: &str) -> Json {
    let Some(project) = config.project(project) else { return Json::Null };
    let funder =
        project.programme.as_ref().map(|name| json!({ "@type": "Organization", "name": name }));
    object([
        ("@type", "Grant".into()),
        ("name", project.name.as_str().into()),
        ("identifier", project.grant.clone().into()),
        ("url", project.url.clone().into()),
        ("funder", funder.unwrap_or_default()),
    ])
}

/// What the fields say, by property.
fn add_fields(reader: &Reader, id: PageId, node: &mut Map<String, Json>) {
    let face = reader.face(id);
    let Some(c) = face.collection else { return };
    let fields = &reader.config().collections[c].fields;
    let owner = Owner { lang: face.lang, url: face.url, page: Some(id) };
    for fact in reader.facts(id) {
        let field = &fields[fact.field];
        for (property, value) in (stages(field.kind).export.properties)(reader, &owner, field, fact)
        {
            let all = node.entry(property).or_insert_with(|| Json::Array(Vec::new()));
            if let Json::Array(list) = all
                && list.len() < ENTRIES
                && !list.contains(&value)
            {
                list.push(value);
            }
        }
    }
}

/// What a page is about: an organisation, a person.
fn entity(reader: &Reader, id: PageId, kind: &str) -> Json {
    let face = reader.face(id);
    let fields = face.collection.map(|c| &reader.config().collections[c].fields);
    let facts = reader.facts(id).iter();
    let address_of = |fact: &crate::fields::value::Fact| match &fact.value {
        crate::fields::value::Value::Url(address) => Some(address.clone()),
        _ => None,
    };
    let is_shown = |fact: &&crate::fields::value::Fact| {
        fact.record.is_none() && fields.is_some_and(|fields| fields.len() > fact.field)
    };
    object([
        ("@type", kind.into()),
        ("@id", (address(reader, face.url) + "#it").into()),
        ("name", face.title.into()),
        ("description", face.summary.map(|text| cut(text, ABSTRACT)).into()),
        ("url", facts.filter(is_shown).find_map(address_of).into()),
    ])
}

fn collection(reader: &Reader, c: usize) -> Json {
    let config = reader.config();
    let url = address(reader, &reader.url(Target::Collection(c)));
    let summary = crate::outputs::description::summary(reader, reader.collection_text(c as u32));
    object([
        ("@type", "CollectionPage".into()),
        ("@id", format!("{url}#page").into()),
        ("url", url.into()),
        ("name", config.collections[c].label.main.as_str().into()),
        ("description", summary.map(|text| cut(&text, ABSTRACT)).into()),
        ("inLanguage", config.language.as_str().into()),
        ("isPartOf", site_id(reader)),
    ])
}

fn vocabulary(reader: &Reader, v: usize) -> Json {
    let config = reader.config();
    let vocabulary = &config.vocabularies[v];
    let terms = reader.vocabulary(v as u32).iter().take(ENTRIES);
    let terms = terms.map(|id| json!({ "@id": skos::concept(reader, *id).as_str() }));
    object([
        ("@type", "DefinedTermSet".into()),
        ("@id", skos::scheme(reader, v).as_str().into()),
        ("url", address(reader, &reader.url(Target::Vocabulary(v))).into()),
        ("name", vocabulary.label.main.as_str().into()),
        (
            "description",
            vocabulary.description.as_ref().map_or(Json::Null, |text| filled(&text.main)),
        ),
        ("license", licence(config.licence.as_ref())),
        ("isPartOf", site_id(reader)),
        ("hasDefinedTerm", list(terms.collect())),
    ])
}

fn term(reader: &Reader, id: TermId) -> Json {
    let config = reader.config();
    let (name, (entry, _)) = (reader.name(id), reader.entry(id));
    let same = entry.matches.exact.iter().take(ENTRIES).map(|one| one.value.as_str().into());
    let aliases = entry.alias.iter().take(ENTRIES).map(|one| one.value.as_str().into());
    let scheme = json!({
        "@type": "DefinedTermSet",
        "@id": skos::scheme(reader, name.vocabulary).as_str(),
        "name": config.vocabularies[name.vocabulary].label.main,
    });
    let definition = entry.definition.as_ref().map(|text| text.get(&config.language));
    object([
        ("@type", "DefinedTerm".into()),
        ("@id", skos::concept(reader, id).as_str().into()),
        ("url", address(reader, name.url).into()),
        ("name", name.label.get(&config.language).into()),
        ("termCode", name.id.into()),
        ("description", definition.map(|text| cut(text, ABSTRACT)).into()),
        ("alternateName", list(aliases.collect())),
        ("inDefinedTermSet", scheme),
        ("sameAs", list(same.collect())),
    ])
}

fn catalog(reader: &Reader, datasets: &[Dataset]) -> Json {
    let config = reader.config();
    let url = address(reader, super::URL);
    let creators: Vec<Json> = match config.authors.is_empty() {
        true => vec![json!({ "@type": "Organization", "name": config.title })],
        false => config.authors.iter().map(author).collect(),
    };
    let date = about::date(reader).map(Date::iso);
    let all = datasets.iter().map(|dataset| {
        let files = dataset.files.iter().take(3).map(|file| {
            json!({
                "@type": "DataDownload",
                "contentUrl": address(reader, &file.url()),
                "encodingFormat": file.form.media,
            })
        });
        object([
            ("@type", "Dataset".into()),
            ("@id", format!("{url}#{}", dataset.id).into()),
            ("name", about::title(reader, dataset.subject).into()),
            ("description", cut(&about::description(reader, dataset.subject), 200).into()),
            ("license", licence(config.licence.as_ref())),
            ("creator", list(creators.clone())),
            ("distribution", list(files.collect())),
        ])
    });
    object([
        ("@type", "DataCatalog".into()),
        ("@id", format!("{url}#catalog").into()),
        ("url", url.as_str().into()),
        ("name", config.title.as_str().into()),
        ("description", cut(&about::description(reader, Scope::Whole), ABSTRACT).into()),
        ("license", licence(config.licence.as_ref())),
        ("publisher", list(creators.clone())),
        ("dateModified", date.into()),
        ("identifier", config.data.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")).into()),
        ("dataset", list(all.collect())),
    ])
}
