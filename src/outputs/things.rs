//! The things that views can read. Each is declared once: its name, how the reader gets it and, unless it is the
//! hash of its content, its hash. Keys, `why` and the effects of an edit all follow from this list.
//!
//! A thing may be looked up in a model that changed since it was read: a page may have fewer facts, and a list
//! fewer parts. An index in its name may therefore be out of range, which must give a value too.

use super::cite::record::{Record, record};
use super::ids::{FileId, Id, NameId, Part, Renumbering, WorkId};
use super::inputs::{Inputs, Origins};
use super::names::{TermName, TermNames};
use super::parts::{COLUMNS, SHARD, TERMS, TOGETHER, part_of, part_range, range_of};
use super::reader::Reader;
use super::sections::{Chapter, Sidebar, below, contents, sidebar};
use super::values::{
    Around, Face, Imprint, InList as Shown, News, Row, WorkEntry, around, face, imprint, in_list,
    news, page_hash, row, work, work_hash,
};
use crate::config::Config;
use crate::content_hash::content_hash;
use crate::draw::Fonts;
use crate::fields::value::{Claim, Fact};
use crate::hash::Hash;
use crate::model::{
    Column, Facet, Inbound, Map, Matrix, Member, PageClaim, PageId, PageResponse, Related, Spot,
    Target, TermId,
};
use crate::parse::markdown::{Cite, Link};
use crate::parse::page::Page;
use crate::parse::terms::TermEntry;
use crate::search::documents::Document;
use crate::search::index::{Shard as IndexShard, ShardId};
use crate::theme::{Asset, Chain};
use serde::{Deserialize, Serialize};
use tera::Value;

