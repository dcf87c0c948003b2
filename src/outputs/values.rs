//! The values of the things that views can read, where they are not parts of the model as they stand.

use super::ids::WorkId;
use super::inputs::Inputs;
use crate::config::{Author, Licence};
use crate::hash::{Hash, Hasher};
use crate::model::{self, PageId, Term, TermId};
use crate::parse::bibliography::Work;
use crate::parse::dates::Date;
use crate::parse::page::Page;
use serde::Serialize;

/// What other pages show of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Face<'a> {
    pub url: &'a str,
    pub lang: &'a str,
    pub title: &'a str,
    pub summary: Option<&'a str>,
    pub date: Option<Date>,
    /// The index of its collection, or of the vocabulary whose term it describes.
    pub collection: Option<usize>,
    pub vocabulary: Option<usize>,
    /// The terms on its card.
    pub tags: Vec<TermId>,
}

/// What a feed shows of a page besides its face.
#[derive(Clone, Debug, Serialize)]
pub struct News<'a> {
    pub moment: Option<Date>,
    pub authors: &'a [Author],
}

/// Who wrote a page, when it was last reviewed, and on which terms: what data files say besides its face.
#[derive(Clone, Debug, Serialize)]
pub struct Imprint<'a> {
    pub updated: Option<Date>,
    pub authors: &'a [Author],
    pub licence: Option<&'a Licence>,
    pub project: Option<&'a str>,
}

pub fn imprint<'a>(inputs: Inputs<'a>, id: PageId) -> Imprint<'a> {
    let page = inputs.page(id);
    Imprint {
        updated: page.updated,
        authors: &page.authors,
        licence: page.licence.as_ref(),
        project: page.project.as_ref().map(|id| id.value.as_str()),
    }
}

/// A work with the address of its page.
#[derive(Clone, Copy, Debug)]
pub struct WorkEntry<'a> {
    pub work: &'a Work,
    pub url: Option<&'a str>,
}

/// The claims of a page in a field, for its row of a matrix.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Whether the page shows the field as a list of claims.
    pub is_claim_list: bool,
    /// For each term, the index of its claim and its strength.
    pub claims: Vec<(TermId, usize, Option<u8>)>,
}

/// The hierarchy around a term.
#[derive(Clone, Debug, Serialize)]
pub struct Around<'a> {
    /// From the top.
    pub broader: Vec<TermId>,
    pub narrower: &'a [TermId],
    pub related: &'a [TermId],
}

pub fn around<'a>(inputs: Inputs<'a>, id: TermId) -> Around<'a> {
    let Term { narrower, related, .. } = inputs.model.term(id);
    Around { broader: inputs.model.ancestors(id), narrower, related }
}

pub fn face<'a>(inputs: Inputs<'a>, id: PageId) -> Face<'a> {
    let (model, page) = (inputs.model, inputs.page(id));
    let (collection, vocabulary) = match &page.role {
        model::Role::Entry(c) => (Some(*c), None),
        model::Role::Term(v, _) => (None, Some(*v)),
        _ => (None, None),
    };
    let fields = model::fields_of(&model.config, page);
    let claims = model.graph.concepts.claims[id.0 as usize].iter();
    let on_card = claims.filter(|claim| fields[page.facts[claim.fact].field].card);
    Face {
        url: &page.url,
        lang: &page.lang,
        title: model.page_title(id),
        summary: page.face.summary.as_deref(),
        date: page.face.date,
        collection,
        vocabulary,
        tags: on_card.filter_map(|claim| claim.term).collect(),
    }
}

/// The hash of the page's file and, for the page of a work, of the bibliography entry.
pub fn page_hash(page: &Page) -> Hash {
    let mut hasher = Hasher::new("page");
    hasher.hash(page.hash).text(&page.face.title);
    hasher.text(page.face.summary.as_deref().unwrap_or_default());
    hasher.text(&page.face.date.map(Date::iso).unwrap_or_default());
    page.authors.iter().for_each(|author| {
        hasher.text(&author.name);
    });
    hasher.finish()
}

pub fn row(inputs: Inputs, id: PageId, field: usize) -> Row {
    let page = inputs.page(id);
    let claims = inputs.model.claims_in(id, field).into_iter();
    let claims = claims.map(|(term, claim)| {
        let written = inputs.model.claim(id, claim);
        (term, claim.item, written.and_then(|claim| claim.strength))
    });
    let is_claim_list = page.fact(field).is_some_and(crate::fields::terms::is_claim_list);
    Row { is_claim_list, claims: claims.collect() }
}

pub fn work<'a>(inputs: Inputs<'a>, id: WorkId) -> WorkEntry<'a> {
    let work = &inputs.model.bibliography.works[&inputs.shared.works[id.0 as usize]];
    WorkEntry { work, url: inputs.model.publication(&work.key).map(|page| page.url.as_str()) }
}

/// The hash of the work in all languages, and of the address of its page.
pub fn work_hash(inputs: Inputs, id: WorkId) -> Hash {
    let WorkEntry { work, url } = self::work(inputs, id);
    let mut hasher = Hasher::new("work");
    hasher.hash(work.hash).hash(inputs.memo.references.hash(&work.key));
    hasher.text(url.unwrap_or_default()).finish()
}
