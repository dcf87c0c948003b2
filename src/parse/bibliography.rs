//! `content/bibliography.bib`: the sources that claims and citations refer to by key.

use super::bibtex::{self, names, when};
use super::dates::Date;
use super::entries::{self, Entry};
use super::item::{self, Item};
use super::numbers;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::{BAD_BIBLIOGRAPHY, IMPOSSIBLE_DATE};
use crate::hash::{Hash, Hasher};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
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
    /// Whether an entry's key could not be read, so that a work is missing.
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
    /// What stands for the year where pages without a list of references name an undated work: the first words of its
    /// title. The letters of `CoSIE n.d.-g` would mean nothing there. None if the work has a year.
    pub undated: Option<String>,
    /// Title and authors, for a line of its own.
    pub short: String,
    /// The full form in lists.
    pub text: String,
    pub url: Option<String>,
    /// The year, words in its place such as `in press`, or `n.d.`.
    pub when: String,
    pub hash: Hash,
}

/// Reads a BibTeX file. What can't be read is reported, and the rest is there.
pub fn read(path: &Arc<str>, text: &str) -> Bibliography {
    let bibtex::Bibtex { mut entries, mut problems, lost } = bibtex::read(path, text);
    // Entries that only others refer to are no works.
    entries.retain(|entry| !["xdata", "set"].contains(&&*entry.kind));
    let mut works = BTreeMap::new();
    for entry in &entries {
        numbers::check(path, entry, &mut problems);
        for before in ["", "url", "event"] {
            if let Some(problem) = when::when(entry, before).problem {
                let found = IMPOSSIBLE_DATE.at(path, problem.span, problem.message);
                problems.push(found.help(problem.help));
            }
        }
        for name in ["author", "editor", "translator", "bookauthor"] {
            let Some(field) = entry.fields.get(name) else { continue };
            if names::people(&field.raw).is_odd {
                let message = format!("the people in `{name}` are not parted by `and`");
                let help = "write {Family, Given and Family, Given}, and a name of an organisation in braces of its own";
                problems.push(BAD_BIBLIOGRAPHY.at(path, field.span.clone(), message).help(help));
            }
        }
        works.insert(entry.key.value.clone(), work(entry));
    }
    tell_apart(&mut works);
    let entries = entries::entries(&entries);
    Bibliography { path: path.clone(), works, entries, broken: lost, problems }
}

/// Appends letters to works with the same short form, in the order of their keys.
fn tell_apart(works: &mut BTreeMap<String, Work>) {
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    works.values().for_each(|work| *alike.entry(work.label.clone()).or_default() += 1);
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    for work in works.values_mut().filter(|work| alike[&work.label] > 1) {
        let n = given.entry(work.label.clone()).or_default();
        let hyphen = if work.label.ends_with(char::is_numeric) { "" } else { "-" };
        let suffix = format!("{hyphen}{}", letters(*n));
        let label = format!("{}{suffix}", work.label);
        work.short = work.short.replace(&work.label, &label);
        work.text =
            work.text.replacen(&format!("({})", work.when), &format!("({}{suffix})", work.when), 1);
        work.label = label;
        work.hash = Hasher::new("label").hash(work.hash).text(&work.label).finish();
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
            let words: Vec<&str> = title.split_whitespace().take(WORDS).collect();
            format!("“{} …”", words.join(" "))
        }
        None => format!("“{title}”"),
    }
}

fn work(entry: &bibtex::Entry) -> Work {
    let people = entry.fields.get("author").map(|field| names::people(&field.raw));
    let names::People { names, more, .. } = people.unwrap_or_default();
    let title = item::title(entry).unwrap_or_else(|| entry.key.value.clone());
    let issued = when::when(entry, "");
    let year = issued.date.map(|date| date.year.to_string());
    let when = year.or_else(|| issued.words.clone()).unwrap_or_else(|| "n.d.".to_owned());
    let who = match names.as_slice() {
        [] => shortened(&title),
        [one] if !more => one.short(),
        [one, two] if !more => format!("{} and {}", one.short(), two.short()),
        [one, ..] => format!("{} et al.", one.short()),
    };
    let places =
        ["journal", "journaltitle", "booktitle", "institution", "publisher", "howpublished"];
    let container = places.iter().find_map(|name| entry.text(name));
    let mut text = String::new();
    if !names.is_empty() {
        let all: Vec<String> = names.iter().map(item::Name::inverted).collect();
        text.push_str(&all.join("; "));
        text.push_str(if more { " et al." } else { "" });
        text.push(' ');
    }
    text.push_str(&format!("({when}). {}", title.trim_end_matches('.')));
    text.push_str(if title.ends_with(['?', '!']) { " " } else { ". " });
    if let Some(container) = &container {
        text.push_str(&format!("{container}."));
    }
    let item = item::item(entry, &issued);
    let url = item.texts.get("DOI").map(|doi| doi_address(doi));
    let url = url.or_else(|| item.texts.get("URL").cloned());
    let label = format!("{who} {when}");
    let undated = (issued.date.is_none() && issued.words.is_none()).then(|| shortened(&title));
    let short = match (names.is_empty(), &undated) {
        (true, Some(_)) => title.clone(),
        (false, Some(_)) => format!("{title} ({who})"),
        (true, None) => format!("{title} ({when})"),
        (false, None) => format!("{title} ({label})"),
    };
    let by = (!names.is_empty()).then_some(who);
    Work {
        key: entry.key.value.clone(),
        authors: names.iter().map(item::Name::full).collect(),
        date: issued.date,
        item,
        summary: Some([by, container].into_iter().flatten().collect::<Vec<_>>().join(" · "))
            .filter(|line| !line.is_empty()),
        title,
        label,
        undated,
        short,
        text: text.trim_end().to_owned(),
        url: url.filter(|url| crate::config::is_web_address(url)),
        when,
        hash: hash(entry),
    }
}

fn hash(entry: &bibtex::Entry) -> Hash {
    let mut hasher = Hasher::new("work");
    hasher.text(&entry.key.value).text(&entry.kind);
    for (name, field) in &entry.fields {
        hasher.text(name).text(&field.raw);
    }
    hasher.finish()
}

/// Where a DOI leads. Some have signs that an address can't have.
fn doi_address(doi: &str) -> String {
    const SIGNS: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    format!("https://doi.org/{}", utf8_percent_encode(doi, SIGNS))
}
