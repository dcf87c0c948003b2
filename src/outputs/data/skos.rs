//! A vocabulary in SKOS (https://www.w3.org/TR/skos-reference/): a concept scheme, and a concept for each term. The name of
//! a concept is the address of the term's page with `#concept`.

use super::rdf::{Graph, iri, name, text};
use crate::config::{Config, Labels, is_web_address};
use crate::fields::export::address;
use crate::model::{Target, TermId};
use crate::outputs::reader::Reader;
use oxrdf::{Literal, NamedNode};

/// The name of a term's concept, which needs the address of the site.
pub fn concept(reader: &Reader, id: TermId) -> NamedNode {
    iri(&format!("{}#concept", address(reader, reader.name(id).url)))
}

pub fn scheme(reader: &Reader, v: usize) -> NamedNode {
    iri(&format!("{}#scheme", address(reader, &reader.url(Target::Vocabulary(v)))))
}

/// The texts of a label, each with its language.
fn texts<'l>(config: &'l Config, labels: &'l Labels) -> impl Iterator<Item = (&'l str, &'l str)> {
    let is_there = labels.by_language.contains_key(&config.language);
    let main = (!is_there).then_some((config.language.as_str(), labels.main.as_str()));
    let others = labels.by_language.iter();
    main.into_iter().chain(others.map(|(lang, text)| (lang.as_str(), text.as_str())))
}

pub fn graph(reader: &Reader, v: usize) -> Graph {
    let config = reader.config();
    let vocabulary = &config.vocabularies[v];
    let mut graph = Graph::default();
    let scheme = scheme(reader, v);
    graph.add(scheme.clone(), "rdf:type", name("skos:ConceptScheme"));
    for (lang, label) in texts(config, &vocabulary.label) {
        graph.add(scheme.clone(), "skos:prefLabel", text(label, lang));
        graph.add(scheme.clone(), "dct:title", text(label, lang));
    }
    for (lang, label) in vocabulary.description.iter().flat_map(|labels| texts(config, labels)) {
        graph.add(scheme.clone(), "dct:description", text(label, lang));
    }
    if let Some(url) = config.licence.as_ref().and_then(|licence| licence.url.as_ref()) {
        graph.add(scheme.clone(), "dct:license", iri(url));
    }
    let terms = reader.vocabulary(v as u32);
    for id in terms.iter().filter(|id| reader.around(**id).broader.is_empty()) {
        graph.add(scheme.clone(), "skos:hasTopConcept", concept(reader, *id));
    }
    terms.iter().for_each(|id| add_term(reader, &scheme, *id, &mut graph));
    graph
}

fn add_term(reader: &Reader, scheme: &NamedNode, id: TermId, graph: &mut Graph) {
    let config = reader.config();
    let ((entry, _), around) = (reader.entry(id), reader.around(id));
    let own = concept(reader, id);
    let mut add = |property: &str, object: oxrdf::Term| graph.add(own.clone(), property, object);
    add("rdf:type", name("skos:Concept").into());
    add("skos:inScheme", scheme.clone().into());
    add("skos:notation", Literal::new_simple_literal(&entry.id.value).into());
    for (lang, label) in texts(config, &entry.label) {
        add("skos:prefLabel", text(label, lang).into());
    }
    // A name can't be the label as well (S13); a rule says so.
    let is_other = |alias: &&str| entry.label.get(&config.language) != *alias;
    let aliases = entry.alias.iter().map(|alias| alias.value.as_str());
    for alias in aliases.filter(is_other) {
        add("skos:altLabel", text(alias, &config.language).into());
    }
    for (lang, label) in entry.definition.iter().flat_map(|labels| texts(config, labels)) {
        add("skos:definition", text(label, lang).into());
    }
    match around.broader.last() {
        Some(broader) => add("skos:broader", concept(reader, *broader).into()),
        None => add("skos:topConceptOf", scheme.clone().into()),
    }
    for narrower in around.narrower {
        add("skos:narrower", concept(reader, *narrower).into());
    }
    // Nor can a related term stand above or below (S27).
    let is_beside = |other: &&TermId| {
        !around.broader.contains(other) && !reader.around(**other).broader.contains(&id)
    };
    for related in around.related.iter().filter(|other| **other != id).filter(is_beside) {
        add("skos:related", concept(reader, *related).into());
    }
    for exact in &entry.matches.exact {
        add("skos:exactMatch", iri(&exact.value).into());
    }
    for close in &entry.matches.close {
        add("skos:closeMatch", iri(&close.value).into());
    }
    if let Some(key) = &entry.source {
        add("dct:source", source(reader, &key.value));
    }
}

/// The work behind a definition, by the best name there is.
fn source(reader: &Reader, key: &str) -> oxrdf::Term {
    let Some(entry) = reader.work(key) else {
        return match is_web_address(key) {
            true => iri(key).into(),
            false => Literal::new_simple_literal(key).into(),
        };
    };
    let page = entry.url.map(|url| format!("{}#work", address(reader, url)));
    match entry.work.url.clone().or(page) {
        Some(url) => iri(&url).into(),
        None => Literal::new_simple_literal(&entry.work.text).into(),
    }
}