macro_rules! things {
    ($($(#[doc = $about:literal])+ $kind:literal $Thing:ident $read:ident($($arg:ident: $Arg:ty),*) -> $Value:ty =
        |$inputs:ident| $value:expr $(, hash $hash:expr)?;)*) => {
        /// Something that a view can read.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum Thing {
            $($(#[doc = $about])+ $Thing($($Arg),*)),*
        }

        impl<'a> Reader<'a> {
            $($(#[doc = $about])+
            pub fn $read(&self, $($arg: $Arg),*) -> $Value {
                self.note(Thing::$Thing($($arg),*));
                let $inputs = self.inputs();
                $value
            })*
        }

        impl Thing {
            /// The hash of its content.
            pub fn hash(self, inputs: Inputs) -> Hash {
                match self {
                    $(Self::$Thing($($arg),*) => {
                        let $inputs = inputs;
                        things!(@hash $inputs, $value $(, $hash)?)
                    })*
                }
            }

            /// Its kind, in one word and as a phrase.
            pub fn kind(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$Thing(..) => ($kind, concat!($($about),+).trim_ascii()),)*
                }
            }

            /// The same thing with the ids of another model; none if it no longer exists.
            pub fn renumbered(self, new: &Renumbering) -> Option<Self> {
                let _ = new;
                Some(match self {
                    $(Self::$Thing($($arg),*) => Self::$Thing($($arg.renumbered(new)?),*)),*
                })
            }

            /// Its subject.
            pub fn id(self) -> Option<Id> {
                match self {
                    $(Self::$Thing($($arg),*) => {
                        None::<Id>$(.or($arg.id()))*
                    })*
                }
            }
        }
    };
    (@hash $inputs:ident, $value:expr) => { content_hash(&$value, &$inputs) };
    (@hash $inputs:ident, $value:expr, $hash:expr) => { $hash };
}

things! {
    /// the settings
    "settings" Settings config() -> &'a Config = |i| &i.model.config, hash i.model.config.hash;
    /// its template, with everything that it includes
    "template" Template chain(template: u32) -> &'a Chain = |i| i.theme.chain_at(template), hash i.theme.chain_at(template).hash;
    /// the words of the interface
    "words" Words words(lang: u32) -> &'a Value = |i| &i.shared.language_at(lang).strings, hash i.shared.language_at(lang).words_hash;
    /// the style sheets and scripts of the theme
    "assets" Assets assets() -> &'a Value = |i| &i.theme.asset_urls, hash i.theme.hash;
    /// the fonts of the theme
    "fonts" Fonts fonts() -> &'a Fonts = |i| i.shared.fonts(i.theme), hash i.theme.fonts_hash();
    /// the navigation, collections and vocabularies
    "site" Site site(lang: u32) -> &'a Value = |i| &i.shared.language_at(lang).site, hash i.shared.language_at(lang).site_hash;
    /// all addresses of the site
    "addresses" Addresses addresses() -> &'a [String] = |i| i.addresses;
    /// the old addresses of pages with a query
    "aliases" HasQueries has_queries() -> bool = |i| i.model.has_queries();
    /// the old addresses of pages with a query
    "aliases" Queries queries() -> Vec<(String, &'a str)> = |i| i.model.queries();
    /// its bytes
    "file" Asset asset(place: u32) -> &'a Asset = |i| &i.theme.assets[place as usize], hash i.theme.assets[place as usize].hash;
    /// the PDF of a work that lies beside its page
    "files" OwnPdf own_pdf(page: PageId) -> Option<&'a str> = |i| i.own_pdf(page);
    /// its bytes
    "file" File file(id: FileId) -> &'a str = |i| i.file(id), hash i.file_hash(id);
    /// which files are published
    "files" Files files() -> &'a [String] = |i| &i.shared.files;
    /// the width and height of pictures
    "pictures" Picture picture(id: FileId) -> Option<(u32, u32)> = |i| i.model.picture_size(&i.shared.files[id.0 as usize]);

    /// text and fields
    "page" Page page(id: PageId) -> &'a Page = |i| i.page(id), hash page_hash(i.page(id));
    /// the fields of pages
    "fields" Facts facts(id: PageId) -> &'a [Fact] = |i| &i.page(id).facts, hash i.page(id).facts_hash;
    /// the colours of its code
    "code" Code coloured(page: PageId) -> Vec<Option<&'a str>> = |i| i.coloured(i.page(page));
    /// the titles, summaries and dates of pages
    "cards" Face face(id: PageId) -> Face<'a> = |i| face(i, id);
    /// the addresses of the pages that it links to
    "links" Address address(id: PageId) -> &'a str = |i| &i.page(id).url;
    /// the fields that lists show of pages
    "entries" InList in_list(id: PageId) -> Shown = |i| in_list(i, id);
    /// the dates and authors of pages
    "dates" News news(id: PageId) -> News<'a> = |i| news(i, id);
    /// the authors, licences and dates of pages
    "imprint" Imprint imprint(id: PageId) -> Imprint<'a> = |i| imprint(i, id);
    /// how pages are cited
    "citation" Citation citation(id: PageId) -> Option<Record> = |i| record(i.model, id);
    /// the citation style
    "style" Style style() -> Hash = |i| i.memo.citations.style, hash i.memo.citations.style;
    /// the terms that pages claim
    "claims" Claims claims(id: PageId) -> &'a [PageClaim] = |i| &i.model.graph.concepts.claims[id.0 as usize];
    /// the terms that pages claim
    "claims" Responses responses(id: PageId) -> &'a [PageResponse] = |i| &i.model.graph.concepts.responses[id.0 as usize];
    /// the notes, sources and strengths of claims
    "evidence" Claim claim(page: PageId, fact: u32, item: u32) -> Option<&'a Claim> = |i| i.page(page).claim_at(fact as usize, item as usize);
    /// the other fields in the records of claims
    "records" Record record(page: PageId, fact: u32) -> Vec<(usize, &'a Fact)> = |i| match i.page(page).facts.get(fact as usize) {
        Some(_) => i.model.siblings(page, fact as usize).collect::<Vec<_>>(),
        None => Vec::new(),
    };
    /// the sentences around links and citations
    "quotes" Quote link(page: PageId, text: u32, link: u32) -> Option<&'a Link> = |i| i.model.link(page, text as usize, link as usize);
    /// the sentences around links and citations
    "quotes" CiteQuote cite(page: PageId, text: u32, cite: u32) -> Option<&'a Cite> = |i| i.model.cite(page, text as usize, cite as usize);
    /// the works that pages cite, in order
    "sources" Sources sources(page: PageId) -> Vec<&'a str> = |i| i.sources_of(i.page(page));
    /// the pages that fields refer to
    "references" References referenced(page: PageId, fact: u32) -> Vec<PageId> = |i| {
        let fact = i.page(page).facts.get(fact as usize).into_iter();
        fact.flat_map(|fact| i.model.referenced(i.page(page), fact)).collect::<Vec<_>>()
    };
    /// the pages and terms that refer to it
    "backlinks" PageInbound page_inbound(id: PageId, part: u32) -> &'a [Inbound] = |i| part_of(&i.model.graph.links.page_inbound[id.0 as usize], part);
    /// the pages and terms that refer to it
    "backlinks" PageReferrers page_referrers(id: PageId) -> usize = |i| i.model.graph.links.page_inbound[id.0 as usize].len();
    /// the related pages
    "related" Related related(id: PageId) -> Vec<Related> = |i| i.model.related(id);
    /// the pages before and after it
    "neighbours" Beside beside(id: PageId) -> (Option<PageId>, Option<PageId>) = |i| i.model.beside(id);
    /// the sections that pages are in
    "sections" Above above(id: PageId) -> Vec<PageId> = |i| i.model.graph.order.sections.path(id);
    /// the sections that pages are in
    "sections" Below below(id: PageId) -> &'a [PageId] = |i| below(i, id);
    /// the contents of its section, as shown beside it
    "contents" SidebarOf sidebar_of(id: PageId) -> Option<Sidebar<'a>> = |i| sidebar(i, id);
    /// the contents of a collection that is read like a book
    "contents" Contents contents(c: u32) -> Vec<Chapter<'a>> = |i| contents(i, c as usize);
    /// the same page in other languages
    "translations" Translations translations(id: PageId) -> &'a [PageId] = |i| &i.model.graph.links.translations[id.0 as usize];
    /// what pages claim, for their rows of a matrix
    "rows" Row row(page: PageId, field: u32) -> Row = |i| row(i, page, field as usize);

    /// the pages with the texts of lists and terms
    "texts" HomeText home_text() -> Option<PageId> = |i| i.model.graph.concepts.home;
    /// the pages with the texts of lists and terms
    "texts" CollectionText collection_text(c: u32) -> Option<PageId> = |i| i.model.graph.concepts.collection_pages[c as usize];
    /// the pages with the texts of lists and terms
    "texts" VocabularyText vocabulary_text(v: u32) -> Option<PageId> = |i| i.model.graph.concepts.vocabulary_pages[v as usize];
    /// the pages with the texts of lists and terms
    "texts" TermText term_text(id: TermId) -> Option<PageId> = |i| i.model.term(id).page;

    /// the names and definitions of terms
    "terms" Name name(id: TermId) -> TermName<'a> = |i| TermName::of(i.model.term(id));
    /// the names and definitions of terms
    "terms" Definition definition(id: TermId) -> (TermName<'a>, Option<&'a crate::config::Labels>) = |i| (TermName::of(i.model.term(id)), i.model.term(id).entry.definition.as_ref());
    /// its entry in the vocabulary
    "entry" Entry entry(id: TermId) -> (&'a TermEntry, &'a [(usize, usize, TermId)]) = |i| (&i.model.term(id).entry, &i.model.term(id).named);
    /// the broader, narrower and related terms
    "hierarchy" Around around(id: TermId) -> Around<'a> = |i| around(i, id);
    /// how many pages terms and collections have
    "counts" Count count(id: TermId) -> usize = |i| i.model.graph.lists.members[id.0 as usize].len();
    /// which pages claim the term
    "members" Members members(id: TermId, part: u32) -> &'a [Member] = |i| part_of(&i.model.graph.lists.members[id.0 as usize], part);
    /// which pages respond with the term to what they claim
    "responders" Responders responders(id: TermId) -> &'a [(PageId, usize)] = |i| &i.model.graph.lists.responders[id.0 as usize];
    /// which pages claim the term
    "members" NewestMembers newest_members(id: TermId) -> Vec<PageId> = |i| i.model.newest_members(id);
    /// the pages and terms that refer to it
    "backlinks" TermInbound term_inbound(id: TermId, part: u32) -> &'a [Inbound] = |i| part_of(&i.model.graph.links.term_inbound[id.0 as usize], part);
    /// the pages and terms that refer to it
    "backlinks" TermReferrers term_referrers(id: TermId) -> usize = |i| i.model.graph.links.term_inbound[id.0 as usize].len();
    /// the terms that refer to it in a field
    "answers" Answers answers(id: TermId) -> &'a [(TermId, usize)] = |i| &i.model.graph.concepts.answers[id.0 as usize];
    /// the terms that often occur with it
    "together" Together together(id: TermId) -> Vec<(TermId, u32)> = |i| i.model.together(id);
    /// the terms of vocabularies
    "vocabularies" Vocabulary vocabulary(v: u32) -> &'a [TermId] = |i| &i.model.graph.concepts.vocabularies[v as usize].terms;
    /// the terms of vocabularies
    "vocabularies" BuiltIn is_built_in(v: u32) -> bool = |i| i.model.graph.concepts.vocabularies[v as usize].built_in;
    /// the terms of vocabularies
    "vocabularies" Tree tree(v: u32, part: u32) -> &'a [(TermId, usize)] = |i| {
        let tree = &i.model.graph.concepts.vocabularies[v as usize].tree;
        &tree[range_of(part as usize, tree.len(), TERMS)]
    };
    /// the terms of vocabularies
    "vocabularies" Ways ways(v: u32) -> Vec<TermId> = |i| i.model.most_used(v as usize);
    /// the targets of wikilinks
    "wikilinks" Meaning meaning(name: NameId) -> Option<Target> = |i| i.model.meaning(&i.shared.names[name.0 as usize]);

    /// which pages are listed, in order
    "entries" Entries entries(c: u32, part: u32) -> &'a [PageId] = |i| part_of(&i.model.graph.order.collections[c as usize], part);
    /// which pages are listed, in order
    "entries" List list(c: u32) -> &'a [PageId] = |i| &i.model.graph.order.collections[c as usize];
    /// how many pages terms and collections have
    "counts" Length length(c: u32) -> usize = |i| i.model.graph.order.collections[c as usize].len();
    /// which pages are listed, in order
    "entries" Newest newest(n: u32) -> &'a [PageId] = |i| &i.model.graph.order.newest[..(n as usize).min(i.model.graph.order.newest.len())];
    /// which pages were added or changed last
    "dated" Dated dated(n: u32) -> &'a [PageId] = |i| &i.model.graph.order.dated[..(n as usize).min(i.model.graph.order.dated.len())];
    /// which pages and terms there are
    "everything" Everything everything() -> (Vec<PageId>, Vec<TermId>) = |i| (i.model.page_ids().collect::<Vec<_>>(), i.model.term_ids().collect::<Vec<_>>());
    /// which pages are listed, in order
    "entries" NewestEntries newest_of(c: u32) -> Vec<PageId> = |i| i.model.newest_of(c as usize);
    /// the matrices of collections
    "browse" Browse matrices(c: u32) -> usize = |i| i.model.graph.browse.matrices[c as usize].len();
    /// the filters of the list, and the numbers of their values
    "facets" Facets facets(c: u32) -> &'a [Facet] = |i| &i.model.graph.browse.facets[c as usize];
    /// the choices of pages
    "choices" Choices choices(c: u32, part: u32) -> Vec<&'a [usize]> = |i| {
        let list = &i.model.graph.order.collections[c as usize];
        i.model.choices_of(&list[part_range(part as usize, list.len())])
    };
    /// the choices of pages
    "choices" Edition edition(c: u32) -> String = |i| i.edition(c);
    /// the choices of pages
    "choices" Shard shard(c: u32, shard: u32) -> Vec<&'a [usize]> = |i| {
        let list = &i.model.graph.order.collections[c as usize];
        i.model.choices_of(&list[range_of(shard as usize, list.len(), SHARD)])
    };
    /// which pages are listed, in order
    "entries" Group group(c: u32, group: u32) -> &'a [PageId] = |i| {
        let list = &i.model.graph.order.collections[c as usize];
        &list[range_of(group as usize, list.len(), TOGETHER)]
    };
    /// the pages with a term in common
    "compared" Compared compared(c: u32, field: u32, id: TermId) -> Vec<PageId> = |i| i.model.compared(c as usize, field as usize, id);
    /// the terms of the matrix
    "matrix" Matrix matrix(c: u32, m: u32) -> &'a Matrix = |i| &i.model.graph.browse.matrices[c as usize][m as usize];
    /// the terms of the matrix
    "matrix" Columns columns(c: u32, m: u32, part: u32) -> Vec<&'a Column> = |i| {
        let rows = part_of(&i.model.graph.order.collections[c as usize], part);
        i.model.columns_of(&i.model.graph.browse.matrices[c as usize][m as usize], rows, COLUMNS)
    };
    /// the countries and places on the map
    "map" Map map() -> &'a Map = |i| &i.model.graph.lists.map;
    /// the countries and places on the map
    "map" Drawing drawing() -> Option<&'a super::map::Drawing> = |i| i.shared.drawing.as_ref(), hash i.shared.drawing.from();
    /// the countries and places on the map
    "map" OnMap on_map(id: TermId) -> (Option<usize>, Vec<&'a Spot>) = |i| i.model.on_map(id);
    /// the vocabularies and languages to search by
    "filters" Searched searched() -> (Vec<usize>, Vec<&'a str>) = |i| i.model.searched();

    /// the names and definitions of terms
    "terms" TermNames all_names(id: TermId) -> TermNames<'a> = |i| TermNames::of(i.model.term(id));
    /// the words and documents of the search index
    "index" IndexShard index_shard(id: ShardId) -> Option<&'a IndexShard> = |i| i.index?.shard(id), hash i.index.and_then(|index| Some(index.shard(id)?.hash)).unwrap_or_default();
    /// the words and documents of the search index
    "index" IndexGroup index_group(lang: u32, group: u32) -> (&'a str, &'a [Document]) = |i| i.index.map_or(("", &[][..]), |index| index.group(lang as usize, group as usize));

    /// works of the bibliography
    "works" Work work_at(id: WorkId) -> WorkEntry<'a> = |i| work(i, id), hash work_hash(i, id);
    /// works of the bibliography
    "works" Works works() -> &'a [String] = |i| &i.shared.works;
    /// the terms that give the work as their source
    "grounds" WorkTerms work_terms(id: WorkId) -> &'a [TermId] = |i| i.model.terms_of_work(&i.shared.works[id.0 as usize]);
}

impl Thing {
    /// Whether it is the same if its page is, given what it follows from now and before. `false` if that is not known.
    pub fn is_same(self, now: &Origins, before: &Origins) -> bool {
        use Thing::*;
        let is_context = now.context == before.context;
        let is_concepts = now.concepts == before.concepts;
        let is_links = now.links == before.links;
        match self {
            Address(_) | Facts(_) | Claim(..) | Record(..) | Quote(..) | CiteQuote(..) => true,
            Page(_) | Face(_) | InList(_) | News(_) | Imprint(_) | Citation(_) | Claims(_)
            | Responses(_) | Row(..) => is_context,
            PageInbound(..) | PageReferrers(_) | TermInbound(..) | TermReferrers(_) => is_links,
            Translations(_) | References(..) | Meaning(_) => is_links,
            Sources(_) => is_links && is_context,
            Name(_) | Definition(_) | Entry(_) | Around(_) | Answers(_) | Together(_) => {
                is_concepts
            }
            TermText(_) | WorkTerms(_) | TermNames(_) => is_concepts,
            Related(_) | Members(..) | Responders(_) | Count(_) | OnMap(_) => {
                now.lists == before.lists
            }
            Beside(_) | Above(_) | Below(_) => now.order == before.order,
            SidebarOf(_) => now.order == before.order && is_context && is_links,
            NewestMembers(_) => now.order == before.order && now.lists == before.lists,
            _ => false,
        }
    }
}
