//! A field as `site.toml` declares it, and what holds for all fields of a kind. Plain data: config, parse and
//! the model have fields in their own types, so nothing here knows any of them.

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
    /// Whose terms it takes.
    pub vocabulary: Option<Located<String>>,
    /// To whose pages it refers; none for those of all collections.
    pub collection: Option<Located<String>>,
    pub required: bool,
    /// Least number of entries, characters or value, by kind.
    pub min: Option<f64>,
    /// Greatest number of entries, characters or value, by kind.
    pub max: Option<f64>,
    /// The value of pages that give none, as TOML.
    pub default: Option<Located<String>>,
    /// The label at the other end of the relation.
    pub inverse: Option<Labels>,
    /// Whether a reference is to be answered by one back.
    pub mutual: bool,
    /// Whether cards show it.
    pub card: bool,
    /// The group in which pages give a short view of it.
    pub group: Option<Arc<Group>>,
    /// The record that it is a part of, by that field's place in the list; none for a field of the
    /// page itself.
    pub record: Option<usize>,
    pub span: Span,
}

/// A heading under which pages show several fields in short, side by side with other groups.
#[derive(Clone, Debug)]
pub struct Group {
    pub id: String,
    pub label: Labels,
    pub span: Span,
}

/// A kind of field. What is done with its values stands in the table of its stages ([`super::kind::Stages`]).
#[derive(Debug)]
pub struct FieldKind {
    pub one: Form,
    /// None if there are no lists of it.
    pub many: Option<Form>,
    /// What templates call it, if that is not its word: they need not tell one entry from several.
    pub view: Option<&'static str>,
    /// The keys that only this kind has.
    pub keys: &'static [&'static str],
    /// Whether it is a table of fields, which stand in the same list behind it.
    pub has_parts: bool,
    /// Whether terms can have it. Texts and references belong to pages.
    pub is_for_terms: bool,
    pub is_sortable: bool,
    /// Whether `explore`, `matrix` and `map` take it. Terms are on the map if they are countries.
    pub explore: bool,
    pub matrix: bool,
    pub map: bool,
    /// Whether `talkoo new` leaves a required value empty, to be filled in between the quotes.
    pub is_filled_in: bool,
    /// What `talkoo new` writes for one entry of a list, if that is a table.
    pub table: &'static str,
}

/// How `site.toml` names a kind, and how a page writes a value of it.
#[derive(Debug)]
pub struct Form {
    pub word: &'static str,
    pub example: &'static str,
}

impl FieldKind {
    /// A kind whose values stand for themselves.
    pub const fn new(word: &'static str, example: &'static str) -> Self {
        Self {
            one: Form { word, example },
            many: None,
            view: None,
            keys: &[],
            has_parts: false,
            is_for_terms: true,
            is_sortable: false,
            explore: false,
            matrix: false,
            map: false,
            is_filled_in: false,
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

    /// Whether a page without the field is incomplete.
    pub fn is_due(&self) -> bool {
        self.required || (self.many && self.min.is_some_and(|min| min > 0.0))
    }
}

/// How settings name a field: `country`, and for a part of a record `evidence.direction`.
pub fn path(fields: &[Field], place: usize) -> String {
    let field = &fields[place];
    match field.record {
        Some(record) => format!("{}.{}", fields[record].id, field.id),
        None => field.id.clone(),
    }
}

/// The same as a part of an address.
pub fn address_part(fields: &[Field], place: usize) -> String {
    files::slug(&path(fields, place))
}
