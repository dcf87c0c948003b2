//! Cards show a page in lists and beside other pages. Many outputs show the same card, so each is made once, with
//! the theme's HTML for it. Its addresses depend on the depth below the root, so a set of cards is for one depth.

use super::declare::{CollectionId, Html, Item, Text, Url, Words, list, view};
use super::inputs::Inputs;
use super::reader::{Reader, Reads};
use super::site::{Site, TermLink};
use super::view::View;
use crate::diagnostics::Diagnostic;
use crate::fields::date::{self, DateView};
use crate::files;
use crate::model::PageId;
use crate::theme;
use std::sync::{Arc, OnceLock};
use tera::Value;

view! {
    /// The head of a card. Optional.
    template Names("card.html", "") {
        card: CardView,
        root: Text = ".." => "the relative path to the root of the site",
        site: Site,
        t: Words => "the words of the interface in the language of the page",
    }

    /// A page as other pages show it.
    struct CardView {
        title: Text, url: Url,
        summary: Option<Text> => "its summary, in one or two sentences",
        lang: Text = "en", collection: Option<CollectionId>,
        kind: Option<Text> => "the name of its kind: the singular of the collection, or of the vocabulary",
        date: Option<DateView> => "its date",
        tags: Vec<TermLink> => "the terms that `site.toml` puts on cards",
        html: Option<Html> where |known| known.theme.chains.contains_key(TEMPLATE.file) =>
            "the output of `card.html`, rendered once for all pages of the same depth. Print it rather than \
            its parts. None if the theme has no `card.html`.",
    }
}

/// The cards of all pages at one depth. A card is a pure function of what it reads, so it does not matter who makes
/// it first.
#[derive(Default)]
pub struct Cards(Vec<OnceLock<Result<Card, Box<Diagnostic>>>>);

/// A card with what it reads.
pub struct Card {
    pub value: Value,
    pub reads: Reads,
}

impl Cards {
    /// An empty set for this many pages.
    pub fn of(pages: usize) -> Self {
        Self((0..pages).map(|_| OnceLock::new()).collect())
    }

    /// The card of a page, for outputs `depth` folders below the root. `Err` is a diagnostic about its template.
    pub fn card(&self, inputs: Inputs, id: PageId, depth: usize) -> Result<&Card, &Diagnostic> {
        self.0[id.0 as usize]
            .get_or_init(|| card(inputs, id, depth))
            .as_ref()
            .map_err(|problem| &**problem)
    }
}

fn card(inputs: Inputs, id: PageId, depth: usize) -> Result<Card, Box<Diagnostic>> {
    let no_cards = Cards::default();
    let reader = Reader::new(inputs, &no_cards, Arc::default(), depth);
    let face = reader.face(id);
    let config = reader.config();
    let collection = face.collection.map(|c| &config.collections[c]);
    let kind = match face.vocabulary {
        Some(v) => Some(config.vocabularies[v].singular.get(face.lang)),
        None => collection.map(|collection| collection.singular.get(face.lang)),
    };
    let lang = reader.language(face.lang);
    let mut view = CardView {
        title: face.title.into(),
        url: face.url.into(),
        summary: face.summary.into(),
        lang: face.lang.into(),
        collection: collection.map(|collection| collection.id.as_str()).into(),
        kind: kind.into(),
        date: face.date.map(|date| date::in_words(date, reader.dates(lang))).into(),
        tags: list(face.tags.iter().map(|id| reader.term_link(lang, *id))).into(),
        html: Item::None,
    };
    let template = TEMPLATE.file;
    if reader.theme().chains.contains_key(template) {
        let names = Names {
            card: &|| view.clone().into(),
            root: &|| files::root_at(depth).into(),
            site: &|| reader.site(lang).clone(),
            t: &|| reader.words(lang).clone(),
        };
        let context = View::without_here(&reader, template, &names).context;
        let html = reader.theme().tera.render(template, &context);
        view.html = html.map_err(|error| Box::new(theme::problem(&error, template)))?.into();
    }
    Ok(Card { value: view.into(), reads: reader.finish()? })
}
