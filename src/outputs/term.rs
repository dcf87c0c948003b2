//! The page of a term, in parts: the pages that claim it, with notes and sources, and the terms around it.

use super::Plan;
use super::cards::CardView;
use super::data::subject::Subject;
use super::declare::{
    Field, Href, Html, Number, Text, Url, VocabularyId, Yes, is_published, list, view,
};
use super::feed::{self, Feed};
use super::fields;
use super::inbound::{Mentioned, Referrer};
use super::kind::{Class, Kind, Made, Planned};
use super::map::MapView;
use super::page::PageView;
use super::parts::{BESIDE, More, Pager, more, of_parts, pager, part_url, parts, with_part};
use super::reader::Reader;
use super::site::TermLink;
use super::view::{Here, View};
use super::vocabulary::{VocabularyView, vocabulary_view};
use super::{body, description, in_short, inbound, map as drawn, page};
use crate::fields::cites::{self, SourceView};
use crate::fields::kind::Owner;
use crate::fields::record::RecordView;
use crate::fields::strength::{self, StrengthView};
use crate::fields::terms::{self, ResponseView};
use crate::model::{Member, Model, PageClaim, PageId, PageResponse, Target, TermId};
use tera::Value;

view! {
    /// A term, in parts of 100 pages.
    template Names("term.html", "term") {
        vocabulary: VocabularyView, term: TermView,
        page: Option<PageView> => "its text; on the first part only",
        members: Vec<MemberView> => "the pages that claim it or a narrower term; first those that say what was done about it",
        responders: Vec<ResponderView> => "the pages that did something about what they claim with the help of it, the first 30",
        responders_count: Number => "how often pages did so",
        pager: Pager => "links to the other parts",
        broader: Vec<TermLink> => "the broader terms, from the top; the nearest 30",
        narrower: Vec<CountedTerm> => "the narrower terms, the first 30",
        narrower_more: Option<More> => "where all narrower terms are, if there are more",
        see_also: Vec<TermLink> => "the related terms, the first 30",
        see_also_more: Option<More> => "where all related terms are, if there are more",
        answers: Vec<Answer> => "the terms that refer to this one in a field",
        together: Vec<CountedTerm> => "the terms that often occur with it, with the number of pages",
        map: Option<MapView> => "the map, for a country",
        inbound: Vec<Referrer> => "its backlinks, the first 100; on the first part only",
        inbound_pager: Option<Pager> => "links to the other parts of its backlinks; on the first part only",
    }

    /// A term with all the data of its entry.
    struct TermView {
        id: Text, label: Text, url: Url,
        definition: Option<Text> => "its definition",
        source: Option<SourceView> => "the source of the definition",
        alias: Vec<Text> => "its other names",
        exact: Vec<MatchView> => "concepts of other vocabularies that mean the same",
        close: Vec<MatchView> => "concepts of other vocabularies that mean nearly the same",
        fields: Vec<Field> => "its fields",
        count: Number => "how many pages it has",
        feed: Option<Url> where is_published => "the address of its feed, if `site.toml` has a `base_url`",
    }

    /// A concept of another vocabulary.
    struct MatchView {
        text: Text => "its address, for display",
        href: Href,
    }

    /// A link to a term, with the number of its pages.
    struct CountedTerm {
        label: Text, url: Url, vocabulary: VocabularyId,
        count: Number => "how many pages it has",
    }

    /// A page that claims a term.
    struct MemberView {
        card: CardView,
        claims: Vec<MemberClaim> => "its claims of the term and of narrower terms, the first 4",
        more: Option<Number> => "how many such claims it has, if there are more",
        answered: Yes => "whether it says what was done about what it claims",
        results: Vec<Field> => "if it does, what came of it: its records of evidence and its claims among the fields of `in_short`",
    }

    /// A page that used a term to do something about what it claims.
    struct ResponderView {
        card: CardView,
        claim: Option<TermLink> => "what it did something about",
        response: ResponseView,
    }

    /// A claim of a page.
    struct MemberClaim {
        note: Option<Html> => "how it applies there",
        source: Option<SourceView> => "the source of the claim",
        strength: Option<StrengthView> => "how strong the evidence is",
        term: Option<TermLink> => "the narrower term that is claimed; none if it is this one",
        responses: Vec<ResponseView> => "what was done about it",
        record: Option<RecordView> => "the other fields of the claim's record, without references to pages",
    }

    /// Terms that refer to this one in a field.
    struct Answer {
        label: Text => "the label of the relation, as seen from here",
        items: Vec<TermLink> => "the first 30",
        more: Option<More> => "where all of them are, if there are more",
    }
}

/// The maximum number of claims that are shown of one page.
const CLAIMS: usize = 4;

