//! Converts BibTeX entries to CSL items (https://docs.citationstyles.org, appendices III and IV): types and
//! variable names. hayagriva could read BibTeX itself, but then it loses schools, institutions and addresses, and
//! doubles the titles of books.

pub use super::bibtex::names::Name;
use super::bibtex::when::{When, when};
use super::bibtex::{Entry, names};
use super::dates::Date;
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
    /// Whether the year it appeared is not certain.
    pub is_circa: bool,
    /// Words in place of the date it appeared: `in press`.
    pub words: Option<String>,
}

/// The types of works in the order of a filter: texts, parts of texts, other things.
pub const TYPES: [&str; 17] = [
    "article-journal",
    "book",
    "chapter",
    "report",
    "thesis",
    "paper-conference",
    "webpage",
    "article-magazine",
    "article-newspaper",
    "periodical",
    "pamphlet",
    "manuscript",
    "entry-encyclopedia",
    "dataset",
    "software",
    "patent",
    "document",
];

/// Stands for further people at the end of a list, because CSL has no other way to say so.
pub const OTHERS: &str = "others";

/// BibLaTeX's names for types of theses and reports.
const GENRES: [(&str, &str); 12] = [
    ("phdthesis", "PhD thesis"),
    ("mathesis", "Master’s thesis"),
    ("bathesis", "Bachelor’s thesis"),
    ("candthesis", "Candidate thesis"),
    ("techreport", "Technical report"),
    ("resreport", "Research report"),
    ("software", "Computer software"),
    ("patent", "Patent"),
    ("patentde", "German patent"),
    ("patenteu", "European patent"),
    ("patentfr", "French patent"),
    ("patentus", "U.S. patent"),
];

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

/// Reads an entry, of which it is known when it appeared.
pub fn item(entry: &Entry, issued: &When) -> Item {
    let mut item = Item { kind: kind(entry).to_owned(), ..Item::default() };
    for (variable, fields) in TEXTS {
        item.text(variable, fields.iter().find_map(|name| entry.text(name)));
    }
    item.text("title", title(entry));
    if let Some(genre) = item.texts.get_mut("genre")
        && let Some((_, words)) = GENRES.iter().find(|(key, _)| key == genre)
    {
        *genre = (*words).to_owned();
    }
    if let Some(pages) = item.texts.get_mut("page") {
        *pages = pages.replace("--", "-").replace('–', "-");
    }
    numbers(&mut item, entry);
    series(&mut item);
    places(&mut item, entry);
    part(&mut item, entry);
    people(&mut item, entry);
    (item.is_circa, item.words) = (issued.is_circa, issued.words.clone());
    for (variable, date) in [
        ("issued", issued.date),
        ("accessed", when(entry, "url").date),
        ("event-date", when(entry, "event").date),
    ] {
        if let Some(date) = date {
            item.dates.insert(variable.to_owned(), date);
        }
    }
    item
}

fn joined(entry: &Entry, title: &str, subtitle: &str) -> Option<String> {
    let title = entry.text(title)?;
    Some(match entry.text(subtitle) {
        Some(subtitle) if title.ends_with([':', '?', '!', '.']) => format!("{title} {subtitle}"),
        Some(subtitle) => format!("{title}: {subtitle}"),
        None => title,
    })
}

/// The chapter of a book, as BibTeX's own `@inbook` names it: `title` is that of the book and `chapter` the part. None for
/// other entries.
fn chapter(entry: &Entry) -> Option<String> {
    let is_classic = entry.kind == "inbook" && !entry.fields.contains_key("booktitle");
    entry.text("chapter").filter(|_| is_classic)
}

/// Whether a chapter has a name rather than a number.
fn is_name(chapter: &str) -> bool {
    chapter.chars().filter(|c| c.is_alphabetic()).count() > 4
}

/// The title of a work.
pub fn title(entry: &Entry) -> Option<String> {
    let chapter = chapter(entry).filter(|chapter| is_name(chapter));
    chapter.or_else(|| joined(entry, "title", "subtitle"))
}

/// Makes a chapter that only its book has a title for a part of that book.
fn part(item: &mut Item, entry: &Entry) {
    if entry.kind == "inbook" && !item.texts.contains_key("container-title") {
        // Some pages of a book.
        item.kind = "book".to_owned();
    }
    let Some(chapter) = chapter(entry) else { return };
    item.kind = "chapter".to_owned();
    item.texts.remove("chapter-number");
    item.text("container-title", joined(entry, "title", "subtitle"));
    let title = if is_name(&chapter) { chapter } else { format!("Chapter {chapter}") };
    item.text("title", Some(title));
}

