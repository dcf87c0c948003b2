//! Builds the model from the parsed files, list by list. Pure: the order of the input does not matter.

use super::lists::page_ids;
use super::vocabularies::Vocabularies;
use super::{Graph, Model, PageId, Parts, Publications};
use super::{facets, links, lists, map, matrix, newest, publications, related, vocabularies};
use crate::diagnostics::Span;
use crate::parse::Page;
use std::collections::HashMap;
use std::sync::Arc;

impl Model {
    /// Builds the model. `graph` may be passed if it was built from the same input before.
    pub fn of(mut parts: Parts, graph: Option<Graph>) -> Self {
        let unwritten = publications::complete(
            &parts.config,
            &parts.bibliography,
            &parts.terms,
            &mut parts.pages,
        );
        let mut pages = std::mem::take(&mut parts.pages);
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        let (config, bibliography) = (parts.config.clone(), parts.bibliography.clone());
        let term_files = parts.terms.clone();
        let graph = graph.unwrap_or_else(|| build(parts, &pages, unwritten));
        Self { pages, config, bibliography, term_files, graph: Arc::new(graph) }
    }

    /// The model with some pages replaced. The caller ensures that these are local edits.
    pub fn with_pages(&self, edited: Vec<(PageId, Arc<Page>)>) -> Self {
        let mut model = self.clone();
        for (id, page) in edited {
            let page = publications::completed(&self.config, &self.bibliography, page);
            model.pages[id.0 as usize] = page;
        }
        model
    }
}

/// `pages` are sorted by path; `unwritten` are those without a file.
fn build(parts: Parts, pages: &[Arc<Page>], unwritten: HashMap<Arc<str>, Span>) -> Graph {
    let config = &*parts.config;
    let Vocabularies { mut terms, vocabularies } = vocabularies::of(config, pages, &parts.terms);
    let claims = vocabularies::claims(config, pages, &vocabularies);
    let publications = Publications::of(config, pages, &terms, unwritten);
    let places = links::Places::of(config, pages, &mut terms);
    let by_path: HashMap<Arc<str>, PageId> =
        page_ids(pages).map(|(id, page)| (page.path.clone(), id)).collect();
    // Who refers to whom and what is listed where do not depend on each other, and each takes its time.
    let links = || {
        let by_url = links::by_url(config, pages, &terms);
        let names = links::names(config, pages, &terms);
        let inbound = links::inbound(&links::Ends {
            config,
            pages,
            terms: &terms,
            by_path: &by_path,
            by_url: &by_url,
            names: &names,
            publications: &publications,
        });
        (by_url, names, inbound)
    };
    let lists = || {
        let (collections, ranks) = lists::collections(config, pages);
        let members = lists::members(&terms, &claims, &ranks);
        let kin = vocabularies::kin(config, &claims);
        let related = match parts.shows_related {
            true => related::related(&kin, &members, &ranks),
            false => vec![Vec::new(); pages.len()],
        };
        let together = lists::together(&terms, &kin, &members);
        (collections, ranks, members, related, together)
    };
    let ((by_url, names, inbound), (collections, ranks, members, related, together)) =
        rayon::join(links, lists);
    let known = facets::Known {
        config,
        pages,
        terms: &terms,
        vocabularies: &vocabularies,
        claims: &claims,
    };
    let browsing = || {
        let newest = newest::newest(config, pages, &collections, &publications);
        (matrix::of(&known, &collections), map::of(&known, &collections), newest)
    };
    let (facets, (matrices, map, newest)) =
        rayon::join(|| facets::of(&known, &collections), browsing);
    Graph {
        matrices,
        map,
        newest,
        browse: links::browse(config, &facets, &collections),
        together,
        related,
        redirects: links::redirects(pages),
        answers: links::answers(&terms),
        translations: links::translations(config, pages),
        home: places.home,
        collection_pages: places.collections,
        vocabulary_pages: places.vocabularies,
        page_inbound: inbound.pages,
        term_inbound: inbound.terms,
        files: parts.files,
        sizes: parts.sizes,
        drafts: parts.drafts,
        draft_uses: parts.draft_uses,
        draft_folders: parts.draft_folders,
        collections,
        ranks,
        facets,
        members,
        publications,
        by_path,
        by_url,
        names,
        claims,
        terms,
        vocabularies,
    }
}
