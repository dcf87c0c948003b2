//! What rules check about bibliography entries: positions, missing fields, spelling of authors, and
//! addresses.

use super::bibtex::{self, Origin, latex, names};
use super::item::{self, Name};
use crate::diagnostics::Span;
use crate::tables::Located;
use crate::words::words;

/// An entry of the bibliography, as it is written.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: Located<String>,
    /// `article`, `book`, …
    pub kind: String,
    /// The fields its type requires and it lacks. Any one field of each group would do.
    pub missing: Vec<&'static [&'static str]>,
    pub authors: Vec<Name>,
    /// The web addresses in its own fields.
    pub addresses: Vec<Address>,
    /// A LaTeX command in it that nothing is known of, and the field it is in.
    pub unknown_command: Option<(String, Located<String>)>,
    /// What stands in its field `doi` but is no DOI.
    pub no_doi: Option<Located<String>>,
    /// How strong evidence from it can be, as written: `strength = {2}`.
    pub strength: Option<Located<String>>,
}

/// An address in a field.
#[derive(Clone, Debug)]
pub struct Address {
    /// Without what LaTeX needs around it.
    pub value: String,
    /// Where it is written.
    pub span: Span,
    /// Whether it stands there letter for letter.
    pub is_literal: bool,
}

/// The fields each type needs so that a reader can find the work; one field of each group is enough. BibTeX's
/// own lists require more.
const NEEDED: [(&[&str], &[&[&str]]); 9] = [
    (&["article"], &[AUTHOR, &["journal", "journaltitle"], YEAR]),
    (&["book", "mvbook", "collection"], &[AUTHOR, YEAR]),
    // Of some conferences nobody says who edited them.
    (&["proceedings"], &[YEAR]),
    (&["incollection"], &[AUTHOR, &["booktitle"], YEAR]),
    // BibTeX's own: a chapter or pages of the book that `title` names.
    (&["inbook"], &[AUTHOR, &["booktitle", "chapter", "pages"], YEAR]),
    (&["inproceedings", "conference"], &[AUTHOR, &["booktitle"], YEAR]),
    (&["phdthesis", "mastersthesis", "thesis"], &[AUTHOR, &["school", "institution"], YEAR]),
    (&["techreport", "report"], &[&["institution", "publisher", "author"], YEAR]),
    (&["online", "electronic", "www"], &[&["url", "doi", "eprint", "howpublished"]]),
];
/// The fields that are shown.
const SHOWN: &str = "title subtitle booktitle booksubtitle maintitle journal journaltitle series publisher institution \
    school organization address location note addendum howpublished edition chapter author editor translator \
    bookauthor";
const TITLE: &[&str] = &["title"];
const AUTHOR: &[&str] = &["author", "editor", "organization"];
const YEAR: &[&str] = &["year", "date"];

/// What is checked about entries.
pub fn entries(all: &[bibtex::Entry]) -> Vec<Entry> {
    all.iter()
        .map(|entry| {
            let has = |group: &&&[&str]| group.iter().any(|name| entry.fields.contains_key(*name));
            let needed = NEEDED.iter().find(|(kinds, _)| kinds.contains(&&*entry.kind));
            let groups = needed.iter().flat_map(|(_, groups)| groups.iter()).chain([&TITLE]);
            let author = entry.fields.get("author").map(|field| names::people(&field.raw));
            let strength = entry
                .fields
                .get("strength")
                .map(|field| Located { value: latex::text(&field.raw), span: field.span.clone() });
            Entry {
                key: entry.key.clone(),
                missing: groups.filter(|group| !has(group)).copied().collect(),
                kind: entry.kind.clone(),
                authors: author.unwrap_or_default().names,
                unknown_command: unknown_command(entry),
                no_doi: no_doi(entry),
                addresses: address(entry).into_iter().collect(),
                strength,
            }
        })
        .collect()
}

/// The address of an entry, if it is its own.
fn address(entry: &bibtex::Entry) -> Option<Address> {
    let field = entry.fields.get("url").filter(|field| field.origin != Origin::Inherited)?;
    let value = entry.address("url")?;
    let at = field.raw.find(&value).filter(|_| field.origin == Origin::Literal);
    let start = field.span.start;
    let span = at.map_or(field.span.clone(), |at| start + at..start + at + value.len());
    Some(Address { value, span, is_literal: at.is_some() })
}

fn no_doi(entry: &bibtex::Entry) -> Option<Located<String>> {
    let field = entry.fields.get("doi").filter(|field| field.origin != Origin::Inherited)?;
    let value = entry.address("doi").filter(|_| item::doi(entry).is_none())?;
    Some(Located { value, span: field.span.clone() })
}

fn unknown_command(entry: &bibtex::Entry) -> Option<(String, Located<String>)> {
    words(SHOWN).find_map(|name| {
        let field = entry.fields.get(name).filter(|field| field.origin != Origin::Inherited)?;
        let command = latex::unknown_command(&field.raw)?;
        Some((command, Located { value: name.to_owned(), span: field.span.clone() }))
    })
}
