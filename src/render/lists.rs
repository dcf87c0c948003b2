//! The views of lists: home, collections, vocabularies, terms.

use super::fields;
use super::shelf::{explore_url, matrices};
use super::{Here, Shown, Site, body, map, page};
use crate::fields::kind::Owner;
use crate::fields::{cites, strength};
use crate::model::{Member, NEWEST, PageId, Target, TermId};
use crate::plan::{Feed, feed_url, part_range, part_url, parts};
use std::cmp::Reverse;
use tera::Value;

/// Terms of each vocabulary on the home page.
const WAYS: usize = 12;

pub fn home(site: Site, shown: &mut Shown) -> Here {
    let model = site.model;
    let entries = || cards(site, &model.newest[..NEWEST.min(model.newest.len())]);
    let ways = || (0..model.config.vocabularies.len()).map(|v| way(site, v)).collect::<Vec<_>>();
    text(site, model.home, shown);
    shown.put("entries", || entries().into());
    shown.put("ways", || ways().into());
    shown.put("map", || super::map::whole(site));
    let mut here = Here::new(site, "home", model.config.title.as_str());
    let summary = model.home.and_then(|id| model.page(id).face.summary.clone());
    here.description =
        summary.or_else(|| Some(model.config.description.clone()).filter(|d| !d.is_empty()));
    here
}

fn cards(site: Site, pages: &[PageId]) -> Vec<Value> {
    pages.iter().map(|id| site.cards.card(*id, site.depth)).collect()
}

/// The page that goes with a list, or none.
fn text(site: Site, id: Option<PageId>, shown: &mut Shown) {
    let chain = shown.chain;
    shown.put("page", || id.map(|id| page::view(site, id, chain)).into());
}

/// A vocabulary with its most used terms.
fn way(site: Site, v: usize) -> Value {
    let model = site.model;
    let count = |id: &TermId| model.members[id.0 as usize].len();
    let mut used: Vec<TermId> = model.vocabularies[v]
        .terms
        .iter()
        .copied()
        .filter(|id| count(id) > 0 && model.term(*id).narrower.is_empty())
        .collect();
    used.sort_by_key(|id| Reverse(count(id)));
    used.truncate(WAYS);
    let vocabulary = &model.config.vocabularies[v];
    map([
        ("id", vocabulary.id.as_str().into()),
        ("label", vocabulary.label.main.as_str().into()),
        ("singular", vocabulary.singular.main.as_str().into()),
        ("url", model.url(Target::Vocabulary(v)).into()),
        ("count", model.vocabularies[v].terms.len().into()),
        ("terms", used.into_iter().map(|id| counted(site, id)).collect::<Vec<_>>().into()),
    ])
}

/// A term with the number of its pages.
fn counted(site: Site, id: TermId) -> Value {
    let term = site.model.term(id);
    map([
        ("label", term.entry.label.get(&site.model.config.language).into()),
        ("url", term.url.as_str().into()),
        ("vocabulary", site.model.config.vocabularies[term.vocabulary].id.as_str().into()),
        ("count", site.model.members[id.0 as usize].len().into()),
    ])
}

pub fn collection(site: Site, c: usize, part: usize, shown: &mut Shown) -> Here {
    let model = site.model;
    let collection = &model.config.collections[c];
    let list = &model.collections[c];
    let url = model.url(Target::Collection(c));
    let own = model.collection_pages[c];
    text(site, own.filter(|_| part == 1), shown);
    shown.put("entries", || cards(site, &list[part_range(part, list.len())]).into());
    shown.put("pager", || pager(&url, part, list.len()));
    shown.put("collection", || collection_view(site, c));
    let title = title(site, own, &collection.label.main);
    let mut here = Here::new(site, "collection", with_part(site, title, part, list.len()));
    here.description = own.and_then(|id| model.page(id).face.summary.clone());
    here.feed = Some(Feed::Collection(c));
    here
}

/// A collection with the ways into it.
pub fn collection_view(site: Site, c: usize) -> Value {
    let model = site.model;
    let collection = &model.config.collections[c];
    map([
        ("id", collection.id.as_str().into()),
        ("label", collection.label.main.as_str().into()),
        ("singular", collection.singular.main.as_str().into()),
        ("url", model.url(Target::Collection(c)).into()),
        ("count", model.collections[c].len().into()),
        ("feed", feed(site, Feed::Collection(c)).into()),
        ("explore", explore_url(model, c).into()),
        ("matrices", matrices(model, c, &model.config.language).into()),
    ])
}

