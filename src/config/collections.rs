//! Reads the schema in `site.toml`: vocabularies, collections and their typed fields.

use super::browse::browse;
use super::browsing::{Sort, Stub};
use super::demands::rules;
use super::described;
use super::groups;
use super::in_short::in_short;
use super::labels::Labels;
use super::names::{is_lost, named, one_of, one_of_at};
use super::settings::{CITE_AS, Collection, DESCRIBES, Vocabulary};
use super::shape;
use crate::diagnostics::rules::BAD_SETTING;
use crate::fields::field::{Field, FieldKind, Group};
use crate::fields::kind::Names;
use crate::fields::{self, text};
use crate::files;
use crate::tables::{Item, Located, Reader, Table};
use crate::words;
use serde::Deserialize;
use std::sync::Arc;
use toml::de::ValueDeserializer;

/// The keys of every page.
pub const PAGE_KEYS: [&str; 16] = shape::keys(&described::PAGE);

/// The keys of every term.
pub const TERM_KEYS: [&str; 8] = shape::keys(&described::TERM);

/// The context in which fields are read.
struct Known<'a> {
    /// The language of the site.
    lang: &'a str,
    names: Names<'a>,
    /// The groups of the collection; empty for fields of terms and records, which have none.
    groups: Option<&'a [Arc<Group>]>,
}

pub fn vocabularies(reader: &Reader, table: &Table, lang: &str) -> Vec<Vocabulary> {
    // Fields of terms may refer to any vocabulary, so all names are collected first.
    let names = Names { vocabularies: &keys(table, "vocabularies"), collections: &[] };
    let known = Known { lang, names, groups: None };
    named(reader, table, "vocabularies", |reader, id, table| {
        let labels = |key: &str| Labels::read(reader, key, table.get(key)?, lang);
        good_id(reader, id, table)?;
        let (fields, misdeclared) = term_fields(reader, table, &known);
        let vocabulary = Vocabulary {
            id: id.to_owned(),
            label: labels("label").unwrap_or_else(|| capitalised(id)),
            singular: labels("singular").unwrap_or_else(|| capitalised(id.trim_end_matches('s'))),
            description: labels("description"),
            relates: table
                .get("relates")
                .and_then(|i| reader.boolean("relates", i))
                .unwrap_or(true),
            open: table.get("open").and_then(|i| reader.boolean("open", i)).unwrap_or(false),
            fields,
            misdeclared,
            aliases: aliases(reader, id, table),
            span: table.span.clone(),
        };
        reader.unknown_keys(table, "a vocabulary");
        Some(vocabulary)
    })
}

/// The fields of terms: values, terms and sources, but no texts or references.
fn term_fields(reader: &Reader, table: &Table, known: &Known) -> (Vec<Field>, Vec<String>) {
    let (mut fields, mut misdeclared) = fields(reader, table, known, &TERM_KEYS);
    fields.retain_mut(|field| {
        if field.record.is_some() {
            return false;
        }
        if !field.kind.is_for_terms {
            let message = format!("a term can't have a field of type `{}`", field.form().word);
            let help = "write prose and links in the term's page, content/<vocabulary>/<id>.md";
            reader.add(BAD_SETTING.at(reader.path, field.span.clone(), message).help(help));
            misdeclared.push(field.id.clone());
        }
        if let Some(response) = field.response.take() {
            let message = "only the claims of pages have responses";
            reader.add(BAD_SETTING.at(reader.path, response.span, message));
        }
        field.kind.is_for_terms
    });
    (fields, misdeclared)
}

