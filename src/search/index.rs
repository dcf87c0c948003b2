//! The index of a site: for each language a catalogue, the shards of its words, the values to filter by, and the words
//! by length for corrections. A pure function of the model and of the words of its pages.

use super::counted::{LABEL, SUMMARY, TITLE, Weight, Words, weight};
use super::documents::{self, Document, Documents, Kind, TOGETHER, documents};
use super::facets::{facet, places};
use super::shards::{Entry, file_name, shards};
use super::stems::{has_compounds, stemmer};
use super::words::{fold, words};
use crate::config::{Collection, Vocabulary};
use crate::hash::{Hash, Hasher};
use crate::model::{Model, PageId, TermId};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use snowball_stemmers_rs::Stemmer;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The index of a site.
pub struct Index {
    /// By language, the language of the site first.
    pub documents: Vec<Documents>,
    /// Sorted by id.
    shards: Vec<Shard>,
}

/// A file of the index, besides those with the texts of documents.
pub struct Shard {
    pub id: ShardId,
    /// The path of its file in the folder of the index, without the ending.
    pub name: String,
    pub text: String,
    /// The version of the numbers of the documents in it.
    pub version: String,
    pub hash: Hash,
}

/// Identifies a shard by its name, in every build.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ShardId(u64);

/// What a term counts for the pages that claim a narrower one, and for those that claim a related one.
const BROADER: Weight = 2;
const RELATED: Weight = 0;
/// Words in more than this share of the documents tell nothing, unless the site is small.
const COMMON: f64 = 0.6;
const SMALL: usize = 100;

impl Index {
    /// The index. `hashes` has the hash of each page, under which its words are known.
    pub fn of(model: &Model, words: &Words, hashes: &[Hash]) -> Self {
        let documents = documents(model, words, hashes);
        let of_language = |documents: &Documents| {
            let mut language = Language::new(model, words, hashes, documents);
            language.fill();
            language.shards()
        };
        let mut shards: Vec<Shard> = documents.iter().flat_map(of_language).collect();
        shards.sort_unstable_by_key(|shard| shard.id);
        Self { documents, shards }
    }

    pub fn shards(&self) -> impl Iterator<Item = &Shard> {
        self.shards.iter()
    }

    pub fn shard(&self, id: ShardId) -> Option<&Shard> {
        let place = self.shards.binary_search_by_key(&id, |shard| shard.id).ok()?;
        Some(&self.shards[place])
    }

    /// The documents in a file with texts, and the version of their numbers.
    pub fn group(&self, lang: usize, group: usize) -> (&str, &[Document]) {
        let Some(documents) = self.documents.get(lang) else { return ("", &[]) };
        let group = documents.all.chunks(TOGETHER).nth(group).unwrap_or_default();
        (&documents.version, group)
    }
}

impl Shard {
    fn new(name: String, text: String, version: &str) -> Self {
        let id = ShardId(u64::from_le_bytes(Hash::of(&name).first()));
        let hash = Hasher::new("shard").text(version).text(&text).finish();
        Self { id, hash, version: version.to_owned(), name, text }
    }
}

/// A word in plain letters, with its stem and the documents with it.
struct Form {
    stem: String,
    documents: Vec<(u32, Weight)>,
}

/// The index of a language while it is made.
struct Language<'m> {
    model: &'m Model,
    counted: &'m Words,
    hashes: &'m [Hash],
    documents: &'m Documents,
    stemmer: Option<Stemmer>,
    forms: Vec<Form>,
    by_form: FxHashMap<String, u32>,
    /// The form of each word of the vocabulary; `u32::MAX` if it was not needed yet.
    by_number: Vec<u32>,
    /// The documents of each term.
    by_term: FxHashMap<TermId, Vec<u32>>,
}

impl<'m> Language<'m> {
    fn new(
        model: &'m Model,
        counted: &'m Words,
        hashes: &'m [Hash],
        documents: &'m Documents,
    ) -> Self {
        Self {
            model,
            counted,
            hashes,
            documents,
            stemmer: stemmer(&documents.lang),
            forms: Vec::new(),
            by_form: FxHashMap::default(),
            by_number: vec![u32::MAX; counted.vocabulary.len()],
            by_term: FxHashMap::default(),
        }
    }

    /// The form of a word in lower case; none if it has no plain letters.
    fn form(&mut self, word: &str) -> Option<u32> {
        let form = fold(word);
        if form.is_empty() {
            return None;
        }
        let stem = match &self.stemmer {
            Some(stemmer) => fold(&stemmer.stem(word)),
            None => form.clone(),
        };
        let next = self.forms.len() as u32;
        let place = *self.by_form.entry(form).or_insert(next);
        match self.forms.get_mut(place as usize) {
            // Words that differ in their accents may have two stems: the first of the alphabet is that of both.
            Some(known) if stem < known.stem => known.stem = stem,
            Some(_) => {}
            None => self.forms.push(Form { stem, documents: Vec::new() }),
        }
        Some(place)
    }

