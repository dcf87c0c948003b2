//! Guesses which name was meant, for `did you mean`, and whether the guess is certain enough to be a fix. Names of
//! pilots, works and terms often differ in a small part that matters (a year, a "non-"), so certainty errs on the
//! strict side.

/// The candidate nearest to a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near<'a> {
    pub name: &'a str,
    /// Whether nothing else can be meant.
    pub certain: bool,
}

/// The candidate most like `word`, if at most a third of the letters differ (Damerau-Levenshtein, ignoring case). The
/// first in order wins a tie. A word of up to three letters is near everything, so it gets a guess only if there is a
/// single candidate. A very long word gets none, because the work grows with the square of the letters.
pub fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Near<'a>> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    if letters > LONGEST {
        return None;
    }
    let limit = (letters / 3).max(1);
    // A candidate too far away for a guess can still rule out certainty.
    let reach = limit.max(CLEAR + TYPOS);
    let mut close: Vec<(usize, &str)> = candidates
        .into_iter()
        // The length alone rules out most candidates cheaply.
        .filter(|candidate| candidate.chars().count().abs_diff(letters) <= reach)
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= reach)
        .collect();
    close.sort_unstable();
    close.dedup();
    let is_near = |(distance, _): &(usize, &str)| *distance <= limit;
    let (distance, name) = close.first().copied().filter(is_near)?;
    let second = close.get(1).map(|(distance, _)| *distance);
    if letters <= 3 && second.is_some_and(|second| second <= limit) {
        return None;
    }
    let is_alone = second.is_none_or(|second| second >= distance + CLEAR);
    let certain = is_alone && distance <= typos(letters) && is_misspelling(&word, name);
    Some(Near { name, certain })
}

/// The first candidate is certain only if the next one is this many letters further away.
const CLEAR: usize = 2;

/// The longest word that gets a guess, in letters.
const LONGEST: usize = 200;

/// How many letters of a long word may be misspelt.
const TYPOS: usize = 2;

/// How many letters may differ in a word of this length for the guess to be certain.
fn typos(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => TYPOS,
    }
}

/// Whether two near words can only be spellings of one word. Different numbers are different names (`kangro2020`,
/// `pilot-1`), so are different letters after a year; and opposites often differ at the start (`formal-care`,
/// `informal-care`).
pub fn is_misspelling(word: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let tail = |text: &str| {
        let tail = text.rsplit(|c: char| c.is_ascii_digit()).next().unwrap_or_default().to_owned();
        (tail.len() < text.len()).then_some(tail)
    };
    let (a, b) = (tail(word), tail(&name));
    let is_suffix = |tail: &Option<String>| tail.as_ref().is_some_and(|tail| tail.len() <= 2);
    digits(word) == digits(&name)
        && word.chars().next() == name.chars().next()
        && (a == b || !(is_suffix(&a) || is_suffix(&b)))
}

/// The name nearest to a word; see [`near`].
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(word, candidates).map(|near| near.name)
}

/// `did you mean "x"?`, if something is near.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(word, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}
