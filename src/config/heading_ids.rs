//! Reads `heading_ids`: in whose manner the ids of headings are made.

use super::names::one_of;
use crate::tables::{Reader, Table};

/// The words for them.
pub const HEADING_IDS: [&str; 3] = ["plain", "github", "kramdown"];

/// In whose manner the ids of headings are made, see [`crate::parse::markdown`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeadingIds {
    /// Lower-case letters without accents, digits and single hyphens.
    #[default]
    Plain,
    Github,
    Kramdown,
}

pub fn heading_ids(reader: &Reader, table: &Table) -> HeadingIds {
    let word = table.get("heading_ids").and_then(|item| reader.text("heading_ids", item));
    let word = word.and_then(|word| one_of(reader, &word, &HEADING_IDS, "a manner of heading ids"));
    match word.as_deref() {
        Some("github") => HeadingIds::Github,
        Some("kramdown") => HeadingIds::Kramdown,
        _ => HeadingIds::Plain,
    }
}
