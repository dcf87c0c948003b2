//! Makes links of the bare addresses in a text. An address can come as several events: the parser makes typographic
//! punctuation and emphasis of its letters.

use super::bare::{Bare, OpenAddress};
use super::pass::Pass;
use super::{Link, To};
use crate::diagnostics::Span;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

impl<'a> Pass<'a, '_> {
    /// The bare address that a place of the source is in, or the next one.
    fn bare_at(&self, at: usize) -> Option<&Bare> {
        let first = self.addresses.all.partition_point(|bare| bare.span.end <= at);
        self.addresses.all.get(first)
    }

    /// The letters of a text: in an address those of the source, without typographic punctuation.
    pub(super) fn letters(&self, text: CowStr<'a>, range: &Span) -> CowStr<'a> {
        let source = self.text.get(range.clone()).unwrap_or_default();
        let is_entity = source.starts_with('&');
        match self.bare_at(range.start) {
            Some(bare) if bare.span.start <= range.start && !is_entity => CowStr::from(source),
            _ => text,
        }
    }

    /// A mark of emphasis within an address, as text: `https://example.org/_x_/`.
    pub(super) fn mark_in_address(&self, event: &Event, range: &Span) -> Option<Span> {
        let bare = self.bare_at(range.start)?;
        if range.start < bare.span.start || range.end > bare.span.end {
            return None;
        }
        let long = usize::from(self.text[range.start..].starts_with("~~")) + 1;
        let (is_start, length) = match event {
            Event::Start(Tag::Emphasis) => (true, 1),
            Event::Start(Tag::Strong) => (true, 2),
            Event::Start(Tag::Strikethrough) => (true, long),
            Event::End(TagEnd::Emphasis) => (false, 1),
            Event::End(TagEnd::Strong) => (false, 2),
            Event::End(TagEnd::Strikethrough) => (false, long),
            _ => return None,
        };
        Some(match is_start {
            true => range.start..range.start + length,
            false => range.end - length..range.end,
        })
    }

    /// Adds text of the source with the addresses in it; `plain` adds the rest.
    pub(super) fn text_with_addresses(&mut self, text: CowStr<'a>, range: Span) {
        let is_verbatim = self.text.get(range.clone()) == Some(&*text);
        let mut at = range.start;
        while at < range.end {
            let Some(Bare { span, prefix }) = self.bare_at(at) else { break };
            let (span, prefix) = (span.clone(), *prefix);
            if span.start >= range.end {
                break;
            }
            if span.start > at && is_verbatim {
                self.plain_text(CowStr::from(&self.text[at..span.start]), at..span.start);
            }
            at = at.max(span.start);
            let end = if is_verbatim { span.end.min(range.end) } else { range.end };
            let piece = match is_verbatim {
                true => CowStr::from(&self.text[at..end]),
                false => self.letters(text.clone(), &range),
            };
            self.part_of_address(piece, at, &span, prefix);
            if let Some(open) = &mut self.addresses.open {
                open.end = end;
            }
            at = end;
            if at >= span.end {
                self.end_address();
            }
        }
        if at < range.end {
            let rest = if is_verbatim { CowStr::from(&self.text[at..range.end]) } else { text };
            self.plain_text(rest, at..range.end);
        }
    }

    fn part_of_address(
        &mut self,
        piece: CowStr<'a>,
        at: usize,
        span: &Span,
        prefix: Option<&'static str>,
    ) {
        if let Some(prefix) = prefix.filter(|_| self.links.is_empty() && at == span.start) {
            let open = self.events().len();
            let words = self.block.len();
            self.addresses.open =
                Some(OpenAddress { at: open, words, span: span.clone(), end: at, prefix });
            self.push(Event::Text(CowStr::from("")));
        }
        self.block.push_str(&piece);
        self.push(Event::Text(piece));
    }

    /// Notes where code begins and ends, and ends the open address where the next event is no part of it.
    pub(super) fn follow_addresses(&mut self, event: &Event, range: &Span) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.addresses.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.addresses.in_code = false,
            _ => {}
        }
        let is_inside = |open: &OpenAddress| {
            matches!(event, Event::Text(_)) && range.start < open.span.end
                || self.mark_in_address(event, range).is_some()
        };
        if self.addresses.open.as_ref().is_some_and(|open| !is_inside(open)) {
            self.end_address();
        }
    }

    /// Makes a link of the open address, if it still looks like one.
    fn end_address(&mut self) {
        let Some(OpenAddress { at, words, span, end, prefix }) = self.addresses.open.take() else {
            return;
        };
        let written = self.block.get(words..).unwrap_or_default().to_owned();
        let address = format!("{prefix}{written}");
        if url::Url::parse(&address).is_err() {
            return;
        }
        let span = span.start..end;
        let is_verbatim = self.text.get(span.clone()) == Some(&*written);
        let spot = (is_verbatim && prefix.is_empty()).then(|| self.context.spot(span.clone()));
        let link = Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: CowStr::from(address.clone()),
            title: CowStr::from(""),
            id: CowStr::from(""),
        };
        if let Some(open) = self.events().get_mut(at) {
            *open = Event::Start(link);
        }
        self.push(Event::End(TagEnd::Link));
        let link = Link::new(To::Web(address), self.context.span(span), spot);
        self.marked.links.push(Link { words: written, ..link });
    }
}
