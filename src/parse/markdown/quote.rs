//! The sentence around a link, for the backlink at its other end.

use super::Quote;
use crate::diagnostics::Span;
use unicode_segmentation::UnicodeSegmentation;

/// The sentence of `block` (a paragraph's plain text) in which `words` (bytes of it) stands. Long
/// sentences are cut to what stands around the words.
pub fn quote(block: &str, words: Span) -> Option<Quote> {
    if words.is_empty() {
        return None;
    }
    let sentence = sentence(block, &words);
    let before = block[sentence.start..words.start].trim_start();
    let after = block[words.end..sentence.end].trim_end();
    Some(Quote {
        before: keep_end(before, 160),
        words: block[words].to_owned(),
        after: keep_start(after, 160),
    })
}

/// The sentence by the rules of UAX #29, joined where these break behind an abbreviation or a number
/// (`p. 12`, `e.g. this`): the next one then does not begin with a capital letter.
fn sentence(block: &str, words: &Span) -> Span {
    let mut start = 0;
    let mut end = block.len();
    for (at, next) in block.split_sentence_bound_indices().skip(1) {
        if !next.starts_with(|c: char| c.is_uppercase() || "“„»”«\"'(".contains(c)) {
            continue;
        }
        if at <= words.start {
            start = at;
        } else if at >= words.end {
            end = at;
            break;
        }
    }
    start..end
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
