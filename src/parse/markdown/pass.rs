//! The pass over the events. It replaces headings, links, footnotes, alerts, code and citations, and leaves
//! the rest to pulldown-cmark's HTML writer.

use super::bare::Addresses;
use super::cells::Cells;
use super::cite::{self, CITATION};
use super::html::{HtmlBlock, anchors};
use super::levels::{below_title, with_level};
use super::{Code, Context, Hole, Link, Marked, Position, QuoteHole, Text, links, source};
use crate::diagnostics::Span;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use unicase::UniCase;

/// Marks up a text.
pub fn mark(text: &str, context: &Context) -> Marked {
    // U+0000 marks a hole; CommonMark forbids it in text anyway.
    let text: Cow<str> = match memchr::memchr(0, text.as_bytes()) {
        Some(_) => text.replace('\0', " ").into(),
        None => text.into(),
    };
    let text = match context.config.raw_html {
        true => Cow::Borrowed(&*text),
        false => source::with_short_comments(&text),
    };
    let text = &*text;
    let mut citations = |link: BrokenLink| cite::of_brackets(text, &link);
    let parser =
        Parser::new_with_broken_link_callback(text, source::options(), Some(&mut citations));
    let mut pass = Pass::new(text, context);
    for (event, range) in parser.into_offset_iter() {
        pass.event(event, range);
    }
    pass.finish()
}

/// About one event for this many bytes of text, to allocate the list once.
const BYTES_AN_EVENT: usize = 20;

pub(super) struct Pass<'a, 'c> {
    pub(super) text: &'a str,
    pub(super) context: &'c Context<'c>,
    pub(super) marked: Marked,
    /// The events so far; those of open footnotes are collected apart, the innermost last.
    pub(super) out: Vec<Vec<Event<'a>>>,
    pub(super) footnotes: Vec<(UniCase<CowStr<'a>>, Vec<Event<'a>>)>,
    pub(super) footnote_uses: HashMap<UniCase<CowStr<'a>>, (usize, usize)>,
    /// The plain text of the current block, and the links in it. U+0000 stands for each of its holes.
    pub(super) block: String,
    pub(super) block_holes: Vec<(usize, QuoteHole)>,
    pub(super) block_links: Vec<(usize, Span)>,
    /// The citations in it and their positions.
    pub(super) block_cites: Vec<(usize, Span)>,
    /// Where it is code.
    pub(super) block_code: Vec<Span>,
    /// Text before this byte is already part of a citation.
    pub(super) prose_from: usize,
    /// The open links, the innermost last.
    pub(super) links: Vec<Open>,
    pub(super) heading: Option<(usize, Span)>,
    pub(super) code: Option<OpenCode>,
    /// The bytes of all blocks of code in a named language so far.
    pub(super) highlighted: usize,
    pub(super) html: Option<HtmlBlock>,
    /// The open link of raw HTML, and where its words began in the block.
    pub(super) html_link: Option<(usize, usize)>,
    /// How many elements of HTML that hold code are open.
    pub(super) html_code: usize,
    pub(super) addresses: Addresses,
    /// The number of open pictures: text in them is alternative text.
    pub(super) images: usize,
    pub(super) picture: Picture,
    /// The last picture with a title, which may be a paragraph of its own.
    pub(super) titled: Option<Titled<'a>>,
    /// The labels of all footnotes, known as soon as they are asked for.
    pub(super) footnote_labels: Option<HashSet<UniCase<String>>>,
    /// The defined footnotes, with the positions of their marks.
    pub(super) footnote_marks: Vec<(UniCase<CowStr<'a>>, Span)>,
    /// The table whose header is being read: its position, and which header cells are empty.
    pub(super) header: Option<(Span, Vec<bool>)>,
    /// Where the last cell ended.
    pub(super) cell_end: usize,
    /// Whether a quotation mark was opened and not closed: a double one in this block, a single one.
    pub(super) in_quotation: bool,
    /// How many quotations and boxes are open.
    pub(super) quotations: usize,
    pub(super) in_inner_quotation: bool,
    /// Whether the rule about paragraphs in other languages is on.
    pub(super) guesses_languages: bool,
    pub(super) ids: HashSet<String>,
    /// The ids written at headings that have not come yet.
    pub(super) own_ids: HashSet<String>,
    /// The last number appended to each id that occurs more than once.
    pub(super) same_ids: HashMap<String, usize>,
}

/// The outermost open picture: its link, where its events begin, and its alternative text so far.
#[derive(Default)]
pub(super) struct Picture {
    pub(super) link: usize,
    pub(super) start: usize,
    pub(super) words: String,
}

/// A picture with a title: the places of its first event and behind its last, and the title.
pub(super) struct Titled<'a> {
    pub(super) events: Span,
    pub(super) title: CowStr<'a>,
}

