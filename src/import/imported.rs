//! What every reader of a foreign format gives: pages, terms, works and files as they are in the source, before anybody
//! decided what becomes of them.

use super::input::Input;
use super::works::Works;
use crate::parse::dates::Date;
use crate::tables::loose::{self, LooseDate};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What a reader could not take over of one page: its kind and what it was.
pub type Lost = Vec<(&'static str, String)>;

/// The contents of a source.
#[derive(Debug, Default)]
pub struct Imported {
    /// What its pages say they come from: `wordpress`, `hugo`.
    pub from: &'static str,
    pub site: About,
    pub pages: Vec<Page>,
    pub taxonomies: Vec<Taxonomy>,
    pub works: Works,
    pub files: Vec<File>,
    /// Entries of the menu: a label, which may be empty, and the id of a page.
    pub menu: Vec<(String, String)>,
    pub left_out: Vec<LeftOut>,
    /// Works whose key citations could not name, with their new key.
    pub renamed_works: BTreeMap<String, String>,
    /// What was guessed: the encoding, what separates columns.
    pub notes: Vec<String>,
}

/// What the source says of its site.
#[derive(Debug, Default)]
pub struct About {
    pub title: String,
    pub description: String,
    pub language: Option<String>,
    /// Its address, without a slash at the end.
    pub address: Option<String>,
    /// In whose manner it makes the ids of headings, as `heading_ids` names it.
    pub heading_ids: Option<&'static str>,
}

/// That a page puts itself into the menu.
#[derive(Clone, Debug, Default)]
pub struct InMenu {
    pub label: Option<String>,
    pub weight: Option<f64>,
}

/// A page or row.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// How the source names it: a number, a path, a row.
    pub id: String,
    /// Its type there: `post`, a section, a sheet.
    pub kind: String,
    /// Where it stands in its type, without an ending: `parent/child`. Empty if it is named after its title.
    pub path: String,
    pub title: String,
    pub summary: Option<String>,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub authors: Vec<String>,
    pub language: Option<String>,
    pub draft: bool,
    pub values: Vec<Entry>,
    /// Its terms, by the id of their taxonomy.
    pub terms: Vec<(String, Vec<String>)>,
    /// Its addresses on the old site, the main one first. With `?`, they can't be redirected but are looked up.
    pub addresses: Vec<String>,
    /// Its file in the source, if relative links start there.
    pub source: Option<String>,
    /// Markdown, whose links lead where they led in the source.
    pub body: String,
    pub licence: Option<String>,
    pub project: Option<String>,
    pub menu: Option<InMenu>,
    /// How a value holds several entries.
    pub lists: Lists,
    /// What the fields of a page of this program say, as its JSON has it.
    pub exported: serde_json::Map<String, serde_json::Value>,
}

/// How one value of a source holds several entries.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Lists {
    /// It is guessed for each value.
    #[default]
    Guessed,
    /// As in tables of this program: `|`, with a backslash before one that belongs to the text.
    Bars,
    /// As in its workbooks: `; `.
    Semicolons,
}

impl Lists {
    pub fn entries(self, value: &str) -> Vec<String> {
        match self {
            Self::Guessed => guessed(value),
            Self::Bars => unbarred(value),
            Self::Semicolons => value.split("; ").map(str::to_owned).collect(),
        }
    }
}

/// What separates the entries of a list in one cell: `|` and `;`, or lines.
fn guessed(cell: &str) -> Vec<String> {
    let separator = [" | ", "|", ";", "\n"].into_iter().find(|sign| cell.contains(sign));
    let Some(separator) = separator else { return vec![cell.trim().to_owned()] };
    let parts = cell.split(separator.trim_matches(' ')).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// The entries between bars: `a\\|b|c` has two.
fn unbarred(value: &str) -> Vec<String> {
    let (mut entries, mut chars) = (vec![String::new()], value.chars());
    while let Some(c) = chars.next() {
        let next = if c == '|' { None } else { Some(c) };
        let next = if c == '\\' { Some(chars.next().unwrap_or('\\')) } else { next };
        match (next, entries.last_mut()) {
            (Some(c), Some(last)) => last.push(c),
            _ => entries.push(String::new()),
        }
    }
    entries
}

/// A column or custom field with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: String,
    pub values: Vec<String>,
    /// Whether the source writes it as a list.
    pub many: bool,
}

impl Entry {
    pub fn one(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), values: vec![value.into()], many: false }
    }
}

/// A list of terms, such as categories or tags.
#[derive(Debug, Default)]
pub struct Taxonomy {
    pub id: String,
    pub terms: Vec<Term>,
}

#[derive(Clone, Debug, Default)]
pub struct Term {
    /// The word by which pages refer to it.
    pub id: String,
    pub label: String,
    pub definition: Option<String>,
    pub broader: Option<String>,
    pub addresses: Vec<String>,
}

