//! Footnotes: their marks, their list at the end, and what is odd about them. Labels are the same whatever their
//! case, as the parser has it.

use super::anomaly::Anomaly;
use super::pass::Pass;
use crate::diagnostics::Span;
use crate::diagnostics::place::lines;
use pulldown_cmark::{CowStr, Event, TagEnd};
use std::collections::HashSet;
use unicase::UniCase;

impl<'a> Pass<'a, '_> {
    pub(super) fn footnote_reference(&mut self, label: CowStr<'a>) {
        let next = self.footnote_uses.len() + 1;
        let (number, uses) = self.footnote_uses.entry(UniCase::new(label)).or_insert((next, 0));
        *uses += 1;
        let (number, uses, ids) = (*number, *uses, self.context.ids);
        let id = if uses == 1 {
            format!("_{ids}fnref-{number}")
        } else {
            format!("_{ids}fnref-{number}-{uses}")
        };
        self.raw(format!(
            "<sup><a class=\"footnote-ref\" id=\"{id}\" href=\"#_{ids}fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    /// The footnotes in the order of their first use; unused ones come last.
    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.is_empty() {
            return;
        }
        let mut notes = std::mem::take(&mut self.footnotes);
        let mut seen = HashSet::new();
        notes.sort_by_cached_key(|(label, _)| {
            let number = self.footnote_uses.get(label).map_or(usize::MAX, |uses| uses.0);
            if seen.insert(label.clone()) { number } else { usize::MAX }
        });
        self.raw("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        let ids = self.context.ids;
        for (label, mut events) in notes {
            // Unused footnotes and repeated definitions have no number.
            let uses = self.footnote_uses.remove(&label);
            match uses {
                Some((number, _)) => self.raw(format!("<li id=\"_{ids}fn-{number}\">\n")),
                None => self.raw("<li>\n"),
            }
            if let Some((number, _)) = uses {
                let back = format!(
                    " <a class=\"footnote-back\" href=\"#_{ids}fnref-{number}\" role=\"doc-backlink\">↩</a>"
                );
                let in_paragraph = matches!(events.last(), Some(Event::End(TagEnd::Paragraph)));
                let at = events.len() - usize::from(in_paragraph);
                events.insert(at, Event::InlineHtml(back.into()));
            }
            self.events().append(&mut events);
            self.raw("</li>\n");
        }
        self.raw("</ol>\n</div>\n");
    }

    /// Checks the footnotes after the whole text has been read.
    pub(super) fn look_at_footnotes(&mut self) {
        let mut seen = HashSet::new();
        for (label, range) in std::mem::take(&mut self.footnote_marks) {
            let end =
                self.text[range.clone()].find("]:").map_or(range.end, |at| range.start + at + 2);
            let name = label.to_string();
            if let Some(line) = swallowed(self.text, &range) {
                self.odd(Anomaly::SwallowedLine(name.clone()), line);
            }
            if self.text[end.min(range.end)..range.end].trim().is_empty() {
                self.odd(Anomaly::EmptyFootnote(name.clone()), range.start..end);
            }
            let is_used = self.footnote_uses.contains_key(&label);
            if !seen.insert(label) {
                self.odd(Anomaly::SecondFootnote(name), range.start..end);
            } else if !is_used {
                self.odd(Anomaly::UnusedFootnote(name), range.start..end);
            }
        }
    }
}

/// The first line that a footnote takes in although nothing was continued: it is not indented, and the line before it
/// was not broken for lack of room. Who leaves empty lines around a note means what stands in it, often a sentence a line, but
/// nobody a table, which would not be one.
fn swallowed(text: &str, note: &Span) -> Option<Span> {
    let above = &text[..note.start];
    if !(note.start == 0 || above.ends_with('\n')) {
        return None;
    }
    let stands_alone = above.ends_with("\n\n");
    let mut before = "";
    for (Span { start, .. }, line) in lines(text, note.clone()) {
        let words = line.trim_end();
        let goes_on = !before.is_empty() && words.starts_with(|c: char| !c.is_whitespace());
        if goes_on && (words.starts_with('|') || !stands_alone && !is_wrapped(before, words)) {
            return Some(start..start + words.len());
        }
        before = words;
    }
    None
}

/// Whether an author or an editor broke the line `before` only because `next` did not fit. Lines are broken between 60
/// and 100 letters; a longer one was never broken, and a shorter one had room.
fn is_wrapped(before: &str, next: &str) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default().chars().count();
    let length = before.chars().count();
    let ends = before.ends_with(['.', '!', '?', '…', ')', '”', '"', '>']);
    let begins = next.starts_with(|c: char| c.is_uppercase());
    length + 1 + word > 60 && !(length > 100 && ends && begins)
}
