//! What settings of Hugo and Zola say of the addresses of pages.

use super::front;
use crate::tables::Form;

/// The languages that settings of Hugo and Zola have a table for, and the main one.
pub fn languages(settings: &[(&str, String)]) -> Vec<String> {
    const MAIN: [&str; 3] = ["defaultContentLanguage", "default_language", "languageCode"];
    let mut found = Vec::new();
    for (path, text) in settings {
        let form = if path.ends_with(".toml") { Form::Toml } else { Form::Yaml };
        for entry in front::table(text, form).0 {
            let own = entry.key.strip_prefix("languages.").and_then(|rest| rest.split('.').next());
            let main = entry.values.first().filter(|_| MAIN.contains(&&*entry.key));
            found.extend(own.map(str::to_owned));
            found.extend(main.and_then(|tag| tag.split(['-', '_']).next()).map(str::to_lowercase));
        }
        // A table of TOML may be empty.
        let heads = text.lines().filter_map(|line| line.trim().strip_prefix("[languages."));
        found.extend(heads.filter_map(|rest| rest.split([']', '.']).next()).map(str::to_owned));
    }
    found.sort();
    found.dedup();
    found
}

/// The patterns that settings of Hugo have for types of pages.
pub fn permalinks(settings: &[(&str, String)]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, text) in settings {
        let form = if path.ends_with(".toml") { Form::Toml } else { Form::Yaml };
        for entry in front::table(text, form).0 {
            let Some(kind) = entry.key.strip_prefix("permalinks.") else { continue };
            let kind = kind.strip_prefix("page.").unwrap_or(kind).to_owned();
            found.extend(entry.values.into_iter().next().map(|pattern| (kind, pattern)));
        }
    }
    found
}
