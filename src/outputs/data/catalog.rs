//! The data as a catalogue for portals: DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.1/) in Turtle.

use super::URL;
use super::about;
use super::authority;
use super::datasets::{Scope, read};
use super::rdf::{Graph, iri, name, text};
use crate::fields::export::address;
use crate::outputs::reader::Reader;
use crate::parse::dates::Date;
use oxrdf::{Literal, NamedNode};

pub fn write(reader: &Reader) -> Vec<u8> {
    let config = reader.config();
    let lang = &config.language;
    let mut graph = Graph::default();
    let data = address(reader, URL);
    let catalog = iri(&format!("{data}#catalog"));
    let publisher = iri(&format!("{}#publisher", address(reader, "/")));
    graph.add(publisher.clone(), "rdf:type", name("foaf:Agent"));
    graph.add(publisher.clone(), "foaf:name", text(&about::publishers(reader).join(", "), lang));
    graph.add(catalog.clone(), "rdf:type", name("dcat:Catalog"));
    graph.add(catalog.clone(), "dct:title", text(&config.title, lang));
    let described = about::description(reader, Scope::Whole);
    graph.add(catalog.clone(), "dct:description", text(&described, lang));
    graph.add(catalog.clone(), "dct:publisher", publisher.clone());
    graph.add(catalog.clone(), "foaf:homepage", iri(&data));
    graph.add(iri(&data), "rdf:type", name("foaf:Document"));
    if let Some(language) = authority::language(lang) {
        of_list(&mut graph, &catalog, "dct:language", &language, "dct:LinguisticSystem");
    }
    let licence = config.licence.as_ref().and_then(|licence| licence.url.as_deref());
    let licence = licence.map(|url| authority::licence(url).unwrap_or_else(|| url.to_owned()));
    if let Some(licence) = &licence {
        of_list(&mut graph, &catalog, "dct:license", licence, "dct:LicenseDocument");
    }
    let date = about::date(reader);
    date.into_iter().for_each(|date| dated(&mut graph, &catalog, date));
    for dataset in read(reader) {
        let own = iri(&format!("{data}#{}", dataset.id));
        graph.add(catalog.clone(), "dcat:dataset", own.clone());
        graph.add(own.clone(), "rdf:type", name("dcat:Dataset"));
        graph.add(own.clone(), "dct:title", text(&about::title(reader, dataset.subject), lang));
        let described = about::description(reader, dataset.subject);
        graph.add(own.clone(), "dct:description", text(&described, lang));
        graph.add(own.clone(), "dct:publisher", publisher.clone());
        graph.add(own.clone(), "dct:identifier", Literal::new_simple_literal(own.as_str()));
        graph.add(own.clone(), "dcat:landingPage", iri(&data));
        if let Some(language) = authority::language(lang) {
            graph.add(own.clone(), "dct:language", iri(&language));
        }
        date.into_iter().for_each(|date| dated(&mut graph, &own, date));
        for file in &dataset.files {
            let url = address(reader, &file.url());
            let distribution = iri(&format!("{data}#{}", file.name));
            graph.add(own.clone(), "dcat:distribution", distribution.clone());
            graph.add(distribution.clone(), "rdf:type", name("dcat:Distribution"));
            graph.add(distribution.clone(), "dct:title", text(&file.name, lang));
            graph.add(distribution.clone(), "dcat:accessURL", iri(&url));
            graph.add(distribution.clone(), "dcat:downloadURL", iri(&url));
            graph.add(iri(&url), "rdf:type", name("rdfs:Resource"));
            let format = authority::file_type(file.form.authority);
            of_list(&mut graph, &distribution, "dct:format", &format, "dct:MediaTypeOrExtent");
            let media = format!("https://www.iana.org/assignments/media-types/{}", file.form.media);
            of_list(&mut graph, &distribution, "dcat:mediaType", &media, "dct:MediaType");
            if let Some(licence) = &licence {
                graph.add(distribution.clone(), "dct:license", iri(licence));
            }
        }
    }
    graph.turtle()
}

/// A value from a list, with what it is, so that the file can be checked by itself.
fn of_list(graph: &mut Graph, subject: &NamedNode, property: &str, value: &str, class: &str) {
    graph.add(subject.clone(), property, iri(value));
    graph.add(iri(value), "rdf:type", name(class));
}

fn dated(graph: &mut Graph, subject: &NamedNode, date: Date) {
    let kind = match (date.month, date.day) {
        (Some(_), Some(_)) => "xsd:date",
        (Some(_), None) => "xsd:gYearMonth",
        _ => "xsd:gYear",
    };
    graph.add(subject.clone(), "dct:modified", Literal::new_typed_literal(date.iso(), name(kind)));
}
