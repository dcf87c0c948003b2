//! The view of a page: its own text and fields, the pages it is related to, and who refers to it.

use super::fields;
use super::{Here, Item, Shown, Site, body, map, pairs_to_map, shelf};
use crate::fields::kind::{Owner, SECTIONS};
use crate::fields::{cites, date};
use crate::files;
use crate::model::{Inbound, PageId, Target, Via, fields_of};
use crate::parse::bibliography::Work;
use crate::parse::markdown::Heading;
use crate::parse::page::{Page, Role, Value as Fill};
use crate::theme::Chain;
use std::collections::BTreeSet;
use tera::Value;

/// A page that stands for itself.
pub fn page(site: Site, id: PageId, shown: &mut Shown) -> Here {
    let model = site.model;
    let page = model.page(id);
    let chain = shown.chain;
    shown.put("page", || view(site, id, chain));
    let (previous, next) = model.beside(id);
    shown.put("previous", || previous.map(|id| beside(site, id)).into());
    shown.put("next", || next.map(|id| beside(site, id)).into());
    shown.put("related", || related(site, id).into());
    let referrers = &model.page_inbound[id.0 as usize];
    shown.put("inbound", || inbound(site, &page.lang, &page.url, referrers).into());
    let mut here = Here::new(site, "page", model.page_title(id));
    here.description = page.face.summary.clone();
    here.lang = page.lang.clone();
    if let Role::Entry(c) = page.role {
        here.above.push((
            model.config.collections[c].label.get(&page.lang).to_owned(),
            model.url(Target::Collection(c)),
        ));
        here.feed = Some(crate::plan::Feed::Collection(c));
    }
    here
}

/// An old address of a page.
pub fn redirect(site: Site, id: PageId, shown: &mut Shown) -> Here {
    let page = site.model.page(id);
    shown.put("to", || {
        map([("url", page.url.as_str().into()), ("title", page.face.title.as_str().into())])
    });
    let mut here = Here::new(site, "page", site.model.page_title(id));
    here.lang = page.lang.clone();
    here.canonical = Some(page.url.clone());
    here
}

/// A page that stands next to another in the list of their collection.
fn beside(site: Site, id: PageId) -> Value {
    super::link(site.model.page_title(id), site.model.page(id).url.as_str())
}

/// What templates call `page`: of its parts those that the `chain` reads, all if that is not known.
pub fn view(site: Site, id: PageId, chain: Option<&Chain>) -> Value {
    let model = site.model;
    let page = model.page(id);
    let language = site.shelf.language(&page.lang);
    // Two that cost nothing are always there: a page without any would be no page to a template that asks.
    let pairs = vec![("title", model.page_title(id).into()), ("url", page.url.as_str().into())];
    let mut parts = Parts { chain, pairs };
    parts.put("summary", || page.face.summary.as_deref().into());
    parts.put("lang", || page.lang.as_str().into());
    parts.put("collection", || collection(site, page).into());
    parts.put("date", || date::in_words(page.face.date, &language.words).into());
    parts.put("updated", || date::in_words(page.updated, &language.words).into());
    parts.put("authors", || authors(site, page).clone().into());
    parts.put("licence", || {
        fields::licence(page.licence.as_ref().or(model.config.licence.as_ref())).into()
    });
    parts.put("project", || project(site, page).into());
    parts.put("toc", || toc(&page.body.headings).into());
    parts.put("body", || {
        let body = body::body(site, id, &page.url, site.text);
        Some(body).filter(|body| !body.trim().is_empty()).into()
    });
    parts.put("references", || references(site, page).into());
    parts.put("publication", || {
        model.work_of(page).map(|work| publication(site, page, work)).into()
    });
    parts.put("draft", || page.draft.into());
    parts.put("edit", || edit(site, page).into());
    parts.put("translations", || translations(site, id).into());
    let owner = Owner { lang: &page.lang, url: &page.url, page: Some(id) };
    let fields = fields::fields(site, &owner, fields_of(&model.config, page), &page.facts);
    parts.put("groups", || fields.grouped(&page.lang).into());
    for section in SECTIONS {
        parts.put(section, || fields.of(section).into());
    }
    parts.put("fields", || fields.all.into());
    parts.put("field", || fields.by_id.into());
    pairs_to_map(&parts.pairs)
}

/// The parts of a page that a template reads.
struct Parts<'p, 'c> {
    chain: Option<&'c Chain>,
    pairs: Vec<(&'static str, Item<'p>)>,
}

impl<'p> Parts<'p, '_> {
    fn put(&mut self, name: &'static str, part: impl FnOnce() -> Item<'p>) {
        if self.chain.is_none_or(|chain| chain.reads_of_page(name)) {
            self.pairs.push((name, part()));
        }
    }
}

fn collection(site: Site, page: &Page) -> Option<Value> {
    let Role::Entry(c) = page.role else { return None };
    let collection = &site.model.config.collections[c];
    Some(map([
        ("id", collection.id.as_str().into()),
        ("label", collection.label.get(&page.lang).into()),
        ("singular", collection.singular.get(&page.lang).into()),
        ("url", site.model.url(Target::Collection(c)).into()),
    ]))
}

fn authors<'a>(site: Site<'a>, page: &'a Page) -> &'a Vec<String> {
    // Who wrote the site did not write the works.
    let own = !page.authors.is_empty() || site.model.work_of(page).is_some();
    if own { &page.authors } else { &site.model.config.authors }
}

