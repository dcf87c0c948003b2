//! Converts BibTeX entries to CSL items (https://docs.citationstyles.org, appendices III and IV): types and
//! variable names. hayagriva could read BibTeX itself, but then it loses schools, institutions and addresses, and
//! doubles the titles of books.

use super::dates::Date;
use biblatex::{ChunksExt, Entry, EntryType, PermissiveType, Person};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A work as a CSL item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// `article-journal`, `book`, `webpage` …
    pub kind: String,
    pub texts: BTreeMap<String, String>,
    pub names: BTreeMap<String, Vec<Name>>,
    pub dates: BTreeMap<String, Date>,
}

/// A person. An organisation has only a family name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Name {
    pub family: String,
    pub given: String,
    /// `von` in "von Hippel".
    pub particle: String,
    pub suffix: String,
}

/// CSL variables and the BibTeX fields they are read from; the first one that is filled wins.
const TEXTS: [(&str, &[&str]); 17] = [
    ("title-short", &["shorttitle"]),
    ("container-title-short", &["shortjournal"]),
    ("collection-title", &["series"]),
    ("volume", &["volume"]),
    ("page", &["pages"]),
    ("number-of-pages", &["pagetotal"]),
    ("number-of-volumes", &["volumes"]),
    ("chapter-number", &["chapter"]),
    ("edition", &["edition"]),
    ("version", &["version"]),
    ("publisher-place", &["address", "location"]),
    ("genre", &["type"]),
    ("event-title", &["eventtitle"]),
    ("event-place", &["venue"]),
    ("ISBN", &["isbn"]),
    ("ISSN", &["issn"]),
    ("note", &["note", "addendum"]),
];

/// Reads an entry.
pub fn item(entry: &Entry) -> Item {
    let mut item = Item { kind: kind(entry).to_owned(), ..Item::default() };
    for (variable, fields) in TEXTS {
        item.text(variable, fields.iter().find_map(|name| field(entry, name)));
    }
    item.text("title", joined(entry, "title", "subtitle"));
    if let Some(pages) = item.texts.get_mut("page") {
        *pages = pages.replace("--", "-").replace('–', "-");
    }
    numbers(&mut item, entry);
    places(&mut item, entry);
    names(&mut item, entry);
    let published = entry.date().ok();
    for (variable, date) in [
        ("issued", published),
        ("accessed", entry.url_date().ok()),
        ("event-date", entry.event_date().ok()),
    ] {
        if let Some(date) = date.as_ref().and_then(beginning).and_then(date_of) {
            item.dates.insert(variable.to_owned(), date);
        }
    }
    item
}

/// The day of a date; the first day of a range.
pub fn beginning(date: &PermissiveType<biblatex::Date>) -> Option<biblatex::Datetime> {
    let PermissiveType::Typed(date) = date else { return None };
    Some(match date.value {
        biblatex::DateValue::At(at)
        | biblatex::DateValue::After(at)
        | biblatex::DateValue::Before(at) => at,
        biblatex::DateValue::Between(at, _) => at,
    })
}

/// A field's text; `None` if it is empty.
pub fn field(entry: &Entry, name: &str) -> Option<String> {
    entry
        .get(name)
        .map(|chunks| chunks.format_verbatim().trim().to_owned())
        .filter(|t| !t.is_empty())
}

fn joined(entry: &Entry, title: &str, subtitle: &str) -> Option<String> {
    let title = field(entry, title)?;
    Some(match field(entry, subtitle) {
        Some(subtitle) if title.ends_with([':', '?', '!', '.']) => format!("{title} {subtitle}"),
        Some(subtitle) => format!("{title}: {subtitle}"),
        None => title,
    })
}

fn kind(entry: &Entry) -> &'static str {
    let subtype = field(entry, "entrysubtype").unwrap_or_default();
    match &entry.entry_type {
        EntryType::Article | EntryType::SuppPeriodical => match subtype.as_str() {
            "magazine" => "article-magazine",
            "newspaper" => "article-newspaper",
            _ => "article-journal",
        },
        EntryType::InBook
        | EntryType::InCollection
        | EntryType::BookInBook
        | EntryType::SuppBook
        | EntryType::SuppCollection => "chapter",
        EntryType::InReference => "entry-encyclopedia",
        EntryType::InProceedings => "paper-conference",
        EntryType::MastersThesis | EntryType::PhdThesis | EntryType::Thesis => "thesis",
        EntryType::Report | EntryType::TechReport | EntryType::Manual => "report",
        EntryType::Booklet => "pamphlet",
        EntryType::Unpublished => "manuscript",
        EntryType::Patent => "patent",
        EntryType::Periodical => "periodical",
        EntryType::Dataset => "dataset",
        EntryType::Software => "software",
        EntryType::Online => "webpage",
        EntryType::Misc | EntryType::Unknown(_) => {
            let how = field(entry, "howpublished");
            let published = how.is_some_and(|text| is_address(&without_command(&text)));
            if published || entry.get("url").is_some() { "webpage" } else { "document" }
        }
        _ => "book",
    }
}

