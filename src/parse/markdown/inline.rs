//! Inline elements: text with its quotation marks, links, citations.

use super::pass::{End, Open, Pass, Picture};
use super::{Cite, Hole, Link, Position, To, links};
use crate::diagnostics::rules::BAD_CITATION;
use crate::diagnostics::{Span, Spot, place};
use crate::files;
use crate::html::escape;
use crate::languages;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

impl<'a> Pass<'a, '_> {
    pub(super) fn text_event(&mut self, text: CowStr<'a>, range: Span) {
        if let Some(code) = &mut self.code {
            code.text.push_str(&text);
            return;
        }
        self.look_at_text(range.clone());
        match self.addresses.all.is_empty() || self.addresses.in_code {
            true => self.plain_text(text, range),
            false => self.text_with_addresses(text, range),
        }
    }

    /// Adds text that has no address in it.
    pub(super) fn plain_text(&mut self, text: CowStr<'a>, range: Span) {
        let text = match self.quotation_mark(&text, range) {
            Some(mark) => CowStr::from(mark),
            None => text,
        };
        self.block.push_str(&text);
        self.push(Event::Text(text));
    }

    /// The page language's glyph for a typed `"` or `'`. pulldown-cmark decides which mark opens and which
    /// closes, and emits the English ones.
    pub(super) fn quotation_mark(&mut self, mark: &str, range: Span) -> Option<&'static str> {
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
        let english = ["“", "”", "‘", "’"].iter().position(|english| *english == mark)?;
        languages::of(self.context.lang).next().map(|language| language.quotes[english])
    }

    pub(super) fn link(
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
        let address = self.spot_of(&dest);
        if let LinkType::WikiLink { has_pothole } = kind {
            // In a table the `|` before the label is escaped.
            let dest = CowStr::from(dest.trim_end_matches('\\').to_owned());
            let address = address.map(|spot| spot.part(0..dest.len()));
            let (name, anchor) = match dest.split_once('#') {
                Some((name, anchor)) => (name, Some(anchor.to_owned())),
                None => (&*dest, None),
            };
            let to = if name.is_empty() {
                To::Here { tail: format!("#{}", anchor.unwrap_or_default()) }
            } else {
                To::Wiki { name: name.trim().to_owned(), anchor }
            };
            self.marked.links.push(Link {
                to,
                image: false,
                titled: !has_pothole,
                words: String::new(),
                span,
                address,
                quote: None,
                html: None,
            });
            self.hole(Hole::Open(link));
            let end = if has_pothole { End::Wiki(link) } else { End::Title(link) };
            self.links.push(Open { words, pictured: String::new(), end });
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
        self.marked.links.push(Link {
            to,
            image: false,
            titled: false,
            words: String::new(),
            span,
            address,
            quote: None,
            html: None,
        });
        // One without an address is harmless.
        let is_dead =
            matches!(&self.marked.links[link].to, To::Outside { written } if !written.is_empty());
        if is_dead || matches!(self.context.position, Position::Value(_)) {
            // A note is also shown on other pages, so its relative links depend on the page.
            self.hole(Hole::Open(link));
            self.links.push(Open { words, pictured: String::new(), end: End::Wiki(link) });
            return;
        }
        let dest_url = href.map_or(dest, CowStr::from);
        self.links.push(Open { words, pictured: String::new(), end: End::Link(link) });
        self.push(Event::Start(Tag::Link { link_type: kind, dest_url, title, id }));
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
            End::Link(link) => {
                self.push(Event::End(TagEnd::Link));
                link
            }
            End::Wiki(link) | End::Title(link) => {
                self.hole(Hole::Close(link));
                link
            }
        };
        let words = self.block.get(open.words..).unwrap_or_default().trim();
        let link_data = &mut self.marked.links[link];
        link_data.words = [words, &open.pictured].concat();
        // Only links to pages and terms become backlinks.
        if matches!(link_data.to, To::Page { .. } | To::Wiki { .. }) {
            self.block_links.push((link, open.words..self.block.len()));
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
        }
    }

    pub(super) fn cite(&mut self, range: Span) {
        let text = self.text;
        let inner = text.get(range.clone()).unwrap_or_default();
        let span = self.context.span(range);
        let (mut items, mut keys) = (Vec::new(), Vec::new());
        for item in inner.trim_matches(['[', ']']).split(';').map(str::trim) {
            let Some(named) = item.strip_prefix('@') else {
                let message = format!("`{item}` in this citation is not a source");
                let help = "write each source as @key, followed by a comma and its pages: [@key, p. 3; @other]";
                let problem = BAD_CITATION.at(self.context.path, span.clone(), message).help(help);
                self.marked.problems.push(problem);
                continue;
            };
            let (key, locator) = match named.split_once(',') {
                Some((key, locator)) => (key, Some(locator.trim().to_owned())),
                None => (named, None),
            };
            keys.extend(self.spot_of(key.trim()));
            items.push((key.trim().to_owned(), locator));
        }
        // Quotes omit citations, so the space before one must not end up before a full stop.
        self.block.truncate(self.block.trim_end().len());
        self.hole(Hole::Cite(self.marked.cites.len()));
        self.block_cites.push((self.marked.cites.len(), self.block.len()));
        self.marked.cites.push(Cite { items, keys, span, quote: None });
        self.links.push(Open {
            words: self.block.len(),
            pictured: String::new(),
            end: End::Citation,
        });
    }
}
