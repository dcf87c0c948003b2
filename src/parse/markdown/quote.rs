//! The sentence around a link, for the backlink at its other end.

use super::Quote;
use crate::diagnostics::Span;

/// The sentence of `block` (a paragraph's plain text) around `words` (a byte range). Long sentences are cut
/// on both sides.
pub fn quote(block: &str, words: Span) -> Option<Quote> {
    if words.is_empty() { None } else { around(block, words) }
}

/// The same for an element without words, such as a citation; `None` if there is no text around it.
pub fn around(block: &str, words: Span) -> Option<Quote> {
    // Search only nearby, so that blocks with many links stay linear.
    let near = nearby(block, &words);
    let sentence =
        sentence(&block[near.clone()], &(words.start - near.start..words.end - near.start));
    let before = block[near.start + sentence.start..words.start].trim_start();
    let after = block[words.end..near.start + sentence.end].trim_end();
    let quote = Quote {
        before: keep_end(before, 160),
        words: block[words].to_owned(),
        after: keep_start(after, 160),
    };
    let says = |text: &str| text.contains(char::is_alphanumeric);
    (says(&quote.before) || says(&quote.words) || says(&quote.after)).then_some(quote)
}

/// The part of a block to search: more than is ever quoted.
fn nearby(block: &str, words: &Span) -> Span {
    const BYTES: usize = 700;
    let (mut start, mut end) =
        (words.start.saturating_sub(BYTES), (words.end + BYTES).min(block.len()));
    while !block.is_char_boundary(start) {
        start -= 1;
    }
    while !block.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// The sentence around `words`. The search goes outwards from the words, since most blocks have many
/// sentences.
fn sentence(block: &str, words: &Span) -> Span {
    let mut end = None;
    for (mark, _) in block[..words.start].rmatch_indices(is_mark) {
        match next_sentence(block, mark) {
            Some(next) if next <= words.start => {
                return next..end.unwrap_or_else(|| behind(block, words));
            }
            Some(next) if next >= words.end => end = Some(next),
            _ => {}
        }
    }
    0..end.unwrap_or_else(|| behind(block, words))
}

/// The end of the sentence that continues after `words`.
fn behind(block: &str, words: &Span) -> usize {
    let marks = block[words.start..].match_indices(is_mark);
    let nexts = marks.filter_map(|(mark, _)| next_sentence(block, words.start + mark));
    nexts.into_iter().find(|next| *next >= words.end).unwrap_or(block.len())
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。')
}

/// The start of the next sentence, if the mark at `mark` ends one: it must be followed by optional closing
/// marks, a space, and a capital letter or an opening quotation mark. So neither `p. 12` nor `e.g. this` ends
/// one.
fn next_sentence(block: &str, mark: usize) -> Option<usize> {
    let mut rest = block[mark..].chars();
    let is_wide = rest.next() == Some('。');
    let behind = rest.as_str().trim_start_matches(|c| "”’“»«\"')]".contains(c));
    let next = behind.trim_start();
    let is_end = next.len() < behind.len() || is_wide;
    let begins = |c: char| c.is_uppercase() || "“„»”«\"'(".contains(c) || c > '\u{3000}';
    (is_end && next.starts_with(begins)).then(|| block.len() - next.len())
}

fn keep_end(text: &str, letters: usize) -> String {
    match text.char_indices().rev().nth(letters) {
        Some((cut, _)) => {
            let kept = &text[cut..];
            format!("…{}", kept.find(' ').map_or(kept, |space| &kept[space..]))
        }
        None => text.to_owned(),
    }
}

fn keep_start(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((cut, _)) => {
            let kept = &text[..cut];
            format!("{}…", kept.rfind(' ').map_or(kept, |space| &kept[..=space]))
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_around_the_words_is_quoted() {
        let block = "It rained. See the Nypels flats, e.g. the bins (p. 3). Then it stopped.";
        let at = block.find("Nypels").unwrap();
        let quote = quote(block, at..at + 6).unwrap();
        assert_eq!(quote.before, "See the ");
        assert_eq!(quote.words, "Nypels");
        assert_eq!(quote.after, " flats, e.g. the bins (p. 3).");
    }

    #[test]
    fn long_sentences_are_cut_at_words() {
        let block = format!("{}link{}", "word ".repeat(80), " word".repeat(80));
        let quote = quote(&block, 400..404).unwrap();
        assert!(quote.before.starts_with("… word") && quote.before.len() < 170);
        assert!(quote.after.ends_with("word …") && quote.after.len() < 170);
    }
}
