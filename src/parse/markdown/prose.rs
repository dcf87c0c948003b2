//! Text goes through here on its way into the HTML. Code leaves at the first line, so that nothing that judges, replaces
//! or cites words ever sees it: this is the only place that calls them.

use super::pass::{End, Open, OpenCode, Pass};
use super::{QuoteHole, To, quote};
use crate::diagnostics::Span;
use pulldown_cmark::{CowStr, Event};

/// The elements of HTML that hold code.
const CODE: [&str; 7] = ["code", "kbd", "pre", "samp", "script", "style", "tt"];

impl<'a> Pass<'a, '_> {
    pub(super) fn text_event(&mut self, text: CowStr<'a>, range: Span) {
        match &mut self.code {
            Some(OpenCode::Named(code)) => return code.text.push_str(&text),
            Some(OpenCode::Plain) => return self.push(Event::Text(text)),
            None if self.html_code > 0 => {
                // The parser has replaced quotation marks and dashes.
                let typed = self.text.get(range.clone()).filter(|typed| !typed.starts_with('&'));
                return self.code_words(Event::Text(typed.map_or(text, CowStr::from)));
            }
            None => {}
        }
        // A citation has already taken its words.
        if range.end <= self.prose_from {
            return;
        }
        let (text, range) = match self.prose_from > range.start {
            true => {
                (CowStr::from(&self.text[self.prose_from..range.end]), self.prose_from..range.end)
            }
            false => (text, range),
        };
        self.look_at_text(range.clone());
        match self.addresses.all.is_empty() || self.addresses.in_code {
            true => self.plain_text(text, range),
            false => self.text_with_addresses(text, range),
        }
    }

    /// Adds text that has no address in it.
    pub(super) fn plain_text(&mut self, text: CowStr<'a>, range: Span) {
        let before = std::mem::take(&mut self.block);
        let mark = self.quotation_mark(&text, range.clone(), &before);
        self.block = before;
        self.push_prose(mark.map_or(text, CowStr::from), range);
    }

    /// Pushes code inside a sentence. Readers see it, but it is not prose.
    pub(super) fn code_words(&mut self, event: Event<'a>) {
        let start = self.block.len();
        if let Event::Code(words) | Event::Text(words) = &event {
            self.block.push_str(words);
        }
        self.block_code.push(start..self.block.len());
        self.push(event);
    }

    /// Brackets in code that is written in HTML: no citation and no wikilink. What they hold is dropped up to their end.
    pub(super) fn code_in_brackets(&mut self, range: Span) {
        self.code_words(Event::Text(CowStr::from(self.text.get(range).unwrap_or_default())));
        self.links.push(Open {
            words: self.block.len(),
            pictured: String::new(),
            end: End::Citation,
        });
    }

    pub(super) fn end_block(&mut self) {
        let (holes, code) = (&self.block_holes, &self.block_code);
        for (link, words) in self.block_links.drain(..) {
            let quote = quote::quote(&self.block, words, holes, code);
            self.marked.links[link].quote = quote.map(Box::new);
        }
        for (cite, words) in self.block_cites.drain(..) {
            let quote = quote::around(&self.block, words, holes, code);
            self.marked.cites[cite].quote = quote.map(Box::new);
        }
        self.block.clear();
        self.block_holes.clear();
        self.block_code.clear();
        self.html_link = None;
        self.html_code = 0;
        self.in_quotation = false;
    }

    /// Pushes the place of something that only the whole repository can word.
    pub(super) fn hole_in_block(&mut self, hole: QuoteHole) {
        self.block_holes.push((self.block.len(), hole));
        self.block.push('\0');
    }

    /// The words of the block from this byte on, with names and keys as typed where it has holes.
    pub(super) fn block_words(&self, from: usize) -> String {
        let mut words = String::new();
        let mut done = from;
        let first = self.block_holes.partition_point(|(at, _)| *at < from);
        for (at, hole) in &self.block_holes[first..] {
            words.push_str(self.block.get(done..*at).unwrap_or_default());
            words.push_str(match *hole {
                QuoteHole::Title(link) => match &self.marked.links[link].to {
                    To::Wiki { name, .. } => name,
                    To::Here { tail } => tail.trim_start_matches('#'),
                    _ => "",
                },
                QuoteHole::Cite(cite) => self.marked.cites[cite].typed.as_deref().unwrap_or(""),
            });
            done = at + 1;
        }
        words + self.block.get(done..).unwrap_or_default()
    }

    /// The words of the block without its code.
    pub(super) fn block_prose(&self) -> String {
        let mut prose = String::with_capacity(self.block.len());
        let mut done = 0;
        for code in &self.block_code {
            prose.push_str(self.block.get(done..code.start).unwrap_or_default());
            done = code.end.max(done);
        }
        prose + self.block.get(done..).unwrap_or_default()
    }

    /// Notes whether an element of HTML that holds code begins or ends.
    pub(super) fn look_at_tag(&mut self, tag: &str) {
        let inner = tag.trim_start_matches(['<', '/']);
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        if CODE.iter().any(|name| inner[..end].eq_ignore_ascii_case(name)) {
            self.html_code = match tag.starts_with("</") {
                true => self.html_code.saturating_sub(1),
                false => self.html_code + usize::from(!tag.ends_with("/>")),
            };
        }
    }
}
