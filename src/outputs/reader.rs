//! The reader: the only way from a view to the model. It notes each thing that is read, and the key of an
//! output is the hash of what these were: what was not read cannot matter, and nothing that was read can be
//! forgotten. What can be read is declared in `things`.

use super::cards::Cards;
use super::ids::{FileId, NameId, WorkId};
use super::inputs::Inputs;
use super::things::{Thing, WorkEntry};
use crate::cldr::Cldr;
use crate::csl::{AuthorDate, Reference};
use crate::diagnostics::Diagnostic;
use crate::fields::cites::CitedWork;
use crate::hash::{Hash, Hasher, SOURCE};
use crate::highlight;
use crate::model::{PageId, Target, TermId};
use crate::parse::markdown::{Code, Text, To};
use crate::theme::{Chain, Theme};
use rustc_hash::FxHashSet;
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use tera::{Map, Value};

/// What an output read: each thing once, in the order in which it was first read.
pub type Reads = Vec<Thing>;

/// Reads for one output.
pub struct Reader<'a> {
    inputs: Inputs<'a>,
    cards: &'a Cards,
    /// The text of the output's page, where the model has an outline only.
    text: Option<Arc<Text>>,
    /// How many folders below the root the output lies.
    pub depth: usize,
    noted: RefCell<Noted>,
    /// What may be read; none if that is everything.
    #[cfg(test)]
    allowed: Option<FxHashSet<Thing>>,
    /// What is wrong with the theme's card.
    problem: Cell<Option<Box<Diagnostic>>>,
}

#[derive(Default)]
struct Noted {
    reads: Reads,
    known: FxHashSet<Thing>,
}

impl<'a> Reader<'a> {
    /// For an output `depth` folders below the root. `text` is the text of its page, where the model has an
    /// outline only.
    pub fn new(
        inputs: Inputs<'a>,
        cards: &'a Cards,
        text: Option<Arc<Text>>,
        depth: usize,
    ) -> Self {
        let (noted, problem) = Default::default();
        Self {
            inputs,
            cards,
            text,
            depth,
            noted,
            #[cfg(test)]
            allowed: None,
            problem,
        }
    }

    /// The same, which gives nothing but these things: whoever asks for another panics.
    #[cfg(test)]
    pub fn only(self, things: impl Iterator<Item = Thing>) -> Self {
        Self { allowed: Some(things.collect()), ..self }
    }

    /// For `things` alone: whoever else uses it reads without being noted.
    pub(super) fn inputs(&self) -> Inputs<'a> {
        self.inputs
    }

    pub(super) fn note(&self, thing: Thing) {
        #[cfg(test)]
        assert!(self.allowed.as_ref().is_none_or(|all| all.contains(&thing)), "{thing:?} is read");
        let Noted { reads, known } = &mut *self.noted.borrow_mut();
        if known.insert(thing) {
            reads.push(thing);
        }
    }

    /// What was read.
    pub fn finish(self) -> Result<Reads, Box<Diagnostic>> {
        match self.problem.into_inner() {
            Some(problem) => Err(problem),
            None => Ok(self.noted.into_inner().reads),
        }
    }

    /// The text of the output's page; none if the page has it itself.
    pub fn own_text(&self) -> Option<&Text> {
        self.text.as_deref()
    }

    /// The card of a page, with the theme's HTML for it.
    pub fn card(&self, id: PageId) -> Value {
        match self.cards.card(self.inputs, id, self.depth) {
            Ok(card) => {
                card.reads.iter().for_each(|thing| self.note(*thing));
                card.value.clone()
            }
            Err(problem) => {
                self.problem.set(Some(Box::new(problem.clone())));
                Value::none()
            }
        }
    }

    /// A work by its key; none if the bibliography has no such work.
    pub fn work(&self, key: &str) -> Option<WorkEntry<'a>> {
        match self.inputs.shared.works.binary_search_by(|known| (**known).cmp(key)) {
            Ok(place) => Some(self.work_at(WorkId(place as u32))),
            // A web address is never a key.
            Err(_) if crate::config::is_web_address(key) => None,
            Err(_) => {
                self.works();
                None
            }
        }
    }

    /// The terms that name a work of the bibliography as a source.
    pub fn terms_of_work(&self, key: &str) -> &'a [TermId] {
        let place = self.inputs.shared.works.binary_search_by(|known| (**known).cmp(key));
        place.map_or(&[], |place| self.work_terms(WorkId(place as u32)))
    }

    /// Width and height of the picture at an address, if they are known.
    pub fn picture_size(&self, url: &str) -> Option<(u32, u32)> {
        match self.inputs.shared.files.binary_search_by(|file| (**file).cmp(url)) {
            Ok(place) => self.picture(FileId(place as u32)),
            Err(_) => {
                self.files();
                None
            }
        }
    }

    /// What a wikilink means; none if that is nothing, or several things.
    pub fn wikilink(&self, to: &To) -> Option<Target> {
        let To::Wiki { name, .. } = to else { return None };
        let name = crate::model::name_key(name);
        let place = self.inputs.shared.names.binary_search(&name).ok()?;
        self.meaning(NameId(place as u32))
    }

    /// The address of a target.
    pub fn url(&self, target: Target) -> String {
        match target {
            Target::Page(id) => self.face(id).url.to_owned(),
            Target::Term(id) => self.name(id).url.to_owned(),
            // The others follow from the settings.
            other => {
                self.config();
                self.inputs.model.url(other)
            }
        }
    }

    /// The title of a target in a language.
    pub fn title(&self, target: Target, lang: &str) -> &'a str {
        match target {
            Target::Page(id) => self.face(id).title,
            Target::Term(id) => self.name(id).label.get(lang),
            other => {
                self.config();
                self.inputs.model.title(other, lang)
            }
        }
    }
}

