//! Cards: how a page is shown in lists and beside other pages. Many outputs show the same card, so each is
//! made once, with the theme's HTML for each depth below the root at which some output shows it.

use super::{Shelf, fields, map};
use crate::diagnostics::Diagnostic;
use crate::files;
use crate::model::{Model, PageId};
use crate::parse::page::Role;
use crate::plan::{self, Output};
use crate::theme::{self, Theme};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
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
        let pages: BTreeSet<PageId> = wanted.values().flatten().copied().collect();
        let plain = each(pages, |id| Ok((id, card(model, shelf, id))))?;
        let mut cards = Self::default();
        for (depth, ids) in wanted {
            let one = |id: PageId| match theme.chains.contains_key(CARD) {
                true => Ok((id, placed(theme, shelf, &plain[&id], depth)?)),
                false => Ok((id, plain[&id].clone())),
            };
            cards.0.insert(depth, each(ids, one)?);
        }
        Ok(cards)
    }

    /// The card of a page, as it is shown `depth` folders below the root.
    pub fn card(&self, id: PageId, depth: usize) -> Value {
        let card = self.0.get(&depth).and_then(|cards| cards.get(&id));
        card.cloned().unwrap_or_else(Value::none)
    }
}

/// Makes one thing for each page. A few are made right here: in a preview the other threads may be busy
/// with all that is looked through after an edit, and the reader would wait for them.
fn each(
    pages: BTreeSet<PageId>,
    one: impl Fn(PageId) -> Result<(PageId, Value), Box<Diagnostic>> + Sync + Send,
) -> Result<HashMap<PageId, Value>, Box<Diagnostic>> {
    const FEW: usize = 256;
    match pages.len() {
        0..=FEW => pages.into_iter().map(one).collect(),
        _ => pages.into_par_iter().map(one).collect(),
    }
}

/// Which cards are shown at which depth.
fn wanted(model: &Model, theme: &Theme, outputs: &[&Output]) -> BTreeMap<usize, BTreeSet<PageId>> {
    let mut wanted: BTreeMap<usize, BTreeSet<PageId>> = BTreeMap::new();
    for output in outputs {
        let cards = plan::cards(model, theme, &output.what);
        if !cards.is_empty() {
            wanted.entry(files::depth(&output.url)).or_default().extend(cards);
        }
    }
    wanted
}

/// A card with the theme's HTML for it, as it is shown `depth` folders below the root.
fn placed(
    theme: &Theme,
    shelf: &Shelf,
    card: &Value,
    depth: usize,
) -> Result<Value, Box<Diagnostic>> {
    let lang = card.get_from_path("lang").and_then(Value::as_str).unwrap_or_default();
    let mut context = Context::new();
    context.insert_value("card", card.clone());
    context.insert_value("root", Value::from(files::root_at(depth)));
    let language = shelf.language(lang);
    context.insert_value("site", language.site.clone());
    context.insert_value("t", language.strings.clone());
    let html = theme
        .tera
        .render(CARD, &context)
        .map_err(|error| Box::new(theme::problem(&error, CARD)))?;
    let part =
        |name: &'static str| (name, card.get_from_path(name).cloned().unwrap_or_else(Value::none));
    Ok(map([
        ("html", html.into()),
        part("title"),
        part("url"),
        part("summary"),
        part("lang"),
        part("collection"),
        part("kind"),
        part("date"),
        part("tags"),
    ]))
}

fn card(model: &Model, shelf: &Shelf, id: PageId) -> Value {
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
    map([
        ("html", Value::none()),
        ("title", model.page_title(id).into()),
        ("url", page.url.as_str().into()),
        ("summary", page.face.summary.as_deref().into()),
        ("lang", page.lang.as_str().into()),
        ("collection", collection.map(|collection| collection.id.as_str()).into()),
        ("kind", kind.into()),
        ("date", fields::date(page.face.date, &shelf.language(&page.lang).words)),
        ("tags", tags.into()),
    ])
}
