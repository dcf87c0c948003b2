//! A field as `site.toml` declares it, and the properties of its kind. Plain data: config, parse and model use
//! fields in their own types, so nothing here depends on them.

use crate::config::labels::Labels;
use crate::diagnostics::Span;
use crate::files;
use crate::tables::Located;
use std::sync::Arc;

/// A typed entry of the front matter.
#[derive(Clone, Debug)]
pub struct Field {
    pub id: String,
    pub label: Labels,
    pub kind: &'static FieldKind,
    /// Whether it holds a list.
    pub many: bool,
    /// The vocabulary of its terms.
    pub vocabulary: Option<Located<String>>,
    /// The vocabulary of the responses to its claims; none if they have no responses.
    pub response: Option<Located<String>>,
    /// The collection of the pages that it refers to; none for all collections.
    pub collection: Option<Located<String>>,
    pub required: bool,
    /// Smallest number of entries, of characters, or value, depending on the kind.
    pub min: Option<f64>,
    /// Largest number of entries, of characters, or value, depending on the kind.
    pub max: Option<f64>,
    /// The default value, as TOML.
    pub default: Option<Located<String>>,
    /// The label at the other end of the relation.
    pub inverse: Option<Labels>,
    /// Whether a referenced page must refer back.
    pub mutual: bool,
    /// Whether cards show it.
    pub card: bool,
    /// Whether it is only for those who write: checked when it is read, and nowhere in the site.
    pub internal: bool,
    /// Whether pages show it before their text.
    pub before: bool,
    /// The group that shows it in short form.
    pub group: Option<Arc<Group>>,
    /// The record that it belongs to, as an index into the same list; none for a field of the page itself.
    pub record: Option<usize>,
    /// The keys of a record that would be its parts if they were declared without a mistake.
    pub misdeclared: Vec<String>,
    pub span: Span,
}

/// A heading that shows several fields in short form, side by side with other groups.
#[derive(Clone, Debug)]
pub struct Group {
    pub id: String,
    pub label: Labels,
    pub span: Span,
}

/// A kind of field. The functions for its values are in the table of its stages ([`super::kind::Stages`]).
#[derive(Debug)]
pub struct FieldKind {
    pub one: Form,
    /// The list form; none if the kind has no lists.
    pub many: Option<Form>,
    /// The name of its view, if it differs from its word, so that templates need not tell one entry from several.
    pub view: Option<&'static str>,
    /// The keys that only this kind has.
    pub keys: &'static [&'static str],
    /// Whether it is a table of fields, which follow it in the same list.
    pub has_parts: bool,
    /// Whether terms can have it. Texts and references are only for pages.
    pub is_for_terms: bool,
    pub is_sortable: bool,
    /// Whether cards can show it.
    pub is_on_cards: bool,
    /// Whether `explore`, `matrix` and `map` accept it. The terms on the map are countries.
    pub explore: bool,
    pub matrix: bool,
    pub map: bool,
    /// What `talkoo new` writes for one entry of a list of tables.
    pub table: &'static str,
}

/// The name of a kind in `site.toml`, and an example of a value.
#[derive(Debug)]
pub struct Form {
    pub word: &'static str,
    pub example: &'static str,
}

impl FieldKind {
    /// A kind with the most common properties.
    pub const fn new(word: &'static str, example: &'static str) -> Self {
        Self {
            one: Form { word, example },
            many: None,
            view: None,
            keys: &[],
            has_parts: false,
            is_for_terms: true,
            is_sortable: false,
            is_on_cards: true,
            explore: false,
            matrix: false,
            map: false,
            table: "",
        }
    }
}

impl PartialEq for FieldKind {
    fn eq(&self, other: &Self) -> bool {
        self.one.word == other.one.word
    }
}

impl Field {
    pub fn form(&self) -> &'static Form {
        self.kind.many.as_ref().filter(|_| self.many).unwrap_or(&self.kind.one)
    }

    /// Whether a page without the field counts as incomplete.
    pub fn is_due(&self) -> bool {
        self.required || (self.many && self.min.is_some_and(|min| min > 0.0))
    }
}

/// The fields of a page or term itself, or the parts of a record, each with its place in the list.
pub fn parts(fields: &[Field], record: Option<usize>) -> impl Iterator<Item = (usize, &Field)> {
    fields.iter().enumerate().filter(move |(_, field)| field.record == record)
}

/// The name of a field in settings: `country`, or `evidence.direction` for a field of a record.
pub fn path(fields: &[Field], place: usize) -> String {
    let field = &fields[place];
    match field.record {
        Some(record) => format!("{}.{}", fields[record].id, field.id),
        None => field.id.clone(),
    }
}

/// The same as part of an address.
pub fn address_part(fields: &[Field], place: usize) -> String {
    files::slug(&path(fields, place))
}
