//! The page that tells what is new: the pages that were added, changed or corrected last, with dates. It is only there if
//! some page says when that was.

use super::Plan;
use super::cards::CardView;
use super::declare::{Text, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use super::site::NEWS;
use super::view::{Here, View};
use crate::fields::date::{self, DateView};
use crate::model::{Change, Model, PageId};
use crate::theme::Theme;
use tera::Value;

view! {
    /// What is new, `/new/`. A theme without it has no such page.
    template Names("news.html", "news") {
        news: Vec<NewsView> => "the pages that were added or changed last, the latest first, at most 100",
    }

    /// A page that was added or changed.
    struct NewsView {
        card: CardView,
        change: Text = "added" => "what happened to it: `added`, `updated` or `corrected`",
        date: DateView => "when",
        reason: Option<Text> => "why it was corrected",
    }
}

/// The most pages that are named.
const MOST: u32 = 100;

#[derive(Debug)]
struct News;

/// Whether the site has the page.
pub fn is_there(model: &Model, theme: &Theme) -> bool {
    !model.graph.order.dated.is_empty() && theme.chains.contains_key(TEMPLATE.file)
}

pub fn all(plan: Plan) -> Vec<Planned> {
    match is_there(plan.model, plan.theme) {
        true => vec![(NEWS.to_owned(), Box::new(News))],
        false => Vec::new(),
    }
}

impl Kind for News {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, _: &Model) -> String {
        "tells which pages were added or changed last".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let names = Names { news: &|| view(reader, MOST) };
        let title = reader.word(&reader.config().language, "whats_new");
        let here = Here::new(reader, "news", title);
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}

/// The pages that were added or changed last, at most `most`.
pub fn view(reader: &Reader, most: u32) -> Value {
    list(reader.dated(most).iter().filter_map(|id| news(reader, *id)))
}

fn news(reader: &Reader, id: PageId) -> Option<Value> {
    let news = reader.news(id);
    let (change, day) = news.change?;
    let lang = reader.language(&reader.config().language);
    let word = match change {
        Change::Added => "added",
        Change::Updated => "updated",
        Change::Corrected => "corrected",
    };
    let view = NewsView {
        card: reader.card(id).into(),
        change: word.into(),
        date: date::in_words(day, reader.dates(lang)).into(),
        reason: news.reason.filter(|_| change == Change::Corrected).into(),
    };
    Some(view.into())
}
