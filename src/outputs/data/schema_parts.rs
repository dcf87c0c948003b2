//! The small parts that the graphs of schema.org consist of.

use super::credit;
use crate::config::{Author, Licence};
use crate::fields::export::object;
use serde_json::Value as Json;

/// The most entries of one property, and the most characters of an abstract.
pub const ENTRIES: usize = 12;
pub const ABSTRACT: usize = 500;

pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

pub fn filled(text: &str) -> Json {
    if text.is_empty() { Json::Null } else { cut(text, ABSTRACT).into() }
}

pub fn list(items: Vec<Json>) -> Json {
    if items.is_empty() { Json::Null } else { items.into() }
}

pub fn licence(licence: Option<&Licence>) -> Json {
    licence.map(|licence| licence.url.as_ref().unwrap_or(&licence.name).as_str()).into()
}

/// A person, if the name is told apart into its parts or has an ORCID; else an organisation.
pub fn author(author: &Author) -> Json {
    let is_orcid = author.id.as_ref().is_some_and(|id| id.contains("orcid.org"));
    let (family, given) = author.parts.clone().unzip();
    let kind =
        if is_orcid || family.is_some() || author.is_person { "Person" } else { "Organization" };
    object([
        ("@type", kind.into()),
        ("name", author.name.as_str().into()),
        ("familyName", family.into()),
        ("givenName", given.into()),
        ("sameAs", author.id.clone().into()),
    ])
}

/// What each author did that says so: `Role` stands between a property and its value.
pub fn contributions(authors: &[Author]) -> Vec<Json> {
    let of = |by: &Author| {
        let role = |role: &String| {
            object([
                ("@type", "Role".into()),
                ("roleName", role.as_str().into()),
                ("url", credit::address(role).into()),
                ("contributor", author(by)),
            ])
        };
        by.roles.iter().map(role).collect::<Vec<_>>()
    };
    authors.iter().flat_map(of).take(ENTRIES).collect()
}
