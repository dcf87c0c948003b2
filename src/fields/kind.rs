//! What is done with the values of a kind of field, one function for each stage of the pipeline. The file of a
//! kind fills in this table; what it leaves out is what holds for most kinds. The names below are what all these
//! files are written with, and they take them from here.

pub use super::field::{Field, FieldKind, Form};
pub use super::value::{Claim, Fact, Image, Place, Value};
pub use crate::model::{Model, PageId};
pub use crate::outputs::reader::Reader;
pub use crate::parse::dates::Date;
pub use crate::parse::frame::Frame;
pub use crate::tables::{Item, Reader as TableReader, Table};
pub use std::ops::RangeInclusive;

/// The stages of a kind, in their order.
pub struct Stages {
    pub kind: &'static FieldKind,
    /// Reads the keys that only this kind has; none if the field is of no use without one.
    pub declare: fn(&TableReader, &Table, &Names, &mut Field) -> Option<()>,
    /// Reads a value; what is wrong with it is said to the reader.
    pub parse: fn(&Frame, &Field, Item) -> Option<Value>,
    /// By what a page is sorted.
    pub sort_key: fn(&Value) -> Option<f64>,
    /// The last date that it speaks of.
    pub date: fn(&Value) -> Option<Date>,
    /// What a page can be chosen by, as numbers; terms are known by their claims. The year is the last that any
    /// page speaks of.
    pub choices: fn(&Value, Option<u16>) -> Option<RangeInclusive<u16>>,
    /// A choice as readers see it: its id and its label.
    pub choice: fn(&Reader, u16) -> (String, String),
    /// What templates see, behind what all fields begin with.
    pub view: fn(&Reader, &Owner, &Field, &Fact) -> Pairs,
    /// The list of the page in which it stands, one of [`SECTIONS`].
    pub section: fn(&Fact) -> &'static str,
    /// The plain texts and names by which it is found; its marked-up texts are found by themselves. The number is
    /// the fact's place.
    pub search: for<'a> fn(&Reader<'a>, PageId, usize) -> Vec<&'a str>,
    /// What `talkoo new` says of the values.
    pub hint: fn(&Model, &Field) -> String,
}

impl Stages {
    /// The stages that every kind has, and for the others what most do.
    pub const fn new(
        kind: &'static FieldKind,
        parse: fn(&Frame, &Field, Item) -> Option<Value>,
        view: fn(&Reader, &Owner, &Field, &Fact) -> Pairs,
    ) -> Self {
        Self {
            kind,
            declare: |_, _, _, _| Some(()),
            parse,
            sort_key: |_| None,
            date: |_| None,
            choices: |_, _| None,
            choice: |_, number| (number.to_string(), number.to_string()),
            view,
            section: |_| "facts",
            search: |_, _, _| Vec::new(),
            hint: |_, field| field.form().word.to_owned(),
        }
    }
}

/// The names that a field can be declared with.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub vocabularies: &'a [String],
    pub collections: &'a [String],
}

/// Whose fields these are, and where they are shown.
pub struct Owner<'a> {
    pub lang: &'a str,
    pub url: &'a str,
    /// The page; none for a term.
    pub page: Option<PageId>,
}

/// A part of a view.
pub type Pairs = Vec<(&'static str, tera::Value)>;

/// The lists in which a page has its fields by how they are shown: short values and terms that say nothing but
/// themselves; terms with a note, a source or a strength; and so on.
pub const SECTIONS: [&str; 6] = ["facts", "claims", "texts", "records", "refs", "sources"];
