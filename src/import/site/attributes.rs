//! The named values of a shortcode: `src="a.png" width=50%`.

use std::collections::BTreeMap;

pub fn attributes(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut rest = text;
    while let Some(at) = rest.find('=') {
        let is_in_key = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let key = rest[..at].trim_end();
        let start = key
            .rfind(|c: char| !is_in_key(c))
            .map_or(0, |at| at + key[at..].chars().next().map_or(1, char::len_utf8));
        let key = key[start..].to_owned();
        let value = rest[at + 1..].trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'' | '`')) => {
                let inner = &value[1..];
                let end = inner.find(quote).unwrap_or(inner.len());
                (&inner[..end], inner.get(end + 1..).unwrap_or_default())
            }
            _ => value.split_at(value.find([' ', ',', '>', '}', ')']).unwrap_or(value.len())),
        };
        if !key.is_empty() {
            found.insert(key, value.to_owned());
        }
        rest = after;
    }
    found
}
