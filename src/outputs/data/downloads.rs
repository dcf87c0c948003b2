//! The links by which readers download what a document shows.

use super::datasets::{Dataset, of_collection, of_vocabulary};
use crate::outputs::declare::{Text, Url, list, view};
use crate::outputs::reader::Reader;
use tera::Value;

view! {
    /// A file to download.
    struct Download {
        label: Text => "its form: `Excel`, `CSV`",
        name: Text => "its name",
        url: Url,
    }
}

/// The main files of a collection; empty if the site has no tables.
pub fn of_list(reader: &Reader, c: usize) -> Value {
    let is_there = reader.config().data.tables && reader.length(c as u32) > 0;
    list(is_there.then(|| of_collection(reader.config(), c)).iter().flat_map(views))
}

/// The files of a vocabulary.
pub fn of_terms(reader: &Reader, v: usize) -> Value {
    let is_there = reader.config().data.vocabularies && !reader.vocabulary(v as u32).is_empty();
    list(is_there.then(|| of_vocabulary(reader.config(), v)).iter().flat_map(views))
}

pub fn views<'a>(dataset: &Dataset) -> Vec<Download<'a>> {
    let view = |file: &super::datasets::File| {
        let stem = file.name.split('.').next().unwrap_or_default();
        // Another table than the first one is named.
        let label = match stem.strip_prefix(&format!("{}-", dataset.id)) {
            Some(part) => format!("{part} ({})", file.form.word),
            None => file.form.word.to_owned(),
        };
        Download { label: label.into(), name: file.name.clone().into(), url: file.url().into() }
    };
    dataset.files.iter().map(view).collect()
}
