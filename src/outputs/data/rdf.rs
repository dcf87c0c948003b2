//! Statements in RDF, and their two forms: Turtle and JSON-LD.

use oxjsonld::JsonLdSerializer;
use oxrdf::{Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use oxttl::TurtleSerializer;
use std::fmt::Write;

/// The vocabularies in use, by prefix.
pub const PREFIXES: [(&str, &str); 8] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// A list of statements, in the order of the file.
#[derive(Default)]
pub struct Graph {
    triples: Vec<Triple>,
}

/// `skos:Concept` in full.
pub fn name(short: &str) -> NamedNode {
    let (prefix, rest) = short.split_once(':').unwrap_or(("", short));
    let base = PREFIXES.iter().find(|(known, _)| *known == prefix).map_or("", |(_, iri)| iri);
    // The names in this program have no sign that an IRI can't have.
    NamedNode::new_unchecked(format!("{base}{rest}"))
}

/// An address as an IRI. Signs that one can't have are encoded.
pub fn iri(address: &str) -> NamedNode {
    NamedNode::new(address).unwrap_or_else(|_| {
        let mut encoded = String::with_capacity(address.len());
        for c in address.chars() {
            match c {
                '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '\0'..=' ' => {
                    // Writing to a string never fails.
                    let _ = write!(encoded, "%{:02X}", u32::from(c));
                }
                _ => encoded.push(c),
            }
        }
        NamedNode::new_unchecked(encoded)
    })
}

/// A text in a language.
pub fn text(text: &str, lang: &str) -> Literal {
    Literal::new_language_tagged_literal(text, lang)
        .unwrap_or_else(|_| Literal::new_simple_literal(text))
}

impl Graph {
    pub fn add(
        &mut self,
        subject: impl Into<NamedOrBlankNode>,
        property: &str,
        object: impl Into<Term>,
    ) {
        let triple = Triple::new(subject, name(property), object);
        if self.triples.last() != Some(&triple) {
            self.triples.push(triple);
        }
    }

    pub fn turtle(&self) -> Vec<u8> {
        let mut serializer = TurtleSerializer::new();
        for (prefix, iri) in PREFIXES {
            if self.uses(iri) {
                // The names of vocabularies are IRIs.
                serializer = serializer.with_prefix(prefix, iri).expect("an IRI");
            }
        }
        let mut writer = serializer.for_writer(Vec::new());
        for triple in &self.triples {
            // Writing to memory cannot fail, nor can ending it.
            writer.serialize_triple(triple).expect("memory");
        }
        writer.finish().expect("memory")
    }

    pub fn json_ld(&self) -> Vec<u8> {
        let mut serializer = JsonLdSerializer::new();
        for (prefix, iri) in PREFIXES {
            if self.uses(iri) {
                serializer = serializer.with_prefix(prefix, iri).expect("an IRI");
            }
        }
        let mut writer = serializer.for_writer(Vec::new());
        for triple in &self.triples {
            let Triple { subject, predicate, object } = triple.clone();
            let quad = Quad::new(subject, predicate, object, oxrdf::GraphName::DefaultGraph);
            writer.serialize_quad(&quad).expect("memory");
        }
        let mut out = writer.finish().expect("memory");
        out.push(b'\n');
        out
    }

    fn uses(&self, iri: &str) -> bool {
        self.triples.iter().any(|triple| {
            let is_object = matches!(&triple.object, Term::NamedNode(node) if node.as_str().starts_with(iri));
            let is_type = matches!(&triple.object, Term::Literal(literal) if literal.datatype().as_str().starts_with(iri));
            triple.predicate.as_str().starts_with(iri) || is_object || is_type
        })
    }
}
