//! The files of a theme as they are read, and the templates that they make.

use crate::hash::Hash;
use crate::sources::Source;

/// A template with all templates that it is built from.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    pub hash: Hash,
    /// The names that it reads from its context.
    pub names: Vec<String>,
    /// The files that it is built from: itself first, components and cards last.
    pub files: Vec<String>,
}

impl Chain {
    /// Whether it reads a name.
    pub fn reads(&self, name: &str) -> bool {
        self.names.iter().any(|read| read == name)
    }
}

/// A file of a theme: its name within the folder, the theme's index in the lineage, and the file.
pub(crate) struct ThemeFile<'s> {
    pub name: &'s str,
    pub theme: &'s str,
    pub source: &'s Source,
}
