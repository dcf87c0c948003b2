//! Terms and claims as other programs read them: ids in tables, everything in JSON, and what schema.org has a word for.

use super::cites;
use super::export::{self, address, object};
use super::kind::*;
use super::markdown;
use crate::config::COUNTRIES;
use crate::model::{TermId, response_vocabulary_of, vocabulary_of};
use crate::parse::markdown::Marked;
use crate::tables::Located;

/// How terms and claims are written for other programs.
pub const EXPORT: Export =
    Export { many: export::LIST, properties, ..Export::plain(export::TEXT, cells, json) };

/// The claims of a value, each with its term; none for a term that does not exist.
pub fn claims<'f>(
    reader: &Reader,
    owner: &Owner,
    field: &Field,
    fact: &'f Fact,
) -> Vec<(&'f Claim, Option<TermId>)> {
    let Value::Claims(claims) = &fact.value else { return Vec::new() };
    owner.page.map(|id| reader.claims(id));
    let vocabulary = vocabulary_of(reader.config(), field);
    let term = |claim: &Claim| vocabulary.and_then(|v| reader.find_term(v, &claim.term.value));
    claims.iter().map(|claim| (claim, term(claim))).collect()
}

/// The id of the term of a claim.
pub fn id_of(reader: &Reader, (claim, term): (&Claim, Option<TermId>)) -> String {
    term.map_or(&*claim.term.value, |id| reader.name(id).id).to_owned()
}

/// The ids of the terms; what else is claimed stands in the table of claims.
fn cells(reader: &Reader, owner: &Owner, field: &Field, fact: &Fact) -> Vec<Cell> {
    let claims = claims(reader, owner, field, fact).into_iter();
    export::one_or_list(field, claims.map(|claim| id_of(reader, claim)).collect())
}

/// The term of a response: its id as far as it exists, or the word that is written.
pub fn response_term(
    reader: &Reader,
    field: &Field,
    response: &Response,
) -> (Option<TermId>, Option<String>) {
    let vocabulary = response_vocabulary_of(reader.config(), field);
    let term = response.term.as_ref();
    let id = term.zip(vocabulary).and_then(|(word, v)| reader.find_term(v, &word.value));
    let known = id.map(|id| reader.name(id).id.to_owned());
    (id, known.or_else(|| term.map(|word| word.value.clone())))
}

fn json(reader: &Reader, owner: &Owner, field: &Field, fact: &Fact) -> serde_json::Value {
    let words = |note: Option<&Marked>| note.map(|note| markdown::in_words(reader, owner, note));
    let cited = |source: Option<&Located<String>>| {
        source.map(|key| cites::resolved(reader, owner.lang, &key.value)).unwrap_or_default()
    };
    let response = |response: &Response| {
        let (id, term) = response_term(reader, field, response);
        let name = id.map(|id| reader.name(id));
        object([
            ("term", term.into()),
            ("label", name.map(|name| name.label.get(owner.lang)).into()),
            ("url", name.map(|name| address(reader, name.url)).into()),
            ("note", words(response.note.as_deref()).into()),
            ("source", cited(response.source.as_ref())),
        ])
    };
    let one = |(claim, term): (&Claim, Option<TermId>)| {
        let name = term.map(|id| reader.name(id));
        let responses: Vec<_> = claim.responses.iter().map(response).collect();
        object([
            ("term", id_of(reader, (claim, term)).into()),
            ("label", name.map(|name| name.label.get(owner.lang)).into()),
            ("url", name.map(|name| address(reader, name.url)).into()),
            ("note", words(claim.note.as_deref()).into()),
            ("source", cited(claim.source.as_ref())),
            ("strength", claim.strength.into()),
            ("responses", if responses.is_empty() { ().into() } else { responses.into() }),
        ])
    };
    let claims = claims(reader, owner, field, fact).into_iter();
    export::one_or_array(field, claims.map(one).collect())
}

/// What the page is about; a country is where it is.
fn properties(
    reader: &Reader,
    owner: &Owner,
    field: &Field,
    fact: &Fact,
) -> Vec<(&'static str, serde_json::Value)> {
    let is_country = field.vocabulary.as_ref().is_some_and(|id| id.value == COUNTRIES);
    let one = |(claim, term): (&Claim, Option<TermId>)| {
        let name = reader.name(term?);
        let label = name.label.get(owner.lang);
        let id = id_of(reader, (claim, term));
        Some(match is_country {
            true => (
                "spatialCoverage",
                object([
                    ("@type", "Country".into()),
                    ("name", label.into()),
                    ("identifier", id.to_uppercase().into()),
                ]),
            ),
            false => (
                "about",
                object([
                    ("@type", "DefinedTerm".into()),
                    ("@id", (address(reader, name.url) + "#concept").into()),
                    ("name", label.into()),
                    ("termCode", id.into()),
                ]),
            ),
        })
    };
    claims(reader, owner, field, fact).into_iter().filter_map(one).collect()
}
