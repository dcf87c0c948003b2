//! Records as BibLaTeX (https://ctan.org/pkg/biblatex), which BibTeX tools read too.

use super::record::Record;
use crate::parse::item::{Item, Name, OTHERS};

/// Types of CSL, and of BibLaTeX. All others are `misc`.
const KINDS: [(&str, &str); 18] = [
    ("article-journal", "article"),
    ("article-magazine", "article"),
    ("article-newspaper", "article"),
    ("book", "book"),
    ("chapter", "incollection"),
    ("dataset", "dataset"),
    ("entry-encyclopedia", "inreference"),
    ("manuscript", "unpublished"),
    ("pamphlet", "booklet"),
    ("paper-conference", "inproceedings"),
    ("patent", "patent"),
    ("periodical", "periodical"),
    ("report", "report"),
    ("software", "software"),
    ("thesis", "thesis"),
    ("webpage", "online"),
    ("post-weblog", "online"),
    ("document", "misc"),
];

/// Fields, and the CSL variables that they are filled from.
const FIELDS: [(&str, &str); 24] = [
    ("title", "title"),
    ("shorttitle", "title-short"),
    ("series", "collection-title"),
    ("volume", "volume"),
    ("number", "issue"),
    ("number", "collection-number"),
    ("number", "number"),
    ("edition", "edition"),
    ("version", "version"),
    ("chapter", "chapter-number"),
    ("volumes", "number-of-volumes"),
    ("pagetotal", "number-of-pages"),
    ("location", "publisher-place"),
    ("type", "genre"),
    ("eventtitle", "event-title"),
    ("venue", "event-place"),
    ("isbn", "ISBN"),
    ("issn", "ISSN"),
    ("doi", "DOI"),
    ("url", "URL"),
    ("langid", "language"),
    ("abstract", "abstract"),
    ("note", "note"),
    ("shortjournal", "container-title-short"),
];

const NAMES: [(&str, &str); 4] = [
    ("author", "author"),
    ("editor", "editor"),
    ("translator", "translator"),
    ("bookauthor", "container-author"),
];

const DATES: [(&str, &str); 3] =
    [("date", "issued"), ("urldate", "accessed"), ("eventdate", "event-date")];

/// Whether a type of CSL has one of its own in BibLaTeX.
pub fn has_kind(kind: &str) -> bool {
    KINDS.iter().any(|(csl, _)| *csl == kind)
}

/// Whether a variable of CSL has a field.
pub fn has_field(variable: &str) -> bool {
    let listed = FIELDS.iter().chain(&NAMES).chain(&DATES);
    matches!(variable, "container-title" | "publisher" | "page")
        || listed.into_iter().any(|(_, own)| *own == variable)
}

pub fn write(records: &[Record]) -> String {
    records.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(record: &Record) -> String {
    let item = &record.item;
    let kind = KINDS.iter().find(|(csl, _)| *csl == item.kind).map_or("misc", |(_, kind)| kind);
    let mut fields: Vec<(&str, String)> = Vec::new();
    for (field, variable) in NAMES {
        fields.extend(item.names.get(variable).map(|names| (field, people(names))));
    }
    for (field, variable) in FIELDS {
        let text = item.texts.get(variable).map(|text| match field {
            // Verbatim in BibLaTeX, but for braces, which have to be balanced.
            "url" | "doi" => text.replace('{', "%7B").replace('}', "%7D"),
            "langid" => text.clone(),
            _ => escaped(text),
        });
        fields.extend(text.map(|text| (field, text)));
    }
    let container = item.texts.get("container-title").map(|text| escaped(text));
    fields.extend(container.map(|text| (container_field(item), text)));
    let publisher = item.texts.get("publisher").map(|text| escaped(text));
    fields.extend(publisher.map(|text| (publisher_field(item), text)));
    for (field, variable) in DATES {
        let circa = if variable == "issued" && item.is_circa { "~" } else { "" };
        fields.extend(item.dates.get(variable).map(|date| (field, date.iso() + circa)));
    }
    fields.extend(item.words.as_ref().map(|words| ("pubstate", escaped(words))));
    fields.extend(item.texts.get("page").map(|pages| ("pages", pages.replace('-', "--"))));
    let lines: String =
        fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@{kind}{{{},\n{lines}}}\n", record.key)
}

fn container_field(item: &Item) -> &'static str {
    match item.kind.as_str() {
        "article-journal" | "article-magazine" | "article-newspaper" => "journaltitle",
        "webpage" => "organization",
        _ => "booktitle",
    }
}

fn publisher_field(item: &Item) -> &'static str {
    match item.kind.as_str() {
        "report" | "thesis" => "institution",
        _ => "publisher",
    }
}

fn people(names: &[Name]) -> String {
    names.iter().map(person).collect::<Vec<_>>().join(" and ")
}

/// `von Family, Jr, Given`; the name of an organisation is in braces.
fn person(name: &Name) -> String {
    let Name { family, given, particle, suffix } = name;
    if family == OTHERS && given.is_empty() {
        return OTHERS.to_owned();
    }
    if given.is_empty() && particle.is_empty() && suffix.is_empty() {
        return format!("{{{}}}", escaped(family));
    }
    let family = escaped(family);
    // What begins with a small letter would be taken for a particle.
    let is_plain = family.starts_with(char::is_uppercase) && !family.contains([' ', ',']);
    let family = if is_plain { family } else { format!("{{{family}}}") };
    let particle = escaped(particle);
    let parts = [format!("{particle} {family}").trim().to_owned(), escaped(suffix), escaped(given)];
    let filled: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join(", ")
}

/// A text for TeX, on one line.
fn escaped(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = String::new();
    for c in words.join(" ").chars() {
        match c {
            '&' | '%' | '#' | '_' | '$' => out.extend(['\\', c]),
            // BibTeX counts braces, even with a backslash before them.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            _ => out.push(c),
        }
    }
    out
}
