//! Cards: how a page is shown in lists and beside other pages. Many outputs show the same card, so each is
//! made once, with the theme's HTML for each depth below the root at which some output shows it.

use super::{Shelf, pairs_to_map};
use crate::diagnostics::Diagnostic;
use crate::fields::date;
use crate::files;
use crate::model::{Model, PageId};
use crate::parse::dates::Date;
use crate::parse::page::Role;
use crate::plan::{self, Output};
use crate::theme::{self, Theme};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use tera::{Context, Value};

/// The cards that some outputs show, by depth (how many folders below the root they are shown) and page.
#[derive(Default)]
pub struct Cards(BTreeMap<usize, HashMap<PageId, Value>>);

/// The template of a card's HTML; a theme may do without.
const CARD: &str = "card.html";

impl Cards {
    /// Makes the cards that these outputs show. `Err` is what is wrong with the theme's card.
    pub fn of(
        model: &Model,
        theme: &Theme,
        shelf: &Shelf,
        outputs: &[&Output],
    ) -> Result<Self, Box<Diagnostic>> {
        let wanted = wanted(model, theme, outputs);
        let dates = dates(model, shelf, &wanted);
        let one = |id: PageId, depths: &[usize]| -> Result<Vec<Value>, Box<Diagnostic>> {
            let card = card(model, shelf, &dates, id);
            match theme.chains.contains_key(CARD) {
                true => depths.iter().map(|depth| placed(theme, shelf, &card, *depth)).collect(),
                false => Ok(vec![pairs_to_map(&card.pairs); depths.len()]),
            }
        };
        let mut cards = Self::default();
        for (id, depths, made) in each(wanted, one)? {
            for (depth, card) in depths.into_iter().zip(made) {
                cards.0.entry(depth).or_default().insert(id, card);
            }
        }
        Ok(cards)
    }

    /// The card of a page, as it is shown `depth` folders below the root.
    pub fn card(&self, id: PageId, depth: usize) -> Value {
        let card = self.0.get(&depth).and_then(|cards| cards.get(&id));
        card.cloned().unwrap_or_else(Value::none)
    }
}

/// Dates in words, by language.
type Dates<'a> = HashMap<(&'a str, Date), Value>;

/// The dates that cards show: on many cards there are few days, and to put one in words takes longer than the
/// rest of a card.
fn dates<'a>(model: &'a Model, shelf: &Shelf, wanted: &Wanted) -> Dates<'a> {
    let mut dates = Dates::new();
    for (id, _) in wanted.iter().filter(|_| wanted.len() > FEW) {
        let page = model.page(*id);
        if let Some(date) = page.face.date {
            let words = || date::in_words(Some(date), &shelf.language(&page.lang).words);
            dates.entry((&page.lang, date)).or_insert_with(words);
        }
    }
    dates
}

/// The depths at which a page's card is shown.
type Wanted = Vec<(PageId, Vec<usize>)>;

/// The same with the card for each.
type Made = Vec<(PageId, Vec<usize>, Vec<Value>)>;

/// So many cards are few.
const FEW: usize = 256;

/// Makes the cards of each page. A few are made right here: in a preview the other threads may be busy
/// with all that is looked through after an edit, and the reader would wait for them.
fn each(
    wanted: Wanted,
    one: impl Fn(PageId, &[usize]) -> Result<Vec<Value>, Box<Diagnostic>> + Sync + Send,
) -> Result<Made, Box<Diagnostic>> {
    let all = |(id, depths): (PageId, Vec<usize>)| {
        let cards = one(id, &depths)?;
        Ok((id, depths, cards))
    };
    match wanted.len() {
        0..=FEW => wanted.into_iter().map(all).collect(),
        _ => wanted.into_par_iter().map(all).collect(),
    }
}

fn wanted(model: &Model, theme: &Theme, outputs: &[&Output]) -> Wanted {
    let mut wanted: HashMap<PageId, Vec<usize>> = HashMap::new();
    for output in outputs {
        let depth = files::depth(&output.url);
        for id in plan::cards(model, theme, &output.what) {
            let depths = wanted.entry(id).or_default();
            if !depths.contains(&depth) {
                depths.push(depth);
            }
        }
    }
    let mut wanted: Wanted = wanted.into_iter().collect();
    wanted.sort_unstable_by_key(|(id, _)| *id);
    wanted
}

/// A card with the theme's HTML for it, as it is shown `depth` folders below the root.
fn placed(
    theme: &Theme,
    shelf: &Shelf,
    card: &Card,
    depth: usize,
) -> Result<Value, Box<Diagnostic>> {
    let mut context = Context::new();
    context.insert_value("card", pairs_to_map(&card.pairs));
    context.insert_value("root", Value::from(files::root_at(depth)));
    let language = shelf.language(card.lang);
    context.insert_value("site", language.site.clone());
    context.insert_value("t", language.strings.clone());
    let html = theme
        .tera
        .render(CARD, &context)
        .map_err(|error| Box::new(theme::problem(&error, CARD)))?;
    let mut pairs = card.pairs.clone();
    pairs.push(("html", html.into()));
    Ok(pairs_to_map(&pairs))
}

/// What a card says of its page, without HTML.
struct Card<'a> {
    lang: &'a str,
    pairs: Vec<(&'static str, Value)>,
}

fn card<'a>(model: &'a Model, shelf: &Shelf, dates: &Dates, id: PageId) -> Card<'a> {
    let page = model.page(id);
    let collection = match page.role {
        Role::Entry(c) => Some(&model.config.collections[c]),
        _ => None,
    };
    let kind = match page.role {
        Role::Term(v, _) => Some(model.config.vocabularies[v].singular.get(&page.lang)),
        _ => collection.map(|collection| collection.singular.get(&page.lang)),
    };
    let fields = collection.map_or(&[][..], |collection| &collection.fields);
    let on_card = model.claims[id.0 as usize]
        .iter()
        .filter(|claim| fields[page.facts[claim.fact].field].card);
    let tags: Vec<Value> =
        on_card.filter_map(|claim| claim.term).map(|id| shelf.term(&page.lang, id)).collect();
    let words = &shelf.language(&page.lang).words;
    let known = page.face.date.and_then(|date| dates.get(&(&*page.lang, date)).cloned());
    let mut pairs = Vec::with_capacity(9);
    pairs.extend([
        ("title", model.page_title(id).into()),
        ("url", page.url.as_str().into()),
        ("summary", page.face.summary.as_deref().into()),
        ("lang", page.lang.as_str().into()),
        ("collection", collection.map(|collection| collection.id.as_str()).into()),
        ("kind", kind.into()),
        ("date", known.unwrap_or_else(|| date::in_words(page.face.date, words))),
        ("tags", tags.into()),
    ]);
    Card { lang: &page.lang, pairs }
}
