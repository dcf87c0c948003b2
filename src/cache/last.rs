//! How the last build of a folder ended: with this, a build to which nothing is new is known to be one
//! without any file being read.

use super::findings::Finding;
use crate::diagnostics::{Diagnostic, Rule};
use crate::fingerprint::Fingerprint;
use crate::sources::Stamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a build ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Last {
    /// What was built: the stamps of all files and what was wished. None if a file was too young to be
    /// known by its stamp, or if the build was not finished.
    pub inputs: Option<Fingerprint>,
    pub pages: usize,
    /// The files that were written, with their stamps and the fingerprints of their bytes.
    pub stamps: BTreeMap<String, (Stamp, Fingerprint)>,
    findings: Vec<Finding>,
}

impl Last {
    /// A build of these inputs, with what was found in them.
    pub fn of(
        inputs: Option<Fingerprint>,
        pages: usize,
        stamps: BTreeMap<String, (Stamp, Fingerprint)>,
        found: &[Diagnostic],
    ) -> Self {
        Self { inputs, pages, stamps, findings: found.iter().map(Finding::of).collect() }
    }

    /// What was found; none if that can't be said any more.
    pub fn found(&self, rules: &[&'static Rule]) -> Option<Vec<Diagnostic>> {
        self.findings.iter().map(|found| found.clone().restored(rules)).collect()
    }
}
