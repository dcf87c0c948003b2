//! Reads `[search]`: how much the pages of collections and the terms of vocabularies count among results.

use super::settings::{Config, SearchSettings};
use crate::diagnostics::rules::BAD_SETTING;
use crate::diagnostics::{Spot, near};
use crate::tables::{Reader, Table};

pub fn settings(reader: &Reader, table: &Table, config: &Config) -> SearchSettings {
    const EXAMPLE: &str = "{ weights = { pilots = 1.2 } }";
    let mut settings = SearchSettings::default();
    let item = table.get("search");
    let Some(table) = item.and_then(|item| reader.table("search", item, EXAMPLE)) else {
        return settings;
    };
    let weight = |key: &str, item| {
        let weight = reader.number(key, item, "0.8")?;
        if (0.01..=100.0).contains(&weight) {
            return Some(weight);
        }
        let message = format!("`{key}` is {weight}, but a weight is from 0.01 to 100");
        let help = "1 is the usual weight; what counts less comes later among the results";
        reader.add(BAD_SETTING.at(reader.path, reader.span_of(item), message).help(help));
        None
    };
    if let Some(bare) = table.get("bare_works").and_then(|item| weight("bare_works", item)) {
        settings.bare_works = bare;
    }
    let weights = table.get("weights").and_then(|i| reader.table("weights", i, "{ pilots = 1.2 }"));
    let collections = config.collections.iter().map(|collection| &*collection.id);
    let vocabularies = config.vocabularies.iter().map(|vocabulary| &*vocabulary.id);
    let known: Vec<&str> = collections.chain(vocabularies).collect();
    for (name, span, item) in weights.iter().flat_map(Table::entries) {
        if known.contains(&name) {
            settings.weights.extend(weight(name, item).map(|weight| (name.to_owned(), weight)));
            continue;
        }
        let span = reader.file_span(&span);
        let message = format!("there is no collection and no vocabulary `{name}`");
        let spot = Spot::verbatim(span.clone());
        let problem = BAD_SETTING.at(reader.path, span, message);
        reader.add(problem.meant(near(name, known.iter().copied()), Some(spot)));
    }
    reader.unknown_keys(&table, "[search]");
    settings
}
