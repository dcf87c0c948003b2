//! A mapping as a TOML file, with comments that say what was found, and back.

use super::target::{Mapping, OF_PAGES, Target, id};
use crate::config::PAGE_KEYS;
use crate::diagnostics::listed;
use crate::diagnostics::text::counted;
use crate::fields;
use crate::import::imported::Imported;
use crate::import::reserved;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

pub fn write(mapping: &Mapping, imported: &Imported) -> String {
    let mut out = String::from(
        "# What the parts of the source become. Change it and give it to `talkoo import` with --map.\n\
         # `false` leaves a part out.\n",
    );
    if !mapping.collections.is_empty() {
        out += "\n# Types of pages, and the collection of each; \"\" stands for pages in content/ itself.\n[collections]\n";
    }
    let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
    let mut columns_of: BTreeMap<(&str, &str), Column> = BTreeMap::new();
    for page in &imported.pages {
        *pages.entry(&page.kind).or_default() += 1;
        for entry in &page.values {
            let column = columns_of.entry((&page.kind, &entry.key)).or_default();
            if let Some(value) = entry.values.first() {
                column.take(value);
            }
        }
    }
    for (kind, to) in &mapping.collections {
        let pages = pages.get(&**kind).copied().unwrap_or(0);
        out +=
            &line(kind, &to.as_deref().map_or("false".to_owned(), quoted), &counted(pages, "page"));
    }
    if !mapping.vocabularies.is_empty() {
        out += "\n# Lists of terms, and the vocabulary of each.\n[vocabularies]\n";
    }
    for (taxonomy, to) in &mapping.vocabularies {
        let terms = imported
            .taxonomies
            .iter()
            .find(|one| one.id == *taxonomy)
            .map_or(0, |one| one.terms.len());
        out += &line(
            taxonomy,
            &to.as_deref().map_or("false".to_owned(), quoted),
            &counted(terms, "term"),
        );
    }
    for (kind, columns) in &mapping.fields {
        out += &format!(
            "\n# Columns of `{}`. `to` is a field, or one of {}.\n[fields.{}]\n",
            one_line(kind),
            listed(OF_PAGES),
            key(kind)
        );
        for (column, target) in columns {
            let value = target.as_ref().map_or("false".to_owned(), as_toml);
            let about =
                columns_of.get(&(&**kind, &**column)).map(Column::about).unwrap_or_default();
            out += &line(column, &value, &about);
        }
    }
    out
}

/// A target as a table of TOML.
fn as_toml(target: &Target) -> String {
    let Target { to, kind, vocabulary, part } = target;
    let kind = Some(kind).filter(|kind| !kind.is_empty());
    let pairs = [
        ("to", Some(to)),
        ("type", kind),
        ("vocabulary", vocabulary.as_ref()),
        ("part", part.as_ref()),
    ];
    let pairs =
        pairs.into_iter().filter_map(|(key, value)| Some(format!("{key} = {}", quoted(value?))));
    format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
}

/// What was found in a column: how many values, and the first of them.
#[derive(Default)]
struct Column<'v> {
    count: usize,
    first: Vec<&'v str>,
}

impl<'v> Column<'v> {
    fn take(&mut self, value: &'v str) {
        self.count += 1;
        if self.first.len() < 3 {
            self.first.push(value);
        }
    }

    fn about(&self) -> String {
        let examples: BTreeSet<&str> = self.first.iter().copied().collect();
        let examples: Vec<String> = examples.into_iter().map(shortened).collect();
        format!("{}: {}", counted(self.count, "value"), examples.join(" · "))
    }
}

fn line(name: &str, value: &str, about: &str) -> String {
    format!("{} = {value}  # {}\n", key(name), one_line(about))
}

/// A key of TOML.
pub fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { quoted(name) }
}

/// A string of TOML on one line.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

fn one_line(text: &str) -> String {
    let visible = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    visible.collect()
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(30).collect();
    if short.len() < text.len() { short + "…" } else { short }
}

const NO_TRUE: &str =
    "`true` does not say what a part becomes; write its name, or `false` to leave it out";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    collections: BTreeMap<String, Name>,
    #[serde(default)]
    vocabularies: BTreeMap<String, Name>,
    #[serde(default)]
    fields: BTreeMap<String, BTreeMap<String, ColumnTo>>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a name, or false")]
enum Name {
    Out(bool),
    To(String),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a field as { to = \"…\", type = \"…\" }, or false")]
