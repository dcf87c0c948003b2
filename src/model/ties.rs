//! Ties: which address belongs to what, which term a claim is of, who refers to whom. Whatever pages and
//! terms are called, and in whatever order they stand, these are the same; so an edit of words shares them.

use super::vocabularies::{Vocabularies, page_ids};
use super::{Inbound, Named, PageClaim, PageId, Parts, Publications, Target, TermId};
use super::{graph, vocabularies};
use crate::config::Config;
use crate::csl::References;
use crate::diagnostics::Span;
use crate::files::Extent;
use crate::parse::{Bibliography, Page};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// How pages, terms, works and files are tied to each other. What it is given by other stages is not among what
/// is remembered of it.
#[derive(Serialize, Deserialize)]
pub struct Ties {
    #[serde(skip)]
    pub config: Arc<Config>,
    #[serde(skip)]
    pub bibliography: Arc<Bibliography>,
    #[serde(skip)]
    pub references: Arc<References>,
    pub publications: Publications,
    pub files: BTreeMap<String, Arc<str>>,
    pub sizes: BTreeMap<String, Extent>,
    pub drafts: BTreeSet<String>,
    pub by_path: HashMap<Arc<str>, PageId>,
    /// The address of everything that is written; see [`super::Model::at`].
    pub(super) by_url: HashMap<String, Target>,
    /// Old addresses, and the pages that keep them alive.
    pub redirects: HashMap<String, PageId>,
    /// What every wikilink's name means: one target, none, or too many.
    pub names: HashMap<String, Vec<Target>>,
    /// By page: its claims with the terms they are of.
    pub claims: Vec<Vec<PageClaim>>,
    /// By collection and by vocabulary: the page of its folder.
    pub collection_pages: Vec<Option<PageId>>,
    pub vocabulary_pages: Vec<Option<PageId>>,
    pub home: Option<PageId>,
    /// By page, by term: who refers to it.
    pub page_inbound: Vec<Vec<Inbound>>,
    pub term_inbound: Vec<Vec<Inbound>>,
    /// By term: the terms whose fields name it, with the field's place.
    pub answers: Vec<Vec<(TermId, usize)>>,
    /// By page: the same page in other languages.
    pub translations: Vec<Vec<PageId>>,
}

impl Ties {
    /// `pages` are sorted by path; `unwritten` are those that no file writes.
    pub(super) fn of(
        parts: Parts,
        pages: &[Arc<Page>],
        unwritten: HashMap<Arc<str>, Span>,
    ) -> (Self, Named) {
        let Parts { config, terms: files, .. } = parts;
        let Vocabularies { mut terms, vocabularies } = vocabularies::of(&config, pages, &files);
        let claims = vocabularies::claims(&config, pages, &vocabularies);
        let publications = Publications::of(&config, pages, &terms, unwritten);
        let places = graph::Places::of(&config, pages, &mut terms);
        let by_path: HashMap<Arc<str>, PageId> =
            page_ids(pages).map(|(id, page)| (page.path.clone(), id)).collect();
        let by_url = graph::by_url(&config, pages, &terms);
        let names = graph::names(&config, pages, &terms);
        let inbound = graph::inbound(&graph::Ends {
            config: &config,
            pages,
            terms: &terms,
            by_path: &by_path,
            by_url: &by_url,
            names: &names,
            publications: &publications,
        });
        let ties = Self {
            redirects: graph::redirects(pages),
            answers: graph::answers(&terms),
            translations: graph::translations(&config, pages),
            home: places.home,
            collection_pages: places.collections,
            vocabulary_pages: places.vocabularies,
            page_inbound: inbound.pages,
            term_inbound: inbound.terms,
            bibliography: parts.bibliography,
            references: parts.references,
            files: parts.files,
            sizes: parts.sizes,
            drafts: parts.drafts,
            config,
            publications,
            by_path,
            by_url,
            names,
            claims,
        };
        (ties, Named { files, terms: Arc::new(terms), vocabularies: Arc::new(vocabularies) })
    }
}
