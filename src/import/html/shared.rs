//! What the handlers share: what is known of the text, what could not be said, and small pieces of Markdown.

use crate::parse::markdown::scheme;
use htmd::Element;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What handlers know of the text, and what they could not say. Handlers have to be `Sync`.
#[derive(Clone, Default)]
pub struct Shared(Arc<Mutex<Notes>>);

#[derive(Default)]
pub struct Notes {
    pub left_out: Vec<(&'static str, String)>,
    /// The ids of footnotes, and their numbers.
    pub footnotes: BTreeMap<String, usize>,
    /// Whether the text has a heading of the first level, so that all move down by one.
    pub has_h1: bool,
}

impl Shared {
    pub fn get(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn leave_out(&self, kind: &'static str, what: impl Into<String>) {
        self.get().left_out.push((kind, what.into()));
    }
}

/// The value of an attribute.
pub fn attribute(element: &Element, name: &str) -> Option<String> {
    let attribute = element.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    Some(attribute.value.trim().to_owned())
}

/// Whether following an address runs what it says. Browsers drop tabs and line breaks in it, and so does [`scheme`].
pub fn runs(address: &str) -> bool {
    let scheme = scheme(address);
    scheme.is_some_and(|scheme| matches!(&*scheme, "javascript" | "vbscript" | "data"))
}

/// Several paragraphs' worth of Markdown as a block of its own.
pub fn block(text: &str) -> String {
    match text.trim() {
        "" => String::new(),
        text => format!("\n\n{text}\n\n"),
    }
}

/// Markdown on one line.
pub fn on_one_line(text: &str) -> String {
    let text = text.replace("\\\n", " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
