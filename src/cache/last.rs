//! How the last build of a folder ended: with this, a build to which nothing is new is known to be one
//! without any file being read, and one to which little is new need not look at the rest.

use super::findings::Finding;
use crate::diagnostics::{Diagnostic, Rule};
use crate::fingerprint::Fingerprint;
use crate::sources::{File, Sources, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a build ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Last {
    /// What was built: the stamps of all files and what was wished. None if a file was too young to be
    /// known by its stamp, or if the build was not finished.
    pub inputs: Option<Fingerprint>,
    /// What was wished, and which files there were, whatever is in them. None if some could not be looked at.
    pub asked: Option<Fingerprint>,
    /// The stamps of all files, in their order.
    pub sources: Vec<Option<Stamp>>,
    pub pages: usize,
    /// The files that were written, with their stamps and the fingerprints of their bytes.
    pub stamps: BTreeMap<String, (Stamp, Fingerprint)>,
    /// The fingerprint of the manifest.
    pub manifest: Fingerprint,
    /// By what the build is known that remembered the graph; see [`super::Cache::graph`].
    pub graph: Fingerprint,
    pub findings: Vec<Finding>,
}

impl Last {
    /// What was found; none if that can't be said any more.
    pub fn found(&self, rules: &[&'static Rule]) -> Option<Vec<Diagnostic>> {
        self.findings.iter().map(|found| found.clone().restored(rules)).collect()
    }

    /// The files that may be others than they were then; none if some came or went, or if something else was
    /// asked for.
    pub fn changed<'s>(
        &self,
        sources: &'s Sources,
        asked: Option<Fingerprint>,
    ) -> Option<Vec<&'s File>> {
        if asked.is_none() || asked != self.asked || sources.files.len() != self.sources.len() {
            return None;
        }
        let files = sources.files.iter().zip(&self.sources);
        Some(files.filter(|(file, then)| !file.is_as(**then)).map(|(file, _)| file).collect())
    }
}
