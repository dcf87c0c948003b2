//! Lookups in the model. All of them are cheap.

use super::graph::Links;
use super::links::Addresses;
use super::{
    Countries, Map, Model, PageClaim, PageId, PageResponse, Spot, Target, Term, TermId, fields_of,
    is_book, links, of_page::is_listed_among, publications, texts, vocabulary_of,
};
use crate::config::address_part;
use crate::diagnostics::Span;
use crate::files;
use crate::parse::address;
use crate::parse::bibliography::{self, Work};
use crate::parse::markdown::{Cite, Link, To};
use crate::parse::page::{Claim, Fact, Page, Response, Role, Value};
use crate::tables::Located;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Model {
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }

    pub fn term(&self, id: TermId) -> &Term {
        &self.graph.concepts.terms[id.0 as usize]
    }

    pub fn page_ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..self.pages.len() as u32).map(PageId)
    }

    pub fn term_ids(&self) -> impl Iterator<Item = TermId> + use<> {
        (0..self.graph.concepts.terms.len() as u32).map(TermId)
    }

    /// The previous and next page in the list of a page's collection, or in the order of reading.
    pub fn beside(&self, id: PageId) -> (Option<PageId>, Option<PageId>) {
        let rank = |id: PageId| self.graph.order.ranks[id.0 as usize];
        let read = self.graph.order.sections.beside[id.0 as usize];
        let Role::Entry(c) = self.page(id).role else { return read };
        if is_book(&self.config.collections[c]) {
            return read;
        }
        let list = &self.graph.order.collections[c];
        let first = list.first().map(|first| rank(*first));
        let place = first.and_then(|first| rank(id).checked_sub(first)).map(|place| place as usize);
        // Unlisted pages have the last rank.
        let Some(place) = place.filter(|place| *place < list.len()) else { return (None, None) };
        let before = place.checked_sub(1).map(|before| list[before]);
        (before, list.get(place + 1).copied())
    }

    /// The target of a link inside the site; `None` for broken and external links.
    pub fn target(&self, from: PageId, to: &To) -> Option<Target> {
        let redirected = || match to {
            To::Page { url, .. } => self.redirect(url),
            _ => None,
        };
        let found = || match to {
            To::Page { url, .. } => self.graph.browse.addresses.get(url).copied(),
            _ => None,
        };
        links::target(from, to, &self.addresses()).or_else(found).or_else(redirected)
    }

    fn addresses(&self) -> Addresses<'_> {
        let Links { by_path, by_url, names, .. } = &*self.graph.links;
        Addresses { pages: &self.pages, by_path, by_url, names }
    }

    /// What the path of a file inside `content/` names.
    pub fn at_path(&self, inside: &str) -> Option<Target> {
        let url = address::of_page(inside, &self.config).url;
        links::of_file(&format!("content/{inside}"), &url, &self.addresses())
    }

    /// What an old address, encoded or not, redirects to.
    pub fn redirect(&self, url: &str) -> Option<Target> {
        let redirects = &self.graph.links.redirects;
        let encoded = || files::encode(&files::decode(url));
        redirects.get(url).or_else(|| redirects.get(&encoded())).copied()
    }

    /// The addresses that others may have noted and that shall stay: those of everything authored, and old ones that
    /// lead there. Drafts are left out, even if they are published for a look, and so are terms that only pages have.
    pub fn kept_addresses(&self) -> BTreeSet<String> {
        let Links { by_url, redirects, .. } = &*self.graph.links;
        let is_draft = |target: &Target| matches!(target, Target::Page(id) if self.page(*id).draft);
        let stays = |target: &Target| !is_draft(target) && !self.is_passing(target);
        let all = by_url.iter().chain(redirects).filter(|(_, target)| stays(target));
        all.map(|(url, _)| url.clone()).collect()
    }

    /// The target at an address. Authored pages take precedence over generated browse pages.
    pub fn at(&self, url: &str) -> Option<Target> {
        self.graph.links.by_url.get(url).or_else(|| self.graph.browse.addresses.get(url)).copied()
    }

    /// Whether a file is at an address: a published file, a generated feed or list, or an old address of a page.
    pub fn has_file(&self, url: &str) -> bool {
        let is_feed = || {
            let folder = url.strip_suffix("feed.xml");
            folder.is_some_and(|folder| {
                !matches!(self.at(folder), None | Some(Target::Page(_))) || folder == "/"
            })
        };
        let is_ours = url == "/sitemap.xml" || is_feed();
        self.files.by_url.contains_key(url)
            || self.redirect(url).is_some()
            || self.redirect(&format!("{url}/")).is_some()
            || url == "/robots.txt"
            || self.is_data_page(url)
            || (is_ours && self.config.base_url.is_some())
    }

    /// Whether the page with the data of the site is at an address.
    pub fn is_data_page(&self, url: &str) -> bool {
        url == address::DATA && self.config.data.has_page()
    }

    /// Width and height of the picture at an address, if they are known.
    pub fn picture_size(&self, url: &str) -> Option<(u32, u32)> {
        self.files.sizes.get(url)?.picture
    }

    /// The address of a target.
    pub fn url(&self, target: Target) -> String {
        match target {
            Target::Page(id) => self.page(id).url.clone(),
            Target::Home => "/".to_owned(),
            Target::Term(id) => self.term(id).url.clone(),
            Target::Collection(c) => address::of_folder(&self.config.collections[c].id),
            Target::Vocabulary(v) => address::of_folder(&self.config.vocabularies[v].id),
            Target::Matrix(c, m) => {
                let collection = &self.config.collections[c];
                let field = address_part(&collection.fields, collection.browse.matrix[m]);
                address::of_matrix(&collection.id, &field)
            }
        }
    }

    /// The title of a page: its own, or that of the term or folder it belongs to.
    pub fn page_title(&self, id: PageId) -> &str {
        let page = self.page(id);
        if !page.face.title.is_empty() {
            return &page.face.title;
        }
        match &page.role {
            Role::Home => &self.config.title,
            Role::Collection(c) => self.config.collections[*c].label.get(&page.lang),
            Role::Vocabulary(v) => self.config.vocabularies[*v].label.get(&page.lang),
            Role::Term(v, id) => match self.find_term(*v, id) {
                Some(term) => self.term(term).entry.label.get(&page.lang),
                None => id,
            },
            Role::Entry(_) | Role::Plain => "",
        }
    }

    /// The title of a target in a language.
    pub fn title(&self, target: Target, lang: &str) -> &str {
        match target {
            Target::Page(id) => self.page_title(id),
            Target::Home => &self.config.title,
            Target::Term(id) => self.term(id).entry.label.get(lang),
            Target::Collection(c) => self.config.collections[c].label.get(lang),
            Target::Vocabulary(v) => self.config.vocabularies[v].label.get(lang),
            Target::Matrix(c, m) => {
                let collection = &self.config.collections[c];
                let field = &collection.fields[collection.browse.matrix[m]];
                // The label of a part of a record says little without the record.
                let of_part = field.record.and_then(|_| vocabulary_of(&self.config, field));
                let vocabulary = of_part.map(|v| &self.config.vocabularies[v].label);
                vocabulary.unwrap_or(&field.label).get(lang)
            }
        }
    }

    /// The page with the text of a target.
    pub fn text_of(&self, target: Target) -> Option<&Page> {
        let id = match target {
            Target::Page(id) => Some(id),
            Target::Home => self.graph.concepts.home,
            Target::Term(id) => self.term(id).page,
            Target::Collection(c) => self.graph.concepts.collection_pages[c],
            Target::Vocabulary(v) => self.graph.concepts.vocabulary_pages[v],
            Target::Matrix(..) => None,
        };
        id.map(|id| self.page(id))
    }

    /// The page that a reference field names, in a collection or anywhere.
    pub fn reference(&self, name: &str, collection: Option<&str>) -> Option<PageId> {
        links::reference(&self.graph.links.by_path, name, collection)
    }

    /// The claim as written in the page.
    pub fn claim(&self, page: PageId, claim: PageClaim) -> Option<&Claim> {
        match &self.page(page).facts[claim.fact].value {
            Value::Claims(claims) => claims.get(claim.item),
            _ => None,
        }
    }

    /// The response as written in the page.
    pub fn response(&self, page: PageId, of: PageResponse) -> Option<&Response> {
        self.page(page).claim_at(of.fact, of.item)?.responses.get(of.response)
    }

    /// A claim, by the index of its fact in the page and its index in that fact.
    pub fn claim_of(&self, page: PageId, fact: usize, item: usize) -> Option<PageClaim> {
        let of_page = self.graph.concepts.claims[page.0 as usize].iter();
        of_page.copied().find(|claim| claim.fact == fact && claim.item == item)
    }

    /// The work that a page describes.
    pub fn work_of(&self, page: &Page) -> Option<&Work> {
        self.bibliography.works.get(publications::key_of(&self.config, page)?)
    }

    /// The key named by a page of the bibliography's collection, whether or not the work exists.
    pub fn key_of<'m>(&'m self, page: &'m Page) -> Option<&'m str> {
        publications::key_of(&self.config, page)
    }

    /// The page of a work.
    pub fn publication(&self, key: &str) -> Option<&Page> {
        self.graph.concepts.publications.by_key.get(key).map(|id| self.page(*id))
    }

    /// The source file of a page, for diagnostics.
    pub fn file_of(&self, page: &Page) -> Arc<str> {
        match self.graph.concepts.publications.unwritten.contains_key(&page.path) {
            true => bibliography::PATH.into(),
            false => page.path.clone(),
        }
    }

    /// The other fields of the record that a fact belongs to, with their indexes in the page. Without
    /// references to pages, which are shown as cards.
    pub fn siblings(&self, page: PageId, fact: usize) -> impl Iterator<Item = (usize, &Fact)> {
        let page = self.page(page);
        let fields = fields_of(&self.config, page);
        let own = &page.facts[fact];
        let is_sibling = move |(_, other): &(usize, &Fact)| {
            own.record.is_some()
                && other.record == own.record
                && fields[other.field].record == fields[own.field].record
                && other.field != own.field
                && !matches!(other.value, Value::Refs(_))
        };
        page.facts.iter().enumerate().filter(is_sibling)
    }

    /// Whether a page is listed: an entry of a collection in the language of the site.
    pub fn is_listed(&self, page: &Page) -> bool {
        is_listed_among(&self.config, &|path| self.graph.links.by_path.contains_key(path), page)
    }

    /// The term of a vocabulary by id, alias, or for countries any name.
    pub fn find_term(&self, vocabulary: usize, word: &str) -> Option<TermId> {
        self.graph.concepts.vocabularies[vocabulary].find(word)
    }

    /// Where to report a value: in the page, or in site.toml if it is a default.
    pub fn place_of(&self, page: &Page, fact: &Fact, span: &Span) -> (Arc<str>, Span) {
        let field = &fields_of(&self.config, page)[fact.field];
        match field.default.as_ref().filter(|_| fact.is_default) {
            Some(default) => (crate::config::PATH.into(), default.span.clone()),
            None => (page.path.clone(), span.clone()),
        }
    }

    /// The terms above a term, from the top.
    pub fn ancestors(&self, id: TermId) -> Vec<TermId> {
        let mut above: Vec<TermId> =
            std::iter::successors(self.term(id).broader, |id| self.term(*id).broader).collect();
        above.reverse();
        above
    }

    /// The existing pages that a reference field of a page names, without those that were withdrawn.
    pub fn referenced<'m>(
        &'m self,
        page: &Page,
        fact: &'m Fact,
    ) -> impl Iterator<Item = PageId> + 'm {
        let collection = &fields_of(&self.config, page)[fact.field].collection;
        let collection = collection.as_ref().map(|collection| collection.value.clone());
        let names: &[_] = match &fact.value {
            Value::Refs(names) => names,
            _ => &[],
        };
        let found =
            move |name: &Located<String>| self.reference(&name.value, collection.as_deref());
        names.iter().filter_map(found).filter(|id| self.page(*id).withdrawn.is_none())
    }

    /// The possible targets of a wikilink's name.
    pub fn meanings(&self, name: &str) -> &[Target] {
        self.graph.links.names.get(&links::name_key(name)).map_or(&[], Vec::as_slice)
    }

    /// The address that an alias redirects from; `None` if it is not an address inside the site.
    pub fn alias_url(&self, alias: &str) -> Option<String> {
        address::of_alias(alias)
    }

    /// Whether a term is only what pages write: no file of its open vocabulary has it.
    pub fn is_unlisted(&self, id: TermId) -> bool {
        let term = self.term(id);
        term.path.is_empty() && !self.graph.concepts.vocabularies[term.vocabulary].built_in
    }

    /// The old addresses with a query, and what they lead to, sorted.
    pub fn queries(&self) -> Vec<(String, &str)> {
        let of_page = |id: PageId| {
            let page = self.page(id);
            let queries = page.aliases.iter().filter_map(|alias| address::of_query(&alias.value));
            queries.map(|query| (query, &*page.url))
        };
        let mut all: Vec<_> = self.page_ids().flat_map(of_page).collect();
        all.sort();
        all
    }

    pub fn has_queries(&self) -> bool {
        let is_query = |alias: &Located<String>| alias.value.contains('?');
        self.pages.iter().any(|page| page.aliases.iter().any(is_query))
    }

    /// A link of a page and the quote around it.
    pub fn link(&self, page: PageId, text: usize, link: usize) -> Option<&Link> {
        texts(self.page(page)).nth(text)?.links.get(link)
    }

    /// A citation of a page.
    pub fn cite(&self, page: PageId, text: usize, cite: usize) -> Option<&Cite> {
        texts(self.page(page)).nth(text)?.cites.get(cite)
    }

    /// The names of countries on this site; `None` for other vocabularies.
    pub fn countries(&self, vocabulary: usize) -> Option<Countries> {
        let built_in = self.graph.concepts.vocabularies[vocabulary].built_in;
        built_in.then(|| Countries::new(&self.config))
    }

    /// The ids of the terms of a vocabulary, for suggestions.
    pub fn term_words(&self, vocabulary: usize) -> Vec<String> {
        let known = &self.graph.concepts.vocabularies[vocabulary];
        known.terms.iter().map(|id| self.term(*id).entry.id.value.clone()).collect()
    }

    /// The target of a wikilink's name, by its key; `None` if it is unknown or ambiguous.
    pub fn meaning(&self, key: &str) -> Option<Target> {
        match self.graph.links.names.get(key)?.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The terms that name a work as a source.
    pub fn terms_of_work(&self, key: &str) -> &[TermId] {
        self.graph.concepts.publications.terms.get(key).map_or(&[], Vec::as_slice)
    }

    /// The most used terms of a vocabulary without narrower terms; readers see these first.
    pub fn most_used(&self, vocabulary: usize) -> Vec<TermId> {
        const OFFERED: usize = 12;
        let count = |id: &TermId| self.graph.lists.members[id.0 as usize].len();
        let terms = self.graph.concepts.vocabularies[vocabulary].terms.iter().copied();
        let is_offered = |id: &TermId| count(id) > 0 && self.term(*id).narrower.is_empty();
        let mut used: Vec<TermId> = terms.filter(is_offered).collect();
        used.sort_by_key(|id| Reverse(count(id)));
        used.truncate(OFFERED);
        used
    }

    /// The number of pages and the places of a country on the map; `None` if it is not on the map.
    pub fn on_map(&self, country: TermId) -> (Option<usize>, Vec<&Spot>) {
        let Map { countries, spots } = &self.graph.lists.map;
        let count = countries.iter().find(|(id, _)| *id == country).map(|(_, count)| *count);
        (count, spots.iter().filter(|spot| spot.countries.contains(&country)).collect())
    }

    /// The vocabularies in use and the languages of the pages, for the search filters.
    pub fn searched(&self) -> (Vec<usize>, Vec<&str>) {
        let claims =
            self.graph.concepts.claims.iter().flatten().filter(|claim| claim.term.is_some());
        let vocabularies: BTreeSet<usize> = claims.map(|claim| claim.vocabulary).collect();
        let languages: BTreeSet<&str> = self.pages.iter().map(|page| &*page.lang).collect();
        (vocabularies.into_iter().collect(), languages.into_iter().collect())
    }
}
