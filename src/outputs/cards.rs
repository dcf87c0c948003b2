//! Cards: how a page is shown in lists and beside other pages. Many outputs show the same card, so each is
//! made once, with the theme's HTML for it. Cards of different depths below the root differ in their
//! addresses, so a set of cards is for one depth.

use super::inputs::Inputs;
use super::reader::{Reader, Reads};
use super::view::pairs_to_map;
use crate::diagnostics::Diagnostic;
use crate::fields::date;
use crate::files;
use crate::model::PageId;
use crate::theme;
use std::sync::OnceLock;
use tera::{Context, Value};

/// The cards of all pages at one depth. A card is a pure function of what it reads, so whoever needs it
/// first may make it.
#[derive(Default)]
pub struct Cards(Vec<OnceLock<Result<Card, Box<Diagnostic>>>>);

/// A card, with what it was made from.
pub struct Card {
    pub value: Value,
    pub reads: Reads,
}

/// The template of a card's HTML; a theme may do without.
const CARD: &str = "card.html";

impl Cards {
    /// Room for the cards of so many pages.
    pub fn of(pages: usize) -> Self {
        Self((0..pages).map(|_| OnceLock::new()).collect())
    }

    /// The card of a page `depth` folders below the root. `Err` is what is wrong with its template.
    pub fn card(
        &self,
        inputs: Inputs,
        id: PageId,
        depth: usize,
    ) -> Result<&Card, &Box<Diagnostic>> {
        self.0[id.0 as usize].get_or_init(|| card(inputs, id, depth)).as_ref()
    }
}

fn card(inputs: Inputs, id: PageId, depth: usize) -> Result<Card, Box<Diagnostic>> {
    let no_cards = Cards::default();
    let reader = Reader::new(inputs, &no_cards, None, depth);
    let face = reader.face(id);
    let config = reader.config();
    let collection = face.collection.map(|c| &config.collections[c]);
    let kind = match face.vocabulary {
        Some(v) => Some(config.vocabularies[v].singular.get(face.lang)),
        None => collection.map(|collection| collection.singular.get(face.lang)),
    };
    let lang = reader.language(face.lang);
    let tags: Vec<Value> = face.tags.iter().map(|id| reader.term_link(lang, *id)).collect();
    let mut pairs = vec![
        ("title", face.title.into()),
        ("url", face.url.into()),
        ("summary", face.summary.into()),
        ("lang", face.lang.into()),
        ("collection", collection.map(|collection| collection.id.as_str()).into()),
        ("kind", kind.into()),
        ("date", date::in_words(face.date, reader.dates(lang))),
        ("tags", tags.into()),
    ];
    if let Some(chain) = reader.chain_of(CARD) {
        let mut context = Context::new();
        context.insert_value("card", pairs_to_map(&pairs));
        context.insert_value("root", Value::from(files::root_at(depth)));
        if chain.reads("site") {
            context.insert_value("site", reader.site(lang).clone());
        }
        context.insert_value("t", reader.words(lang).clone());
        let html = reader.theme().tera.render(CARD, &context);
        let html = html.map_err(|error| Box::new(theme::problem(&error, CARD)))?;
        pairs.push(("html", html.into()));
    }
    Ok(Card { value: pairs_to_map(&pairs), reads: reader.finish()? })
}
