//! The pictures that other sites show beside a link to the site, to a collection or to a country, and to each page if
//! the settings ask for them. A template draws them as SVG, with the theme's fonts.

use super::Plan;
use super::data::subject::Subject;
use super::declare::{Href, Number, Text, VocabularyId, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::page::stands_alone;
use super::reader::Reader;
use super::view::View;
use crate::config::{COUNTRIES, Config};
use crate::draw::CAN_DRAW;
use crate::model::{Model, PageId, Target, TermId};
use crate::theme::Theme;

view! {
    /// The picture that other sites show beside a link, as SVG: 1200 × 630 pixels, with the theme's fonts. Texts are in
    /// lines that fit, and without those in letters that the fonts do not have.
    template Names("share.html", "") {
        lines: Vec<Text> => "the title, in lines of at most 1040 pixels in bold",
        size: Number = 84 => "the font size of the title",
        note: Vec<Text> => "what it is about, in at most two lines of font size 36",
        above: Option<Text> => "the title of the site; none on the site's own picture",
        label: Option<Text> => "what it is the picture of: the label of one page of the collection, or of one term",
        vocabulary: Option<VocabularyId>,
    }

    /// The picture that other sites show beside a link.
    struct ShareImageView {
        href: Href, width: Number = 1200, height: Number = 630,
        alt: Text => "what can be read in it",
    }
}

/// The name of the file, beside the page.
const FILE: &str = "share.png";

/// The size that most sites show without cutting anything off.
const SIZE: (usize, usize) = (1200, 630);

/// The width of a text.
const WIDTH: f32 = 1040.0;

/// The font sizes of the title, each with the number of lines that there is room for.
const TITLES: [(f32, usize); 3] = [(84.0, 2), (64.0, 3), (48.0, 4)];

/// The font size of the note, and its lines.
const NOTE: (f32, usize) = (36.0, 2);

/// What a picture is of.
#[derive(Clone, Copy, Debug)]
enum Share {
    Site,
    Collection(usize),
    Country(TermId),
    Page(PageId),
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let Plan { model, theme, .. } = plan;
    if !are_drawn(&model.config, theme) {
        return Vec::new();
    }
    let wanted = model.config.share_images;
    let lists = &model.graph.order.collections;
    let collections = (0..lists.len()).filter(|c| wanted.collections && !lists[*c].is_empty());
    let countries = model.term_ids().filter(|id| {
        let vocabulary = model.term(*id).vocabulary;
        wanted.countries && model.config.vocabularies[vocabulary].id == COUNTRIES
    });
    let pages = model.page_ids().filter(|id| wanted.pages && has_own(model, *id));
    let site = wanted.site.then_some(Share::Site);
    let all = site.into_iter().chain(collections.map(Share::Collection));
    let all = all.chain(countries.map(Share::Country)).chain(pages.map(Share::Page));
    all.map(|share| -> Planned { (format!("{}{FILE}", model.url(share.about())), Box::new(share)) })
        .collect()
}

/// Whether the site has such pictures: a link to one must be absolute.
fn are_drawn(config: &Config, theme: &Theme) -> bool {
    CAN_DRAW && config.base_url.is_some() && theme.chains.contains_key(TEMPLATE.file)
}

/// Two pages at one address are reported once, for the page itself.
fn has_own(model: &Model, id: PageId) -> bool {
    let page = model.page(id);
    let is_first = model.at(&page.url) == Some(Target::Page(id));
    stands_alone(model, id) && page.withdrawn.is_none() && is_first
}

/// The picture of a document: its own, or that of its collection, or of the site.
pub fn image<'a>(reader: &Reader<'a>, subject: Subject) -> Option<ShareImageView<'a>> {
    let config = reader.config();
    if !are_drawn(config, reader.theme()) {
        return None;
    }
    let wanted = config.share_images;
    let of_collection = |c: usize| wanted.collections.then_some(Share::Collection(c));
    let own = match subject {
        Subject::Page(id) if wanted.pages && !reader.imprint(id).is_withdrawn => {
            Some(Share::Page(id))
        }
        Subject::Page(id) => reader.face(id).collection.and_then(of_collection),
        Subject::Collection(c) if reader.length(c as u32) > 0 => of_collection(c),
        Subject::Term(id)
            if wanted.countries
                && config.vocabularies[reader.name(id).vocabulary].id == COUNTRIES =>
        {
            Some(Share::Country(id))
        }
        _ => None,
    };
    let share = own.or_else(|| wanted.site.then_some(Share::Site))?;
    let target = share.about();
    let href = config.absolute_url(&format!("{}{FILE}", reader.url(target)))?;
    let title = reader.title(target, &config.language);
    let alt = match share {
        Share::Site => title.to_owned(),
        _ => format!("{title} · {}", config.title),
    };
    Some(ShareImageView {
        href: href.into(),
        width: SIZE.0.into(),
        height: SIZE.1.into(),
        alt: alt.into(),
    })
}

