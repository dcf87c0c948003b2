//! RIS, which many databases export: lines of a tag of two letters and a value. A work ends with `ER`, or where the next
//! one begins.

use super::entry::{add, lost, made};
use super::imported::Imported;
use crate::parse::dates::Date;
use crate::parse::item::{Item, Name};

const RIS_KINDS: [(&str, &str); 14] = [
    ("JOUR", "article-journal"),
    ("JFULL", "article-journal"),
    ("MGZN", "article-magazine"),
    ("NEWS", "article-newspaper"),
    ("BOOK", "book"),
    ("EDBOOK", "book"),
    ("CHAP", "chapter"),
    ("CONF", "paper-conference"),
    ("CPAPER", "paper-conference"),
    ("RPRT", "report"),
    ("THES", "thesis"),
    ("ELEC", "webpage"),
    ("WEB", "webpage"),
    ("DATA", "dataset"),
];

const RIS_TEXTS: [(&str, &str); 21] = [
    ("TI", "title"),
    ("T1", "title"),
    ("T2", "container-title"),
    ("JO", "container-title"),
    ("JF", "container-title"),
    ("BT", "container-title"),
    ("VL", "volume"),
    ("IS", "issue"),
    ("PB", "publisher"),
    ("CY", "publisher-place"),
    ("DO", "DOI"),
    ("UR", "URL"),
    ("AB", "abstract"),
    ("N2", "abstract"),
    ("LA", "language"),
    ("ET", "edition"),
    ("N1", "note"),
    ("T3", "collection-title"),
    ("M3", "genre"),
    ("SN", "ISSN"),
    ("J2", "container-title-short"),
];

/// A work while its lines are read.
#[derive(Default)]
struct Open {
    item: Item,
    id: String,
    /// Its first and last page.
    first: String,
    last: String,
    /// The line on which it began.
    line: usize,
}

/// Reads a text in RIS.
pub fn ris(text: &str, place: &str, imported: &mut Imported) {
    let mut open: Option<Open> = None;
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{place}, line {}", n + 1);
        let parts = line.split_once("  -").map(|(tag, value)| (tag.trim(), value.trim()));
        let Some((tag, value)) = parts.filter(|(tag, _)| tag.len() == 2) else {
            imported.leave_out("line that is no field", place, line.trim());
            continue;
        };
        match (tag, &mut open) {
            ("TY", before) => {
                let kind = RIS_KINDS.iter().find(|(ris, _)| *ris == value);
                if kind.is_none() {
                    imported.leave_out("type of a work", &place, format!("`{value}`"));
                }
                let mut next = Open { line: n + 1, ..Open::default() };
                next.item.kind = kind.map_or("document", |(_, csl)| csl).to_owned();
                if let Some(before) = before.replace(next) {
                    close(before, &place, imported);
                }
            }
            ("ER", open) => {
                if let Some(open) = open.take() {
                    close(open, &place, imported);
                }
            }
            (tag, Some(open)) => {
                if !open.take(tag, value) && !value.is_empty() {
                    imported.leave_out("field of a work", place, format!("{tag}: {value}"));
                }
            }
            (_, None) => imported.leave_out("line outside of a work", place, line.trim()),
        }
    }
    if let Some(open) = open {
        close(open, place, imported);
    }
}

impl Open {
    /// Takes the value of a tag. False if there is no place for it.
    fn take(&mut self, tag: &str, value: &str) -> bool {
        match tag {
            "AU" | "A1" => self.item.names.entry("author".into()).or_default().push(name(value)),
            "ED" | "A2" => self.item.names.entry("editor".into()).or_default().push(name(value)),
            "ID" => self.id = value.to_owned(),
            "SP" => self.first = value.to_owned(),
            "EP" => self.last = value.to_owned(),
            "PY" | "Y1" | "DA" => {
                let iso = value.trim_end_matches('/').replace('/', "-");
                let date = Date::read(&iso).ok().or_else(|| Date::read(value.get(..4)?).ok());
                let Some(date) = date else { return false };
                // `DA` says more than `PY`.
                let known = self.item.dates.get("issued");
                let is_more = |known: &Date| known.month.is_none() && known.year == date.year;
                if known.is_none_or(is_more) {
                    self.item.dates.insert("issued".into(), date);
                }
            }
            tag => {
                let Some((_, csl)) = RIS_TEXTS.iter().find(|(ris, _)| *ris == tag) else {
                    return false;
                };
                if !value.is_empty() {
                    let text = self.item.texts.entry((*csl).into());
                    return text.or_insert_with(|| value.to_owned()) == value;
                }
            }
        }
        true
    }
}

/// `Family, Given`.
fn name(value: &str) -> Name {
    let (family, given) = value.split_once(',').unwrap_or((value, ""));
    Name { family: family.trim().to_owned(), given: given.trim().to_owned(), ..Name::default() }
}

/// Adds a work whose lines are read.
fn close(open: Open, place: &str, imported: &mut Imported) {
    let Open { mut item, id, first, last, line } = open;
    if !first.is_empty() {
        let pages = if last.is_empty() { first } else { format!("{first}-{last}") };
        item.texts.insert("page".into(), pages);
    }
    // `SN` is the number of a book or of a periodical: an ISBN has ten digits or more.
    let is_isbn = |number: &String| number.chars().filter(char::is_ascii_digit).count() > 8;
    if item.kind == "book" || item.texts.get("ISSN").is_some_and(is_isbn) {
        let number = item.texts.remove("ISSN");
        item.texts.extend(number.map(|number| ("ISBN".into(), number)));
    }
    if !item.texts.contains_key("title") {
        let what = format!("the work that begins on line {line} has no title");
        return imported.leave_out("entry", place, what);
    }
    lost(&item, place, imported);
    let (key, text) = made(item, &id);
    add(imported, place, key, text);
}
