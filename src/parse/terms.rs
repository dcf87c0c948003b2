//! A vocabulary's `terms.toml`: SKOS concepts with labels, definitions and their place in the hierarchy.

use super::fields;
use super::frame::Frame;
use super::markdown::Anomaly;
use super::page::Fact;
use super::paste_artifacts;
use crate::config::{Config, Labels, TERM_KEYS, is_web_address};
use crate::diagnostics::rules::{BAD_ADDRESS, BAD_TERM_ID, BROKEN_TOML, STRAY_TERMS};
use crate::diagnostics::{Diagnostic, Span, Spot, nearest};
use crate::files;
use crate::hash::Hash;
use crate::tables::{Item, Located, Reader, Table};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// A parsed `terms.toml`.
#[derive(Clone, Debug)]
pub struct TermFile {
    pub path: Arc<str>,
    /// The vocabulary's index in the settings; `None` if it is not declared there.
    pub vocabulary: Option<usize>,
    pub terms: Vec<TermEntry>,
    /// Where it ends, if its vocabulary is open and a term can be added there as `[[term]]`.
    pub end: Option<usize>,
    /// How its lines end.
    pub newline: &'static str,
    /// Anomalies in its texts.
    pub anomalies: Vec<(Anomaly, Spot)>,
    pub problems: Vec<Diagnostic>,
}

/// One term, as parsed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TermEntry {
    pub id: Located<String>,
    pub label: Labels,
    pub definition: Option<Labels>,
    pub broader: Option<Located<String>>,
    pub related: Vec<Located<String>>,
    pub alias: Vec<Located<String>>,
    pub source: Option<Located<String>>,
    /// Concepts of other vocabularies that mean the same, or nearly.
    pub matches: Matches,
    pub facts: Vec<Fact>,
    pub hash: Hash,
}

/// The addresses of concepts elsewhere (`skos:exactMatch`, `skos:closeMatch`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Matches {
    pub exact: Vec<Located<String>>,
    pub close: Vec<Located<String>>,
}

/// Reads `content/<vocabulary>/terms.toml`.
pub fn read(path: &Arc<str>, text: &str, config: &Config) -> TermFile {
    let reader = Reader::new(path, 0);
    let folder = files::folder(path).strip_prefix("content/").unwrap_or_default();
    let vocabulary = config.vocabulary(folder);
    if vocabulary.is_none() {
        let message = format!("site.toml declares no vocabulary `{folder}`");
        let declared = config.vocabularies.iter().map(|vocabulary| &*vocabulary.id);
        let meant = nearest(folder, declared);
        let meant = meant.map(|near| format!("did you mean the folder `{near}`? Otherwise "));
        let help = format!(
            "{}declare it in site.toml, [vocabularies.{folder}], or delete this file if nobody needs its terms",
            meant.unwrap_or_default()
        );
        reader.add(STRAY_TERMS.at(path, 0..0, message).help(help));
    }
    let mut sound = String::new();
    let root = reader.parse(text, &mut sound);
    let table = Table::new(root.get_ref(), 0..0);
    let items: Vec<Item> = match table.get("term") {
        Some(item) => match item.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![item],
        },
        None => Vec::new(),
    };
    let url = format!("/{folder}/");
    let frame = Frame { reader: &reader, config, url: &url, lang: &config.language, record: None };
    // A term extends to the start of the next one, so it includes its own tables and dotted keys.
    let starts: Vec<usize> =
        items.iter().map(|item| item.span().start).chain([text.len()]).collect();
    let spans = starts.windows(2).map(|pair| pair[0]..pair[1]);
    let terms = items
        .into_iter()
        .zip(spans)
        .filter_map(|(item, whole)| term(&frame, item, vocabulary, text, whole))
        .collect();
    reader.unknown_keys(&table, "terms.toml");
    let anomalies = paste_artifacts::in_values(&reader, root.get_ref(), &|_| false);
    let (path, problems) = (path.clone(), reader.into_problems());
    let is_open = vocabulary.is_some_and(|v| config.vocabularies[v].open);
    let can_grow = is_open && problems.is_empty() && takes_more(text);
    let end = can_grow.then_some(text.len());
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    TermFile { path, vocabulary, terms, end, newline, anomalies, problems }
}