fn title(site: Site, own: Option<PageId>, label: &str) -> String {
    let written = own.map(|id| site.model.page(id).face.title.clone());
    written.filter(|title| !title.is_empty()).unwrap_or_else(|| label.to_owned())
}

/// `Pilots (Part 2 of 3)`; the first part says nothing.
pub fn with_part(site: Site, title: String, part: usize, n: usize) -> String {
    if part == 1 {
        return title;
    }
    let word = site.shelf.word(&site.model.config.language, "part");
    let word = word.replace("{part}", &part.to_string()).replace("{parts}", &parts(n).to_string());
    format!("{title} ({word})")
}

fn feed(site: Site, feed: Feed) -> Value {
    site.model.config.base_url.as_ref().map(|_| feed_url(site.model, feed)).into()
}

/// The other parts of a list.
pub fn pager(url: &str, part: usize, total: usize) -> Value {
    let count = parts(total);
    let range = part_range(part, total);
    let pages: Vec<Value> = (1..=count)
        .map(|part| map([("part", part.into()), ("url", part_url(url, part).into())]))
        .collect();
    map([
        ("part", part.into()),
        ("parts", count.into()),
        ("total", total.into()),
        ("from", (range.start + 1).into()),
        ("to", range.end.into()),
        ("prev", (part > 1).then(|| part_url(url, part - 1)).into()),
        ("next", (part < count).then(|| part_url(url, part + 1)).into()),
        ("pages", pages.into()),
    ])
}

fn vocabulary_view(site: Site, v: usize) -> Value {
    let vocabulary = &site.model.config.vocabularies[v];
    map([
        ("id", vocabulary.id.as_str().into()),
        ("label", vocabulary.label.main.as_str().into()),
        ("singular", vocabulary.singular.main.as_str().into()),
        ("description", vocabulary.description.as_ref().map(|text| text.main.as_str()).into()),
        ("url", site.model.url(Target::Vocabulary(v)).into()),
        ("count", site.model.vocabularies[v].terms.len().into()),
    ])
}

pub fn vocabulary(site: Site, v: usize, shown: &mut Shown) -> Here {
    let model = site.model;
    let own = model.vocabulary_pages[v];
    text(site, own, shown);
    let top = model.vocabularies[v].terms.iter().filter(|id| model.term(**id).broader.is_none());
    shown.put("tree", || top.map(|id| branch(site, *id)).collect::<Vec<_>>().into());
    shown.put("vocabulary", || vocabulary_view(site, v));
    shown.put("map", || match model.vocabularies[v].built_in {
        true => super::map::whole(site),
        false => Value::none(),
    });
    let vocabulary = &model.config.vocabularies[v];
    let mut here = Here::new(site, "vocabulary", title(site, own, &vocabulary.label.main));
    here.description = vocabulary.description.as_ref().map(|text| text.main.clone());
    here
}

/// A term with what is below it. The model has no cycles.
fn branch(site: Site, id: TermId) -> Value {
    let term = site.model.term(id);
    let lang = &site.model.config.language;
    let narrower: Vec<Value> = term.narrower.iter().map(|id| branch(site, *id)).collect();
    map([
        ("label", term.entry.label.get(lang).into()),
        ("url", term.url.as_str().into()),
        ("vocabulary", site.model.config.vocabularies[term.vocabulary].id.as_str().into()),
        ("definition", term.entry.definition.as_ref().map(|text| text.get(lang)).into()),
        ("count", site.model.members[id.0 as usize].len().into()),
        ("narrower", narrower.into()),
    ])
}

pub fn term(site: Site, id: TermId, part: usize, shown: &mut Shown) -> Here {
    let model = site.model;
    let term = model.term(id);
    let lang = &model.config.language;
    let members = &model.members[id.0 as usize];
    let links =
        |ids: &[TermId]| ids.iter().map(|id| site.shelf.term(lang, *id)).collect::<Vec<_>>();
    text(site, term.page.filter(|_| part == 1), shown);
    let on_part = &members[part_range(part, members.len())];
    let together = &model.together[id.0 as usize];
    let inbound = match part {
        1 => model.term_inbound[id.0 as usize].as_slice(),
        _ => &[],
    };
    let all = |views: &mut dyn Iterator<Item = Value>| Value::from(views.collect::<Vec<_>>());
    shown.put("vocabulary", || vocabulary_view(site, term.vocabulary));
    shown.put("term", || term_view(site, id));
    shown.put("members", || all(&mut on_part.iter().map(|one| member(site, id, one))));
    shown.put("pager", || pager(&term.url, part, members.len()));
    shown.put("broader", || links(&model.ancestors(id)).into());
    shown.put("narrower", || all(&mut term.narrower.iter().map(|id| counted(site, *id))));
    shown.put("see_also", || links(&term.related).into());
    shown.put("answers", || answers(site, id).into());
    shown.put("together", || all(&mut together.iter().map(|(id, n)| companion(site, *id, *n))));
    shown.put("map", || super::map::of_country(site, id));
    shown.put("inbound", || page::inbound(site, lang, &term.url, inbound).into());
    let definition = term.entry.definition.as_ref().map(|text| text.get(lang).to_owned());
    let vocabulary = &model.config.vocabularies[term.vocabulary];
    let label = term.entry.label.get(lang).to_owned();
    let mut here = Here::new(site, "term", with_part(site, label, part, members.len()));
    here.description = definition;
    here.above
        .push((vocabulary.label.main.clone(), model.url(Target::Vocabulary(term.vocabulary))));
    here.feed = Some(Feed::Term(id));
    here
}

