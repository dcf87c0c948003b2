//! What follows from ties and words: lists and their orders, facets, related pages, fingerprints of what others
//! show. After an edit of words it is made again, but for what such an edit leaves alone.

use super::{
    Graph, PageId, Term, Ties, VocabularyTerms, facets, graph, lists, map, matrix, newest, prints,
    related, vocabularies,
};
use crate::parse::{Page, TermFile};
use std::sync::Arc;

/// Terms as they are called.
#[derive(Clone)]
pub struct Named {
    pub files: Vec<Arc<TermFile>>,
    pub terms: Arc<Vec<Term>>,
    pub vocabularies: Arc<Vec<VocabularyTerms>>,
}

/// The graph before an edit, with the pages that are others now. Their ties are the same.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    pub graph: &'a Graph,
    pub edited: &'a [PageId],
}

impl Before<'_> {
    /// Whether terms were called as they are in these vocabularies.
    fn has_names(&self, vocabularies: &Arc<Vec<VocabularyTerms>>) -> bool {
        Arc::ptr_eq(&self.graph.vocabularies, vocabularies)
    }
}

impl Graph {
    /// What follows from ties and words.
    pub(super) fn of(
        ties: Arc<Ties>,
        named: Named,
        pages: &[Arc<Page>],
        shows_related: bool,
        before: Option<Before>,
    ) -> Self {
        let Named { files: term_files, terms, vocabularies } = named;
        let (config, claims) = (&*ties.config, &ties.claims);
        let (collections, ranks) = lists::collections(config, pages);
        let members = lists::members(&terms, claims, &ranks);
        let known =
            facets::Known { config, pages, terms: &terms, vocabularies: &vocabularies, claims };
        let facets = facets::of(&known, &collections);
        let term_prints = prints::terms(config, &terms);
        let faces =
            prints::Faces { config, vocabularies: &vocabularies, claims, terms: &term_prints };
        // A face shows the names of terms, and prose finds its term by any of them.
        let face_prints = match before.filter(|before| before.has_names(&vocabularies)) {
            Some(before) => faces.again(pages, &before.graph.face_prints, before.edited),
            None => faces.of(pages),
        };
        let kin = vocabularies::kin(config, &terms);
        let together = match before {
            Some(before) => before.graph.together.clone(),
            None => Arc::new(lists::together(&terms, &kin, claims, &members)),
        };
        let same_order = before.filter(|before| before.graph.ranks == ranks);
        let related = match same_order {
            Some(before) => before.graph.related.clone(),
            None if shows_related => {
                Arc::new(related::related(pages, &kin, claims, &members, &ranks))
            }
            None => Arc::new(vec![Vec::new(); pages.len()]),
        };
        Self {
            matrices: matrix::of(&known, &collections),
            map: map::of(&known, &collections),
            newest: newest::newest(config, pages, &collections, &ties.publications),
            finding: graph::finding(config, &facets, &collections),
            term_files,
            collections,
            ranks,
            facets,
            members,
            together,
            related,
            face_prints,
            term_prints,
            terms,
            vocabularies,
            ties,
        }
    }
}
