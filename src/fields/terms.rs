//! `term`, `terms`, `claim`, `claims`: entries of a vocabulary. A claim should have a note, a source or a strength;
//! a term may. With `response` they also say what was done about it, with a term of another vocabulary: the enabler
//! with which a barrier was overcome. `min` and `max` count the entries of a list.

use super::cites::{self, SourceView};
use super::kind::*;
use super::markdown;
use super::strength::{self, StrengthView};
use super::terms_export::EXPORT;
use crate::config::labels::Labels;
use crate::config::names::known_vocabulary;
use crate::diagnostics::{listed, nearest};
use crate::files;
use crate::model::{response_vocabulary_of, vocabulary_of};
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
        responses: Vec<ResponseView> => "what was done about it",
    }

    /// What a page did about what it claims.
    struct ResponseView {
        label: Option<Text> => "the name of the term",
        url: Option<Url> => "its address; none without a term, and for one that does not exist",
        vocabulary: VocabularyId,
        note: Option<Html> => "what was done",
        source: Option<SourceView> => "the source of it",
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
        keys: &["vocabulary", "response"],
        explore: true,
        matrix: true,
        map: true,
        ..FieldKind::new(word, "\"…\"")
    }
}

pub static STAGES: Stages = stages(&KIND);
pub static CLAIM_STAGES: Stages = stages(&CLAIM);

const SHAPE: Shape = Shape::Any(&[Shape::Term, Shape::Table(&CLAIM_KEYS)]);

static CLAIM_KEYS: [Setting; 5] = [
    Setting::needed("term", Shape::Term, "the term"),
    Setting::new("note", Shape::Text, "how it applies here, in Markdown"),
    Setting::new("source", Shape::Text, "a key of the bibliography, or a web address"),
    Setting::new("strength", strength::SHAPE, strength::SCALE),
    Setting::new("response", Shape::Several(&RESPONSE_SHAPE), "what was done about it"),
];

const RESPONSE_SHAPE: Shape = Shape::Any(&[Shape::Response, Shape::Table(&RESPONSE_KEYS)]);

static RESPONSE_KEYS: [Setting; 3] = [
    Setting::new("term", Shape::Response, "the term"),
    Setting::new("note", Shape::Text, "what was done, in Markdown"),
    Setting::new("source", Shape::Text, "a key of the bibliography, or a web address"),
];

const fn stages(kind: &'static FieldKind) -> Stages {
    Stages {
        declare,
        shape: SHAPE,
        inner_example: "{ term = \"…\", note = \"…\", source = \"…\" }",
        section,
        search,
        hint,
        more_lines,
        ..Stages::new(kind, parse, view, |_| TermsView::DECLARATION, EXPORT)
    }
}

fn declare(reader: &TableReader, table: &Table, names: &Names, field: &mut Field) -> Option<()> {
    let Some(vocabulary) = table.get("vocabulary") else {
        let help = which_vocabulary(names.vocabularies, &field.id);
        reader.missing_with_help(table.span.clone(), "a field of terms", "vocabulary", help);
        return None;
    };
    let vocabulary = reader.text("vocabulary", vocabulary)?;
    known_vocabulary(reader, &vocabulary, names.vocabularies.iter().map(String::as_str))?;
    field.vocabulary = Some(vocabulary);
    if let Some(response) = table.get("response").and_then(|i| reader.text("response", i)) {
        known_vocabulary(reader, &response, names.vocabularies.iter().map(String::as_str))?;
        field.response = Some(response);
    }
    Some(())
}

/// What to write for the vocabulary of a field: the one that it is most likely meant for.
fn which_vocabulary(declared: &[String], field: &str) -> String {
    let all = || declared.iter().map(String::as_str);
    let likely = nearest(field, all()).or(match declared {
        [only] => Some(only),
        _ => None,
    });
    match likely {
        Some(likely) => format!("add to the field: vocabulary = \"{likely}\""),
        None if declared.is_empty() => format!(
            "declare one, [vocabularies.{0}], and name it in the field: vocabulary = \"{0}\"",
            files::slug(field)
        ),
        None => format!("add to the field: vocabulary = \"…\", one of {}", listed(all())),
    }
}