    /// The forms of the words of a text.
    fn forms_of(&mut self, text: &str) -> Vec<u32> {
        let mut all = Vec::new();
        words(text, |word| all.extend(self.form(word)));
        all
    }

    /// Adds a document to a form; documents come in order.
    fn add(&mut self, form: u32, document: u32, weight: Weight) {
        let documents = &mut self.forms[form as usize].documents;
        match documents.last_mut() {
            Some((last, best)) if *last == document => *best = weight.max(*best),
            _ => documents.push((document, weight)),
        }
    }

    fn fill(&mut self) {
        let mut names: FxHashMap<TermId, Arc<[(u32, Weight)]>> = FxHashMap::default();
        for (number, document) in self.documents.all.iter().enumerate() {
            let number = number as u32;
            match *document {
                Document::Page(id) => {
                    self.add_words(number, self.hashes[id.0 as usize]);
                    for (term, only) in self.terms_of(id) {
                        let made = || self.names(term).into();
                        let known = names.entry(term).or_insert_with(made).clone();
                        for (form, weight) in &*known {
                            self.add(*form, number, only.unwrap_or(*weight));
                        }
                        if only != Some(RELATED) {
                            self.by_term.entry(term).or_default().push(number);
                        }
                    }
                }
                Document::Term(id) => self.add_term(number, id),
            }
        }
        if has_compounds(&self.documents.lang) {
            self.add_parts_of_compounds();
        }
    }

    fn add_words(&mut self, number: u32, hash: Hash) {
        let counted = self.counted;
        let Some(page) = counted.pages.get(&hash) else { return };
        for (word, weight) in page.all() {
            let known = self.by_number[word as usize];
            let form = match known {
                u32::MAX => self.form(&counted.vocabulary[word as usize]),
                known => Some(known),
            };
            if let Some(form) = form {
                self.by_number[word as usize] = form;
                self.add(form, number, weight);
            }
        }
    }

    /// A term is found by its names, by its definition, and by the text of its page.
    fn add_term(&mut self, number: u32, id: TermId) {
        let model = self.model;
        let term = model.term(id);
        let labels = term.entry.label.all().map(|label| (label, TITLE));
        let others = term.entry.alias.iter().map(|alias| (alias.value.as_str(), LABEL));
        for (name, counts) in labels.chain(others) {
            for form in self.forms_of(name) {
                self.add(form, number, weight(counts));
            }
        }
        if let Some(definition) = &term.entry.definition {
            for form in self.forms_of(definition.get(&self.documents.lang)) {
                self.add(form, number, weight(SUMMARY));
            }
        }
        if let Some(page) = term.page {
            self.add_words(number, self.hashes[page.0 as usize]);
        }
    }

    /// The terms that a page claims, those above them and those related to them; for the latter two what they count.
    fn terms_of(&self, id: PageId) -> Vec<(TermId, Option<Weight>)> {
        let model = self.model;
        let claims = model.graph.concepts.claims[id.0 as usize].iter();
        let own: BTreeSet<TermId> = claims.filter_map(|claim| claim.term).collect();
        let above: BTreeSet<TermId> = own.iter().flat_map(|id| model.ancestors(*id)).collect();
        let related = own.iter().flat_map(|id| &model.term(*id).related);
        let related: BTreeSet<TermId> =
            related.copied().filter(|id| !own.contains(id) && !above.contains(id)).collect();
        let above = above.difference(&own).map(|id| (*id, Some(BROADER)));
        let related = related.into_iter().map(|id| (id, Some(RELATED)));
        own.iter().map(|id| (*id, None)).chain(above).chain(related).collect()
    }

    /// The forms in the labels of a term in all languages, and of its other names.
    fn names(&mut self, id: TermId) -> Vec<(u32, Weight)> {
        let term = self.model.term(id);
        let labels = term.entry.label.all().map(|label| (label, weight(LABEL)));
        let others = term.entry.alias.iter().map(|alias| (alias.value.as_str(), weight(SUMMARY)));
        let names: Vec<(&str, Weight)> = labels.chain(others).collect();
        let mut all: BTreeMap<u32, Weight> = BTreeMap::new();
        for (name, weight) in names {
            for form in self.forms_of(name) {
                let best = all.entry(form).or_default();
                *best = weight.max(*best);
            }
        }
        all.into_iter().collect()
    }

