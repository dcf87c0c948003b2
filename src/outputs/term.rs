//! The page of a term: who claims it, with notes and sources, and the terms around it. In parts.

use super::Plan;
use super::feed::{self, Feed};
use super::fields;
use super::kind::{Class, Kind, Made, Planned};
use super::parts::{of_parts, pager, part_url, parts, with_part};
use super::reader::Reader;
use super::view::{Here, View, map};
use super::vocabulary::vocabulary_view;
use super::{body, inbound, map as drawn, page};
use crate::fields::kind::Owner;
use crate::fields::{cites, strength};
use crate::model::{Member, Model, PageId, Target, TermId};
use tera::Value;

/// One part of a term's page.
#[derive(Debug)]
struct Term {
    id: TermId,
    part: usize,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let of_term = |id: TermId| {
        let n = model.graph.members[id.0 as usize].len();
        (1..=parts(n)).map(move |part| -> Planned {
            (part_url(&model.term(id).url, part), Box::new(Term { id, part }))
        })
    };
    model.term_ids().flat_map(of_term).collect()
}

impl Kind for Term {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, model: &Model) -> String {
        let is =
            format!("is the page of {}{}", feed::term_origin(model, self.id), of_parts(self.part));
        page::with_text(model, &is, self.text(model))
    }

    fn text(&self, model: &Model) -> Option<PageId> {
        model.term(self.id).page.filter(|_| self.part == 1)
    }

    fn target(&self) -> Option<Target> {
        Some(Target::Term(self.id))
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let Self { id, part } = *self;
        let config = reader.config();
        let lang = reader.language(&config.language);
        let (name, definition) = reader.definition(id);
        let count = reader.count(id);
        let all = |views: &mut dyn Iterator<Item = Value>| Value::from(views.collect::<Vec<_>>());
        let link = |id: &TermId| reader.term_link(lang, *id);
        let mut view = View::of(reader, "term.html");
        view.put("page", || {
            let text = if part == 1 { reader.term_text(id) } else { None };
            text.map(|id| page::view(reader, id)).into()
        });
        view.put("vocabulary", || vocabulary_view(reader, name.vocabulary));
        view.put("term", || term_view(reader, id));
        view.put("members", || {
            let members = reader.members(id, part as u32);
            all(&mut members.iter().map(|one| member(reader, id, one)))
        });
        view.put("pager", || pager(name.url, part, count));
        view.put("broader", || all(&mut reader.around(id).broader.iter().map(link)));
        view.put("narrower", || {
            all(&mut reader.around(id).narrower.iter().map(|id| counted(reader, *id)))
        });
        view.put("see_also", || all(&mut reader.around(id).related.iter().map(link)));
        view.put("answers", || answers(reader, id).into());
        view.put("together", || {
            all(&mut reader.together(id).iter().map(|(id, n)| with_count(reader, *id, *n as usize)))
        });
        view.put("map", || drawn::of_country(reader, id));
        view.put("inbound", || {
            let list = if part == 1 { reader.term_inbound(id) } else { &[] };
            inbound::inbound(reader, &config.language, name.url, list).into()
        });
        let label = name.label.get(&config.language).to_owned();
        let mut here = Here::new(reader, "term", with_part(reader, label, part, count));
        here.description = definition.map(|text| text.get(&config.language).to_owned());
        let vocabulary = &config.vocabularies[name.vocabulary];
        let above = reader.url(Target::Vocabulary(name.vocabulary));
        here.above.push((vocabulary.label.main.clone(), above));
        here.feed = Some(Feed::Term(id));
        Made::View(view.finish(reader, here, url))
    }
}

/// A term with the number of its pages.
pub fn counted(reader: &Reader, id: TermId) -> Value {
    with_count(reader, id, reader.count(id))
}

fn with_count(reader: &Reader, id: TermId, count: usize) -> Value {
    let config = reader.config();
    let name = reader.name(id);
    map([
        ("label", name.label.get(&config.language).into()),
        ("url", name.url.into()),
        ("vocabulary", config.vocabularies[name.vocabulary].id.as_str().into()),
        ("count", count.into()),
    ])
}

fn term_view(reader: &Reader, id: TermId) -> Value {
    let config = reader.config();
    let lang = &config.language;
    let (name, (entry, _)) = (reader.name(id), reader.entry(id));
    let owner = Owner { lang, url: name.url, page: None };
    let known = &config.vocabularies[name.vocabulary].fields;
    let filled = fields::fields(reader, &owner, known, &entry.facts);
    let alias: Vec<&str> = entry.alias.iter().map(|alias| alias.value.as_str()).collect();
    let source = entry.source.as_ref().map(|key| cites::source(reader, lang, &key.value));
    map([
        ("id", entry.id.value.as_str().into()),
        ("label", name.label.get(lang).into()),
        ("url", name.url.into()),
        ("definition", entry.definition.as_ref().map(|text| text.get(lang)).into()),
        ("source", source.into()),
        ("alias", alias.into()),
        ("fields", filled.all.into()),
        ("count", reader.count(id).into()),
        ("feed", feed::published(reader, Feed::Term(id)).into()),
    ])
}

/// How a page shows a term: its claims of it, and of the terms below it.
fn member(reader: &Reader, id: TermId, member: &Member) -> Value {
    let lang = &reader.config().language;
    let url = reader.name(id).url;
    let owner = Owner { lang, url, page: Some(member.page) };
    let claims: Vec<Value> = member
        .claims
        .iter()
        .map(|i| reader.claims(member.page)[*i])
        .filter(|claim| !claim.is_plain || claim.term != Some(id))
        .filter_map(|claim| {
            let beside = fields::beside(reader, &owner, member.page, claim);
            let written = reader.claim(member.page, claim.fact as u32, claim.item as u32)?;
            Some((claim.term?, written, beside))
        })
        // A bare mention of the term itself says no more than that the page is in this list.
        .filter(|(term, claim, beside)| {
            *term != id || claim.note.is_some() || claim.source.is_some() || beside.is_some()
        })
        .map(|(term, claim, beside)| {
            let note = claim.note.as_ref().map(|note| body::fill(reader, member.page, url, note));
            let source = claim.source.as_ref().map(|key| cites::source(reader, lang, &key.value));
            let term = (term != id).then(|| reader.term_link(reader.language(lang), term));
            map([
                ("note", note.into()),
                ("source", source.into()),
                ("strength", strength::of_claim(reader, lang, claim.strength).into()),
                ("term", term.into()),
                ("record", beside.into()),
            ])
        })
        .collect();
    map([("card", reader.card(member.page).into()), ("claims", claims.into())])
}

/// The terms that name this one in a field, by the field's label at this end.
fn answers(reader: &Reader, id: TermId) -> Vec<Value> {
    let config = reader.config();
    let lang = &config.language;
    let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
    for (from, field) in reader.answers(id) {
        let field = &config.vocabularies[reader.name(*from).vocabulary].fields[*field];
        let label = field.inverse.as_ref().unwrap_or(&field.label).get(lang);
        let link = reader.term_link(reader.language(lang), *from);
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
