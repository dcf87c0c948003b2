//! Quotation marks. The parser replaces a typed `"` or `'` with an English mark, but takes every `"` that closes nothing in
//! its paragraph for an opening one: in `10" screen`, and at the end of a quotation over two paragraphs. So `"` is decided
//! here, by the letters around it, and both get the marks of the page's language.

use super::pass::Pass;
use crate::diagnostics::Span;
use crate::languages;

impl Pass<'_, '_> {
    /// The mark for a typed `"` or `'`, given the visible text before it in the block; `None` for all other text.
    pub(super) fn quotation_mark(
        &mut self,
        mark: &str,
        range: Span,
        before: &str,
    ) -> Option<&'static str> {
        // Nearly all text is something else.
        if !matches!(mark, "“" | "”" | "‘" | "’") {
            return None;
        }
        let last = before.chars().next_back().filter(|c| !c.is_whitespace());
        let next = self.text.get(range.end..)?.chars().next();
        let english = match (self.text.get(range)?, mark) {
            ("\"", "“" | "”") => match self.double(last, next) {
                Double::Opens => 0,
                Double::Closes => 1,
                Double::Inches => return Some("″"),
            },
            ("'", "‘") => {
                self.in_inner_quotation = true;
                2
            }
            ("'", "’") => {
                if next.is_some_and(char::is_alphanumeric) {
                    let is_feet = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                    return (is_feet(last) && is_feet(next)).then_some("′");
                }
                // Behind the end of a sentence it closes a quotation of several paragraphs; elsewhere it is an apostrophe.
                let ends = last.is_some_and(|c| ".!?…".contains(c));
                if !std::mem::take(&mut self.in_inner_quotation) && !ends {
                    return None;
                }
                3
            }
            _ => return None,
        };
        let own = languages::of(self.context.lang).next().map(|language| language.quotes[english]);
        Some(own.unwrap_or(["“", "”", "‘", "’"][english]))
    }

    fn double(&mut self, last: Option<char>, next: Option<char>) -> Double {
        let is_end = |c: char| c.is_whitespace() || ".,;:!?…)]}|”’“»".contains(c);
        let stands_before_word = next.is_some_and(|c| !is_end(c));
        let closes = match last {
            // French authors also put spaces inside: `" mot "`.
            None => self.in_quotation && !stands_before_word,
            Some(_) if self.in_quotation => true,
            // Behind an opening mark or a dash it depends on what follows.
            Some(c) if "([{«„‚‹“‘–—-/=>".contains(c) => !stands_before_word,
            // `l'"école"`
            Some('’') if next.is_some_and(char::is_alphanumeric) => false,
            Some(c) if c.is_numeric() => return Double::Inches,
            Some(_) => true,
        };
        self.in_quotation = !closes;
        if closes { Double::Closes } else { Double::Opens }
    }
}

/// What a `"` is.
enum Double {
    Opens,
    Closes,
    Inches,
}
