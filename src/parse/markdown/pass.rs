//! The pass over the events: what pulldown-cmark's own HTML writer does well is handed on to it, the
//! rest (headings, links, footnotes, alerts, code, citations) is replaced on the way.

use super::{Cite, Code, Context, Heading, Hole, Link, Marked, Position, To, links, marks, quote};
use crate::diagnostics::Span;
use crate::parse::rules::RAW_HTML;
use crate::{files, html};
use pulldown_cmark::{
    BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag,
    TagEnd,
};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Marks up a text.
pub fn mark(text: &str, context: &Context) -> Marked {
    // U+0000 is our sign for a hole; CommonMark forbids it anyway.
    let text: Cow<str> =
        if text.contains('\0') { text.replace('\0', " ").into() } else { text.into() };
    let mut citations = |link: BrokenLink| {
        let is_citation = link.reference.starts_with('@') && link.reference.len() > 1;
        is_citation.then(|| (CowStr::from(CITATION), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(&text, options(), Some(&mut citations));
    let mut pass = Pass::new(&text, context);
    for (event, range) in parser.into_offset_iter() {
        pass.event(event, range);
    }
    pass.finish()
}

/// The address of a "link" that is a citation; no author can write it.
const CITATION: &str = "\u{1}cite";

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

struct Pass<'a, 'c> {
    text: &'a str,
    context: &'c Context<'c>,
    marked: Marked,
    /// The events so far; those of footnotes are set aside, the innermost last.
    out: Vec<Vec<Event<'a>>>,
    footnotes: Vec<(CowStr<'a>, Vec<Event<'a>>)>,
    footnote_uses: HashMap<CowStr<'a>, (usize, usize)>,
    /// The plain text of the block at hand, and the links in it.
    block: String,
    block_links: Vec<(usize, Span)>,
    /// The links that are open, the innermost last.
    links: Vec<Open>,
    heading: Option<(usize, Span)>,
    code: Option<Code>,
    html: Option<Span>,
    /// How many pictures are open: text in them is their alternative.
    images: usize,
    /// Whether a single quotation mark was opened and not closed.
    in_inner_quotation: bool,
    ids: HashSet<String>,
}

/// An open link: where its words began in the block, and how it ends.
struct Open {
    words: usize,
    end: End,
}

#[derive(PartialEq)]
enum End {
    Link(usize),
    /// A wikilink with a label, or any link in a note: its address is a hole.
    Wiki(usize),
    /// A wikilink whose words are the title of the page it leads to.
    Title(usize),
    Citation,
}

impl<'a, 'c> Pass<'a, 'c> {
    fn new(text: &'a str, context: &'c Context<'c>) -> Self {
        Self {
            text,
            context,
            marked: Marked::default(),
            out: vec![Vec::new()],
            footnotes: Vec::new(),
            footnote_uses: HashMap::new(),
            block: String::new(),
            block_links: Vec::new(),
            links: Vec::new(),
            heading: None,
            code: None,
            html: None,
            images: 0,
            in_inner_quotation: false,
            ids: HashSet::new(),
        }
    }

    fn event(&mut self, event: Event<'a>, range: Span) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            // What stands in a citation or an unlabelled wikilink is a key, not a text.
            _ if matches!(
                self.links.last(),
                Some(Open { end: End::Title(_) | End::Citation, .. })
            ) => {}
            Event::Text(text) => self.text_event(text, range),
            Event::Code(code) => {
                self.block.push_str(&code);
                self.push(Event::Code(code));
            }
            Event::Html(html) => self.html_event(html, range, true),
            Event::InlineHtml(html) => self.html_event(html, range, false),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::SoftBreak | Event::HardBreak => {
                self.block.push(' ');
                self.push(event);
            }
            other => self.push(other),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Span) {
        match tag {
            Tag::Heading { .. } => {
                self.end_block();
                self.heading = Some((self.events().len(), range));
                self.push(Event::Start(tag));
            }
            Tag::Link { dest_url, .. } if &*dest_url == CITATION => self.cite(range),
            Tag::Link { link_type, dest_url, title, id } => {
                self.link(link_type, dest_url, title, id, range);
            }
            Tag::Image { link_type, dest_url, title, id } => {
                self.images += 1;
                let to = links::resolve(&dest_url, self.context);
                let dest_url = self.href(&to).map_or(dest_url, CowStr::from);
                let span = self.context.span(range);
                self.marked.links.push(Link { to, image: true, titled: false, span, quote: None });
                self.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if language(&info).is_some() => {
                self.end_block();
                let lang = language(&info).unwrap_or_default().to_owned();
                self.code = Some(Code { lang, text: String::new() });
            }
            Tag::BlockQuote(Some(kind)) => {
                self.end_block();
                self.alert(kind);
            }
            Tag::FootnoteDefinition(label) => {
                self.end_block();
                self.footnotes.push((label, Vec::new()));
                self.out.push(Vec::new());
            }
            Tag::HtmlBlock => {
                self.end_block();
                self.html = Some(range);
            }
            Tag::Table(_) => {
                self.end_block();
                self.raw("<div class=\"table\" tabindex=\"0\">");
                self.push(Event::Start(tag));
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
        match tag {
            TagEnd::Heading(_) => self.end_heading(tag),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                self.push(Event::End(tag));
            }
            TagEnd::CodeBlock if self.code.is_some() => self.end_code(),
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
            TagEnd::Table => {
                self.end_block();
                self.push(Event::End(tag));
                self.raw("</div>\n");
            }
            tag => {
                if !is_inline(&tag) {
                    self.end_block();
                }
                self.push(Event::End(tag));
            }
        }
    }

    // ------------------------------------------------------------ text, code, HTML

    fn text_event(&mut self, text: CowStr<'a>, range: Span) {
        if let Some(code) = &mut self.code {
            code.text.push_str(&text);
            return;
        }
        let text = match self.quotation_mark(&text, range) {
            Some(mark) => CowStr::from(mark),
            None => text,
        };
        if self.images == 0 {
            self.block.push_str(&text);
        }
        self.push(Event::Text(text));
    }

    /// The page's language's glyph for a mark that was typed as `"` or `'`.
    fn quotation_mark(&mut self, mark: &str, range: Span) -> Option<&'static str> {
        if !matches!(self.text.get(range.clone()), Some("\"" | "'")) {
            return None;
        }
        match mark {
            "‘" => self.in_inner_quotation = true,
            "’" => {
                let goes_on = self.text[range.end..].starts_with(char::is_alphanumeric);
                if goes_on || !std::mem::take(&mut self.in_inner_quotation) {
                    return None;
                }
            }
            _ => {}
        }
        marks::localised(mark, self.context.lang)
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let mut open = String::from("<pre><code class=\"language-");
        html::escape_into(&mut open, &code.lang);
        open.push_str("\">");
        self.raw(open);
        self.hole(Hole::Code(self.marked.code.len()));
        self.marked.code.push(code);
        self.raw("</code></pre>\n");
    }

    fn html_event(&mut self, tag: CowStr<'a>, range: Span, in_block: bool) {
        if self.context.config.raw_html {
            self.push(if in_block { Event::Html(tag) } else { Event::InlineHtml(tag) });
            return;
        }
        // Comments are notes among authors: they show nowhere, and are nobody's mistake.
        if !in_block && tag.starts_with("<!--") {
            return;
        }
        if !in_block {
            self.raw_html_problem(range);
            self.push(Event::Text(tag));
        }
    }

    fn end_html(&mut self, range: Span) {
        let Some(block) = self.html.take() else { return };
        if self.context.config.raw_html {
            return;
        }
        let block = self.text.get(block).unwrap_or_default().trim();
        if block.starts_with("<!--") && block.ends_with("-->") && block.matches("-->").count() == 1
        {
            return;
        }
        self.raw_html_problem(range);
        self.push(Event::Start(Tag::Paragraph));
        self.push(Event::Text(CowStr::from(block.to_owned())));
        self.push(Event::End(TagEnd::Paragraph));
    }

    fn raw_html_problem(&mut self, range: Span) {
        let start = range.start;
        let end = self.text[range.clone()].find('\n').map_or(range.end, |newline| start + newline);
        let problem = RAW_HTML
            .at(
                self.context.path,
                self.context.span(start..end),
                "this is HTML, and it is shown as text",
            )
            .help("write it in Markdown, or set raw_html = true in site.toml");
        self.marked.problems.push(problem);
    }

    // ------------------------------------------------------------ headings

    fn end_heading(&mut self, tag: TagEnd) {
        let Some((at, range)) = self.heading.take() else { return };
        let text = self.block.trim().to_owned();
        let span = self.context.span(range);
        let Some(Event::Start(Tag::Heading { level, id, .. })) = self.events().get_mut(at) else {
            return;
        };
        let level = *level as u8;
        let wanted = id.take().map_or_else(|| files::slug(&text), |id| id.into_string());
        let unique = self.unique(if wanted.is_empty() { "section".into() } else { wanted });
        if let Some(Event::Start(Tag::Heading { id, .. })) = self.events().get_mut(at) {
            *id = Some(CowStr::from(unique.clone()));
        }
        let id = html::escape(&unique);
        self.raw(format!(
            " <a class=\"anchor\" href=\"#{id}\" aria-labelledby=\"{id}\"><span aria-hidden=\"true\">#</span></a>"
        ));
        self.push(Event::End(tag));
        self.end_block();
        self.marked.headings.push(Heading { level, id: unique, text, span });
    }

    fn unique(&mut self, id: String) -> String {
        let mut unique = id.clone();
        let mut n = 1;
        while !self.ids.insert(unique.clone()) {
            n += 1;
            unique = format!("{id}-{n}");
        }
        unique
    }

    // ------------------------------------------------------------ links and citations

    fn link(
        &mut self,
        kind: LinkType,
        dest: CowStr<'a>,
        title: CowStr<'a>,
        id: CowStr<'a>,
        range: Span,
    ) {
        let link = self.marked.links.len();
        let words = self.block.len();
        let span = self.context.span(range);
        if let LinkType::WikiLink { has_pothole } = kind {
            let (name, anchor) = match dest.split_once('#') {
                Some((name, anchor)) => (name, Some(anchor.to_owned())),
                None => (&*dest, None),
            };
            let to = if name.is_empty() {
                To::Here { anchor: anchor.unwrap_or_default() }
            } else {
                To::Wiki { name: name.trim().to_owned(), anchor }
            };
            self.marked.links.push(Link {
                to,
                image: false,
                titled: !has_pothole,
                span,
                quote: None,
            });
            self.hole(Hole::Open(link));
            let end = if has_pothole { End::Wiki(link) } else { End::Title(link) };
            self.links.push(Open { words, end });
            if !has_pothole {
                self.hole(Hole::Label(link));
                self.block.push_str(&dest);
            }
            return;
        }
        let to = match kind {
            LinkType::Email => To::Web(format!("mailto:{dest}")),
            _ => links::resolve(&dest, self.context),
        };
        let href = self.href(&to);
        self.marked.links.push(Link { to, image: false, titled: false, span, quote: None });
        if matches!(self.context.position, Position::Value(_)) {
            // A note is shown on other pages too, and its links lead from wherever it is shown.
            self.hole(Hole::Open(link));
            self.links.push(Open { words, end: End::Wiki(link) });
            return;
        }
        let dest_url = href.map_or(dest, CowStr::from);
        self.links.push(Open { words, end: End::Link(link) });
        self.push(Event::Start(Tag::Link { link_type: kind, dest_url, title, id }));
    }

    /// How a link inside the site is written on this page; none for what stays as it is.
    fn href(&self, to: &To) -> Option<String> {
        match to {
            To::Page { url, anchor, .. } => {
                let hash = anchor.as_ref().map(|a| format!("#{}", files::encode(a)));
                Some(files::relative(self.context.url, url) + &hash.unwrap_or_default())
            }
            To::File { url, .. } => Some(files::relative(self.context.url, url)),
            _ => None,
        }
    }

    fn end_link(&mut self) {
        let Some(open) = self.links.pop() else { return };
        let link = match open.end {
            End::Citation => return,
            End::Link(link) => {
                self.push(Event::End(TagEnd::Link));
                link
            }
            End::Wiki(link) | End::Title(link) => {
                self.hole(Hole::Close(link));
                link
            }
        };
        self.block_links.push((link, open.words..self.block.len()));
    }

    fn cite(&mut self, range: Span) {
        let inner = self.text.get(range.clone()).unwrap_or_default();
        let items = inner
            .trim_matches(['[', ']'])
            .split(';')
            .filter_map(|item| {
                let item = item.trim().strip_prefix('@')?;
                let (key, locator) = match item.split_once(',') {
                    Some((key, locator)) => (key, Some(locator.trim().to_owned())),
                    None => (item, None),
                };
                Some((key.trim().to_owned(), locator))
            })
            .collect();
        let span = self.context.span(range);
        self.hole(Hole::Cite(self.marked.cites.len()));
        self.marked.cites.push(Cite { items, span });
        self.links.push(Open { words: self.block.len(), end: End::Citation });
    }

    // ------------------------------------------------------------ footnotes and alerts

    fn footnote_reference(&mut self, label: CowStr<'a>) {
        let next = self.footnote_uses.len() + 1;
        let (number, uses) = self.footnote_uses.entry(label).or_insert((next, 0));
        *uses += 1;
        let (number, uses) = (*number, *uses);
        let id =
            if uses == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{uses}") };
        self.raw(format!(
            "<sup><a class=\"footnote-ref\" id=\"{id}\" href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let name = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        self.raw(format!(
            "<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">"
        ));
        self.hole(Hole::Alert(name));
        self.raw("</p>\n");
    }

    /// The footnotes in the order of their first use; those never used come last, so that none is lost.
    fn write_footnotes(&mut self) {
        if self.footnotes.is_empty() {
            return;
        }
        let mut notes = std::mem::take(&mut self.footnotes);
        notes.sort_by_key(|(label, _)| self.footnote_uses.get(label).map_or(usize::MAX, |u| u.0));
        self.raw("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for (i, (label, mut events)) in notes.into_iter().enumerate() {
            let number = i + 1;
            self.raw(format!("<li id=\"fn-{number}\">\n"));
            if self.footnote_uses.contains_key(&label) {
                let back = format!(
                    " <a class=\"footnote-back\" href=\"#fnref-{number}\" role=\"doc-backlink\">↩</a>"
                );
                let in_paragraph = matches!(events.last(), Some(Event::End(TagEnd::Paragraph)));
                let at = events.len() - usize::from(in_paragraph);
                events.insert(at, Event::InlineHtml(back.into()));
            }
            self.events().append(&mut events);
            self.raw("</li>\n");
        }
        self.raw("</ol>\n</section>\n");
    }

    // ------------------------------------------------------------ the stream

    fn events(&mut self) -> &mut Vec<Event<'a>> {
        if self.out.is_empty() {
            self.out.push(Vec::new());
        }
        let last = self.out.len() - 1;
        &mut self.out[last]
    }

    fn push(&mut self, event: Event<'a>) {
        self.events().push(event);
    }

    fn raw(&mut self, html: impl Into<String>) {
        self.push(Event::InlineHtml(CowStr::from(html.into())));
    }

    fn hole(&mut self, hole: Hole) {
        self.raw(format!("\0{}", self.marked.holes.len()));
        self.marked.holes.push(hole);
    }

    fn end_block(&mut self) {
        for (link, words) in self.block_links.drain(..) {
            self.marked.links[link].quote = quote::quote(&self.block, words);
        }
        self.block.clear();
    }

    fn finish(mut self) -> Marked {
        self.end_block();
        self.write_footnotes();
        // Footnotes have moved to the end, and their holes with them: the list follows the HTML.
        let holes = std::mem::take(&mut self.marked.holes);
        let mut ordered = Vec::with_capacity(holes.len());
        let events = self.out.into_iter().flatten().map(|event| match event {
            Event::InlineHtml(html) if html.starts_with('\0') => {
                ordered.extend(html[1..].parse::<usize>().ok().and_then(|i| holes.get(i)));
                Event::InlineHtml("\0".into())
            }
            event => event,
        });
        self.marked.html.reserve(self.text.len() * 3 / 2);
        pulldown_cmark::html::push_html(&mut self.marked.html, events);
        self.marked.holes = ordered;
        self.marked
    }
}

/// The first word of a code block's info string.
fn language(info: &str) -> Option<&str> {
    info.split([' ', ',', '\t']).next().filter(|lang| !lang.is_empty())
}

fn is_inline(tag: &TagEnd) -> bool {
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
