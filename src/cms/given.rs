//! What the settings of the CMS follow from: the model, and the files of the content as the CMS would read them.

use super::backend::Backend;
use super::values;
use super::yaml::Node;
use crate::config::Config;
use crate::model::Model;
use toml::Value;

/// A file of the content as the CMS would read it.
pub struct Source {
    pub path: String,
    /// Its front matter, or all of a `terms.toml`.
    pub data: Value,
    pub is_yaml: bool,
    pub has_comments: bool,
}

impl Source {
    /// Whether it has front matter without a key.
    pub fn is_bare(&self) -> bool {
        !self.is_yaml && self.data.as_table().is_some_and(|table| table.is_empty())
    }
}

/// What the settings follow from.
pub struct Given<'a> {
    pub model: &'a Model,
    /// Sorted by path.
    pub sources: &'a [Source],
    pub backend: Option<&'a Backend>,
    /// The folder of the repository inside of the git repository; empty if they are the same.
    pub folder: &'a str,
}

impl Given<'_> {
    /// A path from the top of the git repository, as the CMS sees it.
    pub fn path(&self, path: &str) -> String {
        if self.folder.is_empty() { path.to_owned() } else { format!("{}/{path}", self.folder) }
    }

    pub fn config(&self) -> &Config {
        &self.model.config
    }
}

/// What the CMS would lose of a file when it saves it.
pub fn lost(source: &Source, fields: &[Node]) -> Vec<String> {
    let path = &source.path;
    if source.is_yaml {
        return vec![format!(
            "{path}: its front matter is YAML; leave it alone in the CMS, or write it in TOML"
        )];
    }
    let mut all: Vec<String> = values::losses(&source.data, fields)
        .iter()
        .map(|loss| format!("{path}: when it is saved in the CMS, it loses {loss}"))
        .collect();
    if source.is_bare() && fields.len() > 1 {
        all.push(format!("{path}: leave it alone in the CMS until its front matter has a key"));
    }
    if source.has_comments {
        all.push(format!("{path}: when it is saved in the CMS, it loses its comments"));
    }
    all
}