enum ColumnTo {
    Out(bool),
    To(String),
    Field(FieldTo),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldTo {
    to: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    vocabulary: Option<String>,
    part: Option<String>,
}

/// The proposal as a file changes it. `Err` says what is wrong in the file.
pub fn read(text: &str, proposed: &Mapping) -> Result<Mapping, String> {
    let written: Written = toml::from_str(text).map_err(|error| explained(&error, text))?;
    let mut mapping = proposed.clone();
    let name = |name: Name| match name {
        Name::Out(false) => Ok(None),
        Name::Out(true) => Err(NO_TRUE.to_owned()),
        Name::To(to) => Ok(Some(to.trim_matches('/').to_owned())),
    };
    for (kind, to) in written.collections {
        known("collections", &kind, mapping.collections.keys())?;
        mapping
            .collections
            .insert(kind, name(to)?.map(|to| if to.is_empty() { to } else { id(&to) }));
    }
    for (taxonomy, to) in written.vocabularies {
        known("vocabularies", &taxonomy, mapping.vocabularies.keys())?;
        mapping.vocabularies.insert(taxonomy, name(to)?.map(|to| id(&to)));
    }
    for (kind, columns) in written.fields {
        known("fields", &kind, mapping.fields.keys())?;
        let fields = mapping.fields.entry(kind.clone()).or_default();
        for (column, to) in columns {
            known(&format!("fields.{kind}"), &column, fields.keys())?;
            let before = fields.get(&column).cloned().flatten();
            let target = match to {
                ColumnTo::Out(false) => None,
                ColumnTo::Out(true) => return Err(NO_TRUE.to_owned()),
                ColumnTo::To(to) => {
                    Some(target(FieldTo { to, kind: None, vocabulary: None, part: None }, before)?)
                }
                ColumnTo::Field(to) => Some(target(to, before)?),
            };
            fields.insert(column, target);
        }
        one_each(&kind, fields)?;
    }
    sound(&mapping)?;
    Ok(mapping)
}

/// Refuses two columns that become one field: a page has one value of each.
fn one_each(kind: &str, columns: &BTreeMap<String, Option<Target>>) -> Result<(), String> {
    let mut seen: BTreeMap<(&str, Option<&str>), &str> = BTreeMap::new();
    for (column, target) in columns {
        let Some(Target { to, part, .. }) = target else { continue };
        if let Some(other) = seen.insert((to, part.as_deref()), column) {
            return Err(format!(
                "`{other}` and `{column}` in [fields.{kind}] both become `{to}`; give one another field, or `false` to leave it out"
            ));
        }
    }
    Ok(())
}

/// Refuses names that stand for two things, or for what every site has.
fn sound(mapping: &Mapping) -> Result<(), String> {
    let collections: BTreeSet<&str> =
        mapping.collections.values().flatten().map(String::as_str).collect();
    let columns = mapping.fields.values().flat_map(BTreeMap::values).flatten();
    let targets: Vec<&Target> = columns.filter(|target| !target.kind.is_empty()).collect();
    let in_fields = targets.iter().filter_map(|target| target.vocabulary.as_deref());
    let own = mapping.vocabularies.values().flatten().map(String::as_str);
    let vocabularies: BTreeSet<&str> = own.chain(in_fields).collect();
    if let Some(name) = collections.intersection(&vocabularies).next() {
        return Err(format!("`{name}` can't be a collection and a vocabulary; rename one"));
    }
    if let Some(name) = collections.union(&vocabularies).find(|name| reserved::is_name(name)) {
        return Err(format!("every site has /{name}/ for itself; choose another name"));
    }
    match targets.iter().find(|target| PAGE_KEYS.contains(&&*target.to)) {
        Some(Target { to, .. }) => {
            Err(format!("no field can be called `{to}`, since every page can have that"))
        }
        None => Ok(()),
    }
}

/// A mistake of TOML with its line.
fn explained(error: &toml::de::Error, text: &str) -> String {
    let at = error.span().map_or(0, |span| span.start.min(text.len()));
    let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    format!("line {line}: {}", error.message().replace("\\n", "a line break"))
}

fn target(written: FieldTo, before: Option<Target>) -> Result<Target, String> {
    let FieldTo { to, kind, vocabulary, part } = written;
    if OF_PAGES.contains(&&*to) {
        return Ok(Target::of_pages(&to));
    }
    let before = before.filter(|before| !before.kind.is_empty());
    let kind = kind
        .or_else(|| before.as_ref().map(|before| before.kind.clone()))
        .unwrap_or_else(|| "text".to_owned());
    if fields::named(&kind).is_none() {
        let forms = fields::kinds().flat_map(|kind| std::iter::once(&kind.one).chain(&kind.many));
        return Err(format!(
            "`{kind}` is no type of field; there are {}",
            listed(forms.map(|form| form.word))
        ));
    }
    let vocabulary = vocabulary.or_else(|| before.and_then(|before| before.vocabulary));
    let needs = matches!(&*kind, "term" | "terms" | "claim" | "claims");
    if needs && vocabulary.is_none() {
        return Err(format!("the field `{to}` holds terms, so it needs `vocabulary = \"…\"`"));
    }
    // What can name a field stays as it is written.
    let can_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
    let to = if !to.is_empty() && to.chars().all(can_name) { to } else { id(&to) };
    Ok(Target { to, kind, vocabulary: vocabulary.filter(|_| needs), part })
}

fn known<'k>(
    table: &str,
    name: &str,
    names: impl Iterator<Item = &'k String>,
) -> Result<(), String> {
    let names: Vec<&str> = names.map(String::as_str).collect();
    if names.contains(&name) {
        return Ok(());
    }
    let help = crate::diagnostics::did_you_mean(name, names.iter().copied());
    let help = help.unwrap_or_else(|| format!("there is {}", listed(names.iter().copied())));
    Err(format!("`{name}` in [{table}] is not in the source; {help}"))
}
