//! How the last build of a folder ended: with this, a build to which nothing is new is known to be one
//! without any file being read.

use super::stored::StoredDiagnostic;
use crate::diagnostics::{Diagnostic, Rule};
use crate::hash::Hash;
use crate::write::Stamps;
use serde::{Deserialize, Serialize};

/// How a build ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Last {
    /// What was built: the stamps of all files and the options. None if a file was too young to be known by
    /// its stamp.
    pub inputs: Option<Hash>,
    pub pages: usize,
    /// The files that were written, with their stamps and the hashes of their bytes.
    pub stamps: Stamps,
    pub diagnostics: Vec<StoredDiagnostic>,
}

impl Last {
    /// What was said; none if that can't be said any more.
    pub fn diagnostics(&self, rules: &[&'static Rule]) -> Option<Vec<Diagnostic>> {
        self.diagnostics.iter().map(|stored| stored.clone().restored(rules)).collect()
    }
}