/// A picture or download.
#[derive(Debug)]
pub struct File {
    /// Where it is now; none if the source only names it.
    pub place: Option<PathBuf>,
    /// Where it goes, in the repository; below `static/` or beside the page that shows it.
    pub path: String,
    /// The addresses and paths by which pages refer to it.
    pub addresses: Vec<String>,
}

/// What could not be taken over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// `shortcode`, `draft`, `column`: what the report counts.
    pub kind: &'static str,
    /// The page, row or line.
    pub place: String,
    pub what: String,
}

impl Imported {
    pub fn leave_out(
        &mut self,
        kind: &'static str,
        place: impl Into<String>,
        what: impl Into<String>,
    ) {
        self.left_out.push(LeftOut { kind, place: place.into(), what: what.into() });
    }

    /// The text of a file; one that can't be read is listed, and an encoding that is not UTF-8 noted.
    pub fn text(&mut self, input: &Input) -> Option<String> {
        match input.text() {
            Ok((text, foreign)) => {
                let note = foreign.map(|name| format!("{}: the encoding is {name}", input.path));
                self.notes.extend(note);
                Some(text)
            }
            Err(why) => {
                self.leave_out("file", &input.path, why);
                None
            }
        }
    }

    /// The taxonomy with this id, which is made if there is none yet.
    pub fn taxonomy(&mut self, id: &str) -> &mut Taxonomy {
        let at = self.taxonomies.iter().position(|one| one.id == id).unwrap_or_else(|| {
            self.taxonomies.push(Taxonomy { id: id.to_owned(), terms: Vec::new() });
            self.taxonomies.len() - 1
        });
        &mut self.taxonomies[at]
    }
}

/// The date in the first ten letters of a moment: `2021-02-27T04:48:24`, `2021-02-27 04:48:24`. `0000-00-00` is none.
pub fn day(moment: &str) -> Option<Date> {
    Date::read(moment.trim().get(..10)?).ok()
}

/// A date as people and programs write it; a time of day is dropped.
pub fn date(written: &str) -> Option<Date> {
    let written = written.trim();
    if let Some(day) = loose::day_of_moment(written).and_then(day) {
        return Some(day);
    }
    match loose::date(before_time(written))? {
        LooseDate::One(iso) => Date::read(&iso).ok(),
        _ => None,
    }
}

/// What stands before a time of day: `Mon, 05 Apr 2021 10:00:00 +0000` → `Mon, 05 Apr 2021`.
fn before_time(written: &str) -> &str {
    let time = written.split(' ').find(|word| word.contains(':') && !word.contains('/'));
    let cut = time.and_then(|time| written.split_once(time)).map(|(before, _)| before.trim_end());
    cut.filter(|before| !before.is_empty()).unwrap_or(written)
}

/// The date of a page. One that is written and can't be read is listed; zeros are how databases write none.
pub fn listed_date(key: &str, written: &str, lost: &mut Lost) -> Option<Date> {
    let found = date(written);
    let is_written = written.chars().any(|c| !matches!(c, '0' | '-' | ':' | ' ' | 'T' | 'Z'));
    if found.is_none() && is_written {
        let what = match loose::date(before_time(written.trim())) {
            Some(LooseDate::Either(a, b)) => format!("{key}: `{written}` can be {a} or {b}"),
            _ => format!("{key}: `{written}`"),
        };
        lost.push(("date that can't be read", what));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_exports_come_back() {
        assert_eq!(Lists::Bars.entries("a\\|b|c\\\\d|e; f"), ["a|b", "c\\d", "e; f"]);
        assert_eq!(Lists::Semicolons.entries("a; b;c"), ["a", "b;c"]);
        assert_eq!(Lists::Guessed.entries("a; b"), ["a", "b"]);
    }

    #[test]
    fn dates_are_read_as_sources_write_them() {
        for (written, iso) in [
            ("2021-04-05", "2021-04-05"),
            ("2021-04-05T10:00:00+03:00", "2021-04-05"),
            ("2021-04-05 10:00:00", "2021-04-05"),
            ("Mon, 05 Apr 2021 10:00:00 +0000", "2021-04-05"),
            ("5 April 2021", "2021-04-05"),
            ("2021", "2021"),
        ] {
            let mut lost = Lost::new();
            let read = listed_date("date", written, &mut lost).map(Date::iso);
            assert_eq!((read.as_deref(), lost.len()), (Some(iso), 0), "{written}");
        }
        for (written, count) in
            [("0000-00-00 00:00:00", 0), ("", 0), ("2021-13-45", 1), ("03/04/2021", 1), ("soon", 1)]
        {
            let mut lost = Lost::new();
            assert_eq!(listed_date("date", written, &mut lost), None, "{written}");
            assert_eq!(lost.len(), count, "{written}: {lost:?}");
        }
    }
}
