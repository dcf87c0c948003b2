//! `content/bibliography.bib`: the sources that claims and citations refer to by key.

use super::dates::Date;
use super::entries::{self, Entry};
use super::item::{self, Item};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::BAD_BIBLIOGRAPHY;
use crate::hash::Hash;
use biblatex::RawBibliography;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The file's path in a repository.
pub const PATH: &str = "content/bibliography.bib";

/// All sources, by key.
#[derive(Clone, Debug)]
pub struct Bibliography {
    pub path: Arc<str>,
    pub works: BTreeMap<String, Work>,
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// Whether the file could not be parsed, so that works are missing.
    pub broken: bool,
    pub problems: Vec<Diagnostic>,
}

impl Default for Bibliography {
    fn default() -> Self {
        Self {
            path: PATH.into(),
            works: BTreeMap::new(),
            entries: Vec::new(),
            broken: false,
            problems: Vec::new(),
        }
    }
}

/// One source, as shown to readers.
#[derive(Clone, Debug)]
pub struct Work {
    pub key: String,
    pub title: String,
    /// The authors, given names first.
    pub authors: Vec<String>,
    pub date: Option<Date>,
    /// The same data for CSL styles.
    pub item: Item,
    /// Authors and container on one line.
    pub summary: Option<String>,
    /// The short form for running text: `Kangro and Lepik 2021`. Works with the same short form get a letter
    /// appended, like CSL's year suffix.
    pub label: String,
    /// Title and authors, for a line of its own.
    pub short: String,
    /// The full form in lists.
    pub text: String,
    pub url: Option<String>,
    /// The year, or `n.d.`.
    pub when: String,
    pub hash: Hash,
}

/// Reads a BibTeX file. A syntax error rejects the whole file: see [`Bibliography::broken`].
pub fn read(path: &Arc<str>, text: &str) -> Bibliography {
    let mut bibliography = works(path, text);
    bibliography.broken = !bibliography.problems.is_empty();
    bibliography
}

fn works(path: &Arc<str>, text: &str) -> Bibliography {
    let mut bibliography = Bibliography::default();
    let raw = match RawBibliography::parse(text) {
        Ok(raw) => raw,
        Err(error) => {
            let message = format!("this is not BibTeX: {}", error.kind);
            bibliography.problems.push(BAD_BIBLIOGRAPHY.at(path, error.span, message));
            return bibliography;
        }
    };
    let mut seen: BTreeMap<&str, ()> = BTreeMap::new();
    for entry in &raw.entries {
        let key = entry.v.key.v;
        if seen.insert(key, ()).is_some() {
            let message = format!("the key `{key}` is used twice");
            bibliography.problems.push(BAD_BIBLIOGRAPHY.at(
                path,
                entry.v.key.span.clone(),
                message,
            ));
        }
    }
    if !bibliography.problems.is_empty() {
        return bibliography;
    }
    let mut entries = entries::entries(&raw, text);
    match biblatex::Bibliography::from_raw(raw) {
        Ok(parsed) => {
            entries::add_authors(&mut entries, &parsed);
            bibliography.entries = entries;
            let works = parsed.iter().map(|entry| (entry.key.clone(), work(entry)));
            bibliography.works = works.collect();
            tell_apart(&mut bibliography.works);
        }
        Err(error) => {
            let message = format!("this entry can't be read: {}", error.kind);
            bibliography.problems.push(BAD_BIBLIOGRAPHY.at(path, error.span, message));
        }
    }
    bibliography
}

/// Appends letters to works with the same short form, in the order of their keys.
fn tell_apart(works: &mut BTreeMap<String, Work>) {
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    works.values().for_each(|work| *alike.entry(work.label.clone()).or_default() += 1);
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    for work in works.values_mut().filter(|work| alike[&work.label] > 1) {
        let n = given.entry(work.label.clone()).or_default();
        let hyphen = if work.label.ends_with(char::is_numeric) { "" } else { "-" };
        let label = format!("{}{hyphen}{}", work.label, letters(*n));
        let suffix = format!("{hyphen}{}", letters(*n));
        work.short = work.short.replace(&work.label, &label);
        work.text =
            work.text.replacen(&format!("({})", work.when), &format!("({}{suffix})", work.when), 1);
        work.label = label;
        work.hash = crate::hash::Hasher::new("label").hash(work.hash).text(&work.label).finish();
        *n += 1;
    }
}

/// 0 → `a`, 25 → `z`, 26 → `aa`.
pub fn letters(n: usize) -> String {
    let last = char::from(b'a' + (n % 26) as u8);
    if n < 26 { last.to_string() } else { format!("{}{last}", letters(n / 26 - 1)) }
}

/// The first words of a title, used when there is no author.
fn shortened(title: &str) -> String {
    const WORDS: usize = 4;
    match title.split_whitespace().nth(WORDS) {
        Some(_) => {
            format!("“{} …”", title.split_whitespace().take(WORDS).collect::<Vec<_>>().join(" "))
        }
        None => format!("“{title}”"),
    }
}

fn work(entry: &biblatex::Entry) -> Work {
    let field = |name: &str| item::field(entry, name);
    let mut names: Vec<(String, String)> = entry
        .author()
        .unwrap_or_default()
        .into_iter()
        .map(|person| (person.name, person.given_name))
        .collect();
    // `and others` is BibTeX for further authors, not a name.
    let all = names.len();
    names.retain(|(name, given)| name != "others" || !given.is_empty());
    let more = names.len() < all;
    let title = field("title").unwrap_or_else(|| entry.key.clone());
    let published = entry.date().ok().as_ref().and_then(item::beginning);
    let when = published.map_or_else(|| "n.d.".to_owned(), |at| at.year.to_string());
    let who = match names.as_slice() {
        [] => shortened(&title),
        [(one, _)] if !more => one.clone(),
        [(one, _), (two, _)] if !more => format!("{one} and {two}"),
        [(one, _), ..] => format!("{one} et al."),
    };
    let authors: Vec<String> = names
        .iter()
        .map(
            |(name, given)| {
                if given.is_empty() { name.clone() } else { format!("{name}, {given}") }
            },
        )
        .collect();
    let places =
        ["journal", "journaltitle", "booktitle", "institution", "publisher", "howpublished"];
    let container = places.iter().find_map(|name| field(name));
    let doi = field("doi").map(|doi| format!("https://doi.org/{}", item::bare_doi(&doi)));
    let mut text = String::new();
    if !authors.is_empty() {
        text.push_str(&authors.join("; "));
        text.push_str(if more { " et al." } else { "" });
        text.push(' ');
    }
    text.push_str(&format!("({when}). {}", title.trim_end_matches('.')));
    text.push_str(if title.ends_with(['?', '!']) { " " } else { ". " });
    if let Some(container) = &container {
        text.push_str(&format!("{container}."));
    }
    let hash = Hash::of(entry.to_biblatex_string());
    let url = doi.or_else(|| field("url")).filter(|url| crate::config::is_web_address(url));
    let label = format!("{who} {when}");
    let short = format!("{title} ({})", if names.is_empty() { &when } else { &label });
    let by = (!names.is_empty()).then_some(who);
    Work {
        key: entry.key.clone(),
        authors: names
            .iter()
            .map(|(name, given)| format!("{given} {name}").trim().into())
            .collect(),
        date: published.and_then(item::date_of),
        item: item::item(entry),
        summary: Some([by, container].into_iter().flatten().collect::<Vec<_>>().join(" · "))
            .filter(|line| !line.is_empty()),
        title,
        label,
        short,
        text: text.trim_end().to_owned(),
        url,
        when,
        hash,
    }
}