pub fn collections(
    reader: &Reader,
    table: &Table,
    vocabularies: &[Vocabulary],
    lang: &str,
) -> Vec<Collection> {
    // Only its name: [bibliography] itself is read later, because it refers to collections.
    let bibliography = table.get("bibliography").and_then(|item| item.get_ref().as_table());
    let works = bibliography.and_then(|own| own.get("collection")?.get_ref().as_str());
    let vocabularies: Vec<String> = vocabularies.iter().map(|v| v.id.clone()).collect();
    let names = Names { vocabularies: &vocabularies, collections: &keys(table, "collections") };
    named(reader, table, "collections", |reader, id, table| {
        good_id(reader, id, table)?;
        if vocabularies.iter().any(|name| name == id) {
            let message = format!("`{id}` is already a vocabulary; a folder can't be both");
            reader.add(BAD_SETTING.at(reader.path, table.span.clone(), message));
            return None;
        }
        let text = |key: &str| table.get(key).and_then(|i| reader.text(key, i)).map(|t| t.value);
        let labels = |key: &str| Labels::read(reader, key, table.get(key)?, lang);
        let groups = groups::groups(reader, table, lang);
        let known = Known { lang, names, groups: Some(&groups) };
        let (mut fields, misdeclared) = fields(reader, table, &known, &PAGE_KEYS);
        groups::place(reader, &mut fields);
        let collection = Collection {
            id: id.to_owned(),
            label: labels("label").unwrap_or_else(|| capitalised(id)),
            singular: labels("singular").unwrap_or_else(|| capitalised(id.trim_end_matches('s'))),
            template: text("template").unwrap_or_else(|| "page.html".into()),
            sort: sort(reader, table, &fields, &misdeclared),
            require: require(reader, table),
            browse: browse(reader, table, &fields, &misdeclared, works == Some(id)),
            in_short: in_short(reader, table, &fields, &misdeclared, lang),
            stub: stub(reader, table, &fields, &misdeclared),
            cite_as: cite_as(reader, table),
            describes: describes(reader, table),
            rules: rules(reader, table),
            aliases: aliases(reader, id, table),
            misdeclared,
            fields,
            groups,
        };
        reader.unknown_keys(table, "a collection");
        Some(collection)
    })
}

/// The keys of an inner table, before any of it is read.
fn keys(table: &Table, key: &str) -> Vec<String> {
    let inner = table.get(key).and_then(|item| item.get_ref().as_table());
    inner.into_iter().flat_map(|inner| inner.keys()).map(|key| key.get_ref().to_string()).collect()
}

/// Ids become folders and addresses, so they must be valid address parts.
fn good_id(reader: &Reader, id: &str, table: &Table) -> Option<()> {
    if files::slug(id) == id && !id.is_empty() {
        return Some(());
    }
    let message = format!("`{id}` can't be a folder of the site");
    let help = format!("use lower-case letters, digits and hyphens: `{}`", files::slug(id));
    reader.add(BAD_SETTING.at(reader.path, table.span.clone(), message).help(help));
    None
}

/// The names that a folder had before. Another folder may have one of them by now: what is there comes first.
fn aliases(reader: &Reader, id: &str, table: &Table) -> Vec<String> {
    let mut names = table.get("aliases").map(|i| reader.texts("aliases", i)).unwrap_or_default();
    names.retain(|name| {
        let is_folder = files::slug(&name.value) == name.value && !name.value.is_empty();
        let (message, help) = match is_folder {
            true if name.value != id => return true,
            true => (format!("`{id}` is its name now"), "remove it from `aliases`"),
            false => (
                format!("`{}` was no folder of the site", name.value),
                "write the name that it had, as in `[collections.pilots]`: aliases = [\"pilots\"]",
            ),
        };
        reader.add(BAD_SETTING.at(reader.path, name.span.clone(), message).help(help));
        false
    });
    names.into_iter().map(|name| name.value).collect()
}

fn cite_as(reader: &Reader, table: &Table) -> Option<String> {
    let word = table.get("cite_as").and_then(|item| reader.text("cite_as", item))?;
    one_of(reader, &word, &CITE_AS, "what a page can be cited as")
}

/// `{ completeness = "stub" }`: a field of terms, and a term.
fn stub(reader: &Reader, table: &Table, fields: &[Field], misdeclared: &[String]) -> Option<Stub> {
    const EXAMPLE: &str = "{ completeness = \"stub\" }";
    let table = reader.table("stub", table.get("stub")?, EXAMPLE)?;
    let Some((name, span, _)) = table.entries().into_iter().next() else {
        let message = "`stub` is empty, so no page is one";
        let help = format!("name a field and a term, or remove it: stub = {EXAMPLE}");
        reader.add(BAD_SETTING.at(reader.path, table.span.clone(), message).help(help));
        return None;
    };
    let item = table.get(name)?;
    let has_terms = |field: &&Field| field.record.is_none() && field.vocabulary.is_some();
    let known: Vec<&str> = fields.iter().filter(has_terms).map(|field| &*field.id).collect();
    let name = Located { value: name.to_owned(), span: reader.file_span(&span) };
    let term = reader.text(&name.value, item);
    reader.unknown_keys(&table, "`stub`");
    if is_lost(misdeclared, &name.value) {
        return None;
    }
    let id = one_of(reader, &name, &known, "a field of terms")?;
    let is_it = |field: &Field| field.record.is_none() && field.id == id;
    Some(Stub { field: fields.iter().position(is_it)?, term: term? })
}

