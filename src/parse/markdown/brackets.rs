//! Double brackets that are no wikilink. To the parser all of them are, but CommonMark has other meanings for two forms:
//! `[[1]](notes.md)` is a link whose words stand in brackets, and `[[^1]]` is a footnote in brackets.

use super::anomalies::in_parentheses;
use super::anomaly::Anomaly;
use super::pass::{End, Open, Pass};
use super::source;
use crate::diagnostics::Span;
use pulldown_cmark::{CowStr, LinkType};
use unicase::UniCase;

impl<'a> Pass<'a, '_> {
    /// Writes a link or a footnote if that is what the brackets at this position mean, and tells whether it did. The events
    /// up to the end of the wikilink and the text of the address are left out then.
    pub(super) fn is_in_brackets(&mut self, words: &CowStr<'a>, range: &Span) -> bool {
        if let Some(label) = words.strip_prefix('^').filter(|label| self.has_footnote(label)) {
            self.bracketed("[", range);
            self.footnote_reference(CowStr::from(label.to_owned()));
            self.bracketed("]", range);
        } else if let Some(label) = words.strip_prefix('^').filter(|label| !label.contains(' ')) {
            self.bracketed(&format!("[[^{label}]]"), range);
            let at = range.start + 1;
            self.odd(Anomaly::UndefinedFootnote(label.to_owned()), at..at + label.len() + 3);
        } else if let Some((address, title, end)) = self.address_behind(range.end) {
            let range = range.start..end;
            self.link(LinkType::Inline, address.into(), title.into(), "".into(), range.clone());
            self.bracketed(&format!("[{words}]"), &range);
            self.end_link();
            self.prose_from = end;
        } else {
            return false;
        }
        let words = self.block.len();
        self.links.push(Open { words, pictured: String::new(), end: End::Citation });
        true
    }

    fn bracketed(&mut self, words: &str, range: &Span) {
        self.push_prose(CowStr::from(words.to_owned()), range.clone());
    }

    /// The address and the title in the parentheses that begin here, and where they end.
    fn address_behind(&self, at: usize) -> Option<(&'a str, &'a str, usize)> {
        let text = self.text;
        let inner = in_parentheses(text.get(at..)?.strip_prefix('(')?)?;
        let (address, title) = match inner.split_once(" \"") {
            Some((address, title)) => (address, title.strip_suffix('"')?),
            None => (inner, ""),
        };
        let address = address.trim();
        let address =
            address.strip_prefix('<').and_then(|a| a.strip_suffix('>')).unwrap_or(address);
        let is_address = !address.is_empty() && !address.contains([' ', '<', '\\']);
        is_address.then_some((address, title, at + 1 + inner.len() + 1))
    }

    fn has_footnote(&mut self, label: &str) -> bool {
        let text = self.text;
        let labels = self.footnote_labels.get_or_insert_with(|| source::footnotes(text));
        labels.contains(&UniCase::new(label.to_owned()))
    }
}
