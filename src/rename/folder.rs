//! A collection or vocabulary as what gets another name.

use crate::model::{Model, Target};

/// A folder of `content/` that site.toml declares, by its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    Collection(usize),
    Vocabulary(usize),
}

impl Folder {
    /// What it is called, and what a setting that names one is.
    pub fn word(self) -> &'static str {
        match self {
            Self::Collection(_) => "collection",
            Self::Vocabulary(_) => "vocabulary",
        }
    }

    /// The table of the settings that it is in.
    pub fn table(self) -> &'static str {
        match self {
            Self::Collection(_) => "collections",
            Self::Vocabulary(_) => "vocabularies",
        }
    }

    pub fn id(self, model: &Model) -> &str {
        match self {
            Self::Collection(c) => &model.config.collections[c].id,
            Self::Vocabulary(v) => &model.config.vocabularies[v].id,
        }
    }

    pub fn target(self) -> Target {
        match self {
            Self::Collection(c) => Target::Collection(c),
            Self::Vocabulary(v) => Target::Vocabulary(v),
        }
    }
}

/// A folder and the name that it shall have.
#[derive(Clone, Copy)]
pub struct Renamed<'a> {
    pub folder: Folder,
    pub old: &'a str,
    pub new: &'a str,
}

/// The folder with this name, path or address.
pub fn find(model: &Model, name: &str) -> Option<Folder> {
    let name = bare(name);
    let collection = model.config.collection(name).map(Folder::Collection);
    collection.or_else(|| model.config.vocabulary(name).map(Folder::Vocabulary))
}

/// A path or address without what says that it is one.
pub fn bare(name: &str) -> &str {
    let path = name.trim_start_matches("./").trim_matches('/');
    path.strip_prefix("content/").unwrap_or(path)
}