fn describes(reader: &Reader, table: &Table) -> Option<String> {
    let word = table.get("describes").and_then(|item| reader.text("describes", item))?;
    one_of(reader, &word, &DESCRIBES, "what a page can be about")
}

fn require(reader: &Reader, table: &Table) -> Vec<String> {
    let keys = table.get("require").map(|item| reader.texts("require", item)).unwrap_or_default();
    keys.into_iter()
        .filter_map(|key| one_of(reader, &key, &PAGE_KEYS, "a key of every page"))
        .collect()
}

fn sort(reader: &Reader, table: &Table, fields: &[Field], misdeclared: &[String]) -> Sort {
    let text = table.get("sort").and_then(|item| reader.text("sort", item));
    let Some(text) = text else { return Sort { by: "title".into(), descending: false } };
    let descending = text.value.starts_with('-');
    let by = text.value.trim_start_matches('-').to_owned();
    let sortable =
        |field: &&Field| field.record.is_none() && field.kind.is_sortable && !field.internal;
    let known: Vec<&str> = ["title", "date", "order"]
        .into_iter()
        .chain(fields.iter().filter(sortable).map(|f| &*f.id))
        .collect();
    let spot = text.spot().part(text.value.len() - by.len()..text.value.len());
    let located = Located { value: by, span: text.span };
    let by = match is_lost(misdeclared, &located.value) {
        true => None,
        false => one_of_at(reader, &located, spot, &known, "something to sort by"),
    };
    let by = by.unwrap_or_else(|| "title".into());
    Sort { by, descending }
}

/// The fields, and the paths of those that a mistake took away, which was reported.
fn fields(
    reader: &Reader,
    table: &Table,
    known: &Known,
    taken: &[&str],
) -> (Vec<Field>, Vec<String>) {
    let groups = named(reader, table, "fields", |reader, id, table| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        if id.is_empty() || !id.chars().all(plain) {
            let message =
                format!("`{id}` can't name a field: use lower-case letters, digits, `_` and `-`");
            reader.add(BAD_SETTING.at(reader.path, table.span.clone(), message));
            return None;
        }
        if taken.contains(&id) {
            let message = format!("`{id}` is built in and can't be declared");
            reader.add(BAD_SETTING.at(reader.path, table.span.clone(), message));
            return None;
        }
        let field = field(reader, id, table, known)?;
        Some(match field.kind.has_parts {
            true => {
                let (parts, misdeclared) = parts(reader, id, table, known);
                (Field { misdeclared, ..field }, parts)
            }
            false => (field, Vec::new()),
        })
    });
    let mut flat = Vec::new();
    for (field, parts) in groups {
        let record = Some(flat.len());
        flat.push(field);
        flat.extend(parts.into_iter().map(|part| Field { record, ..part }));
    }
    let declared = table.get("fields").and_then(|item| item.get_ref().as_table());
    let keys = declared.into_iter().flat_map(|table| table.keys().map(|key| key.get_ref()));
    let is_field = |key: &str| flat.iter().any(|field| field.record.is_none() && field.id == key);
    let lost = keys.filter(|key| !is_field(key)).map(|key| key.to_string());
    let of_records = flat
        .iter()
        .flat_map(|field| field.misdeclared.iter().map(|part| format!("{}.{part}", field.id)));
    let misdeclared = lost.chain(of_records).collect();
    (flat, misdeclared)
}

/// The fields of a record.
fn parts(reader: &Reader, id: &str, table: &Table, known: &Known) -> (Vec<Field>, Vec<String>) {
    let (mut parts, mut misdeclared) =
        fields(reader, table, &Known { groups: None, ..*known }, &[]);
    if parts.is_empty() && table.get("fields").is_none() {
        let what = format!("the field `{id}`");
        reader.missing(table.span.clone(), &what, "fields", "{ name = { type = \"text\" } }");
    }
    parts.retain(|part| {
        if part.kind.has_parts {
            let message = format!("`{}` is a record within a record", part.id);
            let help = "a record holds values, terms, references and sources";
            reader.add(BAD_SETTING.at(reader.path, part.span.clone(), message).help(help));
            misdeclared.push(part.id.clone());
        }
        !part.kind.has_parts && part.record.is_none()
    });
    (parts, misdeclared)
}

