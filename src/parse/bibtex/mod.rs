//! BibTeX, as people's programs write it: a file becomes entries whose fields are LaTeX (`latex.rs` reads that), with
//! abbreviations put in (`@string`) and with what they inherit from other entries (`crossref`, `xdata`). Nothing here
//! recurses, and what abbreviations and inheritance add is limited in size. The crate `biblatex` rejects a whole file for one
//! comma, prints the LaTeX commands it does not know, loses a year with its month, and overflows the stack on a cycle.

mod decoder;
mod ends;
mod entry;
mod inherit;
pub mod latex;
mod letter;
pub mod names;
mod scan;
mod symbols;
pub mod when;

pub use entry::{Entry, Field, Origin};

use crate::diagnostics::rules::BAD_BIBLIOGRAPHY;
use crate::diagnostics::{Diagnostic, Span};
use crate::files;
use crate::tables::Located;
use scan::{Piece, RawField};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// How many bytes abbreviations and inheritance may add to a file: far more than a real bibliography needs.
const LIMIT: usize = 16_000_000;

/// A bibliography as it is written.
pub struct Bibtex {
    /// In the order of the file; each key once.
    pub entries: Vec<Entry>,
    pub problems: Vec<Diagnostic>,
    /// Whether an entry was lost because its key could not be read.
    pub lost: bool,
}

/// Reads a file.
pub fn read(path: &Arc<str>, text: &str) -> Bibtex {
    let scanned = scan::scan(path, text);
    let known = HashMap::with_capacity(scanned.strings.len());
    let mut reader = Reader { path, text, known, left: LIMIT, problems: scanned.problems };
    for string in &scanned.strings {
        let name = text[string.name.clone()].to_lowercase();
        let value = reader.value(&string.value, false).raw;
        reader.known.insert(name, value);
    }
    let mut keys = HashSet::new();
    let mut entries = Vec::with_capacity(scanned.entries.len());
    for raw in &scanned.entries {
        let key = &text[raw.key.clone()];
        if !keys.insert(key) {
            let message = format!("the key `{key}` is used twice");
            let help = "give one of the entries another key; only the first is used";
            reader.report(raw.key.clone(), message, help);
            continue;
        }
        entries.push(Entry {
            kind: text[raw.kind.clone()].to_lowercase(),
            key: Located { value: files::nfc(key).into_owned(), span: raw.key.clone() },
            fields: reader.fields(&raw.fields),
        });
    }
    let Reader { left, mut problems, .. } = reader;
    inherit::inherit(path, &mut entries, left, &mut problems);
    Bibtex { entries, problems, lost: scanned.lost }
}

struct Reader<'t> {
    path: &'t Arc<str>,
    text: &'t str,
    /// Abbreviations by their names in small letters.
    known: HashMap<String, Rc<str>>,
    /// How many bytes may still be added.
    left: usize,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(BAD_BIBLIOGRAPHY.at(self.path, span, message).help(help));
    }

    /// The fields that are not empty. Of two with one name the first counts, as in BibTeX.
    fn fields(&mut self, raw: &[RawField]) -> BTreeMap<String, Field> {
        let mut fields = BTreeMap::new();
        for field in raw {
            let name = self.text[field.name.clone()].to_lowercase();
            let value = self.value(&field.value, name == "month");
            if latex::has_text(&value.raw) {
                fields.entry(name).or_insert(value);
            }
        }
        fields
    }

    /// A value with its abbreviations put in.
    fn value(&mut self, pieces: &[Piece], is_month: bool) -> Field {
        let start = pieces.first().map_or(0, |piece| piece.span().start);
        let span = start..pieces.last().map_or(start, |piece| piece.span().end);
        let (raw, origin) = match pieces {
            [Piece::Text(span)] => (self.text[span.clone()].into(), Origin::Literal),
            [Piece::Name(span)] => (self.abbreviation(span, is_month), Origin::Composed),
            _ => (self.joined(pieces, &span, is_month), Origin::Composed),
        };
        Field { raw, span, origin }
    }

    fn joined(&mut self, pieces: &[Piece], span: &Span, is_month: bool) -> Rc<str> {
        let mut raw = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(span) => raw.push_str(&self.text[span.clone()]),
                Piece::Name(span) => raw.push_str(&self.abbreviation(span, is_month)),
            }
            if raw.len() > self.left {
                self.too_large(span.clone());
                return "".into();
            }
        }
        self.left -= raw.len();
        raw.into()
    }

    fn too_large(&mut self, span: Span) {
        let message = "with its abbreviations this text is too large, so it is left out";
        self.report(span, message, "write the text itself");
    }

    fn abbreviation(&mut self, span: &Span, is_month: bool) -> Rc<str> {
        let name = &self.text[span.clone()];
        let lower = name.to_lowercase();
        if let Some(text) = self.known.get(&lower).cloned() {
            if self.left < text.len() {
                self.too_large(span.clone());
                return "".into();
            }
            self.left -= text.len();
            return text;
        }
        if !(is_month || lower.len() == 3) || when::month(&lower).is_none() {
            let message = format!("the abbreviation `{name}` is not defined before this");
            let help = format!("define it with @string, or write the text in braces: {{{name}}}");
            self.report(span.clone(), message, help);
        }
        name.into()
    }
}