fn project(site: Site, page: &Page) -> Option<Value> {
    let id = &page.project.as_ref()?.value;
    site.model.config.project(id).map(shelf::project)
}

/// The works that the texts cite and that no field lists; their numbers go on behind those.
fn references(site: Site, page: &Page) -> Vec<Value> {
    let listed = page.facts.iter().flat_map(|fact| match &fact.value {
        Fill::Cites(keys) if fact.record.is_none() => keys.as_slice(),
        _ => &[],
    });
    let listed: BTreeSet<&str> = listed.map(|key| key.value.as_str()).collect();
    let sources = site.model.sources_of(page);
    let rest = sources.iter().enumerate().filter(|(_, key)| !listed.contains(*key));
    rest.map(|(i, key)| cites::numbered(site, &page.lang, key, i + 1, true)).collect()
}

/// The work that a page is of, and the terms that rest on it.
fn publication(site: Site, page: &Page, work: &Work) -> Value {
    let terms = site.model.publications.terms.get(&work.key).into_iter().flatten();
    let terms: Vec<Value> = terms.map(|id| site.shelf.term(&page.lang, *id)).collect();
    map([
        ("key", work.key.as_str().into()),
        ("source", cites::source(site, &page.lang, &work.key).into()),
        ("terms", terms.into()),
    ])
}

/// Where the file of this page can be edited.
fn edit(site: Site, page: &Page) -> Option<String> {
    let pattern = site.model.config.edit_url.as_ref()?;
    Some(pattern.replace("{path}", &files::encode(&page.path)))
}

fn translations(site: Site, id: PageId) -> Vec<Value> {
    site.model.translations[id.0 as usize]
        .iter()
        .map(|other| {
            let page = site.model.page(*other);
            let label = site.shelf.language(&page.lang).words.own_name();
            map([
                ("lang", page.lang.as_str().into()),
                ("label", label.into()),
                ("url", page.url.as_str().into()),
            ])
        })
        .collect()
}

/// The headings as a tree; a deeper one belongs to the last that is less deep.
fn toc(headings: &[Heading]) -> Vec<Value> {
    let mut tree = Vec::new();
    let mut rest = headings;
    while let Some((first, after)) = rest.split_first() {
        let deeper = after.iter().take_while(|heading| heading.level > first.level).count();
        tree.push(map([
            ("id", first.id.as_str().into()),
            ("text", first.text.as_str().into()),
            ("children", toc(&after[..deeper]).into()),
        ]));
        rest = &after[deeper..];
    }
    tree
}

fn related(site: Site, id: PageId) -> Vec<Value> {
    let lang = &site.model.page(id).lang;
    site.model.related[id.0 as usize]
        .iter()
        .map(|related| {
            let shared: Vec<Value> =
                related.shared.iter().map(|term| site.shelf.term(lang, *term)).collect();
            map([
                ("card", site.cards.card(related.page, site.depth).into()),
                ("shared", shared.into()),
            ])
        })
        .collect()
}

/// Who refers to what stands at `url`, in the language of that page: each page once, with its sentences and
/// the labels of its fields.
pub fn inbound(site: Site, lang: &str, url: &str, list: &[Inbound]) -> Vec<Value> {
    list.chunk_by(|a, b| a.from == b.from).map(|list| referrer(site, lang, url, list)).collect()
}

fn referrer(site: Site, lang: &str, url: &str, list: &[Inbound]) -> Value {
    let from = list[0].from;
    let mut labels: Vec<&str> = Vec::new();
    let mut quotes: Vec<String> = Vec::new();
    for inbound in list {
        match inbound.via {
            Via::Field(field) => {
                let page = site.model.page(from);
                let field = &fields_of(&site.model.config, page)[field];
                // That a page lists a work among its sources is what its place here says already.
                let says_itself = field.kind == &cites::KIND;
                let label = Some(&field.label).filter(|_| !says_itself);
                labels.extend(field.inverse.as_ref().or(label).map(|label| label.get(lang)));
            }
            Via::Claim(fact, item) => {
                let Some(claim) = site.model.claim_of(from, fact, item) else { continue };
                labels.extend(claim.term.map(|id| site.model.term(id).entry.label.get(lang)));
                let note = site.model.claim(from, claim).and_then(|claim| claim.note.as_ref());
                add(&mut quotes, note.map(|note| body::fill(site, from, url, note)));
            }
            Via::Cite(text, cite) => {
                let cite = site.model.cite(from, text, cite);
                let quote = cite.and_then(|cite| Some((cite, cite.quote.as_ref()?)));
                add(&mut quotes, quote.map(|(cite, quote)| body::cite_quote(site, cite, quote)));
            }
            Via::Link(text, link) => {
                let Some(link) = site.model.link(from, text, link) else { continue };
                let quote = link.quote.as_ref();
                add(&mut quotes, quote.map(|quote| body::quote(site, from, link, quote)));
            }
        }
    }
    labels.dedup();
    let label = Some(labels.join(", ")).filter(|label| !label.is_empty());
    map([
        ("card", site.cards.card(from, site.depth).into()),
        ("label", label.into()),
        ("quotes", quotes.into()),
    ])
}

/// Adds what is not there already.
fn add(quotes: &mut Vec<String>, quote: Option<String>) {
    let new = quote.filter(|quote| !quotes.contains(quote));
    quotes.extend(new);
}
