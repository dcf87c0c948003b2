//! Reads `[data]`: which files for other programs the site has. Without the table there are none, so that a site
//! without readers for them builds as fast as it can; with it there are all but those that it turns off.

use super::identifiers;
use super::settings::{Config, DataSettings};
use crate::tables::{Reader, Table};

pub fn settings(reader: &Reader, table: &Table, _: &Config) -> DataSettings {
    const EXAMPLE: &str = "{ tables = true, pages = true, vocabularies = true, schema_org = true }";
    let item = table.get("data");
    let Some(table) = item.and_then(|item| reader.table("data", item, EXAMPLE)) else {
        return DataSettings::default();
    };
    let part =
        |key: &str| table.get(key).and_then(|item| reader.boolean(key, item)).unwrap_or(true);
    let text = |key: &str| table.get(key).and_then(|item| reader.text(key, item));
    let settings = DataSettings {
        tables: part("tables"),
        pages: part("pages"),
        vocabularies: part("vocabularies"),
        schema_org: part("schema_org"),
        doi: identifiers::doi(reader, text("doi")),
    };
    reader.unknown_keys(&table, "[data]");
    settings
}