/// One part of a term's page.
#[derive(Debug)]
struct Term {
    id: TermId,
    part: usize,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let of_term = |id: TermId| {
        let n = model.graph.lists.members[id.0 as usize].len();
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
        let link = |id: &TermId| reader.term_link(lang, *id);
        let of_vocabulary = |all: &[TermId]| more(reader, all.len(), name.vocabulary);
        let with_count = |(id, n): &(TermId, u32)| with_count(reader, *id, *n as usize);
        let names = Names {
            vocabulary: &|| vocabulary_view(reader, name.vocabulary).into(),
            term: &|| term_view(reader, id).into(),
            page: &|| {
                let text = if part == 1 { reader.term_text(id) } else { None };
                text.map(|id| page::view(reader, id)).into()
            },
            members: &|| {
                let members = reader.members(id, part as u32).iter();
                // The order of the list is kept among those that say what was done, and among the others.
                let (answered, others): (Vec<_>, Vec<_>) =
                    members.partition(|member| is_answered(reader, member));
                let all = answered.into_iter().chain(others);
                list(all.map(|one| member(reader, id, one)))
            },
            responders: &|| match part {
                1 => list(
                    reader.responders(id).iter().take(BESIDE).map(|of| responder(reader, id, *of)),
                ),
                _ => list::<Value>([]),
            },
            responders_count: &|| reader.responders(id).len().into(),
            pager: &|| pager(name.url, part, count).into(),
            broader: &|| {
                let broader = reader.around(id).broader;
                list(broader[broader.len().saturating_sub(BESIDE)..].iter().map(link))
            },
            narrower: &|| {
                let narrower = reader.around(id).narrower.iter().take(BESIDE);
                list(narrower.map(|id| counted(reader, *id)))
            },
            narrower_more: &|| of_vocabulary(reader.around(id).narrower).into(),
            see_also: &|| list(reader.around(id).related.iter().take(BESIDE).map(link)),
            see_also_more: &|| of_vocabulary(reader.around(id).related).into(),
            answers: &|| answers(reader, id),
            together: &|| list(reader.together(id).iter().map(with_count)),
            map: &|| drawn::of_country(reader, id).into(),
            inbound: &|| match part {
                1 => inbound::inbound(reader, &config.language, Mentioned::Term(id), 1),
                _ => list::<Value>([]),
            },
            inbound_pager: &|| match part {
                1 => inbound::pager(reader, Mentioned::Term(id), 1).into(),
                _ => Value::none(),
            },
        };
        let label = name.label.get(&config.language).to_owned();
        let mut here = Here::new(reader, "term", with_part(reader, label, part, count));
        let defined = definition.map(|text| text.get(&config.language).to_owned());
        here.description = defined.or_else(|| {
            // The other parts do not show the text.
            let own = reader.term_text(id).filter(|_| part == 1);
            description::summary(reader, own).or_else(|| description::beginning(reader, own))
        });
        let vocabulary = &config.vocabularies[name.vocabulary];
        let above = reader.url(Target::Vocabulary(name.vocabulary));
        here.above.push((vocabulary.label.main.clone(), above));
        here.feed = Some(Feed::Term(id));
        here.subject = Subject::Term(id);
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}

/// A term with the number of its pages.
pub fn counted<'a>(reader: &Reader<'a>, id: TermId) -> CountedTerm<'a> {
    with_count(reader, id, reader.count(id))
}

fn with_count<'a>(reader: &Reader<'a>, id: TermId, count: usize) -> CountedTerm<'a> {
    let config = reader.config();
    let name = reader.name(id);
    CountedTerm {
        label: name.label.get(&config.language).into(),
        url: name.url.into(),
        vocabulary: config.vocabularies[name.vocabulary].id.as_str().into(),
        count: count.into(),
    }
}

fn term_view<'a>(reader: &Reader<'a>, id: TermId) -> TermView<'a> {
    let config = reader.config();
    let lang = &config.language;
    let (name, (entry, _)) = (reader.name(id), reader.entry(id));
    let owner = Owner { lang, url: name.url, page: None };
    let declared = &config.vocabularies[name.vocabulary].fields;
    let filled = fields::fields(reader, &owner, declared, &entry.facts);
    let alias: Vec<&str> = entry.alias.iter().map(|alias| alias.value.as_str()).collect();
    let source = entry.source.as_ref().map(|key| cites::source(reader, lang, &key.value));
    TermView {
        id: entry.id.value.as_str().into(),
        label: name.label.get(lang).into(),
        url: name.url.into(),
        definition: entry.definition.as_ref().map(|text| text.get(lang)).into(),
        source: source.into(),
        alias: alias.into(),
        exact: list(entry.matches.exact.iter().map(|one| match_view(&one.value))).into(),
        close: list(entry.matches.close.iter().map(|one| match_view(&one.value))).into(),
        fields: filled.all.into(),
        count: reader.count(id).into(),
        feed: feed::published(reader, Feed::Term(id)).into(),
    }
}

