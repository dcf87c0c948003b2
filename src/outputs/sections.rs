//! Sections as readers see them: the breadcrumbs of a page, the contents beside it, and the list of what is below it.

use super::declare::{Text, Url, Yes, list, view};
use super::inputs::Inputs;
use super::parts::PART;
use super::reader::Reader;
use super::view::{Link, link};
use crate::model::{PageId, Role, Sections, Target, is_book};
use crate::parse::address;
use serde::Serialize;
use tera::Value;

view! {
    /// The contents of a section or of a collection, beside its pages.
    struct SidebarView {
        label: Text => "the title of the section or the label of the collection", url: Url,
        current: Yes => "whether this is its page",
        items: Vec<ChapterView> => "the pages right below it",
        previous: Option<Link> => "the page before this one in the order of reading",
        next: Option<Link> => "the page after it",
    }

    /// A page among the contents.
    struct ChapterView {
        label: Text, url: Url,
        summary: Option<Text> => "its summary; on the page of a collection only",
        current: Yes => "whether this is the page",
        children: Vec<ChapterView<'static>> =>
            "the pages below it. In a section of more than 200 pages only those around the page itself",
    }
}

/// The contents beside a page.
#[derive(Clone, Debug, Serialize)]
pub struct Sidebar<'a> {
    pub title: &'a str,
    pub url: String,
    pub is_current: bool,
    pub chapters: Vec<Chapter<'a>>,
}

/// A page among the contents. Those below it follow with a greater depth.
#[derive(Clone, Debug, Serialize)]
pub struct Chapter<'a> {
    pub title: &'a str,
    pub url: &'a str,
    pub summary: Option<&'a str>,
    pub depth: usize,
    pub is_current: bool,
}

/// Contents with more pages than this are shown in part, so that they don't grow with the square of their number.
const WHOLE: usize = 200;

/// The number of neighbours that are shown of contents in part.
const NEAR: usize = 60;

/// The contents beside a page: of the collection, if it is read like a book, or of the outermost section.
pub fn sidebar<'a>(inputs: Inputs<'a>, id: PageId) -> Option<Sidebar<'a>> {
    let (model, page) = (inputs.model, inputs.page(id));
    let sections = &model.graph.order.sections;
    let path = sections.path(id);
    let (title, url, tops) = match page.role {
        Role::Entry(c) | Role::Collection(c) if is_book(&model.config.collections[c]) => {
            let collection = &model.config.collections[c];
            let label = collection.label.get(&page.lang);
            (label, of_collection(inputs, c, &page.lang), sections.tops(c, &page.lang))
        }
        Role::Plain => {
            let top = path.first().copied().unwrap_or(id);
            let below = &sections.below[top.0 as usize][..];
            (model.page_title(top), inputs.page(top).url.clone(), below)
        }
        _ => return None,
    };
    if tops.is_empty() || page.withdrawn.is_some() {
        return None;
    }
    let is_whole = is_small(sections, tops);
    let mut walk = Walk { inputs, id, path, is_whole, with_summaries: false, chapters: Vec::new() };
    walk.add(tops, 0);
    Some(Sidebar { title, is_current: url == page.url, url, chapters: walk.chapters })
}

/// All pages of a collection that is read like a book, unless these are too many for one page, or in several languages.
pub fn contents<'a>(inputs: Inputs<'a>, c: usize) -> Vec<Chapter<'a>> {
    let (order, config) = (&inputs.model.graph.order, &inputs.model.config);
    let tops = order.sections.tops(c, &config.language);
    let is_all = || order.sections.reading(tops).count() == order.collections[c].len();
    if !is_small(&order.sections, tops) || !is_all() {
        return Vec::new();
    }
    let id = PageId(u32::MAX);
    let (is_whole, with_summaries) = (true, true);
    let mut walk =
        Walk { inputs, id, path: Vec::new(), is_whole, with_summaries, chapters: Vec::new() };
    walk.add(tops, 0);
    walk.chapters
}

/// The pages right below a page.
pub fn below<'a>(inputs: Inputs<'a>, id: PageId) -> &'a [PageId] {
    let (page, sections) = (inputs.page(id), &inputs.model.graph.order.sections);
    match page.role {
        Role::Collection(c) => sections.tops(c, &page.lang),
        _ => &sections.below[id.0 as usize],
    }
}

