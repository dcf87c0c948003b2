//! How the last build into a folder ended. With it a build can tell that nothing changed without reading any file.

use super::stored::StoredDiagnostic;
use crate::diagnostics::{Diagnostic, Rule};
use crate::hash::Hash;
use crate::write::Stamps;
use serde::{Deserialize, Serialize};

/// The result of a build.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Last {
    /// The hash of all file stamps and of the options. None if a file is too recent for its stamp to be trusted.
    pub inputs: Option<Hash>,
    pub pages: usize,
    /// The written files, with their stamps and hashes.
    pub stamps: Stamps,
    pub diagnostics: Vec<StoredDiagnostic>,
}

impl Last {
    /// The diagnostics; none if a rule no longer exists.
    pub fn diagnostics(&self, rules: &[&'static Rule]) -> Option<Vec<Diagnostic>> {
        self.diagnostics.iter().map(|stored| stored.clone().restored(rules)).collect()
    }
}