impl Share {
    fn about(self) -> Target {
        match self {
            Self::Site => Target::Home,
            Self::Collection(c) => Target::Collection(c),
            Self::Country(id) => Target::Term(id),
            Self::Page(id) => Target::Page(id),
        }
    }

    /// What it is about.
    fn note(self, reader: &Reader) -> Option<String> {
        let config = reader.config();
        let text = match self {
            Self::Site => Some(config.description.as_str()),
            Self::Collection(c) => {
                reader.collection_text(c as u32).and_then(|id| reader.face(id).summary)
            }
            Self::Country(_) => None,
            Self::Page(id) => reader.face(id).summary,
        };
        text.map(str::to_owned)
    }

    /// What one of its kind is called.
    fn label<'a>(self, reader: &Reader<'a>) -> Option<&'a str> {
        let config = reader.config();
        let lang = &config.language;
        match self {
            Self::Site | Self::Collection(_) => None,
            Self::Country(_) => {
                let countries = config.vocabularies.iter().find(|one| one.id == COUNTRIES)?;
                Some(countries.singular.get(lang))
            }
            Self::Page(id) => {
                let face = reader.face(id);
                Some(config.collections[face.collection?].singular.get(face.lang))
            }
        }
    }
}

impl Kind for Share {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        let of = match self {
            Self::Site => "the site".to_owned(),
            other => format!("`{}`", model.title(other.about(), &model.config.language)),
        };
        format!("is the picture that other sites show beside a link to {of}")
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let (config, fonts) = (reader.config(), reader.fonts());
        let fitting = |text: &str, (size, most): (f32, usize)| {
            let lines = fonts.lines(text, size, WIDTH)?;
            Some((lines.len() <= most, cut(lines, most), size))
        };
        let title = reader.title(self.about(), &config.language);
        let titles = TITLES.iter().filter_map(|room| fitting(title, *room));
        let mut titles = titles.collect::<Vec<_>>();
        let best = titles.iter().position(|(fits, ..)| *fits).or(titles.len().checked_sub(1));
        let (_, lines, size) = best.map(|best| titles.swap_remove(best)).unwrap_or_default();
        let note = self.note(reader).and_then(|note| fitting(&note, NOTE)).unwrap_or_default().1;
        let written = |text: &'a str| fonts.lines(text, NOTE.0, f32::MAX)?.pop();
        let names = Names {
            lines: &|| list(lines.iter().map(String::as_str)),
            size: &|| (size as u64).into(),
            note: &|| list(note.iter().map(String::as_str)),
            above: &|| match self {
                Self::Site => tera::Value::none(),
                _ => written(&config.title).into(),
            },
            label: &|| self.label(reader).and_then(written).into(),
            vocabulary: &|| matches!(self, Self::Country(_)).then_some(COUNTRIES).into(),
        };
        Made::Drawing(View::without_here(reader, TEMPLATE.file, &names))
    }
}

/// The first lines of a text; the last of them shows that it goes on.
fn cut(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            // The sign takes less room than the word that makes place for it.
            let kept = last.rsplit_once(' ').map_or(last.as_str(), |(words, _)| words);
            *last = format!("{}…", kept.trim_end_matches([',', ';', ':', '.', '–']));
        }
    }
    lines
}
