//! The model after an edit. Three sorts of edits are told apart by what they leave alone: one of a text
//! leaves the graph, as other pages see neither front matter nor links change; one of words (titles, dates,
//! labels) leaves the ties; after any other the model is built anew.

use super::publications::{all_citations, citations};
use super::{Before, Graph, Model, Named, PageId, Term, graph, publications, texts, vocabularies};
use crate::parse::markdown::{Cite, Marked, Mention, Oddity, Quote};
use crate::parse::page::{Claim, Value};
use crate::parse::{Page, TermFile};
use std::mem::discriminant;
use std::sync::Arc;

/// Files that are others than before.
#[derive(Default)]
pub struct Edit {
    pub pages: Vec<(PageId, Arc<Page>)>,
    pub terms: Vec<Arc<TermFile>>,
}

/// Whether a page takes the same place in the graph as before: all but its text is the same.
pub fn keeps_graph(before: &Page, after: &Page) -> bool {
    let links = |page: &Page| page.body.links.len();
    before.path == after.path
        && before.front_print == after.front_print
        && before.draft == after.draft
        && links(before) == links(after)
        && cited(before).eq(cited(after))
        && before.body.links.iter().zip(&after.body.links).all(|(a, b)| a.says_the_same(b))
}

/// Whether nothing but a page itself sees that it is another now: it takes the same place in the graph, what
/// it cites is quoted in the same words, links to its headings lead there as before, all in its front matter
/// stands where it stood, and the rules that look at several pages see the same of it. Of a text such rules see
/// its links, its citations and the works that it names in plain words, wherever they stand; a rule that comes
/// to see more of it has its part here.
pub fn stays_at_home(before: &Page, after: &Page) -> bool {
    let (a, b) = (&before.body, &after.body);
    keeps_graph(before, after)
        && (&before.front, &before.toml) == (&after.front, &after.toml)
        && a.cites.iter().map(quoted).eq(b.cites.iter().map(quoted))
        && a.headings
            .iter()
            .map(|heading| &heading.id)
            .eq(b.headings.iter().map(|heading| &heading.id))
        && a.anchors == b.anchors
        && mentions(a).eq(mentions(b))
}

type Quoted<'c> = (&'c [(String, Option<String>)], Option<&'c Quote>);

/// What is shown of a citation where the work is described.
fn quoted(cite: &Cite) -> Quoted<'_> {
    (&cite.items, cite.quote.as_ref())
}

/// The works that a text names in plain words.
fn mentions(text: &Marked) -> impl Iterator<Item = &Mention> {
    text.oddities.iter().filter_map(|(oddity, _)| match oddity {
        Oddity::Mention(mention) => Some(mention),
        _ => None,
    })
}

/// The works that the text of a page cites, one list a citation.
fn cited(page: &Page) -> impl Iterator<Item = Vec<&String>> {
    page.body.cites.iter().map(|cite| cite.items.iter().map(|(key, _)| key).collect())
}

/// Whether a page is tied to others as before, by whatever words.
fn keeps_ties(before: &Page, after: &Page) -> bool {
    let Page { path, role, url, lang, aliases, draft, facts, .. } = before;
    let same_place = (path, role, url, lang, draft)
        == (&after.path, &after.role, &after.url, &after.lang, &after.draft);
    let same_aliases = aliases.iter().map(|a| &a.value).eq(after.aliases.iter().map(|a| &a.value));
    let same_facts = facts.len() == after.facts.len()
        && facts.iter().zip(&after.facts).all(|(a, b)| {
            (a.field, a.record) == (b.field, b.record) && same_ends(&a.value, &b.value)
        });
    let links = |page| texts(page).map(|text| text.links.iter().map(|link| (&link.to, link.image)));
    same_place
        && same_aliases
        && same_facts
        && texts(before).count() == texts(after).count()
        && links(before).zip(links(after)).all(|(a, b)| a.eq(b))
        && citations(before).eq(citations(after))
}

