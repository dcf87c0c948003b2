//! Reads `share_images`: what has a picture of its own, which other sites show beside a link.

use super::names::one_of;
use super::settings::ShareImages;
use crate::tables::{Reader, Table};

/// The words for what can have one.
pub const SHARED: [&str; 4] = ["site", "collections", "countries", "pages"];

pub fn share_images(reader: &Reader, table: &Table) -> ShareImages {
    let Some(item) = table.get("share_images") else { return ShareImages::default() };
    let words = reader.texts("share_images", item);
    let words = words.iter().filter_map(|word| one_of(reader, word, &SHARED, WHAT));
    let words: Vec<String> = words.collect();
    let has = |name: &str| words.iter().any(|word| word == name);
    ShareImages {
        site: has("site"),
        collections: has("collections"),
        countries: has("countries"),
        pages: has("pages"),
    }
}

const WHAT: &str = "something that can have a share image";