fn term_view(site: Site, id: TermId) -> Value {
    let model = site.model;
    let term = model.term(id);
    let lang = &model.config.language;
    let owner = Owner { lang, url: &term.url, page: None };
    let known = &model.config.vocabularies[term.vocabulary].fields;
    let filled = fields::fields(site, &owner, known, &term.entry.facts);
    let alias: Vec<&str> = term.entry.alias.iter().map(|alias| alias.value.as_str()).collect();
    map([
        ("id", term.entry.id.value.as_str().into()),
        ("label", term.entry.label.get(lang).into()),
        ("url", term.url.as_str().into()),
        ("definition", term.entry.definition.as_ref().map(|text| text.get(lang)).into()),
        (
            "source",
            term.entry.source.as_ref().map(|key| cites::source(site, lang, &key.value)).into(),
        ),
        ("alias", alias.into()),
        ("fields", filled.all.into()),
        ("count", model.members[id.0 as usize].len().into()),
        ("feed", feed(site, Feed::Term(id)).into()),
    ])
}

/// How a page shows a term: its claims of it, and of the terms below it.
fn member(site: Site, id: TermId, member: &Member) -> Value {
    let model = site.model;
    let lang = &model.config.language;
    let url = &model.term(id).url;
    let owner = Owner { lang, url, page: Some(member.page) };
    let claims: Vec<Value> = member
        .claims
        .iter()
        .map(|i| model.claims[member.page.0 as usize][*i])
        .filter(|claim| !claim.is_plain || claim.term != Some(id))
        .filter_map(|claim| {
            let beside = fields::beside(site, &owner, member.page, claim);
            Some((claim.term?, model.claim(member.page, claim)?, beside))
        })
        // A bare mention of the term itself says no more than that the page is in this list.
        .filter(|(term, claim, beside)| {
            *term != id || claim.note.is_some() || claim.source.is_some() || beside.is_some()
        })
        .map(|(term, claim, beside)| {
            map([
                (
                    "note",
                    claim.note.as_ref().map(|note| body::fill(site, member.page, url, note)).into(),
                ),
                (
                    "source",
                    claim.source.as_ref().map(|key| cites::source(site, lang, &key.value)).into(),
                ),
                ("strength", strength::of_claim(site, lang, claim.strength).into()),
                ("term", (term != id).then(|| site.shelf.term(lang, term)).into()),
                ("record", beside.into()),
            ])
        })
        .collect();
    map([("card", site.cards.card(member.page, site.depth).into()), ("claims", claims.into())])
}

/// The terms that name this one in a field, by the field's label at this end.
fn answers(site: Site, id: TermId) -> Vec<Value> {
    let lang = &site.model.config.language;
    let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
    for (from, field) in &site.model.answers[id.0 as usize] {
        let term = site.model.term(*from);
        let field = &site.model.config.vocabularies[term.vocabulary].fields[*field];
        let label = field.inverse.as_ref().unwrap_or(&field.label).get(lang);
        let link = site.shelf.term(lang, *from);
        match groups.iter_mut().find(|(known, _)| *known == label) {
            Some((_, items)) => items.push(link),
            None => groups.push((label, vec![link])),
        }
    }
    let view = |(label, items): (&str, Vec<Value>)| {
        map([("label", label.into()), ("items", items.into())])
    };
    groups.into_iter().map(view).collect()
}

fn companion(site: Site, id: TermId, n: u32) -> Value {
    let term = site.model.term(id);
    map([
        ("label", term.entry.label.get(&site.model.config.language).into()),
        ("url", term.url.as_str().into()),
        ("vocabulary", site.model.config.vocabularies[term.vocabulary].id.as_str().into()),
        ("count", n.into()),
    ])
}
