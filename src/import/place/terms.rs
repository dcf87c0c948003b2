//! Terms: which id a word means, and which terms are new.

use super::plan::{Bytes, Found, Planned};
use crate::config::{COUNTRIES, Config};
use crate::diagnostics::near;
use crate::files;
use crate::import::existing::Existing;
use crate::import::imported::{Imported, Term};
use crate::import::mapping::written::quoted;
use crate::import::mapping::{Mapping, id};
use crate::model::Countries;
use std::collections::{BTreeMap, HashMap};

/// How many levels terms may have. More is a circle.
const DEPTH: usize = 50;

pub struct Terms {
    /// By vocabulary: every word that means a term, as a slug, and the id of that.
    words: BTreeMap<String, BTreeMap<String, String>>,
    /// By vocabulary: what the source declares, by its own ids.
    declared: BTreeMap<String, HashMap<String, Term>>,
    /// By vocabulary: the terms to write, by id.
    new: BTreeMap<String, BTreeMap<String, Term>>,
    /// Vocabularies that the repository had before: a word that nearly is a term of them may be a slip.
    closed: BTreeMap<String, Vec<String>>,
    /// What was found of words that are no terms.
    guessed: HashMap<(String, String), Option<String>>,
    /// How many comparisons of such words are left.
    guesses: usize,
    countries: Countries,
}

/// How many comparisons with terms are made to find slips. More unknown words than that are no slips.
const GUESSES: usize = 2_000_000;

/// What a word turned out to be.
pub enum Meaning {
    /// The id of a term.
    Term(String),
    /// Nearly a term of a vocabulary that people keep: the word stays, and `check` asks.
    Nearly(String),
}

impl Terms {
    pub fn of(
        imported: &Imported,
        mapping: &Mapping,
        existing: &Existing,
        config: &Config,
    ) -> Self {
        let mut words: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut closed: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (vocabulary, terms) in &existing.terms {
            let known = words.entry(vocabulary.clone()).or_default();
            for (id, labels) in terms {
                known.insert(files::slug(id), id.clone());
                for label in labels {
                    known.entry(files::slug(label)).or_insert_with(|| id.clone());
                }
                let all = std::iter::once(id).chain(labels).cloned();
                closed.entry(vocabulary.clone()).or_default().extend(all);
            }
        }
        let mut declared: BTreeMap<String, HashMap<String, Term>> = BTreeMap::new();
        for taxonomy in &imported.taxonomies {
            if let Some(vocabulary) = mapping.vocabulary(&taxonomy.id) {
                let all = declared.entry(vocabulary.to_owned()).or_default();
                for term in &taxonomy.terms {
                    all.entry(term.id.clone()).or_insert_with(|| term.clone());
                }
            }
        }
        Self {
            words,
            declared,
            closed,
            new: BTreeMap::new(),
            guessed: HashMap::new(),
            guesses: GUESSES,
            countries: Countries::new(config),
        }
    }

    /// The term of a vocabulary that people keep, which a word nearly is. Each word is compared once.
    fn slip(&mut self, vocabulary: &str, word: &str) -> Option<String> {
        let names = self.closed.get(vocabulary)?;
        let key = (vocabulary.to_owned(), word.to_owned());
        if let Some(known) = self.guessed.get(&key) {
            return known.clone();
        }
        self.guesses = self.guesses.checked_sub(names.len())?;
        let found = near(word, names.iter().map(String::as_str));
        let found = found.map(|near| near.name.to_owned());
        self.guessed.insert(key, found.clone());
        found
    }

    /// The term of a vocabulary that a word means. A word that means none becomes a term.
    pub fn meaning(&mut self, vocabulary: &str, word: &str) -> Meaning {
        self.meaning_below(vocabulary, word, 0)
    }

    fn meaning_below(&mut self, vocabulary: &str, word: &str, depth: usize) -> Meaning {
        if vocabulary == COUNTRIES {
            // An unknown country stays as it is written; `check` suggests one.
            let code = self.countries.find(word);
            return Meaning::Term(code.map_or(word.to_owned(), str::to_owned));
        }
        let declared = self.declared.get(vocabulary).and_then(|terms| terms.get(word)).cloned();
        let label = declared.as_ref().map_or(word, |term| &*term.label).to_owned();
        let known = self.words.entry(vocabulary.to_owned()).or_default();
        if let Some(id) = known.get(&files::slug(&label)).or_else(|| known.get(&files::slug(word)))
        {
            return Meaning::Term(id.clone());
        }
        if declared.is_none()
            && let Some(near) = self.slip(vocabulary, word)
        {
            return Meaning::Nearly(near);
        }
        let known = self.words.entry(vocabulary.to_owned()).or_default();
        let id = id(word);
        let term = declared.unwrap_or_else(|| Term {
            id: word.to_owned(),
            label: word.to_owned(),
            ..Term::default()
        });
        known.insert(files::slug(&term.label), id.clone());
        known.insert(files::slug(word), id.clone());
        let broader = term.broader.clone();
        self.new
            .entry(vocabulary.to_owned())
            .or_default()
            .insert(id.clone(), Term { broader: None, ..term });
        // What a term lies below is a term too. The term is known by now, so a circle ends.
        if let Some(broader) = broader.filter(|broader| broader != word && depth < DEPTH)
            && let Meaning::Term(above) = self.meaning_below(vocabulary, &broader, depth + 1)
            && let Some(term) = self.new.get_mut(vocabulary).and_then(|terms| terms.get_mut(&id))
            && above != id
        {
            term.broader = Some(above);
        }
        Meaning::Term(id)
    }

    /// The files of new terms. Those that the source declares and no page uses are left out.
    pub fn files(&self, existing: &Existing, found: &mut Found) -> Vec<Planned> {
        let mut files = Vec::new();
        for (vocabulary, terms) in &self.new {
            let path = format!("content/{vocabulary}/terms.toml");
            let mut text = String::new();
            let in_circle = |term: &Term| {
                let above = |id: &String| terms.get(id).and_then(|term| term.broader.clone());
                let mut chain = std::iter::successors(term.broader.clone(), above);
                chain.nth(DEPTH).is_some()
            };
            for (id, term) in terms {
                found.terms += 1;
                if !text.is_empty() || existing.texts.contains_key(&path) {
                    text.push('\n');
                }
                let label = if term.label.trim().is_empty() { id } else { &term.label };
                text += &format!("[[term]]\nid = {}\nlabel = {}\n", quoted(id), quoted(label));
                if let Some(definition) = &term.definition {
                    text += &format!("definition = {}\n", quoted(definition));
                }
                if let Some(broader) = term.broader.as_ref().filter(|_| !in_circle(term)) {
                    text += &format!("broader = {}\n", quoted(broader));
                }
            }
            files.push(Planned { path, bytes: Bytes::Append(text) });
        }
        files
    }
}
