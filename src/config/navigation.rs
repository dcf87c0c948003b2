//! Reads what leads readers through the site: the entries of the menu and of the footer, the doorways of the home page,
//! and whom readers write to.

use super::addresses::is_web_address;
use super::labels::Labels;
use super::names::{known_vocabulary, one_of};
use super::settings::{Config, Contact, NavigationItem, NavigationTarget};
use crate::diagnostics::rules::BAD_SETTING;
use crate::tables::{Item, Located, Reader, Table};
use toml::de::DeValue;

/// The entries at `key`, a list of tables.
pub fn navigation(
    reader: &Reader,
    table: &Table,
    key: &str,
    config: &Config,
) -> Vec<NavigationItem> {
    const EXAMPLE: &str = "[{ label = \"Pilots\", page = \"pilots/index.md\" }]";
    let Some(item) = table.get(key) else { return Vec::new() };
    let DeValue::Array(items) = item.get_ref() else {
        reader.wrong_type(key, item, "a list of tables", EXAMPLE);
        return Vec::new();
    };
    items.iter().filter_map(|item| navigation_item(reader, item, config)).collect()
}

fn navigation_item(reader: &Reader, item: Item, config: &Config) -> Option<NavigationItem> {
    let table = reader.table("navigation", item, "")?;
    let label = table.get("label").and_then(|i| Labels::read(reader, "label", i, &config.language));
    let page = table.get("page").and_then(|i| reader.text("page", i));
    let vocabulary = table.get("vocabulary").and_then(|i| reader.text("vocabulary", i));
    let collection = table.get("collection").and_then(|i| reader.text("collection", i));
    reader.unknown_keys(&table, "a navigation entry");
    if label.is_none() {
        reader.missing(table.span.clone(), "a navigation entry", "label", "\"Pilots\"");
    }
    let (target, span) = match (page, vocabulary, collection) {
        (Some(page), _, _) => (NavigationTarget::Page(page.value), page.span),
        (None, None, Some(id)) => {
            let known: Vec<&str> = config.collections.iter().map(|c| c.id.as_str()).collect();
            (NavigationTarget::Collection(one_of(reader, &id, &known, "a collection")?), id.span)
        }
        (None, Some(id), _) => {
            known_vocabulary(reader, &id, config.vocabularies.iter().map(|v| v.id.as_str()))?;
            (NavigationTarget::Vocabulary(id.value), id.span)
        }
        (None, None, None) => {
            reader.missing(table.span.clone(), "a navigation entry", "page", "\"pilots/index.md\"");
            return None;
        }
    };
    Some(NavigationItem { label: label?, target, span })
}

/// The doorways of the home page. Each is a vocabulary, because it shows the most used terms.
pub fn doorways(reader: &Reader, table: &Table, config: &Config) -> Vec<NavigationItem> {
    let mut all = navigation(reader, table, "doorways", config);
    all.retain(|item| {
        let is_vocabulary = matches!(item.target, NavigationTarget::Vocabulary(_));
        if !is_vocabulary {
            let message = "a doorway leads to a vocabulary";
            let help = "write it like this: { label = \"My problem\", vocabulary = \"barriers\" }";
            reader.add(BAD_SETTING.at(reader.path, item.span.clone(), message).help(help));
        }
        is_vocabulary
    });
    all
}

/// The value of `contact`: a page of the site, or an address.
pub fn contact(reader: &Reader, to: Located<String>) -> Option<Contact> {
    if to.value.ends_with(".md") {
        return Some(Contact::Page(to));
    }
    let is_mail = to.value.strip_prefix("mailto:").is_some_and(|name| name.contains('@'));
    if is_mail || is_web_address(&to.value) {
        return Some(Contact::Address(to.value));
    }
    let message = format!("`{}` is neither a page nor an address", to.value);
    let help =
        "write it like this: \"contact.md\", \"https://example.org/contact\" or \"mailto:…@…\"";
    reader.add(BAD_SETTING.at(reader.path, to.span, message).help(help));
    None
}