/// `number` is a journal's issue, a position in a series, or a report number.
fn numbers(item: &mut Item, entry: &Entry) {
    let number = field(entry, "number");
    let issue = field(entry, "issue");
    if item.kind.starts_with("article") || item.kind == "periodical" {
        item.text("issue", number.or(issue));
    } else if item.texts.contains_key("collection-title") {
        item.text("collection-number", number);
    } else {
        item.text("number", number);
    }
}

/// Container, publisher, DOI and URL.
fn places(item: &mut Item, entry: &Entry) {
    let how = field(entry, "howpublished").map(|text| without_command(&text));
    let printed = how.clone().filter(|text| !is_address(text));
    let of = |names: &[&str]| names.iter().find_map(|name| field(entry, name));
    let container = match item.kind.as_str() {
        "article-journal" | "article-magazine" | "article-newspaper" => {
            joined(entry, "journaltitle", "journalsubtitle").or_else(|| field(entry, "journal"))
        }
        "webpage" => of(&["maintitle", "organization"]).or_else(|| printed.clone()),
        _ => joined(entry, "booktitle", "booksubtitle").or_else(|| field(entry, "maintitle")),
    };
    let publishers = ["publisher", "school", "institution", "organization"];
    let publisher = match item.kind.as_str() {
        "webpage" => of(&publishers[..3]),
        _ => of(&publishers).or(printed),
    };
    item.text("container-title", container);
    item.text("publisher", publisher);
    let arxiv = field(entry, "eprinttype").or_else(|| field(entry, "archiveprefix"));
    let eprint = field(entry, "eprint")
        .filter(|_| arxiv.is_some_and(|archive| archive.eq_ignore_ascii_case("arxiv")))
        .map(|id| format!("https://arxiv.org/abs/{id}"));
    item.text("DOI", field(entry, "doi").map(|doi| bare_doi(&doi).to_owned()));
    item.text(
        "URL",
        field(entry, "url").or_else(|| how.filter(|text| is_address(text))).or(eprint),
    );
    if item.kind == "thesis" && !item.texts.contains_key("genre") {
        let genre = match entry.entry_type {
            EntryType::PhdThesis => Some("PhD thesis"),
            EntryType::MastersThesis => Some("Master’s thesis"),
            _ => None,
        };
        item.text("genre", genre.map(str::to_owned));
    }
}

/// Strips `\url{…}`, which many write around an address.
fn without_command(text: &str) -> String {
    let inner = text.strip_prefix("\\url{").and_then(|rest| rest.strip_suffix('}'));
    inner.unwrap_or(text).trim().to_owned()
}

fn is_address(text: &str) -> bool {
    crate::config::is_web_address(text)
}

fn names(item: &mut Item, entry: &Entry) {
    let editors = entry.editors().unwrap_or_default();
    let editors = editors.into_iter().filter(|(_, role)| *role == biblatex::EditorType::Editor);
    let groups = [
        ("author", entry.author().unwrap_or_default()),
        ("editor", editors.flat_map(|(persons, _)| persons).collect()),
        ("translator", entry.translator().unwrap_or_default()),
        ("container-author", entry.book_author().unwrap_or_default()),
    ];
    for (variable, persons) in groups {
        if !persons.is_empty() {
            item.names.insert(variable.to_owned(), persons.into_iter().map(name).collect());
        }
    }
}

fn name(person: Person) -> Name {
    Name {
        family: person.name,
        given: person.given_name,
        particle: person.prefix,
        suffix: person.suffix,
    }
}

impl Item {
    fn text(&mut self, variable: &str, text: Option<String>) {
        if let Some(text) = text {
            self.texts.insert(variable.to_owned(), text);
        }
    }
}

/// A DOI without the resolver address that some put in front of it.
pub fn bare_doi(doi: &str) -> &str {
    let fronts = ["https://", "http://", "dx.", "doi.org/", "doi:"];
    fronts.iter().fold(doi.trim(), |doi, front| doi.strip_prefix(front).unwrap_or(doi).trim_start())
}

/// The date, if it exists in the calendar. biblatex counts months and days from 0.
pub fn date_of(at: biblatex::Datetime) -> Option<Date> {
    let year = u16::try_from(at.year).ok()?;
    let month = at.month.map(|month| u16::from(month) + 1);
    let day = at.day.map(|day| u16::from(day) + 1);
    Date::checked(year, month, day).or_else(|_| Date::checked(year, None, None)).ok()
}
