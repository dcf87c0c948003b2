//! `term`, `terms`, `claim`, `claims`: entries of a vocabulary. A claim should have a note, a source or a strength;
//! a term may. `min` and `max` count the entries of a list.

use super::cites::{self, SourceView};
use super::export::{self, address, object};
use super::kind::*;
use super::markdown;
use super::strength::{self, StrengthView};
use crate::config::COUNTRIES;
use crate::config::labels::Labels;
use crate::config::names::known_vocabulary;
use crate::model::{TermId, vocabulary_of};
use crate::outputs::declare::{Filled, Html, Item as Shown, Text, Url, VocabularyId, list, view};
use crate::outputs::names::TermName;
use crate::search::texts;
use toml::de::DeValue;

view! {
    /// A field of the kind `term`, `terms`, `claim` or `claims`.
    struct TermsView {
        vocabulary: VocabularyId, items: Filled<ClaimView>,
    }

    /// A term with what a page says about it.
    struct ClaimView {
        label: Text => "the name of the term",
        url: Option<Url> => "its address; none for a term that does not exist",
        vocabulary: VocabularyId,
        definition: Option<Text> => "its definition",
        note: Option<Html> => "how it applies here",
        source: Option<SourceView> => "the source of the claim",
        strength: Option<StrengthView> => "how strong the evidence is",
    }
}

pub static KIND: FieldKind = FieldKind {
    many: Some(Form { word: "terms", example: "[\"…\"]" }),
    view: Some("terms"),
    ..of_vocabulary("term")
};

pub static CLAIM: FieldKind = FieldKind {
    many: Some(Form {
        word: "claims",
        example: "[{ term = \"…\", note = \"…\", source = \"…\" }]",
    }),
    view: Some("claims"),
    table: "term = \"\"
note = \"\"       # how it applies here
source = \"\"     # a key of content/bibliography.bib, or a web address
# strength = 2   # 0 not assessed, 1 described, 2 counted, 3 independent study, 4 with a comparator, 5 replicated
",
    ..of_vocabulary("claim")
};

const fn of_vocabulary(word: &'static str) -> FieldKind {
    FieldKind {
        keys: &["vocabulary"],
        explore: true,
        matrix: true,
        map: true,
        is_filled_in: true,
        ..FieldKind::new(word, "\"…\"")
    }
}

pub static STAGES: Stages = stages(&KIND);
pub static CLAIM_STAGES: Stages = stages(&CLAIM);

const fn stages(kind: &'static FieldKind) -> Stages {
    Stages {
        declare,
        inner: &["term", "note", "source", "strength"],
        inner_example: "{ term = \"…\", note = \"…\", source = \"…\" }",
        section,
        search,
        hint,
        ..Stages::new(kind, parse, view, |_| TermsView::DECLARATION, EXPORT)
    }
}

fn declare(reader: &TableReader, table: &Table, names: &Names, field: &mut Field) -> Option<()> {
    let vocabulary = table.get("vocabulary").and_then(|i| reader.text("vocabulary", i));
    let Some(vocabulary) = vocabulary else {
        reader.missing(table.span.clone(), "a field of terms", "vocabulary", "\"themes\"");
        return None;
    };
    known_vocabulary(reader, &vocabulary, names.vocabularies.iter().map(String::as_str))?;
    field.vocabulary = Some(vocabulary);
    Some(())
}

/// A string, a table, or a list of either.
fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let items = frame.items(field, item)?.into_iter().enumerate();
    let one = |(n, item): (usize, Item)| match item.get_ref() {
        DeValue::String(_) => {
            let term = frame.reader.text(&field.id, item)?;
            let span = term.span.clone();
            Some(Claim { term, note: None, source: None, strength: None, span })
        }
        DeValue::Table(_) => claim(frame, field, item, n + 1),
        _ => {
            frame.reader.wrong_type(&field.id, item, "a term", field.form().example);
            None
        }
    };
    Some(Value::Claims(items.filter_map(one).collect()))
}

/// A claim written as a table; `n` is its number in the list.
fn claim(frame: &Frame, field: &Field, item: Item, n: usize) -> Option<Claim> {
    let reader = frame.reader;
    let table = reader.table(&field.id, item, "")?;
    let text = |key: &str| table.get(key).and_then(|item| reader.text(key, item));
    let (term, note, source) = (text("term"), text("note"), text("source"));
    let strength = table.get("strength").and_then(|item| strength::read(frame, "strength", item));
    reader.unknown_keys(&table, "a claim");
    if term.is_none() {
        reader.missing(table.span.clone(), "a claim", "term", "\"…\"");
    }
    let name = format!("{}-{n}", field.id);
    let note = note.map(|note| Box::new(frame.mark(&note, &name).inline()));
    Some(Claim { term: term?, note, source, strength, span: table.span })
}

