//! Reads `[bibliography]`: the style of references, and the collection with a page for every work.

use super::names::one_of;
use super::settings::{BibliographySettings, Config};
use crate::tables::{Reader, Table};

pub fn settings(reader: &Reader, table: &Table, config: &Config) -> BibliographySettings {
    const EXAMPLE: &str = "{ style = \"ieee\", collection = \"publications\" }";
    let item = table.get("bibliography");
    let Some(table) = item.and_then(|item| reader.table("bibliography", item, EXAMPLE)) else {
        return BibliographySettings::default();
    };
    let text = |key: &str| table.get(key).and_then(|item| reader.text(key, item));
    let known: Vec<&str> = config.collections.iter().map(|c| c.id.as_str()).collect();
    let collection = text("collection")
        .and_then(|name| one_of(reader, &name, &known, "a collection"))
        .and_then(|name| config.collection(&name));
    let settings = BibliographySettings { style: text("style"), collection };
    reader.unknown_keys(&table, "[bibliography]");
    settings
}
