//! Mends fields of works that would stop the first build: addresses without a scheme, several addresses in one field,
//! what is no DOI, impossible dates, people who are not parted by `and`. Each change is listed.

use super::imported::Imported;
use crate::config::is_web_address;
use crate::parse::bibtex::{self, Entry, names, when};
use crate::parse::item;

/// What was changed: the field, what stood in it, and what was done.
type Changes = Vec<(String, String, String)>;

/// An entry of BibTeX without what is an error in a bibliography; none if it has no such thing.
pub fn mended(text: &str, place: &str, imported: &mut Imported) -> Option<String> {
    let mut entry = bibtex::read(&place.into(), text).entries.into_iter().next()?;
    let mut changes = Changes::new();
    url(&mut entry, &mut changes);
    doi(&mut entry, &mut changes);
    ["", "url", "event"].iter().for_each(|before| dates(&mut entry, before, &mut changes));
    people(&mut entry, &mut changes);
    if changes.is_empty() {
        return None;
    }
    let key = entry.key.value;
    for (field, before, what) in changes {
        let what = format!("`{field}` of `{key}` was `{before}`: {what}");
        imported.leave_out("mended field of a work", place, what);
    }
    let fields = entry.fields.iter();
    let lines = fields.map(|(name, field)| format!("  {name} = {{{}}},\n", field.raw.trim()));
    Some(format!("@{}{{{key},\n{}}}\n", entry.kind, lines.collect::<String>()))
}

/// Writes another text into a field, or takes the field out.
fn change(
    entry: &mut Entry,
    name: &str,
    to: Option<String>,
    what: impl Into<String>,
    changes: &mut Changes,
) {
    let Some(field) = entry.fields.get_mut(name) else { return };
    changes.push((name.to_owned(), field.raw.trim().to_owned(), what.into()));
    match to {
        Some(to) => field.raw = to.into(),
        None => drop(entry.fields.remove(name)),
    }
}

fn url(entry: &mut Entry, changes: &mut Changes) {
    let Some(written) = entry.address("url").filter(|written| !is_address(written)) else {
        return;
    };
    let is_between = |c: char| c.is_whitespace() || matches!(c, ';' | ',' | '<' | '>' | '|');
    let found: Vec<String> = written.split(is_between).filter_map(completed).collect();
    let what = match found.as_slice() {
        [] => "that is no web address, so it was left out",
        [_] => "it is a whole address now",
        _ => "a work has one address, so the first was taken",
    };
    change(entry, "url", found.into_iter().next(), what, changes);
}

/// Whether an address is one that a bibliography may have.
fn is_address(address: &str) -> bool {
    let (scheme, rest) = address.split_once(':').unwrap_or(("", address));
    if ["ftp", "urn", "doi", "tel"].contains(&scheme) || scheme == "mailto" && rest.contains('@') {
        return true;
    }
    let host = url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    let is_host = |host: &str| host.contains('.') && !host.starts_with('.') && !host.contains("..");
    let has_slashes = rest.starts_with("//") && !rest.starts_with("//http:");
    has_slashes && is_web_address(address) && host.is_some_and(|host| is_host(&host))
}

/// A word as an address, if it is one or lacks nothing but its scheme.
fn completed(word: &str) -> Option<String> {
    let word = word.trim_matches(['(', ')', '{', '}', '"', '\'']).trim_end_matches('.');
    if is_address(word) {
        return Some(word.to_owned());
    }
    let host = word.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.split('.').count() > 1
        && host.split('.').all(|part| !part.is_empty())
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        && host.rsplit('.').next().is_some_and(|end| end.chars().all(char::is_alphabetic));
    let whole = format!("https://{word}");
    Some(whole).filter(|whole| is_host && is_address(whole))
}

fn doi(entry: &mut Entry, changes: &mut Changes) {
    if entry.address("doi").is_some() && item::doi(entry).is_none() {
        change(entry, "doi", None, "that is no DOI, so it was left out", changes);
    }
}

/// Dates that no calendar has. As much is kept as is possible.
fn dates(entry: &mut Entry, before: &str, changes: &mut Changes) {
    // Each round changes one of the four fields.
    for _ in 0..4 {
        let when = when::when(entry, before);
        let Some(problem) = when.problem else { return };
        let names = ["day", "month", "date", "year"].map(|name| format!("{before}{name}"));
        let is_it =
            |name: &&String| entry.fields.get(*name).is_some_and(|f| f.span == problem.span);
        let Some(name) = names.iter().find(is_it).cloned() else { return };
        let is_part = name.ends_with("day") || name.ends_with("month");
        let to = when.date.filter(|_| !is_part).map(|date| date.iso());
        change(entry, &name, to, problem.message, changes);
    }
}

/// People with semicolons between them; others stand in braces, as an organisation would.
fn people(entry: &mut Entry, changes: &mut Changes) {
    for name in ["author", "editor", "translator", "bookauthor"] {
        let Some(field) = entry.fields.get(name) else { continue };
        if !names::people(&field.raw).is_odd {
            continue;
        }
        let raw = field.raw.replace("&amp;", "\\&");
        let parted = raw.split(';').map(str::trim).filter(|part| !part.is_empty());
        let parted = parted.collect::<Vec<_>>().join(" and ");
        let (to, what) = match names::people(&parted).is_odd {
            false => (parted, "`and` parts the people now"),
            true => (format!("{{{raw}}}"), "it is not clear who is who, so it is one name now"),
        };
        change(entry, name, Some(to), what, changes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::bibliography;

    #[test]
    fn what_stops_a_build_is_mended_and_listed() {
        for (written, due) in [
            ("url = {http://a.org http://b.org}", "url = {http://a.org}"),
            ("url = {www.example.org/x}", "url = {https://www.example.org/x}"),
            ("url = {see the library}", ""),
            ("doi = {n/a}", ""),
            ("year = {2020},\n  month = {13}", "year = {2020}"),
            ("date = {2020-13-45}", "date = {2020}"),
            ("year = {2020},\n  urldate = {2020-02-31}", "urldate = {2020-02}"),
            ("editor = {X; Y}", "editor = {X and Y}"),
        ] {
            let mut imported = Imported::default();
            let text = format!("@book{{a,\n  title = {{T}},\n  {written},\n}}\n");
            let mended = mended(&text, "a.bib", &mut imported).unwrap_or_default();
            assert!(mended.contains(due), "{written}: {mended}");
            assert_eq!(imported.left_out.len(), 1, "{written}");
            let problems = bibliography::read(&"a.bib".into(), &mended).problems;
            assert!(problems.is_empty(), "{mended}: {problems:?}");
        }
        let sound = "@book{a,\n  url = {https://a.org/x_y},\n  author = {A, B and {C; D}},\n}\n";
        assert_eq!(mended(sound, "a.bib", &mut Imported::default()), None);
    }
}
