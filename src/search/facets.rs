//! The values to filter results by: the terms of a vocabulary, each with the documents that claim it or a narrower
//! term.

use super::alphabet::ascending;
use crate::model::{Model, TermId};
use rustc_hash::FxHashMap;
use std::fmt::Write;

/// The lines of a vocabulary: id, depth in the hierarchy, documents and label of each term in use; none if no document
/// has a term of it.
pub fn facet(
    model: &Model,
    vocabulary: usize,
    lang: &str,
    documents: &FxHashMap<TermId, Vec<u32>>,
) -> Option<String> {
    let terms = &model.graph.concepts.vocabularies[vocabulary].terms;
    let mut lines = String::new();
    let mut due: Vec<TermId> = terms.iter().rev().copied().collect();
    due.retain(|id| model.term(*id).broader.is_none());
    while let Some(id) = due.pop() {
        due.extend(model.term(id).narrower.iter().rev());
        let Some(documents) = documents.get(&id) else { continue };
        let term = model.term(id);
        let depth = model.ancestors(id).len();
        // Writing to memory cannot fail.
        let _ = write!(lines, "{}\t{depth}\t", term.entry.id.value);
        ascending(documents.iter().copied(), &mut lines);
        let label = term.entry.label.get(lang).replace(['\t', '\n'], " ");
        let _ = writeln!(lines, "\t{label}");
    }
    (!lines.is_empty()).then_some(lines)
}
