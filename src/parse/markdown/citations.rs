//! Citations: `[@key]` and the other forms of [`super::cite`]. All of them are holes, for the number or name of a work
//! is known to the whole site only.

use super::cite::{self, Cite, CiteItem};
use super::pass::{End, Open, Pass, is_inline};
use super::{Hole, QuoteHole};
use crate::diagnostics::Span;
use crate::diagnostics::rules::BAD_CITATION;
use crate::files;
use pulldown_cmark::{CowStr, Event};

impl<'a> Pass<'a, '_> {
    /// Begins a citation in brackets.
    pub(super) fn cite(&mut self, range: Span) {
        let inner = cite::inner(self.text, &range);
        let parts = cite::parts(inner);
        let is_sure = cite::is_sure(inner).unwrap_or(true);
        let span = self.context.span(range.clone());
        for rest in parts.rest.iter().filter(|_| is_sure) {
            let message = format!("`{rest}` in this citation is not a source");
            let help = "write each source as @key, followed by a comma and its pages: [@key, p. 3; @other]";
            let problem = BAD_CITATION.at(self.context.path, span.clone(), message).help(help);
            self.marked.problems.push(problem);
        }
        let mut items = parts.items;
        // What names no source stays with the words around the first.
        if let Some(first) = items.first_mut().filter(|_| !is_sure) {
            let before = parts.rest.iter().copied().chain([first.before.as_str()]);
            first.before = before.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ");
        }
        let keys = parts.keys.iter().filter_map(|key| self.spot_of(key)).collect();
        let typed = (!is_sure).then(|| format!("[{inner}]"));
        let n = self.marked.cites.len();
        if is_sure {
            // Quotes omit citations, so the space before one must not end up before a full stop.
            self.block.truncate(self.block.trim_end().len());
        }
        self.hole(Hole::Cite(n));
        self.marked.cites.push(Cite { items, keys, span, typed, in_text: false, quote: None });
        let end = if is_sure { End::Citation } else { End::Words(n) };
        if is_sure {
            self.block_cites.push((n, self.block.len()..self.block.len()));
        } else {
            self.push(Event::Text(CowStr::from("[")));
        }
        self.links.push(Open { words: self.block.len(), pictured: String::new(), end });
    }

    /// Ends brackets that are a citation if their key is known. The block keeps a hole for them.
    pub(super) fn end_words(&mut self, cite: usize, words: usize) {
        self.push(Event::Text(CowStr::from("]")));
        self.hole(Hole::CiteEnd);
        self.block.truncate(words);
        self.block_holes.truncate(self.block_holes.partition_point(|(at, _)| *at < words));
        self.hole_in_block(QuoteHole::Cite(cite));
        self.block_cites.push((cite, words..self.block.len()));
    }

    /// Pushes a piece of prose, with holes for citations that are part of the sentence: `@key says`.
    pub(super) fn push_prose(&mut self, text: CowStr<'a>, range: Span) {
        // Only a comment can leave spaces at the beginning of a block.
        let spaces = text.len() - text.trim_start_matches(' ').len();
        let (text, range) = match self.events().last() {
            Some(Event::Start(tag)) if spaces > 0 && !is_inline(&tag.to_end()) => {
                if spaces == text.len() {
                    return;
                }
                (CowStr::from(text[spaces..].to_owned()), range.start + spaces..range.end)
            }
            _ => (text, range),
        };
        let may_cite = text.contains('@') && self.links.is_empty();
        if !may_cite || self.text.get(range.clone()) != Some(&*text) {
            self.block.push_str(&text);
            return self.push(Event::Text(text));
        }
        let whole = self.text;
        let mut done = range.start;
        for at in memchr::memchr_iter(b'@', &whole.as_bytes()[range.clone()]) {
            let at = range.start + at;
            if at < done || !cite::begins(&whole[..at]) {
                continue;
            }
            let key = cite::key_in_text(&whole[at + 1..]);
            if key.is_empty() {
                continue;
            }
            let end = at + 1 + key.len();
            let place = cite::place_after(&whole[end..]);
            let end = end + place.map_or(0, |(_, length)| length);
            let year_only = whole[..at].ends_with('-') && at > done;
            self.push_piece(done..at - usize::from(year_only));
            self.cite_in_text(key, place.map(|(place, _)| place), year_only, at..end);
            done = end;
        }
        // The events of the place in brackets are still to come.
        self.prose_from = done;
        self.push_piece(done..range.end);
    }

    fn push_piece(&mut self, range: Span) {
        if let Some(piece) = self.text.get(range).filter(|piece| !piece.is_empty()) {
            self.block.push_str(piece);
            self.push(Event::Text(CowStr::from(piece)));
        }
    }

    fn cite_in_text(&mut self, key: &str, place: Option<&str>, year_only: bool, range: Span) {
        let n = self.marked.cites.len();
        let at = self.block.len();
        self.hole(Hole::Cite(n));
        self.hole_in_block(QuoteHole::Cite(n));
        self.block_cites.push((n, at..self.block.len()));
        let after = place.unwrap_or_default().to_owned();
        let typed = self.text[range.start - usize::from(year_only)..range.end].to_owned();
        let item =
            CiteItem { key: files::nfc(key).into_owned(), after, year_only, ..CiteItem::default() };
        self.marked.cites.push(Cite {
            items: vec![item],
            keys: self.spot_of(key).into_iter().collect(),
            span: self.context.span(range),
            typed: Some(typed),
            in_text: true,
            quote: None,
        });
    }
}
