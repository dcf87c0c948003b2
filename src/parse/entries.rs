//! What rules check about bibliography entries: positions, missing fields, spelling of authors, and
//! addresses.

use crate::diagnostics::place;
use crate::tables::Located;
use biblatex::{RawBibliography, RawChunk, RawEntry};
use std::collections::{BTreeMap, HashSet};

/// An entry of the bibliography, as it is written.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: Located<String>,
    /// `article`, `book`, …
    pub kind: String,
    /// The fields its type requires and it lacks. Any one field of each group would do.
    pub missing: Vec<&'static [&'static str]>,
    /// Authors by family and given names.
    pub authors: Vec<(String, String)>,
    /// The web addresses in its fields, as written.
    pub addresses: Vec<Located<String>>,
    /// How strong evidence from it can be, as written: `strength = {2}`.
    pub strength: Option<Located<String>>,
}

/// The fields each type needs so that a reader can find the work; one field of each group is enough. BibTeX's
/// own lists require more.
const NEEDED: [(&[&str], &[&[&str]]); 7] = [
    (&["article"], &[AUTHOR, &["journal", "journaltitle"], YEAR]),
    (&["book", "mvbook", "collection", "proceedings"], &[AUTHOR, YEAR]),
    (&["incollection", "inbook"], &[AUTHOR, &["booktitle"], YEAR]),
    (&["inproceedings", "conference"], &[AUTHOR, &["booktitle"], YEAR]),
    (&["phdthesis", "mastersthesis", "thesis"], &[AUTHOR, &["school", "institution"], YEAR]),
    (&["techreport", "report"], &[&["institution", "publisher", "author"], YEAR]),
    (&["online", "electronic", "www"], &[&["url", "doi", "eprint"]]),
];
const TITLE: &[&str] = &["title"];
const AUTHOR: &[&str] = &["author", "editor", "organization"];
const YEAR: &[&str] = &["year", "date"];

/// Reads the entries, without authors: see [`add_authors`].
pub fn entries(raw: &RawBibliography, text: &str) -> Vec<Entry> {
    raw.entries
        .iter()
        .map(|entry| {
            let entry = &entry.v;
            let kind = entry.kind.v.to_lowercase();
            let fields: HashSet<String> =
                entry.fields.iter().map(|pair| pair.key.v.to_lowercase()).collect();
            // Missing fields may be inherited from the entry it refers to.
            let inherits = fields.contains("crossref") || fields.contains("xdata");
            let has = |group: &&&[&str]| group.iter().any(|name| fields.contains(*name));
            let needed = NEEDED.iter().find(|(kinds, _)| kinds.contains(&&*kind));
            let groups = needed.iter().flat_map(|(_, groups)| groups.iter());
            let missing = groups.chain([&TITLE]);
            Entry {
                key: Located { value: entry.key.v.to_owned(), span: entry.key.span.clone() },
                missing: missing.filter(|group| !inherits && !has(group)).copied().collect(),
                kind,
                authors: Vec::new(),
                addresses: values(entry, text, "url").collect(),
                strength: values(entry, text, "strength").next(),
            }
        })
        .collect()
}

/// The trimmed values of a field and their positions.
fn values<'a>(
    entry: &'a RawEntry<'a>,
    text: &'a str,
    name: &'a str,
) -> impl Iterator<Item = Located<String>> + 'a {
    let fields = entry.fields.iter().filter(move |pair| pair.key.v.eq_ignore_ascii_case(name));
    fields.flat_map(|pair| &pair.value.v).filter_map(move |chunk| {
        let RawChunk::Normal(value) = chunk.v else { return None };
        let value = value.trim();
        Some(Located { value: value.to_owned(), span: place::of_part(text, value)? })
    })
}

/// Adds the authors, parsed by BibTeX's rules for names.
pub fn add_authors(entries: &mut [Entry], parsed: &biblatex::Bibliography) {
    let by_key: BTreeMap<&str, &biblatex::Entry> =
        parsed.iter().map(|entry| (entry.key.as_str(), entry)).collect();
    for entry in entries {
        let Some(parsed) = by_key.get(entry.key.value.as_str()) else { continue };
        let authors = parsed.author().unwrap_or_default().into_iter();
        entry.authors = authors.map(|person| (person.name, person.given_name)).collect();
    }
}
