//! Bibliographies: BibTeX, CSL-JSON and RIS become entries of BibTeX. A work that is there already, by its DOI or its title
//! and year, is reported and left out.

use super::imported::{Imported, Work};
use super::input::Input;
use crate::files;
use crate::outputs::cite::bibtex as writer;
use crate::outputs::cite::record::Record;
use crate::parse::bibtex::{self, Origin};
use crate::parse::dates::Date;
use crate::parse::item::{Item, Name};
use serde_json::Value;
use std::collections::HashSet;

pub fn read(inputs: &[Input]) -> Result<Imported, String> {
    let mut imported = Imported { from: "bibliography", ..Imported::default() };
    for input in inputs {
        if !matches!(&*input.ending(), "bib" | "bibtex" | "json" | "ris" | "txt") {
            continue;
        }
        let (text, foreign) = input.text()?;
        if let Some(encoding) = foreign {
            imported.notes.push(format!("{}: the encoding is {encoding}", input.path));
        }
        of_text(&text, &input.path, &mut imported);
    }
    match imported.works.is_empty() {
        true => Err("it has no work in BibTeX, CSL-JSON or RIS".to_owned()),
        false => Ok(imported),
    }
}

/// Reads a text by what it looks like.
pub fn of_text(text: &str, place: &str, imported: &mut Imported) {
    match text.trim_start().chars().next() {
        Some('[' | '{') => csl(text, place, imported),
        _ if text.trim_start().starts_with("TY  -") => ris(text, place, imported),
        _ => bibtex(text, place, imported),
    }
}

/// BibTeX: entries keep their LaTeX; abbreviations are put in, so that each stands for itself.
pub fn bibtex(text: &str, place: &str, imported: &mut Imported) {
    let read = bibtex::read(&place.into(), text);
    for problem in read.problems {
        imported.leave_out("entry", place, problem.message);
    }
    for entry in read.entries {
        let own = entry.fields.iter().filter(|(_, field)| field.origin != Origin::Inherited);
        let lines: String =
            own.map(|(name, field)| format!("  {name} = {{{}}},\n", field.raw.trim())).collect();
        let key = key(&entry.key.value);
        let text = format!("@{}{{{key},\n{lines}}}\n", entry.kind);
        let year = entry.text("date").or_else(|| entry.text("year")).unwrap_or_default();
        let title = entry.text("title").unwrap_or_default();
        let doi = entry.text("doi");
        add(
            imported,
            place,
            Work { key, title: identity(&title, &year), doi: doi.map(|doi| bare_doi(&doi)), text },
        );
    }
}

/// Adds a work that is not there yet.
fn add(imported: &mut Imported, place: &str, mut work: Work) {
    let same = imported.works.iter().find(|other| is_same(other, &work));
    if let Some(other) = same {
        let what = format!("`{}` is the same work as `{}`", work.key, other.key);
        imported.leave_out("duplicate work", place, what);
        return;
    }
    // Two works may have one key in two files.
    if imported.works.iter().any(|other| other.key == work.key) {
        let keys: HashSet<&str> = imported.works.iter().map(|work| &*work.key).collect();
        let free = (b'a'..=b'z').map(|letter| format!("{}{}", work.key, char::from(letter)));
        let free = free
            .into_iter()
            .find(|key| !keys.contains(&**key))
            .unwrap_or_else(|| format!("{}-{}", work.key, keys.len()));
        work.text = work.text.replacen(&format!("{{{},", work.key), &format!("{{{free},"), 1);
        work.key = free;
    }
    imported.works.push(work);
}

/// Whether two works are one: by their DOI, or else by title and year.
pub fn is_same(a: &Work, b: &Work) -> bool {
    match (&a.doi, &b.doi) {
        (Some(a), Some(b)) => a == b,
        _ => !a.title.is_empty() && a.title == b.title,
    }
}

/// A title and a year to compare works by.
pub fn identity(title: &str, year: &str) -> String {
    let slug = files::slug(title);
    let year: String = year.chars().filter(char::is_ascii_digit).take(4).collect();
    if slug.len() < 8 { String::new() } else { format!("{slug} {year}") }
}

pub fn bare_doi(doi: &str) -> String {
    let doi = doi.trim().to_lowercase();
    doi.find("10.").map_or(doi.clone(), |at| doi[at..].to_owned())
}

