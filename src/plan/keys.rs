//! Keys: for each output the fingerprint of all that it shows. A template says which names it reads;
//! each name stands for parts of the model, and only these are mixed in.

mod finding;
mod said;

pub use finding::search_key;

use super::{Feed, Inputs, What, feed_entries, part_range, template, text};
use crate::fingerprint::{Fingerprint, Mixer, SOURCE};
use crate::model::{Inbound, Member, Model, PageId, TermId, Via, moment, texts};
use crate::parse::page::{Role, Value};
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::sync::Arc;

pub struct Keys<'a> {
    pub model: &'a Model,
    pub theme: &'a Theme,
    pub inputs: &'a Inputs,
}

/// What is not looked up for each key anew.
pub fn inputs(
    model: &Model,
    theme: &Theme,
    files: BTreeMap<Arc<str>, Fingerprint>,
    addresses: &[String],
    has_search: bool,
) -> Inputs {
    let mut site = Mixer::new("site");
    site.number(usize::from(has_search)).print(model.config.print).print(theme.print);
    (0..model.facets.len()).for_each(|c| {
        site.number(usize::from(model.is_explored(c)));
    });
    model.collections.iter().for_each(|list| {
        site.number(usize::from(list.is_empty()));
    });
    model.vocabularies.iter().for_each(|known| {
        site.number(usize::from(known.terms.is_empty()));
    });
    let mut all = Mixer::new("addresses");
    all.print(model.config.print);
    addresses.iter().for_each(|url| {
        all.text(url);
    });
    Inputs { site: site.finish(), addresses: all.finish(), files }
}