/// A string, a table, or a list of either.
fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let items = frame.items(field, item)?.into_iter().enumerate();
    let one = |(n, item): (usize, Item)| match item.get_ref() {
        DeValue::String(_) => {
            let term = frame.reader.text(&field.id, item)?;
            let span = term.span.clone();
            let responses = Vec::new();
            Some(Claim { term, note: None, source: None, strength: None, responses, span })
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
    let name = format!("{}-{n}", field.id);
    let responses = responses(frame, field, &table, &name);
    reader.unknown_keys_or(&table, "a claim", &|key| {
        let help = || {
            format!("claims of `{0}` have one if site.toml gives `{0}` a vocabulary of them: response = \"…\"", field.id)
        };
        (key == "response").then(help)
    });
    if term.is_none() {
        reader.missing(table.span.clone(), "a claim", "term", "\"…\"");
    }
    let note = note.map(|note| Box::new(frame.mark(&note, &name).inline()));
    Some(Claim { term: term?, note, source, strength, responses, span: table.span })
}

/// What was done about a claim: a term, a table, or a list of either. `name` is that of the claim.
fn responses(frame: &Frame, field: &Field, table: &Table, name: &str) -> Vec<Response> {
    let item = field.response.as_ref().and_then(|_| table.get("response"));
    let items = match item.map(|item| (item, item.get_ref())) {
        None => Vec::new(),
        Some((item, DeValue::Array(items))) if items.is_empty() => {
            frame.reader.wrong_type("response", item, "a term or what was done", RESPONSE);
            Vec::new()
        }
        Some((_, DeValue::Array(items))) => items.iter().collect(),
        Some((item, _)) => vec![item],
    };
    let items = items.into_iter().enumerate();
    items
        .filter_map(|(n, item)| response(frame, item, &format!("{name}-response-{}", n + 1)))
        .collect()
}

const RESPONSE: &str = "{ term = \"…\", note = \"…\", source = \"…\" }";

fn response(frame: &Frame, item: Item, name: &str) -> Option<Response> {
    let reader = frame.reader;
    match item.get_ref() {
        DeValue::String(_) => {
            let term = reader.text("response", item)?;
            let span = term.span.clone();
            Some(Response { term: Some(term), note: None, source: None, span })
        }
        DeValue::Table(_) => {
            let table = reader.table("response", item, RESPONSE)?;
            let text = |key: &str| table.get(key).and_then(|item| reader.text(key, item));
            let (term, note, source) = (text("term"), text("note"), text("source"));
            reader.unknown_keys(&table, "a response");
            if term.is_none() && note.is_none() {
                reader.missing(table.span.clone(), "a response", "note", "\"…\"");
                return None;
            }
            let note = note.map(|note| Box::new(frame.mark(&note, name).inline()));
            Some(Response { term, note, source, span: table.span })
        }
        _ => {
            reader.wrong_type("response", item, "a term or what was done", RESPONSE);
            None
        }
    }
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
    let items = claims.iter().map(|claim| claim_item(reader, owner, field, vocabulary, claim));
    TermsView { vocabulary: id.into(), items: list(items).into() }.into()
}

fn claim_item(
    reader: &Reader,
    owner: &Owner,
    field: &Field,
    vocabulary: Option<usize>,
    claim: &Claim,
) -> tera::Value {
    let id = field.vocabulary.as_ref().map_or("", |id| &id.value);
    // The terms of a page's claims are recorded with the claims; those of a term with its entry.
    owner.page.map(|id| reader.claims(id));
    let found = vocabulary.and_then(|v| reader.find_term(v, &claim.term.value));
    if let Some(id) = found.filter(|_| claim.is_plain()) {
        return reader.plain_claim(reader.language(owner.lang), id);
    }
    let term = found.map(|id| reader.definition(id));
    let note = claim.note.as_ref().map(|note| markdown::filled(reader, owner, note));
    let source = claim.source.as_ref().map(|key| cites::supporting(reader, owner, &key.value));
    let strength = claim.strength.map(|level| strength::view_of(reader, owner.lang, level));
    let responses_in = response_vocabulary_of(reader.config(), field);
    let view = ClaimView {
        note: note.into(),
        source: source.into(),
        strength: strength.into(),
        responses: responses_view(reader, owner, responses_in, claim).into(),
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
        responses: list::<tera::Value>([]).into(),
    }
}

/// The views of the responses to a claim. The vocabulary is that of their terms.
pub fn responses_view(
    reader: &Reader,
    owner: &Owner,
    vocabulary: Option<usize>,
    claim: &Claim,
) -> tera::Value {
    let responses = claim.responses.iter();
    list(responses.map(|response| response_view(reader, owner, vocabulary, response)))
}

pub fn response_view<'a>(
    reader: &Reader<'a>,
    owner: &Owner,
    vocabulary: Option<usize>,
    response: &'a Response,
) -> ResponseView<'a> {
    // The terms of a page's responses are recorded with these.
    owner.page.map(|id| reader.responses(id));
    let word = response.term.as_ref().map(|term| &*term.value);
    let found = vocabulary.zip(word).and_then(|(v, word)| reader.find_term(v, word));
    let name = found.map(|id| reader.name(id));
    let note = response.note.as_ref().map(|note| markdown::filled(reader, owner, note));
    let source = response.source.as_ref().map(|key| cites::supporting(reader, owner, &key.value));
    ResponseView {
        label: name.map(|name| name.label.get(owner.lang)).or(word).into(),
        url: name.map(|name| name.url).into(),
        vocabulary: vocabulary.map_or("", |v| &reader.config().vocabularies[v].id).into(),
        note: note.into(),
        source: source.into(),
    }
}

/// The notes of its claims.
fn search(value: &Value) -> Vec<(usize, String)> {
    let Value::Claims(claims) = value else { return Vec::new() };
    let notes = claims.iter().enumerate();
    notes.flat_map(|(i, claim)| claim.notes().map(move |note| (i, texts::plain(note)))).collect()
}

fn hint(model: &Model, field: &Field) -> String {
    let Some(v) = vocabulary_of(&model.config, field) else { return String::new() };
    if model.graph.concepts.vocabularies[v].built_in {
        return "a country's code or name".to_owned();
    }
    let terms = model.graph.concepts.vocabularies[v].terms.iter();
    let ids: Vec<&str> = terms.map(|id| model.term(*id).entry.id.value.as_str()).collect();
    let vocabulary = &model.config.vocabularies[v];
    let more = if vocabulary.open { ", or a new one" } else { "" };
    if ids.is_empty() && !vocabulary.open {
        return format!("write its terms into content/{}/terms.toml first", vocabulary.id);
    }
    format!("{}: {}{more}", field.form().word, ids.join(", "))
}

/// The line for what was done about a claim.
fn more_lines(model: &Model, field: &Field) -> String {
    let Some(v) = response_vocabulary_of(&model.config, field) else { return String::new() };
    let label = &model.config.vocabularies[v].label.main;
    format!(
        "# response = {{ term = \"\", note = \"\", source = \"\" }}   # what was done about it, with a term of {label}"
    )
}
