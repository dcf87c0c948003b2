//! The reader: the only way from a view to the model. It records each thing that is read, and the key of an output
//! is the hash of these. So no input of an output can be missed. `things` declares what can be read.

use super::cards::Cards;
use super::cite::record::Record;
use super::ids::{FileId, NameId, WorkId};
use super::inputs::Inputs;
use super::things::Thing;
use super::values::WorkEntry;
use crate::cldr::Cldr;
use crate::csl::{AuthorDate, Reference};
use crate::diagnostics::Diagnostic;
use crate::fields::cites::CitedWork;
use crate::hash::{Hash, Hasher, SOURCE};
use crate::highlight;
use crate::model::{PageId, Target, TermId};
use crate::parse::markdown::{Code, Text, To};
use crate::theme::{Chain, Theme};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use tera::{Map, Value};

/// What an output read: each thing once, in the order of the first read.
pub type Reads = Vec<Thing>;

/// The texts of some pages.
pub type Texts = Arc<[(PageId, Text)]>;

/// Reads the inputs of one output.
pub struct Reader<'a> {
    inputs: Inputs<'a>,
    cards: &'a Cards,
    /// The texts that the output shows, if the model has only outlines.
    texts: Texts,
    /// The number of folders between the root and the output.
    pub depth: usize,
    noted: RefCell<Noted>,
    /// The sources of the page that was last asked for one: a page asks again for each of its citations.
    numbered: RefCell<Option<(PageId, FxHashMap<String, usize>)>>,
    /// The things that may be read; none for everything.
    #[cfg(test)]
    allowed: Option<FxHashSet<Thing>>,
    /// A diagnostic about the card template.
    problem: Cell<Option<Box<Diagnostic>>>,
}

#[derive(Default)]
struct Noted {
    reads: Reads,
    seen: FxHashSet<Thing>,
}

impl<'a> Reader<'a> {
    /// A reader for an output `depth` folders below the root. `texts` are the texts that it shows, if the
    /// model has only outlines.
    pub fn new(inputs: Inputs<'a>, cards: &'a Cards, texts: Texts, depth: usize) -> Self {
        let (noted, numbered, problem) = Default::default();
        Self {
            inputs,
            cards,
            texts,
            depth,
            noted,
            numbered,
            #[cfg(test)]
            allowed: None,
            problem,
        }
    }

    /// A reader that panics if anything but `things` is read.
    #[cfg(test)]
    pub fn only(self, things: impl Iterator<Item = Thing>) -> Self {
        Self { allowed: Some(things.collect()), ..self }
    }