/// The key of an output: of its address, and of what its view reads.
pub fn key(url: &str, hashes: impl Iterator<Item = Hash>) -> Hash {
    let mut key = Hasher::new(SOURCE);
    key.text(url);
    hashes.for_each(|hash| {
        key.hash(hash);
    });
    key.finish()
}

/// What needs no noting: it follows from the program, or from what was noted beside it.
impl<'a> Reader<'a> {
    pub fn theme(&self) -> &'a Theme {
        self.inputs.theme
    }

    /// The names that a template reads; none if the theme has no such template.
    pub fn chain_of(&self, template: &str) -> Option<&'a Chain> {
        let place = self.inputs.theme.chains.keys().position(|name| name == template)?;
        Some(self.chain(place as u32))
    }

    /// The place of a language among those of the site.
    pub fn language(&self, lang: &str) -> u32 {
        self.inputs.shared.language(lang)
    }

    /// Dates and names in the words of a language (CLDR).
    pub fn dates(&self, lang: u32) -> &'a Cldr {
        &self.inputs.shared.language_at(lang).cldr
    }

    /// A word of the interface.
    pub fn word(&self, lang: &str, key: &str) -> String {
        let strings = self.words(self.language(lang));
        strings.get_from_path(key).and_then(Value::as_str).unwrap_or(key).to_owned()
    }

    /// A term's name with its address.
    pub fn term_link(&self, lang: u32, id: TermId) -> Value {
        self.name(id);
        self.inputs.shared.language_at(lang).terms[id.0 as usize].clone()
    }

    /// A claim of a term without a note, a source or a strength.
    pub fn plain_claim(&self, lang: u32, id: TermId) -> Value {
        self.definition(id);
        self.inputs.shared.language_at(lang).claims[id.0 as usize].clone()
    }

    /// The ids of all fields, each with none.
    pub fn no_fields(&self) -> Map {
        self.inputs.shared.no_fields.clone()
    }

    /// A block of code in colours.
    pub fn code(&self, code: &Code) -> Option<&'a str> {
        self.inputs.memo.code.get(&highlight::key(code)).map(|html| &**html)
    }

    /// A work of the bibliography as templates see it.
    pub fn source(&self, lang: &str, key: &str) -> Option<&'a CitedWork> {
        let place = self.inputs.shared.works.binary_search_by(|known| (**known).cmp(key));
        let entry = self.work(key)?;
        let known = &self.inputs.shared.language_at(self.language(lang)).sources[place.ok()?];
        let made = || CitedWork::of(entry.work, self.reference(lang, key), entry.url);
        Some(known.get_or_init(made))
    }

    /// A work in the style of the site; the caller has read the work.
    pub fn reference(&self, lang: &str, key: &str) -> Option<&'a Reference> {
        self.inputs.memo.references.get(lang, key)
    }

    /// How citations are written in a style with authors and dates; the style is in the settings.
    pub fn author_date(&self) -> Option<&'a AuthorDate> {
        self.config();
        self.inputs.memo.references.author_date.as_ref()
    }

    /// The term that a word means in a vocabulary. What a page's words mean is read with its claims.
    pub fn find_term(&self, vocabulary: usize, word: &str) -> Option<TermId> {
        self.inputs.model.find_term(vocabulary, word)
    }
}