/// A key that citations can name.
fn key(written: &str) -> String {
    let is_good =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '/' | '+');
    if !written.is_empty() && written.chars().all(is_good) {
        written.to_owned()
    } else {
        files::slug(written)
    }
}

/// A work as BibTeX, whose key is made of author, year and title unless the source has a good one.
fn made(item: Item, given: &str) -> Work {
    let text = |name: &str| item.texts.get(name).cloned().unwrap_or_default();
    let year = item.dates.get("issued").map(|date| date.iso()).unwrap_or_default();
    let author = item
        .names
        .get("author")
        .or_else(|| item.names.get("editor"))
        .and_then(|names| names.first());
    let author = author.map(|name| files::slug(&name.family).replace('-', "")).unwrap_or_default();
    let is_good = given.chars().any(|c| c.is_ascii_alphabetic())
        && !given.contains(['/', ' '])
        && !given.contains("://");
    let word = files::slug(&text("title"))
        .split('-')
        .find(|word| word.len() > 3)
        .unwrap_or("work")
        .to_owned();
    let year_ = year.get(..4).unwrap_or_default();
    let key = match (is_good, author.is_empty()) {
        (true, _) => key(given),
        (false, true) => format!("{word}{year_}"),
        (false, false) => format!("{author}{year_}{word}"),
    };
    let doi = item.texts.get("DOI").map(|doi| bare_doi(doi));
    let title = identity(&text("title"), &year);
    let record = Record { key: key.clone(), item, is_work: true };
    Work { key, title, doi, text: writer::write(&[record]) }
}

/// CSL-JSON, as Zotero exports it.
fn csl(text: &str, place: &str, imported: &mut Imported) {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return imported.leave_out("file", place, error.to_string()),
    };
    let items = match value {
        Value::Array(items) => items,
        // Better CSL JSON wraps its items.
        Value::Object(mut object) => match object.remove("items") {
            Some(Value::Array(items)) => items,
            _ => vec![Value::Object(object)],
        },
        _ => Vec::new(),
    };
    for value in &items {
        let Some(object) = value.as_object().filter(|object| object.contains_key("title")) else {
            imported.leave_out("entry", place, "an item without a title");
            continue;
        };
        let mut item = Item::default();
        let id = object
            .get("citation-key")
            .or_else(|| object.get("id"))
            .and_then(Value::as_str)
            .unwrap_or_default();
        for (name, value) in object {
            match value {
                Value::String(text) if name == "type" => item.kind = text.clone(),
                Value::String(_) if matches!(&**name, "id" | "citation-key") => {}
                Value::String(text) => {
                    drop(item.texts.insert(name.clone(), super::html::plain(text)))
                }
                Value::Number(number) => drop(item.texts.insert(name.clone(), number.to_string())),
                Value::Array(people) => {
                    let names: Vec<Name> = people.iter().filter_map(person).collect();
                    if !names.is_empty() {
                        item.names.insert(name.clone(), names);
                    }
                }
                Value::Object(_) => {
                    if let Some(date) = csl_date(value) {
                        item.dates.insert(name.clone(), date);
                    }
                }
                _ => {}
            }
        }
        add(imported, place, made(item, id));
    }
}

fn person(value: &Value) -> Option<Name> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let family = if text("family").is_empty() { text("literal") } else { text("family") };
    let particle =
        [text("dropping-particle"), text("non-dropping-particle")].join(" ").trim().to_owned();
    (!family.is_empty()).then(|| Name {
        family,
        given: text("given"),
        particle,
        suffix: text("suffix"),
    })
}

fn csl_date(value: &Value) -> Option<Date> {
    let number = |value: &Value| {
        value.as_u64().or_else(|| value.as_str()?.parse().ok()).and_then(|n| u16::try_from(n).ok())
    };
    if let Some(parts) =
        value.get("date-parts").and_then(|parts| parts.get(0)).and_then(Value::as_array)
    {
        return Date::checked(
            number(parts.first()?)?,
            parts.get(1).and_then(number),
            parts.get(2).and_then(number),
        )
        .ok();
    }
    let raw = value.get("raw").or_else(|| value.get("literal"))?.as_str()?;
    Date::read(raw).ok().or_else(|| Date::read(raw.get(..4)?).ok())
}

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

