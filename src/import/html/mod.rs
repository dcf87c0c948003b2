//! HTML to Markdown. `htmd` walks the tree and knows the plain elements; the handlers here are for what it has no or other
//! Markdown for: figures, tables, definition lists, footnotes, code, what is embedded. What Markdown can't say is listed.

mod blocks;
mod inline;
mod prepare;
mod tables;
pub mod tree;

pub use blocks::{called, viewed};
pub use inline::{destination, markdown_picture, original};

use htmd::options::{BrStyle, BulletListMarker, HrStyle, Options};
use htmd::{Element, HtmlToMarkdown, Node};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A converter, which can be used for many texts.
pub struct Html {
    converter: HtmlToMarkdown,
    notes: Shared,
}

/// A text as Markdown.
#[derive(Debug, Default, PartialEq)]
pub struct Converted {
    pub markdown: String,
    /// What could not be said: its kind and what it was.
    pub left_out: Vec<(&'static str, String)>,
}

/// What handlers know of the text, and what they could not say. Handlers have to be `Sync`.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Notes>>);

#[derive(Default)]
struct Notes {
    left_out: Vec<(&'static str, String)>,
    /// The ids of footnotes, and their numbers.
    footnotes: BTreeMap<String, usize>,
    /// Whether the text has a heading of the first level, so that all move down by one.
    has_h1: bool,
}

impl Shared {
    fn get(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn leave_out(&self, kind: &'static str, what: impl Into<String>) {
        self.get().left_out.push((kind, what.into()));
    }
}

impl Html {
    pub fn new() -> Self {
        let notes = Shared::default();
        let options = Options {
            hr_style: HrStyle::Dashes,
            br_style: BrStyle::Backslash,
            bullet_list_marker: BulletListMarker::Dash,
            ul_bullet_spacing: 1,
            ol_number_spacing: 1,
            ..Options::default()
        };
        let builder = HtmlToMarkdown::builder().options(options).scripting_enabled(false);
        let builder =
            builder.skip_tags(vec!["script", "style", "template", "head", "link", "meta", "svg"]);
        let builder =
            tables::handlers(inline::handlers(blocks::handlers(builder, &notes), &notes), &notes);
        Self { converter: builder.build(), notes }
    }

    pub fn markdown(&self, html: &str) -> Converted {
        let (tree, cut) = tree::parse_listed(html);
        let mut converted = self.of_tree(&tree);
        converted.left_out.extend(cut.into_iter().map(|text| ("deep markup", text)));
        converted
    }

    /// The Markdown of a tree, which is changed on the way.
    pub fn of_tree(&self, tree: &Rc<Node>) -> Converted {
        *self.notes.get() = prepare::prepare(tree);
        let markdown = prepare::finish(&self.converter.tree_to_markdown(tree));
        let mut left_out = std::mem::take(&mut self.notes.get().left_out);
        left_out.dedup();
        Converted { markdown, left_out }
    }
}

/// The value of an attribute.
fn attribute(element: &Element, name: &str) -> Option<String> {
    let attribute = element.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    Some(attribute.value.trim().to_owned())
}

/// Several paragraphs' worth of Markdown as a block of its own.
fn block(text: &str) -> String {
    match text.trim() {
        "" => String::new(),
        text => format!("\n\n{text}\n\n"),
    }
}

/// Markdown on one line.
fn on_one_line(text: &str) -> String {
    let text = text.replace("\\\n", " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of HTML without any markup: titles, excerpts.
pub fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return on_one_line(html);
    }
    on_one_line(&tree::text(&tree::parse(html)))
}
