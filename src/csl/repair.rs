//! Repairs punctuation that hayagriva leaves wrong: "(2021,)", doubled full stops. CSL asks processors to do
//! this. Addresses are left alone.

use super::letters::StyledChar;

/// Repairs the text from left to right.
pub fn repair(letters: &mut Vec<StyledChar>) {
    let mut out: Vec<StyledChar> = Vec::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        if letter.link.is_some() || is_ellipsis(letters, at) || fits(&mut out, letter.letter) {
            // `whole_words` has hidden hyphens from hayagriva.
            let plain = if letter.letter == '\u{2011}' { '-' } else { letter.letter };
            out.push(StyledChar { letter: plain, ..*letter });
        }
    }
    while out.last().is_some_and(|last| last.letter.is_whitespace()) {
        out.pop();
    }
    let start = out.iter().position(|letter| !letter.letter.is_whitespace()).unwrap_or(0);
    *letters = out.split_off(start);
}

/// Whether a character can follow the output so far; removes what can't precede it.
fn fits(out: &mut Vec<StyledChar>, letter: char) -> bool {
    while let Some(last) = out.last().filter(|last| last.link.is_none()) {
        match seam(last.letter, letter) {
            Seam::Fine => break,
            Seam::DropFirst => drop(out.pop()),
            Seam::DropSecond => return false,
        }
    }
    // A full stop inside a quotation also ends the sentence.
    if let [.., stop, mark] = out.as_slice()
        && letter == '.'
        && matches!((stop.letter, mark.letter), ('.' | '?' | '!', '”' | '’' | '»' | '“' | '"'))
    {
        return false;
    }
    // Empty brackets are dropped, except after a word, as in `main()`.
    let end = out.len().saturating_sub(2);
    let is_empty_pair = matches!(letter, ')' | ']')
        && out.last().is_some_and(|last| matches!(last.letter, '(' | '['))
        && !(out.len() > 1 && out[end].letter.is_alphanumeric());
    if is_empty_pair {
        out.pop();
    }
    !is_empty_pair
}

/// Whether a full stop is one of exactly three.
fn is_ellipsis(letters: &[StyledChar], at: usize) -> bool {
    let is_stop = |letter: &&StyledChar| letter.letter == '.' && letter.link.is_none();
    let before = letters[..at].iter().rev().take_while(is_stop).count();
    let after = letters[at..].iter().take_while(is_stop).count();
    after > 0 && before + after == 3
}

#[derive(PartialEq)]
enum Seam {
    Fine,
    DropFirst,
    DropSecond,
}

/// What to do with two adjacent characters.
fn seam(first: char, second: char) -> Seam {
    match (first, second) {
        ('.', '.') | (',', ',') | (' ', ' ') => Seam::DropSecond,
        ('(' | '[', ' ' | ',' | '.' | ';') => Seam::DropSecond,
        (',' | ' ', ')' | ']') => Seam::DropFirst,
        (' ', '.' | ',' | ';') => Seam::DropFirst,
        (',', '.') => Seam::DropFirst,
        ('?' | '!', '.') => Seam::DropSecond,
        _ => Seam::Fine,
    }
}