const RIS_TEXTS: [(&str, &str); 20] = [
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
    ("LA", "language"),
    ("ET", "edition"),
    ("N1", "note"),
    ("T3", "collection-title"),
    ("M3", "genre"),
    ("SN", "ISSN"),
    ("J2", "container-title-short"),
];

/// RIS: lines of a tag of two letters and a value.
fn ris(text: &str, place: &str, imported: &mut Imported) {
    let mut item = Item::default();
    let mut id = String::new();
    let (mut first, mut last) = (String::new(), String::new());
    for (n, line) in text.lines().enumerate() {
        let Some((tag, value)) =
            line.split_once("  -").map(|(tag, value)| (tag.trim(), value.trim()))
        else {
            continue;
        };
        let name = |value: &str| {
            let (family, given) = value.split_once(',').unwrap_or((value, ""));
            Name {
                family: family.trim().to_owned(),
                given: given.trim().to_owned(),
                ..Name::default()
            }
        };
        match tag {
            "TY" => {
                item = Item::default();
                (id, first, last) = Default::default();
                let kind = RIS_KINDS.iter().find(|(ris, _)| *ris == value);
                item.kind = kind.map_or("document", |(_, csl)| csl).to_owned();
            }
            "AU" | "A1" => item.names.entry("author".into()).or_default().push(name(value)),
            "ED" | "A2" => item.names.entry("editor".into()).or_default().push(name(value)),
            "ID" => id = value.to_owned(),
            "SP" => first = value.to_owned(),
            "EP" => last = value.to_owned(),
            "PY" | "Y1" | "DA" => {
                let iso = value.trim_end_matches('/').replace('/', "-");
                let date = Date::read(&iso).ok().or_else(|| Date::read(value.get(..4)?).ok());
                // `DA` says more than `PY`.
                let known = item.dates.get("issued");
                if let Some(date) = date.filter(|date| {
                    known.is_none_or(|known| known.month.is_none() && known.year == date.year)
                }) {
                    item.dates.insert("issued".into(), date);
                }
            }
            "ER" => {
                if !first.is_empty() {
                    let pages =
                        if last.is_empty() { first.clone() } else { format!("{first}-{last}") };
                    item.texts.insert("page".into(), pages);
                }
                if item.kind == "book"
                    && let Some(number) = item.texts.remove("ISSN")
                {
                    item.texts.insert("ISBN".into(), number);
                }
                let item = std::mem::take(&mut item);
                match item.texts.contains_key("title") {
                    true => add(imported, place, made(item, &id)),
                    false => imported.leave_out(
                        "entry",
                        format!("{place}, line {}", n + 1),
                        "a work without a title",
                    ),
                }
            }
            tag => {
                if let Some((_, csl)) =
                    RIS_TEXTS.iter().find(|(ris, _)| *ris == tag).filter(|_| !value.is_empty())
                {
                    item.texts.entry((*csl).into()).or_insert_with(|| value.to_owned());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_formats_give_one_work() {
        let mut imported = Imported::default();
        let ris_ = "TY  - JOUR\nAU  - Õun, Mari\nTI  - Neighbours who cook together\nJO  - Journal\nPY  - 2020\nSP  - 3\nEP  - 9\nDO  - 10.1000/xyz\nER  -\n";
        of_text(ris_, "a.ris", &mut imported);
        let csl_ = r#"[{"id":"http://zotero.org/1","type":"article-journal","title":"Neighbours who cook <i>together</i>","DOI":"https://doi.org/10.1000/XYZ","issued":{"date-parts":[[2020]]}},
            {"id":"b","type":"book","title":"Another book altogether","author":[{"literal":"City of Võru"}],"issued":{"date-parts":[["2019","4"]]}}]"#;
        of_text(csl_, "b.json", &mut imported);
        of_text(
            "@book{b, title={{Yet another}}, author={A, B}, year=2001}",
            "c.bib",
            &mut imported,
        );
        let keys: Vec<&str> = imported.works.iter().map(|work| &*work.key).collect();
        assert_eq!(keys, ["oun2020neighbours", "b", "ba"]);
        assert_eq!(imported.left_out.len(), 1, "{:?}", imported.left_out);
        assert!(imported.works[0].text.contains("pages = {3--9}"), "{}", imported.works[0].text);
        assert!(imported.works[2].text.starts_with("@book{ba,\n"), "{}", imported.works[2].text);
    }
}
