//! Bibliographies: BibTeX, CSL-JSON and RIS become entries of BibTeX. A work that is there already, by its DOI or its title
//! and year, is reported and left out.

use super::entry::{add, key, lost, made};
use super::imported::Imported;
use super::input::Input;
use super::ris::ris;
use crate::parse::bibtex::{self, Origin};
use crate::parse::dates::Date;
use crate::parse::item::{Item, Name};
use serde_json::Value;

pub fn read(inputs: &[Input]) -> Result<Imported, String> {
    let mut imported = Imported { from: "bibliography", ..Imported::default() };
    for input in inputs {
        if !matches!(&*input.ending(), "bib" | "bibtex" | "json" | "ris" | "txt") {
            imported.leave_out("file", &input.path, "it is no bibliography");
            continue;
        }
        let Some(text) = imported.text(input) else { continue };
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
        let line = text[..problem.span.start.min(text.len())].matches('\n').count() + 1;
        imported.leave_out("entry", format!("{place}, line {line}"), problem.message);
    }
    for entry in read.entries {
        let own = entry.fields.iter().filter(|(_, field)| field.origin != Origin::Inherited);
        let lines: String =
            own.map(|(name, field)| format!("  {name} = {{{}}},\n", field.raw.trim())).collect();
        let key = key(&entry.key.value);
        if key != entry.key.value {
            let what = format!("`{key}`, since citations can't name `{}`", entry.key.value);
            imported.leave_out("renamed work", place, what);
            imported.renamed_works.insert(entry.key.value.clone(), key.clone());
        }
        let text = format!("@{}{{{key},\n{lines}}}\n", entry.kind);
        add(imported, place, key, text);
    }
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
        let id = id.to_owned();
        for (name, value) in object {
            if let Some(why) = take(name, value, &mut item) {
                let place = format!("{place}, `{id}`");
                imported.leave_out("field of a work", place, format!("`{name}` {why}"));
            }
        }
        lost(&item, &format!("{place}, `{id}`"), imported);
        let (key, text) = made(item, &id);
        add(imported, place, key, text);
    }
}

/// Takes one variable of CSL. Returns why not, if it can't.
fn take(name: &str, value: &Value, item: &mut Item) -> Option<&'static str> {
    match value {
        Value::String(text) if name == "type" => item.kind = text.clone(),
        Value::String(_) if matches!(name, "id" | "citation-key") => {}
        Value::String(text) => drop(item.texts.insert(name.into(), super::html::plain(text))),
        Value::Number(number) => drop(item.texts.insert(name.into(), number.to_string())),
        Value::Array(people) => {
            let names: Vec<Name> = people.iter().filter_map(person).collect();
            let is_whole = names.len() == people.len();
            if !names.is_empty() {
                item.names.insert(name.into(), names);
            }
            return (!is_whole).then_some("has an entry without a family name");
        }
        Value::Object(date) => {
            let Some(read) = csl_date(value) else { return Some("is no date that can be read") };
            item.dates.insert(name.into(), read);
            let parts = date.get("date-parts").and_then(Value::as_array);
            return parts
                .filter(|parts| parts.len() > 1)
                .map(|_| "ends later; its start was taken");
        }
        Value::Null => {}
        Value::Bool(_) => return Some("is neither a text nor a number"),
    }
    None
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
        let kinds: Vec<&str> = imported.left_out.iter().map(|left| left.kind).collect();
        assert_eq!(kinds, ["duplicate work", "renamed work"], "{:?}", imported.left_out);
        assert!(imported.works[0].text.contains("pages = {3--9}"), "{}", imported.works[0].text);
        assert!(imported.works[2].text.starts_with("@book{ba,\n"), "{}", imported.works[2].text);
    }
}
