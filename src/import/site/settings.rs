//! The settings of a generator, of all its files together, as one tree of tables, lists and texts. Hugo's keys may be
//! written in capital or small letters.

use super::front;
use crate::import::input::Input;
use crate::tables::Form;
use serde_json::{Map, Value};

/// The settings of Hugo; Zola's has one of these names, too. Those of a folder may be several files.
pub const HUGO: [&str; 16] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/hugo.yml",
    "config/_default/hugo.json",
    "config/_default/config.toml",
    "config/_default/config.yaml",
    "config/_default/config.yml",
    "config/_default/config.json",
];

const OTHERS: [&str; 6] =
    ["zola.toml", "_config.yml", "_config.yaml", "_config.toml", "_quarto.yml", "_quarto.yaml"];

#[derive(Debug, Default)]
pub struct Settings(Value);

impl Settings {
    pub fn of(inputs: &[Input]) -> Self {
        let mut all = Value::Object(Map::new());
        for input in inputs {
            let is_whole = HUGO.contains(&&*input.path) || OTHERS.contains(&&*input.path);
            let part = part(&input.path);
            if !is_whole && part.is_none() {
                continue;
            }
            let Ok((text, _)) = input.text() else { continue };
            let tree = tree(&input.path, &text);
            let tree =
                part.iter().flatten().rev().fold(tree, |tree, key| {
                    Value::Object(Map::from_iter([((*key).to_owned(), tree)]))
                });
            merge(&mut all, tree);
        }
        Self(all)
    }

    /// What stands at keys with dots between them, whatever case they are written in.
    pub fn get(&self, path: &str) -> Option<&Value> {
        path.split('.').try_fold(&self.0, |tree, key| get(tree, key))
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.get(path)?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The texts of a list, or the one text.
    pub fn texts(&self, path: &str) -> Vec<String> {
        match self.get(path) {
            Some(Value::String(one)) => vec![one.clone()],
            Some(Value::Array(all)) => {
                all.iter().filter_map(|one| Some(one.as_str()?.to_owned())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The entries of a table.
    pub fn table(&self, path: &str) -> impl Iterator<Item = (&String, &Value)> {
        self.get(path).and_then(Value::as_object).into_iter().flatten()
    }
}

/// The value of a key, whatever case it is written in.
pub fn get<'t>(tree: &'t Value, key: &str) -> Option<&'t Value> {
    let table = tree.as_object()?;
    table.get(key).or_else(|| {
        table.iter().find(|(own, _)| own.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    })
}

/// The keys below which the settings of a file in Hugo's folder belong: `languages.en.toml`.
fn part(path: &str) -> Option<Vec<&str>> {
    let name = path.strip_prefix("config/_default/")?;
    let mut words = name.split('.');
    let first = words.next()?;
    let language = words.next().filter(|_| name.matches('.').count() > 1);
    let key = match first {
        "menus" | "menu" => "menu",
        "languages" | "params" | "permalinks" | "frontmatter" | "markup" | "taxonomies" => first,
        _ => return None,
    };
    Some(match language {
        Some(language) if key != "languages" => vec!["languages", language, key],
        Some(language) => vec!["languages", language],
        None => vec![key],
    })
}

fn tree(path: &str, text: &str) -> Value {
    match crate::files::ending(path).as_str() {
        "json" => serde_json::from_str(text).map(of_texts).unwrap_or_default(),
        "toml" => front::tree(text, Form::Toml),
        _ => front::tree(text, Form::Yaml),
    }
}

/// A tree whose numbers and truths are texts, as they are read from YAML.
fn of_texts(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Bool(is) => Value::String(is.to_string()),
        Value::Array(all) => Value::Array(all.into_iter().map(of_texts).collect()),
        Value::Object(all) => {
            Value::Object(all.into_iter().map(|(key, value)| (key, of_texts(value))).collect())
        }
        other => other,
    }
}

/// Puts one tree into another. What is there already stays.
fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                match into.get_mut(&key) {
                    Some(known) => merge(known, value),
                    None => drop(into.insert(key, value)),
                }
            }
        }
        (into @ Value::Null, from) => *into = from,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_folder_are_one() {
        assert_eq!(part("config/_default/menus.de.toml"), Some(vec!["languages", "de", "menu"]));
        assert_eq!(part("config/_default/languages.toml"), Some(vec!["languages"]));
        assert_eq!(part("config/_default/hugo.toml"), None);
        let mut settings =
            Settings(tree("config.json", "{\"Languages\": {\"en\": {\"weight\": 1}}}"));
        merge(&mut settings.0, tree("a.toml", "title = \"A\"\n[[menu.main]]\nname = \"B\"\n"));
        assert_eq!(settings.text("languages.en.weight"), Some("1"));
        assert_eq!(settings.text("Title"), Some("A"));
        assert_eq!(settings.get("menu.main").and_then(Value::as_array).map(Vec::len), Some(1));
    }
}
