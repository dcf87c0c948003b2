//! Custom fields: what people and plugins store beside a post.

use super::content::Pictures;
use super::item::Item;
use super::languages::WPML;
use crate::import::imported::{Entry, Lost};
use std::collections::BTreeMap;

/// Fields in which page builders keep the text of a page, which the post itself then does not have.
const BUILDERS: [(&str, &str); 6] = [
    ("_elementor_data", "Elementor"),
    ("_fl_builder_data", "Beaver Builder"),
    ("_bricks_page_content_2", "Bricks"),
    ("ct_builder_json", "Oxygen"),
    ("_themify_builder_settings_json", "Themify"),
    ("panels_data", "SiteOrigin"),
];

/// The custom fields of an item. Those of plugins begin with `_`; they are counted in `of_plugins`.
pub fn values(
    item: &Item,
    pictures: &Pictures,
    lost: &mut Lost,
    of_plugins: &mut BTreeMap<String, usize>,
) -> Vec<Entry> {
    let mut values: BTreeMap<String, Entry> = BTreeMap::new();
    lost.extend(item.strange.iter().map(|key| ("stored list", format!("the field `{key}`"))));
    for (key, value) in &item.fields {
        let value = value.trim();
        let builder = BUILDERS.iter().find(|(own, _)| own == key).filter(|_| value.len() > 2);
        if let Some((_, builder)) = builder {
            lost.push(("page builder", format!("{builder} keeps its text in `{key}`")));
        } else if key == "_thumbnail_id" {
            let Some((address, alt)) = pictures.get(value) else {
                lost.push(("picture of a page", format!("number {value} is not in the export")));
                continue;
            };
            let both = vec![address.clone(), alt.clone()];
            let key = "featured_image".to_owned();
            values.insert(key.clone(), Entry { key, values: both, many: false });
        } else if key.starts_with('_') && !key.starts_with(WPML) && !value.is_empty() {
            *of_plugins.entry(key.clone()).or_default() += 1;
        } else if key.starts_with('_') || key == "footnotes" || value.is_empty() {
        } else if is_serialized(value) {
            lost.push(("stored list", format!("the field `{key}`")));
        } else {
            push(&mut values, key, value);
        }
    }
    values.into_values().collect()
}

/// Whether PHP wrote a value as one of its own lists or objects.
fn is_serialized(value: &str) -> bool {
    ["a:", "O:", "s:"].iter().any(|sign| value.starts_with(sign)) && value.ends_with(['}', ';'])
}

fn push(values: &mut BTreeMap<String, Entry>, key: &str, value: &str) {
    match values.get_mut(key) {
        Some(entry) => {
            entry.values.push(value.to_owned());
            entry.many = true;
        }
        None => drop(values.insert(key.to_owned(), Entry::one(key, value))),
    }
}