fn is_small(sections: &Sections, tops: &[PageId]) -> bool {
    tops.len() <= WHOLE && sections.reading(tops).take(WHOLE + 1).count() <= WHOLE
}

/// The address of a collection's page in a language; that of its list if there is none.
fn of_collection(inputs: Inputs, c: usize, lang: &str) -> String {
    let (config, links) = (&inputs.model.config, &inputs.model.graph.links);
    let id = &config.collections[c].id;
    let own = links.by_path.get(&*format!("content/{id}/index.{lang}.md"));
    own.map_or_else(|| address::of_folder(id), |own| inputs.page(*own).url.clone())
}

/// Walks through contents from the top.
struct Walk<'a> {
    inputs: Inputs<'a>,
    /// The page beside which they are shown, and the sections that it is in.
    id: PageId,
    path: Vec<PageId>,
    /// Whether all sections are open, and not only those around the page.
    is_whole: bool,
    with_summaries: bool,
    chapters: Vec<Chapter<'a>>,
}

impl Walk<'_> {
    fn add(&mut self, all: &[PageId], depth: usize) {
        let sections = &self.inputs.model.graph.order.sections;
        for id in self.near(all) {
            let page = self.inputs.page(*id);
            self.chapters.push(Chapter {
                title: self.inputs.model.page_title(*id),
                url: &page.url,
                summary: page.face.summary.as_deref().filter(|_| self.with_summaries),
                depth,
                is_current: *id == self.id,
            });
            if self.is_whole || self.is_open(*id) {
                self.add(&sections.below[id.0 as usize], depth + 1);
            }
        }
    }

    fn is_open(&self, id: PageId) -> bool {
        id == self.id || self.path.contains(&id)
    }

    /// The pages of a level that are shown.
    fn near<'l>(&self, all: &'l [PageId]) -> &'l [PageId] {
        if self.is_whole || all.len() <= NEAR {
            return all;
        }
        let at = all.iter().position(|id| self.is_open(*id)).unwrap_or_default();
        let start = at.saturating_sub(NEAR / 2).min(all.len() - NEAR);
        &all[start..start + NEAR]
    }
}

/// The view named `sidebar`.
pub fn sidebar_view<'a>(reader: &Reader<'a>, id: PageId) -> Option<SidebarView<'a>> {
    let sidebar = reader.sidebar_of(id)?;
    // Asked only in books: in other collections a new title would make the neighbours of a page anew for nothing.
    let (before, after) = reader.beside(id);
    let neighbour = |id: PageId| {
        let face = reader.face(id);
        link(face.title, face.url)
    };
    Some(SidebarView {
        label: sidebar.title.into(),
        url: sidebar.url.into(),
        current: sidebar.is_current.into(),
        items: tree(&sidebar.chapters).into(),
        previous: before.map(neighbour).into(),
        next: after.map(neighbour).into(),
    })
}

/// Contents as a tree; each page belongs to the last one before it with a smaller depth.
pub fn tree(chapters: &[Chapter]) -> Value {
    let mut tree = Vec::new();
    let mut rest = chapters;
    while let Some((first, after)) = rest.split_first() {
        let deeper = after.iter().take_while(|chapter| chapter.depth > first.depth).count();
        tree.push(ChapterView {
            label: first.title.to_owned().into(),
            url: first.url.to_owned().into(),
            summary: first.summary.map(str::to_owned).into(),
            current: first.is_current.into(),
            children: self::tree(&after[..deeper]).into(),
        });
        rest = &after[deeper..];
    }
    list(tree)
}

/// The view named `children`: at most as many as a part of a list has.
pub fn children(reader: &Reader, id: PageId) -> Value {
    list(reader.below(id).iter().take(PART).map(|id| reader.card(*id)))
}

/// The breadcrumbs of a page: its collection, then its sections.
pub fn crumbs(reader: &Reader, id: PageId) -> Vec<(String, String)> {
    let face = reader.face(id);
    let of_collection = face.collection.map(|c| {
        let label = reader.config().collections[c].label.get(face.lang).to_owned();
        (label, reader.url(Target::Collection(c)))
    });
    let of_section = |id: PageId| {
        let face = reader.face(id);
        (face.title.to_owned(), face.url.to_owned())
    };
    of_collection.into_iter().chain(reader.above(id).into_iter().map(of_section)).collect()
}
