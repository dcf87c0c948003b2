//! Inline elements other than text: links and pictures.

use super::pass::{End, Open, Pass, Picture, Titled};
use super::{Hole, Link, Position, QuoteHole, To, links};
use crate::diagnostics::{Span, Spot, place};
use crate::files;
use crate::html::escape;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

impl<'a> Pass<'a, '_> {
    pub(super) fn link(
        &mut self,
        kind: LinkType,
        dest: CowStr<'a>,
        title: CowStr<'a>,
        id: CowStr<'a>,
        range: Span,
    ) {
        if let LinkType::WikiLink { has_pothole } = kind {
            if has_pothole || !self.is_in_brackets(&dest, &range) {
                self.wikilink(&dest, has_pothole, range);
            }
            return;
        }
        let link = self.marked.links.len();
        let words = self.block.len();
        let span = self.context.span(range);
        let address = self.spot_of(&dest);
        let to = match kind {
            LinkType::Email => To::Web(format!("mailto:{dest}")),
            _ => links::resolve(&dest, self.context),
        };
        let href = match &to {
            // A DOI has become a web address. The writer puts `mailto:` in front of an email address.
            To::Web(address) if kind != LinkType::Email => Some(address.clone()),
            to => self.href(to),
        };
        self.marked.links.push(Link::new(to, span, address));
        // One without an address is harmless.
        let is_dead =
            matches!(&self.marked.links[link].to, To::Outside { written } if !written.is_empty());
        if is_dead || matches!(self.context.position, Position::Value(_)) {
            // A note is also shown on other pages, so its relative links depend on the page.
            self.hole(Hole::Open(link));
            self.links.push(Open { words, pictured: String::new(), end: End::Wiki(link) });
            return;
        }
        self.links.push(Open { words, pictured: String::new(), end: End::Link(link) });
        if self.marked.links[link].to.names_file() {
            let title = match &*title {
                "" => String::new(),
                title => format!(" title=\"{}\"", escape(title)),
            };
            self.raw("<a href=\"");
            self.hole(Hole::Address(link));
            self.raw(format!("\"{title}>"));
            return;
        }
        let dest_url = href.map_or(dest, CowStr::from);
        self.push(Event::Start(Tag::Link { link_type: kind, dest_url, title, id }));
    }

    /// A link by name, with a label of its own (`[[name|label]]`) or without.
    fn wikilink(&mut self, dest: &CowStr<'a>, has_label: bool, range: Span) {
        let link = self.marked.links.len();
        let words = self.block.len();
        let span = self.context.span(range);
        // In a table the `|` before the label is escaped.
        let name_and_anchor = dest.trim_end_matches('\\');
        let address = self.spot_of(dest).map(|spot| spot.part(0..name_and_anchor.len()));
        let (name, anchor) = match name_and_anchor.split_once('#') {
            Some((name, anchor)) => (name, Some(anchor.to_owned())),
            None => (name_and_anchor, None),
        };
        // An editor may have broken the line in it.
        let plain = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let address = address.filter(|_| plain == name);
        let to = if name.is_empty() {
            To::Here { tail: format!("#{}", anchor.unwrap_or_default()) }
        } else {
            To::Wiki { name: plain, anchor }
        };
        let new = Link::new(to, span, address);
        self.marked.links.push(Link { titled: !has_label, ..new });
        self.hole(Hole::Open(link));
        let end = if has_label { End::Wiki(link) } else { End::Title(link) };
        self.links.push(Open { words, pictured: String::new(), end });
        if !has_label {
            self.hole(Hole::Label(link));
            self.hole_in_block(QuoteHole::Title(link));
        }
    }

    /// The position of a piece of the text, if it is a verbatim slice of the source.
    pub(super) fn spot_of(&self, piece: &str) -> Option<Spot> {
        place::of_part(self.text, piece).map(|range| self.context.spot(range))
    }

    /// The relative address of a link inside the site; `None` if the link stays as written.
    pub(super) fn href(&self, to: &To) -> Option<String> {
        match to {
            To::Page { url, tail, .. } | To::File { url, tail, .. } => {
                Some(files::relative(self.context.url, url) + &files::encode_tail(tail))
            }
            _ => None,
        }
    }

    pub(super) fn end_link(&mut self) {
        let Some(open) = self.links.pop() else { return };
        let link = match open.end {
            End::Citation => return,
            End::Words(cite) => return self.end_words(cite, open.words),
            End::Link(link) => {
                self.push(Event::End(TagEnd::Link));
                link
            }
            End::Wiki(link) | End::Title(link) => {
                self.hole(Hole::Close(link));
                link
            }
        };
        let words = self.block_words(open.words);
        let words = words.trim();
        let link_data = &mut self.marked.links[link];
        link_data.words = [words, &open.pictured].concat();
        // Only links to pages and terms become backlinks.
        if matches!(link_data.to, To::Page { .. } | To::Wiki { .. }) {
            self.block_links.push((link, open.words..self.block.len()));
        }
    }

    /// Collects the alternative text of a picture: only words.
    pub(super) fn alternative(&mut self, event: Event<'a>, range: Span) {
        match event {
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) => {
                self.images -= 1;
                if self.images == 0 {
                    self.end_picture();
                }
            }
            Event::Text(text) => {
                let text = self.letters(text, &range);
                let before = std::mem::take(&mut self.picture.words);
                let text = self.quotation_mark(&text, range, &before).map_or(text, CowStr::from);
                self.picture.words = before + &text;
                self.push(Event::Text(text));
            }
            Event::Code(code) => {
                self.picture.words.push_str(&code);
                self.push(Event::Text(code));
            }
            Event::SoftBreak | Event::HardBreak => {
                self.picture.words.push(' ');
                self.push(Event::Text(CowStr::from(" ")));
            }
            _ => {}
        }
    }

    /// Ends a picture: its alternative text becomes the words of its link, and part of a link around it.
    pub(super) fn end_picture(&mut self) {
        let Picture { link, start, words: written } = std::mem::take(&mut self.picture);
        let words = written.trim().to_owned();
        if let Some(open) = self.links.last_mut() {
            open.pictured.push_str(&words);
        }
        self.marked.links[link].words = words;
        if !matches!(self.marked.links[link].to, To::File { .. }) {
            return self.push(Event::End(TagEnd::Image));
        }
        // The tag is written here because width and height are a hole in it.
        let open = self.events().drain(start..).next();
        if let Some(Event::Start(Tag::Image { dest_url, title, .. })) = open {
            self.raw(format!("<img src=\"{}\" alt=\"{}\"", escape(&dest_url), escape(&written)));
            if !title.is_empty() {
                self.raw(format!(" title=\"{}\"", escape(&title)));
            }
            self.hole(Hole::Picture(link));
            self.raw(" />");
            let events = start..self.events().len();
            self.titled = (!title.is_empty()).then_some(Titled { events, title });
        }
    }

    /// Whether the paragraph that ends here is one picture of the repository, with a title.
    pub(super) fn is_figure(&mut self) -> bool {
        let Some(Titled { events: own, .. }) = &self.titled else { return false };
        let own = own.clone();
        let events = self.events();
        let opens = |at: usize| matches!(events.get(at), Some(Event::Start(Tag::Paragraph)));
        own.end == events.len() && own.start.checked_sub(1).is_some_and(opens)
    }

    /// Makes a figure of it, whose caption is the title.
    pub(super) fn end_figure(&mut self) {
        let Some(Titled { events: own, title }) = self.titled.take() else { return };
        let picture = self.events().split_off(own.start);
        self.events().pop();
        self.raw("<figure>");
        // The caption says it already.
        let is_title =
            |event: &Event| matches!(event, Event::InlineHtml(html) if html.starts_with(" title="));
        self.events().extend(picture.into_iter().filter(|event| !is_title(event)));
        self.raw(format!("<figcaption>{}</figcaption></figure>\n", escape(&title)));
    }
}
