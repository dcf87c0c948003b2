//! `opensearch.xml` (OpenSearch 1.1, draft 6): lets a browser search the site from its address bar.

use super::Plan;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::search;
use super::xml::document;
use crate::model::Model;
use serde::Serialize;

/// The longest short name in characters.
const LONGEST: usize = 16;

#[derive(Debug)]
struct OpenSearch;

/// The description needs an absolute address, so there is none without a base_url.
pub fn all(plan: Plan) -> Vec<Planned> {
    let is_there = plan.has_search && plan.model.config.base_url.is_some();
    is_there
        .then(|| ("/opensearch.xml".to_owned(), Box::new(OpenSearch) as _))
        .into_iter()
        .collect()
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Description<'a> {
    #[serde(rename = "@xmlns")]
    xmlns: &'static str,
    short_name: String,
    description: &'a str,
    input_encoding: &'static str,
    url: Url,
}

#[derive(Serialize)]
struct Url {
    #[serde(rename = "@type")]
    media: &'static str,
    #[serde(rename = "@template")]
    template: String,
}

impl Kind for OpenSearch {
    fn class(&self) -> Class {
        Class::Other
    }

    fn origin(&self, _: &Model) -> String {
        "tells browsers how to search the site".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let config = reader.config();
        let address = config.absolute_url(search::URL).unwrap_or_default();
        Made::Bytes(document(
            "OpenSearchDescription",
            &Description {
                xmlns: "http://a9.com/-/spec/opensearch/1.1/",
                short_name: config.title.chars().take(LONGEST).collect(),
                description: &config.title,
                input_encoding: "UTF-8",
                url: Url { media: "text/html", template: format!("{address}?q={{searchTerms}}") },
            },
        ))
    }
}