fn field(reader: &Reader, id: &str, table: &Table, known: &Known) -> Option<Field> {
    let text = |key: &str| table.get(key).and_then(|i| reader.text(key, i));
    let labels = |key: &str| Labels::read(reader, key, table.get(key)?, known.lang);
    let number = |key: &str| table.get(key).and_then(|i| reader.number(key, i, "12"));
    let boolean = |key: &str| table.get(key).and_then(|i| reader.boolean(key, i)).unwrap_or(false);
    let word = text("type");
    if word.is_none() && table.get("type").is_none() {
        reader.missing(table.span.clone(), &format!("the field `{id}`"), "type", "\"text\"");
    }
    let found = word.and_then(|word| kind(reader, &word));
    let (kind, many) = found.unwrap_or((&text::KIND, false));
    for key in kind.keys {
        table.get(key);
    }
    let mut field = Field {
        id: id.to_owned(),
        label: labels("label").unwrap_or_else(|| capitalised(id)),
        kind,
        many,
        vocabulary: None,
        response: None,
        collection: None,
        required: boolean("required"),
        min: number("min"),
        max: number("max"),
        default: table.get("default").map(|item| reader.located(item, as_toml(item))),
        inverse: labels("inverse"),
        mutual: boolean("mutual"),
        card: boolean("card"),
        internal: boolean("internal"),
        before: known.groups.is_some() && boolean("before"),
        group: known.groups.and_then(|groups| groups::of_field(reader, table, groups)),
        record: None,
        misdeclared: Vec::new(),
        span: table.span.clone(),
    };
    if field.internal && kind == &fields::image::KIND {
        let message =
            "an internal field can't hold a picture, because files in content/ are published";
        let help = "keep the picture outside of content/, and name it in a field of the type text";
        reader.add(BAD_SETTING.at(reader.path, table.span.clone(), message).help(help));
    }
    let declare = fields::stages(kind).declare;
    let is_declared =
        found.and_then(|_| declare(reader, table, &known.names, &mut field)).is_some();
    if let (Some(min), Some(max)) = (field.min, field.max)
        && min > max
    {
        let message = format!("`min` is {min} and `max` is {max}, so no value is allowed");
        reader.add(BAD_SETTING.at(reader.path, table.span.clone(), message));
    }
    if field.card && !kind.is_on_cards {
        let message = format!("cards can't show the {} `{id}`", field.form().word);
        let help =
            "they show terms, short texts, numbers, dates, places, and such parts of records";
        reader.add(BAD_SETTING.at(reader.path, table.span.clone(), message).help(help));
    }
    if let (true, Some(default)) = (kind.has_parts, &field.default) {
        let message = "a record can't have a default, but its fields can".to_owned();
        reader.add(BAD_SETTING.at(reader.path, default.span.clone(), message));
    }
    // Accept the keys of other kinds too, so that a wrong `type` is reported only once.
    for key in fields::kinds().flat_map(|kind| kind.keys).filter(|_| !is_declared) {
        table.get(key);
    }
    reader.unknown_keys(table, "a field");
    is_declared.then_some(field)
}

fn kind(reader: &Reader, word: &Located<String>) -> Option<(&'static FieldKind, bool)> {
    let found = fields::named(&word.value);
    if found.is_none() {
        let forms = fields::kinds().flat_map(|kind| std::iter::once(&kind.one).chain(&kind.many));
        let words: Vec<&str> = forms.map(|form| form.word).collect();
        one_of(reader, word, &words, "a type of field");
    }
    found
}

/// Turns a value back into TOML: defaults are read by the same code as authored values.
fn as_toml(item: Item) -> String {
    let value = toml::Value::deserialize(ValueDeserializer::from(item.clone()));
    // Anything read from TOML can be written as TOML; numbers out of range can't be defaults.
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn capitalised(id: &str) -> Labels {
    Labels::one(words::capitalised(&id.replace('-', " ")))
}