    /// For `things` only: reads through it are not recorded.
    pub(super) fn inputs(&self) -> Inputs<'a> {
        self.inputs
    }

    pub(super) fn note(&self, thing: Thing) {
        #[cfg(test)]
        assert!(self.allowed.as_ref().is_none_or(|all| all.contains(&thing)), "{thing:?} is read");
        let Noted { reads, seen } = &mut *self.noted.borrow_mut();
        if seen.insert(thing) {
            reads.push(thing);
        }
    }

    /// Returns what was read.
    pub fn finish(self) -> Result<Reads, Box<Diagnostic>> {
        match self.problem.into_inner() {
            Some(problem) => Err(problem),
            None => Ok(self.noted.into_inner().reads),
        }
    }

    /// The text of a page that the output shows; none if the page still holds it.
    pub fn text_of(&self, id: PageId) -> Option<&Text> {
        self.texts.iter().find(|(page, _)| *page == id).map(|(_, text)| text)
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

    /// A work by its key, if it is in the bibliography.
    pub fn work(&self, key: &str) -> Option<WorkEntry<'a>> {
        match self.inputs.shared.works.binary_search_by(|work| (**work).cmp(key)) {
            Ok(place) => Some(self.work_at(WorkId(place as u32))),
            // A web address is never a key.
            Err(_) if crate::config::is_web_address(key) => None,
            Err(_) => {
                self.works();
                None
            }
        }
    }

    /// The place of a source among those of a page, from 0.
    pub fn place_of_source(&self, page: PageId, key: &str) -> Option<usize> {
        let mut numbered = self.numbered.borrow_mut();
        if numbered.as_ref().is_none_or(|(of, _)| *of != page) {
            let sources = self.sources(page).into_iter().map(str::to_owned).enumerate();
            *numbered = Some((page, sources.map(|(place, key)| (key, place)).collect()));
        }
        numbered.as_ref()?.1.get(key).copied()
    }

    /// The terms that give a work of the bibliography as a source.
    pub fn terms_of_work(&self, key: &str) -> &'a [TermId] {
        let place = self.inputs.shared.works.binary_search_by(|work| (**work).cmp(key));
        place.map_or(&[], |place| self.work_terms(WorkId(place as u32)))
    }

    /// The width and height of the picture at an address, if known.
    pub fn picture_size(&self, url: &str) -> Option<(u32, u32)> {
        match self.inputs.shared.files.binary_search_by(|file| (**file).cmp(url)) {
            Ok(place) => self.picture(FileId(place as u32)),
            Err(_) => {
                self.files();
                None
            }
        }
    }

    /// The target of a wikilink; none if it is missing or ambiguous.
    pub fn wikilink(&self, to: &To) -> Option<Target> {
        let To::Wiki { name, .. } = to else { return None };
        let name = crate::model::name_key(name);
        let place = self.inputs.shared.names.binary_search(&name).ok()?;
        self.meaning(NameId(place as u32))
    }

    /// The address of a link to the file of a page. Without a file, what is there now can be a page later.
    pub fn url_of_file<'l>(&self, file: &str, url: &'l str) -> &'l str
    where
        'a: 'l,
    {
        match self.inputs.model.graph.links.by_path.get(file) {
            Some(id) => self.address(*id),
            None => {
                self.everything();
                url
            }
        }
    }

    /// The address of a target.
    pub fn url(&self, target: Target) -> String {
        match target {
            Target::Page(id) => self.face(id).url.to_owned(),
            Target::Term(id) => self.name(id).url.to_owned(),
            // The other addresses follow from the settings.
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

/// The key of an output: the hash of its address and of what its view reads.
pub fn key(url: &str, hashes: impl Iterator<Item = Hash>) -> Hash {
    let mut key = Hasher::new(SOURCE);
    key.text(url);
    hashes.for_each(|hash| {
        key.hash(hash);
    });
    key.finish()
}

/// Reads that need no recording: they follow from the program, or from other recorded reads.
impl<'a> Reader<'a> {
    pub fn theme(&self) -> &'a Theme {
        self.inputs.theme
    }

    /// The names that a template reads; none if the theme does not have the template.
    pub fn chain_of(&self, template: &str) -> Option<&'a Chain> {
        let place = self.inputs.theme.chains.keys().position(|name| name == template)?;
        Some(self.chain(place as u32))
    }

    /// The index of a language of the site.
    pub fn language(&self, lang: &str) -> u32 {
        self.inputs.shared.language(lang)
    }

    /// The date and name formats of a language (CLDR).
    pub fn dates(&self, lang: u32) -> &'a Cldr {
        &self.inputs.shared.language_at(lang).cldr
    }

    /// An interface word.
    pub fn word(&self, lang: &str, key: &str) -> String {
        let strings = self.words(self.language(lang));
        strings.get_from_path(key).and_then(Value::as_str).unwrap_or(key).to_owned()
    }

    /// A link to a term.
    pub fn term_link(&self, lang: u32, id: TermId) -> Value {
        self.name(id);
        self.inputs.shared.language_at(lang).terms[id.0 as usize].clone()
    }

    /// A claim that is only a term.
    pub fn plain_claim(&self, lang: u32, id: TermId) -> Value {
        self.definition(id);
        self.inputs.shared.language_at(lang).claims[id.0 as usize].clone()
    }

    /// The ids of all fields, each with the value none.
    pub fn no_fields(&self) -> Map {
        self.inputs.shared.no_fields.clone()
    }

    /// A highlighted block of code of a page; `None` if it is shown plain.
    pub fn code(&self, page: PageId, code: &Code) -> Option<&'a str> {
        // Noted without a look at the page's other blocks, which may be many.
        self.note(Thing::Code(page));
        self.inputs.memo.code.get(&highlight::key(code))?.as_deref()
    }

    /// The view of a work of the bibliography.
    pub fn source(&self, lang: &str, key: &str) -> Option<&'a CitedWork> {
        let place = self.inputs.shared.works.binary_search_by(|work| (**work).cmp(key));
        let entry = self.work(key)?;
        let source = &self.inputs.shared.language_at(self.language(lang)).sources[place.ok()?];
        let made = || CitedWork::of(entry.work, self.reference(lang, key), entry.url);
        Some(source.get_or_init(made))
    }

    /// A formatted work; the caller must have read the work.
    pub fn reference(&self, lang: &str, key: &str) -> Option<&'a Reference> {
        self.inputs.memo.references.get(lang, key)
    }

    /// A page that is cited in the style of the site, as HTML.
    pub fn cited(&self, lang: &str, record: &Record) -> String {
        self.style();
        let formatted = self.inputs.memo.citations.get(lang, &record.item);
        formatted.map_or_else(|| record.in_short(), str::to_owned)
    }

    /// The citation form of an author-date style; the style is in the settings.
    pub fn author_date(&self) -> Option<&'a AuthorDate> {
        self.config();
        self.inputs.memo.references.author_date.as_ref()
    }

    /// The term for a word in a vocabulary. For words of a page, the read of its claims is recorded.
    pub fn find_term(&self, vocabulary: usize, word: &str) -> Option<TermId> {
        self.inputs.model.find_term(vocabulary, word)
    }
}
