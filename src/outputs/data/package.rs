//! The tables as a Data Package, version 2 (https://datapackage.org/standard/data-package/): each with its columns, its key
//! and the tables that it refers to.

use super::datasets::{Content, File, Scope, read};
use super::table::Column;
use super::{URL, about, authority};
use crate::fields::export::{Holds, address, object};
use crate::outputs::reader::Reader;
use serde_json::{Map, Value as Json, json};

pub fn write(reader: &Reader) -> Vec<u8> {
    let config = reader.config();
    let datasets = read(reader);
    let vocabularies: Vec<&str> = datasets
        .iter()
        .filter(|dataset| matches!(dataset.subject, Scope::Vocabulary(_)))
        .map(|dataset| dataset.id.as_str())
        .collect();
    let licences: Vec<Json> = config
        .licence
        .iter()
        .map(|licence| {
            let url = licence.url.as_deref();
            // A licence needs a name of a list, or an address.
            let name = url
                .and_then(authority::spdx)
                .or_else(|| url.is_none().then(|| licence.name.clone()));
            object([
                ("name", name.into()),
                ("path", url.into()),
                ("title", licence.name.as_str().into()),
            ])
        })
        .collect();
    let contributors: Vec<Json> = about::publishers(reader)
        .into_iter()
        .map(|name| json!({ "title": name, "roles": ["publisher"] }))
        .collect();
    let files = datasets.iter().flat_map(|dataset| &dataset.files);
    let resources = files.filter_map(|file| resource(reader, file, &vocabularies));
    let resources: Vec<Json> = resources.collect();
    let doi = config.data.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
    let package = object([
        ("$schema", "https://datapackage.org/profiles/2.0/datapackage.json".into()),
        ("name", "data".into()),
        ("id", doi.into()),
        ("title", config.title.as_str().into()),
        ("description", about::description(reader, Scope::Whole).into()),
        ("homepage", config.absolute_url(URL).into()),
        ("version", about::date(reader).map(|date| date.iso()).into()),
        ("licenses", if licences.is_empty() { Json::Null } else { licences.into() }),
        ("contributors", contributors.into()),
        ("resources", resources.into()),
    ]);
    let mut out = serde_json::to_vec_pretty(&package).unwrap_or_default();
    out.push(b'\n');
    out
}

/// A table; none for a file that is none.
fn resource(reader: &Reader, file: &File, vocabularies: &[&str]) -> Option<Json> {
    let columns = file.columns(reader.config())?;
    let fields: Vec<Json> = columns.iter().map(field).collect();
    let mut schema = Map::new();
    schema.insert("fields".to_owned(), fields.into());
    schema.insert("missingValues".to_owned(), json!([""]));
    if matches!(file.holds, Content::Pages(_) | Content::Terms(_)) {
        schema.insert("primaryKey".to_owned(), json!(["id"]));
    }
    let own = file.name.trim_end_matches(".csv");
    let mut keys: Vec<Json> =
        columns.iter().filter_map(|column| to_term(column, vocabularies)).collect();
    match file.holds {
        Content::Records(c, _) => keys.push(key("page", &reader.config().collections[c].id)),
        Content::Terms(_) => keys.push(key("broader", "")),
        _ => {}
    }
    if !keys.is_empty() {
        schema.insert("foreignKeys".to_owned(), keys.into());
    }
    Some(json!({
        "name": own,
        "type": "table",
        "path": file.name,
        "title": own.replace('-', " "),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "homepage": address(reader, URL),
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": true },
        "schema": schema,
    }))
}

fn field(column: &Column) -> Json {
    let (kind, format, about) = match column.holds {
        Holds::Text => ("string", None, None),
        Holds::List => (
            "string",
            None,
            Some("Several entries, with | between them; \\| stands for the sign itself."),
        ),
        Holds::Number => ("number", None, None),
        Holds::Integer => ("integer", None, None),
        Holds::Yes => ("boolean", None, None),
        Holds::Date => (
            "string",
            None,
            Some("A year, a month or a day (EDTF level 0): 2018, 2018-10 or 2018-10-05."),
        ),
        Holds::Url => ("string", Some("uri"), None),
    };
    object([
        ("name", column.name.as_str().into()),
        ("type", kind.into()),
        ("format", format.into()),
        ("title", column.label.as_str().into()),
        ("description", about.into()),
        ("constraints", if column.required { json!({ "required": true }) } else { Json::Null }),
    ])
}

/// A column with one term refers to the table of the vocabulary.
fn to_term(column: &Column, vocabularies: &[&str]) -> Option<Json> {
    let vocabulary = column.vocabulary.as_deref()?;
    let is_one = column.holds == Holds::Text && vocabularies.contains(&vocabulary);
    is_one.then(|| key(&column.name, vocabulary))
}

fn key(column: &str, resource: &str) -> Json {
    json!({ "fields": [column], "reference": { "resource": resource, "fields": ["id"] } })
}
