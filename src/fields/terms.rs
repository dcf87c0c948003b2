//! `term`, `terms`, `claim`, `claims`: entries of a vocabulary. Claims are expected to say what makes them
//! knowledge (a note, a source, a strength), and terms may. `min` and `max` count the entries of a list.

use super::kind::*;
use super::{cites, markdown, strength};
use crate::config::labels::Labels;
use crate::config::names::known_vocabulary;
use crate::model::vocabulary_of;
use crate::outputs::things::TermName;
use crate::outputs::view::map;
use toml::de::DeValue;

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
note = \"\"       # how it showed itself here
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
    Stages { declare, section, search, hint, ..Stages::new(kind, parse, view) }
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

/// A word, a table, or a list of either.
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

/// One claim in the form of a table; `n` is its place in the list.
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

/// Whether a fact is shown as a list of claims: one of them says more than its term.
pub fn is_told(fact: &Fact) -> bool {
    let is_claims = |claims: &Vec<Claim>| !claims.iter().all(Claim::is_plain);
    fact.record.is_none() && matches!(&fact.value, Value::Claims(claims) if is_claims(claims))
}

fn section(fact: &Fact) -> &'static str {
    if is_told(fact) { "claims" } else { "facts" }
}

fn view(reader: &Reader, owner: &Owner, field: &Field, fact: &Fact) -> Pairs {
    let Value::Claims(claims) = &fact.value else { return Vec::new() };
    let vocabulary = vocabulary_of(reader.config(), field);
    let items: Vec<tera::Value> =
        claims.iter().map(|claim| claim_item(reader, owner, vocabulary, claim)).collect();
    let id = vocabulary.map(|v| reader.config().vocabularies[v].id.as_str());
    vec![("vocabulary", id.into()), ("items", items.into())]
}

fn claim_item(
    reader: &Reader,
    owner: &Owner,
    vocabulary: Option<usize>,
    claim: &Claim,
) -> tera::Value {
    // What the words of a page mean is read with its claims; those of a term with its entry.
    owner.page.map(|id| reader.claims(id));
    let found = vocabulary.and_then(|v| reader.find_term(v, &claim.term.value));
    if let Some(id) = found.filter(|_| claim.is_plain()) {
        return reader.plain_claim(reader.language(owner.lang), id);
    }
    let term = found.map(|id| reader.definition(id));
    let id = vocabulary.map(|v| reader.config().vocabularies[v].id.as_str());
    let note = claim.note.as_ref().map(|note| markdown::filled(reader, owner, note));
    let source = claim.source.as_ref().map(|key| cites::source(reader, owner.lang, &key.value));
    let strength = strength::of_claim(reader, owner.lang, claim.strength);
    claim_view(owner.lang, &claim.term.value, term, id, [note.into(), source.into(), strength])
}

/// A claim as templates see it: its term with the definition, or only the `word` for one that does not exist,
/// and its note, source and strength.
pub fn claim_view(
    lang: &str,
    word: &str,
    term: Option<(TermName, Option<&Labels>)>,
    vocabulary: Option<&str>,
    [note, source, strength]: [tera::Value; 3],
) -> tera::Value {
    let definition = term.and_then(|(_, definition)| definition);
    map([
        ("label", term.map_or(word, |(name, _)| name.label.get(lang)).into()),
        ("url", term.map(|(name, _)| name.url).into()),
        ("vocabulary", vocabulary.into()),
        ("definition", definition.map(|text| text.get(lang)).into()),
        ("note", note.into()),
        ("source", source.into()),
        ("strength", strength.into()),
    ])
}

/// The names of its terms, in the language of the page.
fn search<'a>(reader: &Reader<'a>, page: PageId, fact: usize) -> Vec<&'a str> {
    let lang = reader.face(page).lang;
    let own = reader.claims(page).iter().filter(|claim| claim.fact == fact);
    own.filter_map(|claim| claim.term).map(|term| reader.name(term).label.get(lang)).collect()
}

fn hint(model: &Model, field: &Field) -> String {
    let Some(v) = vocabulary_of(&model.config, field) else { return String::new() };
    if model.graph.vocabularies[v].built_in {
        return "a country's code or name".to_owned();
    }
    let terms = model.graph.vocabularies[v].terms.iter();
    let ids: Vec<&str> = terms.map(|id| model.term(*id).entry.id.value.as_str()).collect();
    format!("{}: {}", field.form().word, ids.join(", "))
}
