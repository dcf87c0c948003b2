//! The values to filter results by: the terms of a vocabulary, each with the documents that claim it or a narrower
//! term. Where the list of a collection has filters of its own, the places of documents in it.

use super::alphabet::{ascending, number};
use super::documents::{Document, Documents, Kind};
use crate::model::{Model, PageId, TermId};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
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

/// For each document of a collection its place in the collection's list from 1, or 0 if it is not there. In the language
/// of the site, the other languages of entries follow. None if the language has no documents of the collection.
pub fn places(model: &Model, documents: &Documents, c: usize) -> Option<String> {
    let list = &model.graph.order.collections[c];
    let starts = documents.kinds.iter().map(|(_, first)| *first).skip(1);
    let kinds = documents.kinds.iter().zip(starts.chain([documents.all.len()]));
    let own = kinds.filter(|((kind, _), _)| matches!(kind, Kind::Entry(own, _) if *own == c));
    let own = own.flat_map(|((_, first), end)| &documents.all[*first..end]);
    let places: FxHashMap<PageId, u32> = list.iter().copied().zip(1..).collect();
    let (mut out, is_main) = (String::new(), documents.lang == model.config.language);
    for document in own {
        let Document::Page(id) = document else { continue };
        number(places.get(id).copied().unwrap_or_default(), &mut out);
    }
    if is_main {
        let langs: BTreeSet<&str> = list.iter().map(|id| &*model.page(*id).lang).collect();
        for lang in langs.into_iter().filter(|lang| *lang != documents.lang) {
            let _ = write!(out, " {lang}");
        }
    }
    (is_main || !out.is_empty()).then_some(out)
}