/// An open link: where its words began in the block, and how it ends.
pub(super) struct Open {
    pub(super) words: usize,
    /// The alternative texts of the pictures in it.
    pub(super) pictured: String,
    pub(super) end: End,
}

/// An open block of code.
pub(super) enum OpenCode {
    /// In a named language.
    Named(Code),
    Plain,
}

#[derive(PartialEq)]
pub(super) enum End {
    Link(usize),
    /// A wikilink with a label, or any link in a note: its address is a hole.
    Wiki(usize),
    /// A wikilink without a label, which shows the title of its target.
    Title(usize),
    Citation,
    /// Words in brackets that are a citation only if their key is known.
    Words(usize),
}

impl<'a, 'c> Pass<'a, 'c> {
    fn new(text: &'a str, context: &'c Context<'c>) -> Self {
        let own_ids = source::own_ids(text);
        Self {
            text,
            context,
            marked: Marked::default(),
            out: vec![Vec::with_capacity(text.len() / BYTES_AN_EVENT)],
            footnotes: Vec::new(),
            footnote_uses: HashMap::new(),
            block: String::new(),
            block_holes: Vec::new(),
            block_links: Vec::new(),
            block_cites: Vec::new(),
            block_code: Vec::new(),
            prose_from: 0,
            links: Vec::new(),
            heading: None,
            code: None,
            highlighted: 0,
            html: None,
            html_link: None,
            html_code: 0,
            addresses: Addresses::of(text),
            images: 0,
            picture: Picture::default(),
            titled: None,
            footnote_labels: None,
            footnote_marks: Vec::new(),
            header: None,
            cell_end: 0,
            in_quotation: false,
            quotations: 0,
            in_inner_quotation: false,
            guesses_languages: !context.config.is_off("foreign-paragraph"),
            ids: own_ids.iter().map(|id| format!("{}{id}", context.ids)).collect(),
            own_ids,
            same_ids: HashMap::new(),
        }
    }

