//! What a value is in the files for programs: a cell of a table, JSON, and a property of schema.org. The file of each
//! kind says how its values become these.

use super::field::Field;
use super::owner::Owner;
use super::value::Fact;
use crate::outputs::reader::Reader;
use crate::parse::dates::Date;
use serde_json::Value as Json;

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Yes(bool),
    Date(Date),
    List(Vec<String>),
}

/// What the cells of a column hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    Text,
    /// Several texts.
    List,
    Number,
    Integer,
    Yes,
    /// A year, a month or a day.
    Date,
    Url,
}

/// The columns that a table of pages has before those of the fields. A last one is called `licence`.
pub const PAGE_COLUMNS: [(&str, Holds); 9] = [
    ("id", Holds::Text),
    ("title", Holds::Text),
    ("address", Holds::Url),
    ("language", Holds::Text),
    ("summary", Holds::Text),
    ("date", Holds::Date),
    ("updated", Holds::Date),
    ("authors", Holds::List),
    ("project", Holds::Text),
];

/// The columns that a table of records has before those of their parts.
pub const RECORD_COLUMNS: [(&str, Holds); 3] =
    [("page", Holds::Text), ("title", Holds::Text), ("number", Holds::Integer)];

/// One of the columns that a field has in a table: what is added to the field's name, and what the cells hold.
pub type ColumnOf = (&'static str, Holds);

/// Names and values of schema.org.
pub type Properties = Vec<(&'static str, Json)>;

/// How the values of a kind are exported.
#[derive(Clone, Copy)]
pub struct Export {
    /// The columns of one value, and of a list.
    pub columns: &'static [ColumnOf],
    pub many: &'static [ColumnOf],
    /// The cells, one for each column.
    pub cells: fn(&Reader, &Owner, &Field, &Fact) -> Vec<Cell>,
    pub json: fn(&Reader, &Owner, &Field, &Fact) -> Json,
    /// Properties of schema.org: some kinds say something that schema.org has a word for.
    pub properties: fn(&Reader, &Owner, &Field, &Fact) -> Properties,
}

pub const TEXT: &[ColumnOf] = &[("", Holds::Text)];
pub const LIST: &[ColumnOf] = &[("", Holds::List)];

impl Export {
    /// For a kind with one cell, whose JSON says the same.
    pub const fn plain(
        columns: &'static [ColumnOf],
        cells: fn(&Reader, &Owner, &Field, &Fact) -> Vec<Cell>,
        json: fn(&Reader, &Owner, &Field, &Fact) -> Json,
    ) -> Self {
        Self { columns, many: columns, cells, json, properties: |_, _, _, _| Vec::new() }
    }

    /// For a kind whose values are exported elsewhere.
    pub const NONE: Self = Self::plain(&[], |_, _, _, _| Vec::new(), |_, _, _, _| Json::Null);

    /// The columns of a field.
    pub fn columns_of(&self, field: &Field) -> &'static [ColumnOf] {
        if field.many { self.many } else { self.columns }
    }
}

impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.to_owned()))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<Date>> for Cell {
    fn from(date: Option<Date>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

/// One text for a single value, and a list for several.
pub fn one_or_list(field: &Field, mut texts: Vec<String>) -> Vec<Cell> {
    vec![match field.many {
        true if texts.is_empty() => Cell::Empty,
        true => Cell::List(texts),
        false => texts.pop().map_or(Cell::Empty, Cell::Text),
    }]
}

/// The only entry, or a list of them.
pub fn one_or_array(field: &Field, mut items: Vec<Json>) -> Json {
    match field.many {
        true => Json::Array(items),
        false => items.pop().unwrap_or(Json::Null),
    }
}

/// The index of a fact among the facts of its page.
pub fn place_of(reader: &Reader, owner: &Owner, fact: &Fact) -> Option<usize> {
    reader.facts(owner.page?).iter().position(|own| std::ptr::eq(own, fact))
}

/// The address for programs: absolute if the address of the site is known.
pub fn address(reader: &Reader, url: &str) -> String {
    reader.config().absolute_url(url).unwrap_or_else(|| url.to_owned())
}

/// JSON without what is missing.
pub fn object<const N: usize>(pairs: [(&str, Json); N]) -> Json {
    let filled = pairs.into_iter().filter(|(_, value)| !value.is_null());
    filled.map(|(key, value)| (key.to_owned(), value)).collect::<serde_json::Map<_, _>>().into()
}
