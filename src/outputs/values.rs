//! The values of the things that views can read, where they are not parts of the model as they stand.

use super::ids::WorkId;
use super::inputs::Inputs;
use crate::config::{Author, Config, Field, Licence};
use crate::fields::value::{Fact, Value as FactValue};
use crate::hash::{Hash, Hasher};
use crate::model::{self, Change, PageId, Term, TermId};
use crate::parse::bibliography::Work;
use crate::parse::dates::Date;
use crate::parse::page::Page;
use serde::Serialize;
use std::cmp::Reverse;

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

/// What the list of its collection shows of a page besides its face.
#[derive(Clone, Debug, Serialize)]
pub struct InList {
    /// The fields on cards; of claims only the terms.
    pub facts: Vec<Fact>,
    /// The terms that these claim, in order.
    pub terms: Vec<Option<TermId>>,
    /// The term that marks it as a stub.
    pub stub: Option<TermId>,
}

/// What a feed shows of a page besides its face.
#[derive(Clone, Debug, Serialize)]
pub struct News<'a> {
    pub moment: Option<Date>,
    pub authors: &'a [Author],
    /// What happened to it last.
    pub change: Option<(Change, Date)>,
    /// Why it was corrected last.
    pub reason: Option<&'a str>,
}

pub fn news<'a>(inputs: Inputs<'a>, id: PageId) -> News<'a> {
    let page = inputs.page(id);
    News {
        moment: model::moment(&inputs.model.config, page),
        authors: &page.authors,
        change: model::change(page),
        reason: page.corrected.first().map(|notice| notice.reason.as_str()),
    }
}

/// Who wrote a page, when it was last reviewed, and on which terms: what data files say besides its face.
#[derive(Clone, Debug, Serialize)]
pub struct Imprint<'a> {
    pub updated: Option<Date>,
    pub authors: &'a [Author],
    pub licence: Option<&'a Licence>,
    pub project: Option<&'a str>,
    pub is_withdrawn: bool,
}

pub fn imprint<'a>(inputs: Inputs<'a>, id: PageId) -> Imprint<'a> {
    let page = inputs.page(id);
    Imprint {
        updated: page.updated,
        authors: &page.authors,
        licence: page.licence.as_ref(),
        project: page.project.as_ref().map(|id| id.value.as_str()),
        is_withdrawn: page.withdrawn.is_some(),
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
    let on_card =
        claims.filter(|claim| is_tag(&model.config, &fields[page.facts[claim.fact].field]));
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

/// Whether cards show the terms of a field as tags. Terms of states ("partial") say little without the field's label, and
/// those of records little without the rest.
fn is_tag(config: &Config, field: &Field) -> bool {
    let vocabulary = model::vocabulary_of(config, field);
    let relates = vocabulary.is_some_and(|v| config.vocabularies[v].relates);
    field.card && field.record.is_none() && relates
}

/// The records that lists show.
const RECORDS: usize = 3;

pub fn in_list(inputs: Inputs, id: PageId) -> InList {
    let (model, page) = (inputs.model, inputs.page(id));
    let (config, stub) = (&model.config, model.stub_of(id));
    let fields = model::fields_of(config, page);
    let is_shown = |fact: &&Fact| {
        let field = &fields[fact.field];
        let is_mark = stub.is_some_and(|(field, _)| field == fact.field);
        field.card && !is_tag(config, field) && !is_mark
    };
    let (parts, own): (Vec<&Fact>, Vec<&Fact>) =
        page.facts.iter().filter(is_shown).partition(|fact| fact.record.is_some());
    let mut facts: Vec<Fact> = own.into_iter().cloned().collect();
    for (place, _) in fields.iter().enumerate().filter(|(_, field)| field.kind.has_parts) {
        let of_record = parts.iter().filter(|part| fields[part.field].record == Some(place));
        let shown = strongest(&of_record.copied().collect::<Vec<_>>());
        if let (Some(all), false) = (page.fact(place), shown.is_empty()) {
            let count = shown.last().and_then(|fact| fact.record).map_or(0, |last| last + 1);
            facts.push(Fact { value: FactValue::Records(count), ..all.clone() });
            facts.extend(shown);
        }
    }
    let mut terms = Vec::new();
    for fact in &mut facts {
        let FactValue::Claims(claims) = &mut fact.value else { continue };
        let vocabulary = model::vocabulary_of(config, &fields[fact.field]);
        for claim in claims {
            (claim.note, claim.source, claim.strength) = (None, None, None);
            claim.responses.clear();
            terms.push(vocabulary.and_then(|v| model.find_term(v, &claim.term.value)));
        }
    }
    InList { facts, terms, stub: stub.map(|(_, term)| term) }
}

/// The parts of the records with the strongest evidence, which are numbered anew.
fn strongest(parts: &[&Fact]) -> Vec<Fact> {
    let level = |fact: &&&Fact| match fact.value {
        FactValue::Strength(level) => Some(level),
        _ => None,
    };
    let of = |number: usize| parts.iter().filter(move |fact| fact.record == Some(number));
    let mut numbers: Vec<usize> = parts.iter().filter_map(|fact| fact.record).collect();
    numbers.dedup();
    numbers.sort_by_key(|number| Reverse(of(*number).filter_map(|fact| level(&fact)).max()));
    numbers.truncate(RECORDS);
    let renumbered = |(new, old): (usize, usize)| {
        of(old).map(move |fact| Fact { record: Some(new), ..(*fact).clone() })
    };
    numbers.into_iter().enumerate().flat_map(renumbered).collect()
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
    let claims = claims.map(|(term, claim)| (term, claim.item, inputs.model.strength(id, claim)));
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
