//! Records as RIS, the tagged lines that reference managers exchange. Each line ends with CR and LF.

use super::record::Record;
use crate::parse::dates::Date;
use crate::parse::item::{Item, Name};

/// Types of CSL, and of RIS. All others are `GEN`.
const KINDS: [(&str, &str); 16] = [
    ("article-journal", "JOUR"),
    ("article-magazine", "MGZN"),
    ("article-newspaper", "NEWS"),
    ("book", "BOOK"),
    ("chapter", "CHAP"),
    ("dataset", "DATA"),
    ("entry-encyclopedia", "ENCYC"),
    ("manuscript", "MANSCPT"),
    ("pamphlet", "PAMP"),
    ("paper-conference", "CPAPER"),
    ("patent", "PAT"),
    ("periodical", "JFULL"),
    ("report", "RPRT"),
    ("software", "COMP"),
    ("thesis", "THES"),
    ("webpage", "ELEC"),
];

/// Tags, and the CSL variables that they are filled from.
const TAGS: [(&str, &str); 22] = [
    ("TI", "title"),
    ("ST", "title-short"),
    ("T2", "container-title"),
    ("J2", "container-title-short"),
    ("T3", "collection-title"),
    ("VL", "volume"),
    ("IS", "issue"),
    ("M1", "number"),
    ("M1", "collection-number"),
    ("ET", "edition"),
    ("ET", "version"),
    ("NV", "number-of-volumes"),
    ("PB", "publisher"),
    ("CY", "publisher-place"),
    ("M3", "genre"),
    ("SN", "ISBN"),
    ("SN", "ISSN"),
    ("DO", "DOI"),
    ("UR", "URL"),
    ("LA", "language"),
    ("AB", "abstract"),
    ("N1", "note"),
];

pub fn write(records: &[Record]) -> String {
    records.iter().map(entry).collect::<Vec<_>>().join("\r\n")
}

fn entry(record: &Record) -> String {
    let item = &record.item;
    let kind = KINDS.iter().find(|(csl, _)| *csl == item.kind).map_or("GEN", |(_, kind)| kind);
    let mut lines: Vec<(&str, String)> = vec![("TY", kind.to_owned())];
    for (tag, variable) in [("AU", "author"), ("ED", "editor"), ("A4", "translator")] {
        lines.extend(record.people(variable).map(|name| (tag, person(name))));
    }
    // The serial number of a report is its own.
    let is_report = item.kind == "report";
    for (tag, variable) in TAGS.into_iter().filter(|(tag, _)| *tag != "SN" || !is_report) {
        let tag = if is_report && tag == "M1" { "SN" } else { tag };
        lines.extend(item.texts.get(variable).map(|text| (tag, text.clone())));
    }
    pages(item, &mut lines);
    if let Some(date) = item.dates.get("issued") {
        lines.push(("PY", date.year.to_string()));
        lines.push(("DA", day(*date)));
    }
    lines.extend(item.dates.get("accessed").map(|date| ("Y2", day(*date))));
    lines.push(("ID", record.key.clone()));
    lines.push(("ER", String::new()));
    // A line break in a value would begin another tag.
    let line = |(tag, text): &(&str, String)| {
        format!("{tag}  - {}\r\n", text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    lines.iter().map(line).collect()
}

fn pages(item: &Item, lines: &mut Vec<(&str, String)>) {
    let Some(pages) = item.texts.get("page") else { return };
    let (first, last) = pages.split_once('-').unwrap_or((pages, ""));
    lines.push(("SP", first.trim().to_owned()));
    if !last.is_empty() {
        lines.push(("EP", last.trim().to_owned()));
    }
}

/// `Family, Given, Suffix`. A comma in the name of an organisation would part it, so a dash stands there.
fn person(name: &Name) -> String {
    if name.given.is_empty() {
        return name.full().replace(", ", " – ");
    }
    let parts = [name.short(), name.given.clone(), name.suffix.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// `2026/11/22/`: year, month, day and something else, each of which may be empty.
fn day(date: Date) -> String {
    let two = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
    let text = format!("{:04}/{}/{}", date.year, two(date.month), two(date.day));
    text.trim_end_matches('/').to_owned()
}
