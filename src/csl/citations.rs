//! Formatted citations of pages, by the hash of what they are made from.

use crate::content_hash::content_hash;
use crate::hash::{Hash, Hasher};
use crate::parse::item::Item;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The citations of the pages of a site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Citations {
    /// The hash of the style.
    pub style: Hash,
    pub(super) pages: BTreeMap<Hash, String>,
}

impl Citations {
    /// The citation of a page as HTML; none if it is not formatted.
    pub fn get(&self, lang: &str, item: &Item) -> Option<&str> {
        self.pages.get(&key(self.style, lang, item)).map(String::as_str)
    }
}

pub(super) fn key(style: Hash, lang: &str, item: &Item) -> Hash {
    let mut hasher = Hasher::new("citation 2");
    hasher.hash(style).text(lang).hash(content_hash(item, &())).finish()
}