/// Whether a fact is shown as a list of claims: at least one has a note, a source or a strength.
pub fn is_claim_list(fact: &Fact) -> bool {
    let is_claims = |claims: &Vec<Claim>| !claims.iter().all(Claim::is_plain);
    fact.record.is_none() && matches!(&fact.value, Value::Claims(claims) if is_claims(claims))
}

fn section(_: &Field, is_claim_list: bool) -> &'static str {
    if is_claim_list { "claims" } else { "facts" }
}

fn view<'f>(reader: &Reader, owner: &Owner, field: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let Value::Claims(claims) = &fact.value else { return Vec::new() };
    let id = field.vocabulary.as_ref().map_or("", |id| &id.value);
    let vocabulary = vocabulary_of(reader.config(), field);
    let items = claims.iter().map(|claim| claim_item(reader, owner, (vocabulary, id), claim));
    TermsView { vocabulary: id.into(), items: list(items).into() }.into()
}

fn claim_item(
    reader: &Reader,
    owner: &Owner,
    (vocabulary, id): (Option<usize>, &str),
    claim: &Claim,
) -> tera::Value {
    // The terms of a page's claims are recorded with the claims; those of a term with its entry.
    owner.page.map(|id| reader.claims(id));
    let found = vocabulary.and_then(|v| reader.find_term(v, &claim.term.value));
    if let Some(id) = found.filter(|_| claim.is_plain()) {
        return reader.plain_claim(reader.language(owner.lang), id);
    }
    let term = found.map(|id| reader.definition(id));
    let note = claim.note.as_ref().map(|note| markdown::filled(reader, owner, note));
    let source = claim.source.as_ref().map(|key| cites::source(reader, owner.lang, &key.value));
    let strength = claim.strength.map(|level| strength::view_of(reader, owner.lang, level));
    let view = ClaimView {
        note: note.into(),
        source: source.into(),
        strength: strength.into(),
        ..plain(owner.lang, &claim.term.value, term, id)
    };
    view.into()
}

/// A claim with only a term and its definition, or only the `word` if there is no such term.
pub fn plain<'a>(
    lang: &str,
    word: &'a str,
    term: Option<(TermName<'a>, Option<&'a Labels>)>,
    vocabulary: &'a str,
) -> ClaimView<'a> {
    let definition = term.and_then(|(_, definition)| definition);
    ClaimView {
        label: term.map_or(word, |(name, _)| name.label.get(lang)).into(),
        url: term.map(|(name, _)| name.url).into(),
        vocabulary: vocabulary.into(),
        definition: definition.map(|text| text.get(lang)).into(),
        note: Shown::None,
        source: Shown::None,
        strength: Shown::None,
    }
}

/// The notes of its claims.
fn search(value: &Value) -> Vec<(usize, String)> {
    let Value::Claims(claims) = value else { return Vec::new() };
    let notes = claims.iter().enumerate();
    notes.filter_map(|(i, claim)| Some((i, texts::plain(claim.note.as_deref()?)))).collect()
}

fn hint(model: &Model, field: &Field) -> String {
    let Some(v) = vocabulary_of(&model.config, field) else { return String::new() };
    if model.graph.concepts.vocabularies[v].built_in {
        return "a country's code or name".to_owned();
    }
    let terms = model.graph.concepts.vocabularies[v].terms.iter();
    let ids: Vec<&str> = terms.map(|id| model.term(*id).entry.id.value.as_str()).collect();
    format!("{}: {}", field.form().word, ids.join(", "))
}

const EXPORT: Export =
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

fn json(reader: &Reader, owner: &Owner, field: &Field, fact: &Fact) -> serde_json::Value {
    let one = |(claim, term): (&Claim, Option<TermId>)| {
        let name = term.map(|id| reader.name(id));
        let note = claim.note.as_ref().map(|note| markdown::in_words(reader, owner, note));
        let source = claim.source.as_ref();
        let source = source.map(|key| cites::resolved(reader, owner.lang, &key.value));
        object([
            ("term", id_of(reader, (claim, term)).into()),
            ("label", name.map(|name| name.label.get(owner.lang)).into()),
            ("url", name.map(|name| address(reader, name.url)).into()),
            ("note", note.into()),
            ("source", source.unwrap_or_default()),
            ("strength", claim.strength.into()),
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
