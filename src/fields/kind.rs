//! The functions of a kind of field, one for each stage of the pipeline. The file of a kind fills in this table and
//! takes the defaults for the rest. It also imports the names below.

pub use super::export::{Cell, Export, Holds};
pub use super::field::{Field, FieldKind, Form};
pub use super::owner::Owner;
pub use super::value::{Claim, Fact, Image, Place, Response, Value};
pub use crate::config::shape::{Setting, Shape};
pub use crate::model::{Model, PageId};
pub use crate::outputs::declare::{Declaration, Pairs};
pub use crate::outputs::reader::Reader;
pub use crate::parse::dates::Date;
pub use crate::parse::frame::Frame;
pub use crate::tables::{Item, Reader as TableReader, Table};
pub use std::ops::RangeInclusive;

/// The stages of a kind, in order.
pub struct Stages {
    pub kind: &'static FieldKind,
    /// Reads the keys that only this kind has; none if a required key is missing.
    pub declare: fn(&TableReader, &Table, &Names, &mut Field) -> Option<()>,
    /// Reads a value and reports its diagnostics to the reader.
    pub parse: fn(&Frame, &Field, Item) -> Option<Value>,
    /// The form of one value, for editors and for `fmt`.
    pub shape: Shape,
    /// An example of a value that is a table.
    pub inner_example: &'static str,
    /// The number that pages are sorted by.
    pub sort_key: fn(&Value) -> Option<f64>,
    /// The last date that it mentions.
    pub date: fn(&Value) -> Option<Date>,
    /// The choices of a page, as numbers; the choices of terms come from claims. The argument is the last year that
    /// any page mentions.
    pub choices: fn(&Value, Option<u16>) -> Option<RangeInclusive<u16>>,
    /// The id and label of a choice.
    pub choice: fn(&Reader, u16) -> (String, String),
    /// The view, without the names that all fields have.
    pub view: ShowField,
    /// The declaration of the view; the argument says whether it is a list.
    pub declared: fn(bool) -> &'static Declaration,
    /// The list of the page that shows it. The argument says whether it is a list of terms in which at least one
    /// has a note, a source or a strength.
    pub section: fn(&Field, bool) -> &'static str,
    /// The texts to search, without markup, each with its index in a list. The names of terms are searched as such.
    pub search: fn(&Value) -> Vec<(usize, String)>,
    /// How values are written for other programs.
    pub export: Export,
    /// The comment that `talkoo new` writes about the values.
    pub hint: fn(&Model, &Field) -> String,
    /// Lines that `talkoo new` adds to a table of the field, for what depends on the settings.
    pub more_lines: fn(&Model, &Field) -> String,
}

impl Stages {
    /// The required stages, with the defaults for the others.
    pub const fn new(
        kind: &'static FieldKind,
        parse: fn(&Frame, &Field, Item) -> Option<Value>,
        view: ShowField,
        declared: fn(bool) -> &'static Declaration,
        export: Export,
    ) -> Self {
        Self {
            kind,
            declare: |_, _, _, _| Some(()),
            parse,
            shape: Shape::Text,
            inner_example: "",
            sort_key: |_| None,
            date: |_| None,
            choices: |_, _| None,
            choice: |_, number| (number.to_string(), number.to_string()),
            view,
            declared,
            section: |_, _| "facts",
            search: |_| Vec::new(),
            export,
            hint: |_, field| {
                let Form { word, example } = field.form();
                match example.contains('…') {
                    true => (*word).to_owned(),
                    false => format!("a {word}, like {example}"),
                }
            },
            more_lines: |_, _| String::new(),
        }
    }
}

/// The names that a field declaration may refer to.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub vocabularies: &'a [String],
    pub collections: &'a [String],
}

/// Builds the view of a value.
pub type ShowField = for<'f> fn(&Reader, &Owner, &'f Field, &'f Fact) -> Pairs<'f>;