/// Whether two values lead to the same terms, pages and works.
fn same_ends(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Claims(a), Value::Claims(b)) => {
            fn ends(claim: &Claim) -> (&str, Option<&String>) {
                (&claim.term.value, claim.source.as_ref().map(|source| &source.value))
            }
            a.iter().map(ends).eq(b.iter().map(ends))
        }
        (Value::Refs(a), Value::Refs(b)) | (Value::Cites(a), Value::Cites(b)) => {
            a.iter().map(|key| &key.value).eq(b.iter().map(|key| &key.value))
        }
        (Value::Records(a), Value::Records(b)) => a == b,
        _ => discriminant(before) == discriminant(after),
    }
}

/// Whether terms are the same ones at the same places, whatever they are called.
fn same_terms(before: &[Term], after: &[Term]) -> bool {
    fn source(term: &Term) -> Option<&String> {
        term.entry.source.as_ref().map(|source| &source.value)
    }
    let is_same = |(a, b): (&Term, &Term)| {
        (&a.url, a.vocabulary, a.broader, &a.named) == (&b.url, b.vocabulary, b.broader, &b.named)
            && source(a) == source(b)
            && a.entry.facts.len() == b.entry.facts.len()
            && a.entry.facts.iter().zip(&b.entry.facts).all(|(a, b)| same_ends(&a.value, &b.value))
    };
    before.len() == after.len() && before.iter().zip(after).all(is_same)
}

impl Model {
    /// The model with another text for some pages; the caller has seen that the graph stays as it is.
    pub fn edited(&self, pages: Vec<(PageId, Arc<Page>)>) -> Self {
        let mut model = self.clone();
        for (id, page) in pages {
            let page = publications::completed(&self.config, &self.bibliography, page);
            model.pages.put(id.0 as usize, page);
        }
        model
    }

    /// Whether one was made from the other by edits of texts and words.
    pub fn shares_ties_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.ties, &other.ties)
    }

    /// The model after an edit of words; none if it was one of ties.
    pub fn reworded(&self, edit: Edit, shows_related: bool) -> Option<Self> {
        let edited: Vec<PageId> = edit.pages.iter().map(|(id, _)| *id).collect();
        let Self { pages, code, .. } = self.edited(edit.pages);
        let keeps = |id: &PageId| keeps_ties(self.page(*id), &pages[id.0 as usize]);
        if !edited.iter().all(keeps) {
            return None;
        }
        let named = match edit.terms.is_empty() {
            true => self.named(),
            false => self.renamed(&pages, edit.terms)?,
        };
        let claims = |id: &PageId| {
            let page = &pages[id.0 as usize];
            vocabularies::claims_of(&self.config, page, &named.vocabularies)
        };
        let same_claims = edited.iter().all(|id| claims(id) == self.claims[id.0 as usize]);
        // Wikilinks know pages and terms by what they are called.
        let same_names =
            self.names.is_empty() || graph::names(&self.config, &pages, &named.terms) == self.names;
        if !same_claims || !same_names {
            return None;
        }
        let before = Before { graph: &self.graph, edited: &edited };
        let graph = Graph::of(self.ties.clone(), named, &pages, shows_related, Some(before));
        Some(Self { pages, code, graph: Arc::new(graph) })
    }

    fn named(&self) -> Named {
        let (terms, vocabularies) = (self.terms.clone(), self.vocabularies.clone());
        Named { files: self.term_files.clone(), terms, vocabularies }
    }

    /// The terms with other files for some vocabularies; none if they are not the same terms, or if some
    /// page's words lead to others.
    fn renamed(&self, pages: &[Arc<Page>], edited: Vec<Arc<TermFile>>) -> Option<Named> {
        let mut files = self.term_files.clone();
        for file in edited {
            let known = files.iter_mut().find(|known| known.path == file.path)?;
            // A term that is left out, as the second of its id, names works as well.
            let (before, after) = ([known.clone()], [file]);
            if !all_citations(&[], &before).eq(all_citations(&[], &after)) {
                return None;
            }
            let [file] = after;
            *known = file;
        }
        let mut now = vocabularies::of(&self.config, pages, &files);
        if !same_terms(&self.terms, &now.terms)
            || vocabularies::claims(&self.config, pages, &now.vocabularies) != self.claims
        {
            return None;
        }
        for (term, before) in now.terms.iter_mut().zip(self.terms.iter()) {
            term.page = before.page;
        }
        let (terms, vocabularies) = (Arc::new(now.terms), Arc::new(now.vocabularies));
        Some(Named { files, terms, vocabularies })
    }
}
