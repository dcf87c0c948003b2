//! Front matter as TOML: its lines, and small values.

use crate::import::mapping::written::{key, quoted};
use crate::parse::dates::Date;
use crate::tables::loose;
use std::collections::BTreeSet;

/// A list of texts.
pub fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A date; only a month needs quotation marks.
pub fn toml_date(date: Date) -> String {
    loose::as_toml(&date.iso())
}

/// Lines of front matter. Of two values with one key the first is written, since TOML takes no key twice.
#[derive(Default)]
pub struct Lines {
    pub text: String,
    keys: BTreeSet<String>,
    /// The keys and values that came too late.
    pub twice: Vec<(String, String)>,
}

impl Lines {
    pub fn put(&mut self, name: &str, value: String) {
        if self.keys.insert(name.to_owned()) {
            self.text += &format!("{} = {value}\n", key(name));
        } else {
            self.twice.push((name.to_owned(), value));
        }
    }
}
