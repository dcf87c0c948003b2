//! How readers see and browse the pages of a collection, as the settings say it.

use super::labels::Labels;
use crate::tables::Located;

/// A field that answers one of a reader's first questions.
#[derive(Clone, Debug)]
pub struct InShort {
    /// Its index in the collection.
    pub field: usize,
    /// The question.
    pub label: Labels,
}

/// What pages are filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Filter {
    /// A field, by its index in the collection.
    Field(usize),
    /// The year of their date; that of a work is the year it appeared.
    Year,
    /// The type of the work that they describe.
    WorkType,
}

impl Filter {
    pub fn field(self) -> Option<usize> {
        if let Self::Field(field) = self { Some(field) } else { None }
    }
}

/// How readers browse the pages of a collection. The numbers are indexes into its fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Browse {
    /// The filters of its list.
    pub explore: Vec<Filter>,
    /// Fields of terms that are shown as tables, pages × terms.
    pub matrix: Vec<usize>,
    /// Fields of terms whose pages are compared.
    pub compare: Vec<usize>,
    /// Fields of countries and places that are shown on the map.
    pub map: Vec<usize>,
}

/// A term of a field that marks a page as a stub: such pages come last in lists, with the mark.
#[derive(Clone, Debug)]
pub struct Stub {
    /// The index of the field in the collection.
    pub field: usize,
    pub term: Located<String>,
}

/// How a collection's list is sorted.
#[derive(Clone, Debug, PartialEq)]
pub struct Sort {
    /// `title`, `date`, `order`, or a field of type date, period or number.
    pub by: String,
    /// Greatest first.
    pub descending: bool,
}
