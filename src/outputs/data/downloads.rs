//! The links by which readers download what a document shows.

use super::datasets::{Content, Dataset, File, of_collection, of_vocabulary};
use crate::config::Config;
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
    let config = reader.config();
    let dataset = is_there.then(|| of_collection(config, c));
    list(dataset.iter().flat_map(|dataset| views(config, dataset)))
}

/// The files of a vocabulary.
pub fn of_terms(reader: &Reader, v: usize) -> Value {
    let is_there = reader.config().data.vocabularies && !reader.vocabulary(v as u32).is_empty();
    let config = reader.config();
    let dataset = is_there.then(|| of_vocabulary(config, v));
    list(dataset.iter().flat_map(|dataset| views(config, dataset)))
}

pub fn views<'a>(config: &'a Config, dataset: &Dataset) -> Vec<Download<'a>> {
    let view = |file: &File| {
        // Another table than the first one is named.
        let label = match file.holds {
            Content::Records(c, record) => {
                let field = &config.collections[c].fields[record];
                format!("{} ({})", field.label.get(&config.language), file.form.word)
            }
            _ => file.form.word.to_owned(),
        };
        Download { label: label.into(), name: file.name.clone().into(), url: file.url().into() }
    };
    dataset.files.iter().map(view).collect()
}