/// Whether a term can follow as `[[term]]`. Those in a list, `term = […]`, can't be added to from outside of it.
fn takes_more(text: &str) -> bool {
    DeTable::parse(&format!("{text}\n[[term]]\nid = \"\"\n")).is_ok()
}

fn term(
    frame: &Frame,
    item: Item,
    vocabulary: Option<usize>,
    text: &str,
    whole: Span,
) -> Option<TermEntry> {
    let reader = frame.reader;
    let mut table = reader.table("term", item, "")?;
    table.span = head(&table.span, text);
    let span = table.span.clone();
    let word = |key: &str| table.get(key).and_then(|item| reader.text(key, item));
    let words = |key: &str| table.get(key).map(|i| reader.texts(key, i)).unwrap_or_default();
    let id = word("id");
    let label = table
        .get("label")
        .and_then(|item| Labels::read(reader, "label", item, &frame.config.language));
    let definition = table
        .get("definition")
        .and_then(|item| Labels::read(reader, "definition", item, &frame.config.language));
    let (broader, source) = (word("broader"), word("source"));
    let (related, alias) = (words("related"), words("alias"));
    let matches = table.get("match").map(|item| matches(reader, item)).unwrap_or_default();
    let empty = Vec::new();
    let fields = vocabulary.map_or(&empty, |v| &frame.config.vocabularies[v].fields);
    let own = fields.iter().filter(|field| field.record.is_none()).map(|field| &*field.id);
    reader.set_outer(&table, "a term", TERM_KEYS.into_iter().chain(own));
    let mut facts = fields::facts(frame, &table, fields, "a term", true);
    facts.iter_mut().flat_map(Fact::take_problems).for_each(|problem| reader.add(problem));
    if let Some(v) = vocabulary {
        // The mistake is in site.toml, and not in each term.
        frame.config.vocabularies[v].misdeclared.iter().for_each(|key| {
            table.get(key);
        });
        reader.unknown_keys(&table, "a term");
    }
    // What can't be read may be what is missing.
    let is_broken =
        reader.problems.borrow().iter().any(|problem| {
            problem.rule.name == BROKEN_TOML.name && span.contains(&problem.span.start)
        });
    for (key, missing) in [("id", id.is_none()), ("label", label.is_none())] {
        if missing && !is_broken {
            reader.missing(span.clone(), "a term", key, "\"…\"");
        }
    }
    let id = id?;
    if files::slug(&id.value) != id.value || id.value.is_empty() {
        let help =
            format!("use lower-case letters, digits and hyphens: `{}`", files::slug(&id.value));
        let message = format!("`{}` can't be part of an address", id.value);
        reader.add(BAD_TERM_ID.at(reader.path, id.span.clone(), message).help(help));
    }
    let label = label.unwrap_or_else(|| Labels::one(&id.value));
    let hash = Hash::of(text.get(whole).unwrap_or(text));
    Some(TermEntry { label, definition, broader, related, alias, source, matches, facts, hash, id })
}

/// The value of `match`. An address that is none is reported, and left out.
fn matches(reader: &Reader, item: Item) -> Matches {
    const EXAMPLE: &str = "{ exact = [\"http://www.wikidata.org/entity/Q…\"] }";
    let Some(table) = reader.table("match", item, EXAMPLE) else { return Matches::default() };
    let addresses = |key: &str| {
        let written = table.get(key).map(|item| reader.texts(key, item)).unwrap_or_default();
        let is_address = |written: &Located<String>| {
            let is_address = is_web_address(&written.value);
            if !is_address {
                let message = format!("`{}` is not the address of a concept", written.value);
                let help = "it begins with http:// or https://, as in http://www.wikidata.org/entity/Q1640824";
                reader.add(BAD_ADDRESS.at(reader.path, written.span.clone(), message).help(help));
            }
            is_address
        };
        written.into_iter().filter(is_address).collect()
    };
    let matches = Matches { exact: addresses("exact"), close: addresses("close") };
    reader.unknown_keys(&table, "`match`");
    matches
}

/// The first line of a table; diagnostics about missing keys point here.
fn head(span: &Span, text: &str) -> Span {
    let line = text.get(span.start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    span.start..(span.start + line.len()).min(span.end.max(span.start))
}