    fn event(&mut self, event: Event<'a>, range: Span) {
        self.follow_addresses(&event, &range);
        if self.images > 0 {
            return self.alternative(event, range);
        }
        if let Some(mark) = self.mark_in_address(&event, &range) {
            return self.text_event(CowStr::from(&self.text[mark.clone()]), mark);
        }
        match event {
            // Emphasis of words in a citation, which are plain text.
            Event::Start(Tag::Emphasis | Tag::Strong)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong)
                if self.links.last().is_some_and(|open| open.end == End::Citation) => {}
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            // The content of a citation or an unlabelled wikilink is a key, not text.
            _ if matches!(
                self.links.last(),
                Some(Open { end: End::Title(_) | End::Citation, .. })
            ) => {}
            Event::Text(text) => self.text_event(text, range),
            Event::Code(_) => self.code_words(event),
            Event::Html(html) => self.html_event(html, range, true),
            Event::InlineHtml(html) => self.html_event(html, range, false),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::SoftBreak | Event::HardBreak => {
                self.block.push(' ');
                self.push(event);
            }
            Event::TaskListMarker(is_done) => self.task_box(is_done),
            other => self.push(other),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Span) {
        self.quotations += usize::from(matches!(tag, Tag::BlockQuote(_)));
        match tag {
            Tag::Heading { level, id, classes, attrs } => {
                self.end_block();
                let attrs = self.allowed(attrs, &range);
                self.heading = Some((self.events().len(), range));
                self.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Tag::Link { ref dest_url, link_type, .. }
                if self.html_code > 0
                    && (&**dest_url == CITATION
                        || matches!(link_type, LinkType::WikiLink { .. })) =>
            {
                self.code_in_brackets(range);
            }
            Tag::Link { dest_url, .. } if &*dest_url == CITATION => self.cite(range),
            Tag::Link { link_type, dest_url, title, id } => {
                self.link(link_type, dest_url, title, id, range);
            }
            Tag::Image { link_type, dest_url, title, id } => {
                let to = links::resolve(&dest_url, self.context);
                let address = self.spot_of(&dest_url);
                let dest_url = self.href(&to).map_or(dest_url, CowStr::from);
                self.images += 1;
                let start = self.events().len();
                let link = self.marked.links.len();
                self.picture = Picture { link, start, words: String::new() };
                let new = Link::new(to, self.context.span(range), address);
                self.marked.links.push(Link { image: true, ..new });
                self.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            Tag::CodeBlock(kind) => self.start_code(kind, range),
            Tag::BlockQuote(Some(kind)) => {
                self.end_block();
                self.alert(kind);
            }
            Tag::FootnoteDefinition(label) => {
                self.end_block();
                let label = UniCase::new(label);
                self.footnote_marks.push((label.clone(), range));
                self.footnotes.push((label, Vec::new()));
                self.out.push(Vec::new());
            }
            Tag::HtmlBlock => {
                self.end_block();
                self.html = Some(HtmlBlock::at(range));
            }
            Tag::Table(_) => {
                self.end_block();
                self.frame("div class=\"table\"", "table");
                self.push(Event::Start(tag));
                self.header = Some((range, Vec::new()));
            }
            tag => {
                if !is_inline(&tag.to_end()) {
                    self.end_block();
                }
                self.push(Event::Start(tag));
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Span) {
        self.quotations -= usize::from(matches!(tag, TagEnd::BlockQuote(_)));
        match tag {
            TagEnd::Heading(_) => self.end_heading(tag),
            TagEnd::Link => self.end_link(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::BlockQuote(Some(_)) => {
                self.end_block();
                self.raw("</div>\n");
            }
            TagEnd::FootnoteDefinition => {
                self.end_block();
                let events = self.out.pop().unwrap_or_default();
                if let Some(footnote) = self.footnotes.iter_mut().rev().find(|f| f.1.is_empty()) {
                    footnote.1 = events;
                }
            }
            TagEnd::HtmlBlock => self.end_html(range),
            TagEnd::Paragraph if self.is_figure() => {
                self.look_at_block(&tag, range);
                self.end_block();
                self.end_figure();
            }
            TagEnd::Table => {
                self.end_block();
                self.push(Event::End(tag));
                self.raw("</div>\n");
            }
            tag => {
                if !is_inline(&tag) {
                    self.look_at_block(&tag, range);
                    self.end_block();
                }
                self.push(Event::End(tag));
            }
        }
    }

    pub(super) fn events(&mut self) -> &mut Vec<Event<'a>> {
        if self.out.is_empty() {
            self.out.push(Vec::new());
        }
        let last = self.out.len() - 1;
        &mut self.out[last]
    }

    pub(super) fn push(&mut self, event: Event<'a>) {
        self.events().push(event);
    }

    pub(super) fn raw(&mut self, html: impl Into<String>) {
        self.push(Event::InlineHtml(CowStr::from(html.into())));
    }

    pub(super) fn hole(&mut self, hole: Hole) {
        self.raw(format!("\0{}", self.marked.text.holes.len()));
        self.marked.text.holes.push(hole);
    }

    fn finish(mut self) -> Marked {
        self.end_block();
        self.look_at_footnotes();
        self.marked.anomalies.sort_by_key(|(_, spot)| spot.span.start);
        self.write_footnotes();
        // Footnotes have moved to the end, so the holes are sorted into the order of the HTML.
        let holes = std::mem::take(&mut self.marked.text.holes);
        let mut ordered = Vec::with_capacity(holes.len());
        let levels = match self.context.below_title {
            true => below_title(&mut self.marked.headings),
            false => HashMap::new(),
        };
        let mut level = None;
        let events = self.out.into_iter().flatten().map(|event| match event {
            Event::InlineHtml(html) if html.starts_with('\0') => {
                ordered.extend(html[1..].parse::<usize>().ok().and_then(|i| holes.get(i)).cloned());
                Event::InlineHtml("\0".into())
            }
            event => with_level(event, &levels, &mut level),
        });
        let mut html = String::with_capacity(self.text.len() * 3 / 2);
        let mut cells = Cells::default();
        pulldown_cmark::html::push_html(&mut html, events.map(|event| cells.written(event)));
        self.marked.anchors.extend(anchors(&html, &self.marked.headings));
        // Notes of all pages stay in memory, so spare capacity is released.
        if matches!(self.context.position, Position::Value(_)) {
            html.shrink_to_fit();
        }
        self.marked.text = Text { html, holes: ordered };
        self.marked.links.shrink_to_fit();
        self.marked.headings.shrink_to_fit();
        self.marked
    }
}

pub(super) fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}
