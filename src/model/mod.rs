//! The repository as one typed graph of pages and terms. Built in one step from the parsed files, with
//! interned ids, and complete from the start.

mod build;
mod compare;
mod complete;
mod countries;
pub mod counts;
mod cycles;
mod facets;
mod graph;
mod ids;
mod links;
mod lists;
mod lookup;
mod map;
mod matrix;
mod named;
mod newest;
mod of_page;
mod open;
mod publications;
mod related;
mod repository;
mod sections;
mod sorting;
mod vocabularies;
mod withheld;

pub use crate::parse::outbound::{Via, citations, texts, used_by, used_in};
pub use crate::parse::page::Role;
pub use compare::SIDE_BY_SIDE;
pub use complete::{Dates, path_of_author};
pub use countries::{Countries, Elsewhere, by_code, country_codes, name_in as country_name};
pub use cycles::cycles;
pub use graph::{
    ByLanguage, Choice, Column, Facet, FacetValue, Graph, Inbound, Map, Matrix, Member, PageClaim,
    PageResponse, Publications, Spot, Term, VocabularyTerms,
};
pub use ids::{PageId, Target, TermId};
pub use links::name_key;
pub use newest::{Change, FEED, change, moment};
pub(crate) use of_page::is_listed;
pub use of_page::{fields_of, response_vocabulary_of, vocabulary_of};
pub use publications::{cited, key_of as work_key, shown_works};
pub use related::Related;
pub use repository::{Files, Model, Parts};
pub use sections::{Sections, is_book};
pub use withheld::{is_document, withhold};