    /// Words are also found by their parts, where these stand alone elsewhere.
    fn add_parts_of_compounds(&mut self) {
        const SHORTEST: usize = 4;
        let by_form = &self.by_form;
        let mut parts: FxHashMap<u32, BTreeSet<u32>> = FxHashMap::default();
        for (form, whole) in by_form.iter().filter(|(form, _)| form.len() >= 2 * SHORTEST) {
            for (at, _) in form.char_indices().skip(SHORTEST) {
                let (first, second) = form.split_at(at);
                let first = by_form.get(first).or_else(|| by_form.get(first.strip_suffix('s')?));
                let second = by_form.get(second).filter(|_| second.len() >= SHORTEST);
                if let (Some(first), Some(second)) = (first, second) {
                    for part in [first, second] {
                        parts.entry(*part).or_default().insert(*whole);
                    }
                }
            }
        }
        let mut more: Vec<(u32, BTreeMap<u32, Weight>)> = Vec::new();
        for (part, wholes) in parts {
            let found = wholes.iter().flat_map(|whole| &self.forms[*whole as usize].documents);
            let mut all: BTreeMap<u32, Weight> =
                found.map(|(document, _)| (*document, 0)).collect();
            all.extend(self.forms[part as usize].documents.iter().copied());
            more.push((part, all));
        }
        for (part, all) in more {
            self.forms[part as usize].documents = all.into_iter().collect();
        }
    }

    /// The forms of the same stem are an entry. Words in nearly all documents are only listed.
    fn entries(
        forms: Vec<Form>,
        by_form: FxHashMap<String, u32>,
        n: usize,
    ) -> (Vec<String>, Vec<Entry>) {
        let mut named: Vec<Option<String>> = vec![None; forms.len()];
        by_form.into_iter().for_each(|(form, place)| named[place as usize] = Some(form));
        let is_common = |form: &Form| n > SMALL && form.documents.len() as f64 > COMMON * n as f64;
        let (mut common, mut by_stem) = (Vec::new(), BTreeMap::<String, Entry>::new());
        for (form, name) in forms.into_iter().zip(named) {
            let Some(name) = name else { continue };
            match is_common(&form) {
                true => common.push(name),
                false => by_stem.entry(form.stem).or_default().push((name, form.documents)),
            }
        }
        common.sort_unstable();
        let entries = by_stem.into_values().map(|mut entry| {
            entry.sort_unstable();
            entry
        });
        (common, entries.collect())
    }

    fn shards(self) -> Vec<Shard> {
        let Self { model, documents, forms, by_form, by_term, .. } = self;
        let lang = &documents.lang;
        let (common, entries) = Self::entries(forms, by_form, documents.all.len());
        let words = shards(&entries);
        let starts: Vec<&str> = words.iter().map(|(start, _)| start.as_str()).collect();
        let catalogue = catalogue(model, documents, &starts, &common);
        let mut all = vec![(lang.clone(), catalogue)];
        let by_length = by_length(&entries).into_iter();
        all.extend(by_length.map(|(length, forms)| (format!("{lang}/s-{length}"), forms)));
        let vocabularies = model.config.vocabularies.iter().enumerate();
        let related = vocabularies.filter(|(_, vocabulary)| vocabulary.relates);
        all.extend(related.filter_map(|(v, Vocabulary { id, .. })| {
            Some((format!("{lang}/f-{id}"), facet(model, v, lang, &by_term)?))
        }));
        let collections = model.config.collections.iter().enumerate();
        let filtered = collections.filter(|(c, _)| model.has_facets(*c));
        all.extend(filtered.filter_map(|(c, Collection { id, .. })| {
            Some((format!("{lang}/c-{id}"), places(model, documents, c)?))
        }));
        let words = words.into_iter();
        all.extend(words.map(|(start, text)| (format!("{lang}/{}", file_name(&start)), text)));
        let shard = |(name, text)| Shard::new(name, text, &documents.version);
        all.into_iter().map(shard).collect()
    }
}

/// What a script needs to know of an index before anything is typed.
fn catalogue(model: &Model, documents: &Documents, starts: &[&str], common: &[String]) -> String {
    let (config, lang) = (&model.config, &*documents.lang);
    let kinds = documents.kinds.iter().map(|(kind, first)| {
        let (id, label, weight, plural) = match kind {
            Kind::Entry(c, is_bare) => {
                let collection = &config.collections[*c];
                let bare = if *is_bare { config.search.bare_works } else { 1.0 };
                let weight = bare * config.search.weight(&collection.id);
                let [one, many] = [&collection.singular, &collection.label];
                (&*collection.id, one.get(lang), weight, many.get(lang))
            }
            Kind::Term(v) => {
                let vocabulary = &config.vocabularies[*v];
                (
                    &*vocabulary.id,
                    vocabulary.singular.get(lang),
                    config.search.weight(&vocabulary.id),
                    "",
                )
            }
            Kind::Other => ("", "", 1.0, ""),
        };
        (id, label, weight, first, plural)
    });
    serde_json::json!({
        "documents": documents.all.len(),
        "together": documents::TOGETHER,
        "kinds": kinds.collect::<Vec<_>>(),
        "starts": starts,
        "common": common.join(" "),
    })
    .to_string()
}

/// The words by their number of letters, to find what was meant by a mistyped one.
fn by_length(entries: &[Entry]) -> BTreeMap<usize, String> {
    let mut all: BTreeMap<usize, String> = BTreeMap::new();
    for (form, _) in entries.iter().flatten() {
        let of_length = all.entry(form.chars().count()).or_default();
        if !of_length.is_empty() {
            of_length.push(' ');
        }
        of_length.push_str(form);
    }
    all
}
