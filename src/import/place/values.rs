//! Small values of front matter as TOML.

use crate::import::mapping::written::quoted;
use crate::parse::dates::Date;
use crate::tables::loose;

/// A list of texts.
pub fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A date; only a month needs quotation marks.
pub fn toml_date(date: Date) -> String {
    loose::as_toml(&date.iso())
}
