//! A work on its way into the bibliography: its key, its entry as BibTeX, and what BibTeX has no field for.

use super::imported::Imported;
use super::mend::mended;
use super::works::Work;
use crate::files;
use crate::outputs::cite::bibtex as writer;
use crate::outputs::cite::record::Record;
use crate::parse::bibliography;
use crate::parse::item::Item;

/// Adds a work, as BibTeX, that is not there yet. Two works may have one key in two files; the second gets another.
pub fn add(imported: &mut Imported, place: &str, key: String, text: String) {
    let text = mended(&text, place, imported).unwrap_or(text);
    // What only other works refer to is no work of its own.
    let read = bibliography::read(&place.into(), &text).works.remove(&key);
    let known = read.map(|work| Work::of(&work)).unwrap_or_default();
    let mut work = Work { key, text, ..known };
    if let Some(other) = imported.works.same(&work) {
        let (what, other) =
            (format!("`{}` is the same work as `{}`", work.key, other.key), other.key.clone());
        if other != work.key {
            imported.renamed_works.insert(work.key, other);
        }
        return imported.leave_out("duplicate work", place, what);
    }
    let free = imported.works.free_key(&work.key);
    if free != work.key {
        let what = format!("`{free}`, since another work is called `{}`", work.key);
        imported.leave_out("renamed work", place, what);
        work.text = work.text.replacen(&format!("{{{},", work.key), &format!("{{{free},"), 1);
        work.key = free;
    }
    imported.works.push(work);
}

/// A key that citations can name.
pub fn key(written: &str) -> String {
    let is_good =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '/' | '+');
    if !written.is_empty() && written.chars().all(is_good) {
        written.to_owned()
    } else {
        files::slug(written)
    }
}

/// Lists what BibTeX has no field for.
pub fn lost(item: &Item, place: &str, imported: &mut Imported) {
    if !writer::has_kind(&item.kind) {
        imported.leave_out("type of a work", place, format!("`{}` becomes `misc`", item.kind));
    }
    let names = item.texts.keys().chain(item.names.keys()).chain(item.dates.keys());
    for name in names.filter(|name| !writer::has_field(name)) {
        let what = item.texts.get(name).map(|text| format!(": {text}")).unwrap_or_default();
        imported.leave_out("field of a work", place, format!("`{name}`{what}"));
    }
}

/// The key of a work and the work as BibTeX. The key is made of author, year and title unless the source has a good one.
pub fn made(item: Item, given: &str) -> (String, String) {
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
    let record = Record { key: key.clone(), item, is_work: true };
    (key, writer::write(&[record]))
}