/// An address without what all have: `wikidata.org/entity/Q1640824`.
fn match_view(address: &str) -> MatchView<'_> {
    let shown = address.split_once("://").map_or(address, |(_, rest)| rest);
    MatchView { text: shown.trim_start_matches("www.").into(), href: address.into() }
}

/// A page's claims of a term and of its narrower terms.
fn member<'a>(reader: &Reader, id: TermId, member: &Member) -> MemberView<'a> {
    let lang = &reader.config().language;
    let url = reader.name(id).url;
    let owner = Owner { lang, url, page: Some(member.page) };
    let claims = member
        .claims
        .iter()
        .map(|i| reader.claims(member.page)[*i])
        .filter(|claim| !claim.is_plain || claim.term != Some(id));
    let count = claims.clone().count();
    let responses = reader.responses(member.page);
    let claims = claims
        .take(CLAIMS)
        .filter_map(|claim| {
            let beside = fields::beside(reader, &owner, member.page, claim);
            let written = reader.claim(member.page, claim.fact as u32, claim.item as u32)?;
            let is_its = |one: &&PageResponse| (one.fact, one.item) == (claim.fact, claim.item);
            let responses_in = responses.iter().find(is_its).map(|response| response.vocabulary);
            Some((claim.term?, written, beside, responses_in))
        })
        // A claim with only this term adds nothing: the page is in the list anyway.
        .filter(|(term, claim, beside, _)| *term != id || !claim.is_plain() || beside.is_some())
        .map(|(term, claim, beside, responses_in)| {
            let note = claim.note.as_ref().map(|note| body::fill(reader, member.page, url, note));
            let source = claim.source.as_ref().map(|key| cites::source(reader, lang, &key.value));
            let strength = claim.strength.map(|level| strength::view_of(reader, lang, level));
            let term = (term != id).then(|| reader.term_link(reader.language(lang), term));
            MemberClaim {
                note: note.into(),
                source: source.into(),
                strength: strength.into(),
                term: term.into(),
                responses: terms::responses_view(reader, &owner, responses_in, claim).into(),
                record: beside.into(),
            }
        });
    let claims = list(claims);
    let answered = is_answered(reader, member);
    let results = if answered { in_short::results(reader, member.page, url) } else { Vec::new() };
    MemberView {
        card: reader.card(member.page).into(),
        claims: claims.into(),
        more: (count > CLAIMS).then_some(count).into(),
        answered: answered.into(),
        results: results.into(),
    }
}

/// Whether a page says what was done about what it claims.
fn is_answered(reader: &Reader, member: &Member) -> bool {
    let claims = reader.claims(member.page);
    let of_member = |claim: PageClaim| {
        let written = reader.claim(member.page, claim.fact as u32, claim.item as u32);
        written.is_some_and(|claim| !claim.responses.is_empty())
    };
    member.claims.iter().any(|i| !claims[*i].is_plain && of_member(claims[*i]))
}

/// A page that responds with a term, given the index of the response.
fn responder<'a>(
    reader: &Reader<'a>,
    id: TermId,
    (page, index): (PageId, usize),
) -> ResponderView<'a> {
    let config = reader.config();
    let lang = &config.language;
    let PageResponse { fact, item, response, vocabulary, .. } = reader.responses(page)[index];
    let claims = reader.claims(page).iter();
    let claim =
        claims.filter(|claim| (claim.fact, claim.item) == (fact, item)).find_map(|c| c.term);
    let written = reader.claim(page, fact as u32, item as u32);
    let written = written.and_then(|claim| claim.responses.get(response));
    let owner = Owner { lang, url: reader.name(id).url, page: Some(page) };
    let view = written.map(|one| terms::response_view(reader, &owner, Some(vocabulary), one));
    ResponderView {
        card: reader.card(page).into(),
        claim: claim.map(|id| reader.term_link(reader.language(lang), id)).into(),
        response: view.into(),
    }
}

/// The terms that refer to this one in a field, by the inverse label of the field.
fn answers(reader: &Reader, id: TermId) -> Value {
    let config = reader.config();
    let lang = &config.language;
    let mut groups: Vec<(&str, Vec<TermId>)> = Vec::new();
    for (from, field) in reader.answers(id) {
        let field = &config.vocabularies[reader.name(*from).vocabulary].fields[*field];
        let label = field.inverse.as_ref().unwrap_or(&field.label).get(lang);
        match groups.iter_mut().find(|(other, _)| *other == label) {
            Some((_, terms)) => terms.push(*from),
            None => groups.push((label, vec![*from])),
        }
    }
    let answer = |(label, terms): (&'_ str, Vec<TermId>)| {
        let shown = terms.iter().take(BESIDE);
        Value::from(Answer {
            label: label.into(),
            items: list(shown.map(|id| reader.term_link(reader.language(lang), *id))).into(),
            more: more(reader, terms.len(), reader.name(terms[0]).vocabulary).into(),
        })
    };
    list(groups.into_iter().map(answer))
}
