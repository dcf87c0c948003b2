//! Ids: indices into the lists of one model, and their translation to another model.

use crate::model::{PageId, TermId};
use crate::search::index::ShardId;
use serde::{Deserialize, Serialize};

/// A work, by its index among the works.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct WorkId(pub u32);
/// A published file, by its index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct FileId(pub u32);
/// The name in a wikilink, by its index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct NameId(pub u32);

/// The subject of a thing, for explanations.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Id {
    Page(PageId),
    Term(TermId),
    Work(WorkId),
    File(FileId),
    Name(NameId),
}

/// Translates the ids of an earlier build; none for what no longer exists.
#[derive(Default)]
pub struct Renumbering {
    pub pages: Vec<Option<u32>>,
    pub terms: Vec<Option<u32>>,
    pub works: Vec<Option<u32>>,
    pub files: Vec<Option<u32>>,
    pub names: Vec<Option<u32>>,
}

/// A part of the name of a thing.
pub trait Part: Sized {
    fn renumbered(self, new: &Renumbering) -> Option<Self>;

    fn id(self) -> Option<Id> {
        None
    }
}

impl Part for u32 {
    fn renumbered(self, _: &Renumbering) -> Option<Self> {
        Some(self)
    }
}

impl Part for ShardId {
    fn renumbered(self, _: &Renumbering) -> Option<Self> {
        Some(self)
    }
}

macro_rules! ids {
    ($($Id:ident $table:ident $Kind:ident),*) => {
        $(impl Part for $Id {
            fn renumbered(self, new: &Renumbering) -> Option<Self> {
                new.$table.get(self.0 as usize).copied().flatten().map(Self)
            }

            fn id(self) -> Option<Id> {
                Some(Id::$Kind(self))
            }
        })*
    };
}
ids!(PageId pages Page, TermId terms Term, WorkId works Work, FileId files File, NameId names Name);