impl Keys<'_> {
    /// The key of what stands at `url`.
    pub fn of(&self, what: &What, url: &str) -> Fingerprint {
        let mut key = Mixer::new(SOURCE);
        key.text(url);
        match what {
            What::Asset(i) => key.print(self.theme.assets[*i].print),
            What::File(path) => key.print(self.inputs.files.get(path).copied().unwrap_or_default()),
            What::Robots => key.print(self.model.config.print),
            What::Sitemap(_) => key.print(self.inputs.addresses),
            What::Entries(c, shard) => self.shard(&mut key, *c, *shard),
            What::Table(..) => {
                self.matrix(&mut key, what);
                key.print(self.inputs.site)
            }
            What::Feed(feed) => self.feed(&mut key, *feed),
            _ => self.templated(&mut key, what),
        };
        key.finish()
    }

    fn templated<'k>(&self, key: &'k mut Mixer, what: &What) -> &'k mut Mixer {
        let chain = template(self.model, what).and_then(|name| self.theme.chains.get(name));
        let Some(chain) = chain else { return key };
        // The site, its words and assets are in every document, and so is what `here` says of it.
        key.print(chain.print).print(self.inputs.site);
        self.here(key, what);
        for name in &chain.names {
            match name.as_str() {
                "page" => self.page(key, what),
                "related" => self.related(key, what),
                "previous" | "next" => self.neighbours(key, what),
                "inbound" => self.inbound(key, what),
                "entries" => self.entries(key, what),
                "members" => self.members(key, what),
                "facets" => self.facets(key, what),
                "matrix" => self.matrix(key, what),
                "search" => self.searched(key),
                "map" => self.map(key, what),
                "pager" => self.pager(key, what),
                "term" | "broader" | "narrower" | "see_also" | "answers" => self.term(key, what),
                "together" => self.together(key, what),
                "ways" | "tree" | "vocabulary" | "collection" | "files" => self.counts(key, what),
                _ => {}
            }
        }
        key
    }

    /// Title, description and crumbs: what the face of the thing says.
    fn here(&self, key: &mut Mixer, what: &What) {
        match what {
            What::Page(id) | What::Redirect(id) => self.face(key, *id),
            What::Term(id, _) => {
                key.print(self.model.term_prints[id.0 as usize])
                    .print(self.model.term(*id).entry.own);
            }
            What::Home => self.text_page(key, self.model.home),
            What::Collection(c, _) => self.text_page(key, self.model.collection_pages[*c]),
            What::Vocabulary(v) => self.text_page(key, self.model.vocabulary_pages[*v]),
            _ => {}
        }
    }

    fn text_page(&self, key: &mut Mixer, page: Option<PageId>) {
        if let Some(id) = page {
            self.face(key, id);
        }
    }

    fn face(&self, key: &mut Mixer, id: PageId) {
        key.print(self.model.face_prints[id.0 as usize]);
    }

    fn page(&self, key: &mut Mixer, what: &What) {
        let Some(id) = text(self.model, what) else { return };
        let page = self.model.page(id);
        // The path is in the link that leads to the file; `a.md` and `a/index.md` share an address.
        key.print(page.own).text(&page.path);
        for term in self.model.claims[id.0 as usize].iter().filter_map(|claim| claim.term) {
            self.term_shown(key, term);
        }
        for other in &self.model.translations[id.0 as usize] {
            self.face(key, *other);
        }
        for fact in &page.facts {
            match &fact.value {
                Value::Refs(_) => {
                    self.model.referenced(page, fact).for_each(|id| self.face(key, id))
                }
                Value::Image(image) => self.picture(key, &image.url),
                _ => self.cited(key, fact),
            }
        }
        texts(page).for_each(|marked| self.holes(key, id, marked));
        if self.model.references.author_date.is_some() {
            // The order of the list depends on works that the page does not show.
            for source in self.model.sources_of(page) {
                key.text(source);
            }
        }
        if let Some(work) = self.model.key_of(page) {
            self.work(key, work);
            for term in self.model.publications.terms.get(work).into_iter().flatten() {
                key.print(self.model.term_prints[term.0 as usize]);
            }
        }
    }

    fn related(&self, key: &mut Mixer, what: &What) {
        let What::Page(id) = what else { return };
        for related in &self.model.related[id.0 as usize] {
            self.face(key, related.page);
            for term in &related.shared {
                key.print(self.model.term_prints[term.0 as usize]);
            }
        }
    }

    fn neighbours(&self, key: &mut Mixer, what: &What) {
        let What::Page(id) = what else { return };
        let (previous, next) = self.model.beside(*id);
        for id in [previous, next] {
            key.number(usize::from(id.is_some()));
            self.text_page(key, id);
        }
    }

    fn inbound(&self, key: &mut Mixer, what: &What) {
        let list: &[Inbound] = match what {
            What::Page(id) => &self.model.page_inbound[id.0 as usize],
            What::Term(id, 1) => &self.model.term_inbound[id.0 as usize],
            _ => return,
        };
        for inbound in list {
            self.face(key, inbound.from);
            match inbound.via {
                Via::Field(field) => {
                    key.number(field);
                }
                Via::Link(text, link) => {
                    if let Some(quote) =
                        self.model.link(inbound.from, text, link).and_then(|l| l.quote.as_ref())
                    {
                        key.text(&quote.before).text(&quote.words).text(&quote.after);
                    }
                }
                Via::Cite(text, cite) => self.citation(key, inbound.from, text, cite),
                Via::Claim(fact, item) => {
                    if let Some(claim) = self.model.claim_of(inbound.from, fact, item) {
                        self.claim(key, inbound.from, claim);
                    }
                }
            }
        }
    }

    fn entries(&self, key: &mut Mixer, what: &What) {
        match what {
            What::Home => self
                .model
                .newest
                .iter()
                .take(crate::model::NEWEST)
                .for_each(|id| self.face(key, *id)),
            What::Collection(c, part) => {
                let list = &self.model.collections[*c];
                list[part_range(*part, list.len())].iter().for_each(|id| self.face(key, *id));
            }
            What::Explore(c, part) => self.explored(key, *c, *part),
            _ => {}
        }
    }

    fn members(&self, key: &mut Mixer, what: &What) {
        let What::Term(id, part) = what else { return };
        let list = &self.model.members[id.0 as usize];
        for Member { page, claims } in &list[part_range(*part, list.len())] {
            self.face(key, *page);
            for claim in claims.iter().map(|i| self.model.claims[page.0 as usize][*i]) {
                self.claim(key, *page, claim);
                self.beside(key, *page, claim);
            }
        }
    }

    fn pager(&self, key: &mut Mixer, what: &What) {
        let (part, n) = match what {
            What::Collection(c, part) | What::Explore(c, part) | What::Matrix(c, _, part) => {
                (part, self.model.collections[*c].len())
            }
            What::Term(id, part) => (part, self.model.members[id.0 as usize].len()),
            _ => return,
        };
        key.number(*part).number(n);
    }

    fn term(&self, key: &mut Mixer, what: &What) {
        let What::Term(id, _) = what else { return };
        let term = self.model.term(*id);
        self.term_shown(key, *id);
        key.number(self.model.members[id.0 as usize].len());
        if let Some(source) = &term.entry.source {
            self.work(key, &source.value);
        }
        term.entry.facts.iter().for_each(|fact| self.cited(key, fact));
        let ancestors = self.model.ancestors(*id);
        let answers = self.model.answers[id.0 as usize].iter().map(|(id, _)| id);
        let near = ancestors.iter().chain(&term.narrower).chain(&term.related).chain(answers);
        for other in near.chain(term.named.iter().map(|(_, _, id)| id)) {
            self.term_shown(key, *other);
            key.number(self.model.members[other.0 as usize].len());
        }
    }

    fn together(&self, key: &mut Mixer, what: &What) {
        let What::Term(id, _) = what else { return };
        for (other, n) in &self.model.together[id.0 as usize] {
            key.print(self.model.term_prints[other.0 as usize]).number(*n as usize);
        }
    }

    /// Lists of terms with their counts: of one vocabulary, or of all on the home page.
    fn counts(&self, key: &mut Mixer, what: &What) {
        let terms: Vec<TermId> = match what {
            What::Home => self.model.term_ids().collect(),
            What::Vocabulary(v) => self.model.vocabularies[*v].terms.clone(),
            What::Collection(c, _) | What::Explore(c, _) | What::Matrix(c, ..) => {
                key.number(self.model.collections[*c].len());
                return;
            }
            What::Term(id, _) => {
                key.number(self.model.vocabularies[self.model.term(*id).vocabulary].terms.len());
                return;
            }
            _ => return,
        };
        for id in terms {
            self.term_shown(key, id);
            key.number(self.model.members[id.0 as usize].len());
        }
    }

    fn feed<'k>(&self, key: &'k mut Mixer, feed: Feed) -> &'k mut Mixer {
        key.print(self.inputs.site);
        // What undated entries are dated with.
        if let Some(date) = self.model.newest.first().and_then(|id| moment(self.model.page(*id))) {
            key.text(&date.iso());
        }
        if let Feed::Term(id) = feed {
            self.term_shown(key, id);
        }
        for id in feed_entries(self.model, feed) {
            let page = self.model.page(id);
            self.face(key, id);
            key.text(&moment(page).map(|date| date.iso()).unwrap_or_default());
            page.authors.iter().for_each(|author| {
                key.text(author);
            });
            if let Role::Entry(c) = page.role {
                key.number(c);
            }
        }
        key
    }
}