fn kind(entry: &Entry) -> &'static str {
    let subtype = entry.text("entrysubtype").unwrap_or_default();
    match entry.kind.as_str() {
        "article" | "suppperiodical" => match subtype.as_str() {
            "magazine" => "article-magazine",
            "newspaper" => "article-newspaper",
            _ => "article-journal",
        },
        "inbook" | "incollection" | "bookinbook" | "suppbook" | "suppcollection" => "chapter",
        "inreference" => "entry-encyclopedia",
        "inproceedings" | "conference" => "paper-conference",
        "mastersthesis" | "phdthesis" | "thesis" => "thesis",
        "report" | "techreport" | "manual" => "report",
        "booklet" => "pamphlet",
        "unpublished" => "manuscript",
        "patent" => "patent",
        "periodical" => "periodical",
        "dataset" => "dataset",
        "software" => "software",
        "online" | "electronic" | "www" => "webpage",
        "book" | "mvbook" | "collection" | "mvcollection" | "proceedings" | "mvproceedings"
        | "reference" | "mvreference" => "book",
        _ => {
            let how = entry.address("howpublished");
            let published = how.is_some_and(|text| is_address(&text));
            if published || entry.fields.contains_key("url") { "webpage" } else { "document" }
        }
    }
}

/// The series of a journal is a part of its volume: styles put the two next to each other without a space.
fn series(item: &mut Item) {
    if !item.kind.starts_with("article") {
        return;
    }
    let Some(series) = item.texts.remove("collection-title") else { return };
    let series = match &*series {
        "newseries" => "new ser.".to_owned(),
        "oldseries" => "old ser.".to_owned(),
        number if number.parse::<u16>().is_ok() => format!("ser. {number}"),
        // The title of an issue is no part of the reference.
        _ => return,
    };
    let volume = item.texts.get("volume").map(|volume| format!("{series}, {volume}"));
    item.text("volume", volume.or(Some(series)));
}

/// `number` is a journal's issue, a position in a series, or a report number.
fn numbers(item: &mut Item, entry: &Entry) {
    let number = entry.text("number");
    let issue = entry.text("issue");
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
    let how = entry.address("howpublished").filter(|text| is_address(text));
    let printed = entry.text("howpublished").filter(|_| how.is_none());
    let of = |names: &[&str]| names.iter().find_map(|name| entry.text(name));
    let container = match item.kind.as_str() {
        "article-journal" | "article-magazine" | "article-newspaper" => {
            joined(entry, "journaltitle", "journalsubtitle").or_else(|| entry.text("journal"))
        }
        "webpage" => of(&["maintitle", "organization"]).or_else(|| printed.clone()),
        _ => joined(entry, "booktitle", "booksubtitle").or_else(|| entry.text("maintitle")),
    };
    let publishers = ["publisher", "school", "institution", "organization"];
    let publisher = match item.kind.as_str() {
        "webpage" => of(&publishers[..3]),
        _ => of(&publishers).or(printed),
    };
    item.text("container-title", container);
    item.text("publisher", publisher);
    item.text("DOI", doi(entry));
    item.text("URL", entry.address("url").or(how).or_else(|| eprint(entry)));
    if item.kind == "thesis" && !item.texts.contains_key("genre") {
        let genre = match entry.kind.as_str() {
            "phdthesis" => Some("PhD thesis"),
            "mastersthesis" => Some("Master’s thesis"),
            _ => None,
        };
        item.text("genre", genre.map(str::to_owned));
    }
}

/// The address of a preprint.
fn eprint(entry: &Entry) -> Option<String> {
    let archive = entry.text("eprinttype").or_else(|| entry.text("archiveprefix"));
    let id = entry.address("eprint")?;
    let id = id.strip_prefix("arXiv:").unwrap_or(&id);
    let is_arxiv = archive.is_some_and(|archive| archive.eq_ignore_ascii_case("arxiv"));
    is_arxiv.then(|| format!("https://arxiv.org/abs/{id}"))
}

/// The DOI alone, without the resolver's address or the letters that some put in front of it.
pub fn doi(entry: &Entry) -> Option<String> {
    let written = entry.address("doi")?;
    let at = written.find("10.")?;
    let front = written[..at].trim_end().to_ascii_lowercase();
    let is_front =
        ["", "doi"].contains(&&*front) || front.ends_with("doi:") || front.ends_with("/");
    (is_front && written[at..].contains('/')).then(|| written[at..].to_owned())
}

fn is_address(text: &str) -> bool {
    crate::config::is_web_address(text)
}

fn people(item: &mut Item, entry: &Entry) {
    for (variable, field) in [
        ("author", "author"),
        ("editor", "editor"),
        ("translator", "translator"),
        ("container-author", "bookauthor"),
    ] {
        // Compilers, founders and others in the place of editors have no name in CSL.
        let role = entry.text("editortype").filter(|_| field == "editor");
        let is_other = role.is_some_and(|role| !role.eq_ignore_ascii_case("editor"));
        let Some(field) = entry.fields.get(field).filter(|_| !is_other) else { continue };
        let mut people = names::people(&field.raw);
        if people.more && !people.names.is_empty() {
            people.names.push(Name { family: OTHERS.to_owned(), ..Name::default() });
        }
        if !people.names.is_empty() {
            item.names.insert(variable.to_owned(), people.names);
        }
    }
}

impl Item {
    fn text(&mut self, variable: &str, text: Option<String>) {
        if let Some(text) = text {
            self.texts.insert(variable.to_owned(), text);
        }
    }
}
