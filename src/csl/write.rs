//! Writes hayagriva's tree of elements as HTML, because that crate's HTML is not escaped and has inline
//! styles. The tree becomes a row of styled characters, which is repaired and then written.

use super::letters::{Look, StyledChar};
use super::references::AuthorDate;
use super::repair::repair;
use crate::config::is_web_address;
use crate::html;
use crate::parse::item::OTHERS;
use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{BibliographyItem, Elem, ElemChild, ElemChildren, ElemMeta, Formatting};

/// The content of a tree.
#[derive(Default)]
struct Row {
    letters: Vec<StyledChar>,
    links: Vec<String>,
    /// The end of the last name.
    name_end: usize,
    /// What stands for the year of the work, if that is words.
    words: Option<String>,
    /// Where such words end.
    words_end: Option<usize>,
}

/// A year that stands for words such as "in press", because hayagriva knows only years.
pub const NO_YEAR: u16 = 9999;

/// An entry of a list, as HTML and as text, without its number: the list adds it.
pub fn reference(
    item: &BibliographyItem,
    words: Option<&str>,
    url: Option<&str>,
) -> (String, String) {
    let mut row = Row { words: words.map(str::to_owned), ..Row::default() };
    if let Some(first) = &item.first_field {
        row.child(first);
        row.text(" ", Look::default(), None);
    }
    row.children(&item.content);
    row.suffix();
    repair(&mut row.letters);
    if row.links.is_empty()
        && let Some(url) = url
    {
        // Some styles print no address, which would leave readers without a way to the work.
        row.text(" ", Look::default(), None);
        row.link(url, url, Look::default());
    }
    (row.html(), row.plain())
}

/// A citation without the punctuation that the style puts around it.
pub fn citation(children: &ElemChildren, form: &AuthorDate, words: Option<&str>) -> String {
    let mut row = Row { words: words.map(str::to_owned), ..Row::default() };
    row.children(children);
    row.suffix();
    repair(&mut row.letters);
    let text = row.plain();
    let inner = text.strip_prefix(&*form.open).unwrap_or(&text);
    inner.strip_suffix(&*form.close).unwrap_or(inner).trim().to_owned()
}

impl Row {
    fn children(&mut self, children: &ElemChildren) {
        children.0.iter().for_each(|child| self.child(child));
    }

    fn child(&mut self, child: &ElemChild) {
        match child {
            ElemChild::Text(text) => self.text(&text.text, look(&text.formatting), None),
            ElemChild::Elem(elem) => self.elem(elem),
            ElemChild::Markup(markup) => self.text(markup, Look::default(), None),
            ElemChild::Link { text, url } => self.link(&text.text, url, look(&text.formatting)),
            ElemChild::Transparent { .. } => {}
        }
    }

    fn elem(&mut self, elem: &Elem) {
        if elem.meta == Some(ElemMeta::CitationNumber) {
            return;
        }
        if elem.display.is_some() && !self.letters.is_empty() {
            self.text(" ", Look::default(), None);
        }
        let start = self.letters.len();
        self.children(&elem.children);
        if matches!(elem.meta, Some(ElemMeta::Name(..))) {
            self.others(start);
            self.name_end = self.letters.len();
        }
        if elem.meta == Some(ElemMeta::Date) {
            self.words(start);
        }
    }

    /// Puts the words in the place of their year.
    fn words(&mut self, start: usize) {
        let Some(words) = &self.words else { return };
        let year = NO_YEAR.to_string();
        let written: Vec<char> = self.letters[start..].iter().map(|l| l.letter).collect();
        let found = written.windows(year.len()).position(|of| of.iter().copied().eq(year.chars()));
        if let Some(at) = found.map(|at| start + at) {
            let first = self.letters[at];
            let letters = words.chars().map(|letter| StyledChar { letter, ..first });
            self.letters.splice(at..at + year.len(), letters);
            self.words_end = Some(at + words.chars().count());
        }
    }

    /// Parts the words from a letter that tells works apart: `in press-a`.
    fn suffix(&mut self) {
        let Some(end) = self.words_end else { return };
        if let Some(letter) = self.letters.get(end).copied().filter(|l| l.letter.is_alphanumeric())
        {
            self.letters.insert(end, StyledChar { letter: '-', ..letter });
        }
    }

    /// `and others` is BibTeX for further authors, not a name.
    fn others(&mut self, start: usize) {
        let is_others = OTHERS.chars().eq(self.letters[start..].iter().map(|l| l.letter));
        if is_others && self.name_end > 0 {
            self.letters.truncate(self.name_end);
            self.text(" et al.", Look::default(), None);
        }
    }

    fn link(&mut self, text: &str, url: &str, look: Look) {
        let link = is_web_address(url).then(|| {
            self.links.push(url.to_owned());
            self.links.len() - 1
        });
        self.text(text, look, link);
    }

    fn text(&mut self, text: &str, look: Look, link: Option<usize>) {
        self.letters.extend(text.chars().map(|letter| StyledChar { letter, look, link }));
    }

    fn plain(&self) -> String {
        self.letters.iter().map(|letter| letter.letter).collect()
    }

    fn html(&self) -> String {
        let mut out = String::new();
        for linked in self.letters.chunk_by(|a, b| a.link == b.link) {
            let url = linked[0].link.map(|link| &self.links[link]);
            if let Some(url) = url {
                out.push_str("<a href=\"");
                html::escape_into(&mut out, url);
                out.push_str("\">");
            }
            for alike in linked.chunk_by(|a, b| a.look == b.look) {
                let tags = tags(alike[0].look);
                tags.iter().for_each(|(open, _)| out.push_str(open));
                let text: String = alike.iter().map(|letter| letter.letter).collect();
                html::escape_into(&mut out, &text);
                tags.iter().rev().for_each(|(_, close)| out.push_str(close));
            }
            if url.is_some() {
                out.push_str("</a>");
            }
        }
        out
    }
}

fn look(formatting: &Formatting) -> Look {
    Look {
        italic: formatting.font_style == FontStyle::Italic,
        bold: formatting.font_weight == FontWeight::Bold,
        small_caps: formatting.font_variant == FontVariant::SmallCaps,
        underlined: formatting.text_decoration == TextDecoration::Underline,
        raised: formatting.vertical_align == VerticalAlign::Sup,
        lowered: formatting.vertical_align == VerticalAlign::Sub,
    }
}

fn tags(look: Look) -> Vec<(&'static str, &'static str)> {
    let all = [
        (look.italic, "<i>", "</i>"),
        (look.bold, "<b>", "</b>"),
        (look.small_caps, "<span class=\"small-caps\">", "</span>"),
        (look.underlined, "<u>", "</u>"),
        (look.raised, "<sup>", "</sup>"),
        (look.lowered, "<sub>", "</sub>"),
    ];
    all.into_iter().filter(|(on, _, _)| *on).map(|(_, open, close)| (open, close)).collect()
}
