//! The words of each page with their weight. They follow from the page alone, so they are cached by its hash.

use super::texts::{Part, Place};
use super::words::words;
use crate::hash::Hash;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// The words of pages, by the hash of the page.
#[derive(Default, Clone, Serialize, Deserialize)]
pub struct Words {
    /// All words, in lower case, in no order.
    pub vocabulary: Arc<Vec<String>>,
    /// How many they were when all pages were counted; those of old texts stay until there are twice as many.
    at_first: usize,
    pub pages: HashMap<Hash, Arc<PageWords>>,
}

/// The words of a page.
#[derive(Default, Clone, Serialize, Deserialize)]
pub struct PageWords {
    /// Whether it has a text besides its fields.
    pub has_body: bool,
    /// For each word its place in the vocabulary, times eight, plus its weight: as pairs they take twice the memory.
    words: Vec<u32>,
}

impl PageWords {
    /// The places of its words in the vocabulary, with their weight.
    pub fn all(&self) -> impl Iterator<Item = (u32, Weight)> {
        self.words.iter().map(|word| (word >> 3, (word & 7) as Weight))
    }
}

/// How much a word says about a page, from 0 to 7: see [`weight`].
pub type Weight = u8;

/// What a word counts in a title, in the label of a term, in another name of it or a summary, in a heading or field,
/// and each time in the text.
pub const TITLE: u32 = 12;
pub const LABEL: u32 = 6;
pub const SUMMARY: u32 = 4;
const HEADING: u32 = 3;
const TEXT: u32 = 1;
/// The text says nothing more by saying it more often.
const MOST_IN_TEXT: u32 = 3;

/// The weight of what a word counts, roughly its logarithm. The script knows what each weight is worth.
pub fn weight(counts: u32) -> Weight {
    match counts {
        0 | 1 => 0,
        2 => 1,
        3 => 2,
        4 | 5 => 3,
        6 | 7 => 4,
        8..12 => 5,
        12..16 => 6,
        _ => 7,
    }
}

/// The words of a page before they have numbers.
pub struct Counted {
    has_body: bool,
    /// Each word once, with a line feed behind it.
    words: String,
    weights: Vec<Weight>,
}

/// Counts the words of a page.
pub fn count(title: &str, parts: &[Part]) -> Counted {
    let mut counts: FxHashMap<Box<str>, (u32, u32)> = FxHashMap::default();
    let mut add = |text: &str, once: u32| {
        words(text, |word| {
            let (best, times) = match counts.get_mut(word) {
                Some(counts) => counts,
                None => counts.entry(word.into()).or_default(),
            };
            match once {
                TEXT => *times += 1,
                _ => *best = once.max(*best),
            }
        });
    };
    add(title, TITLE);
    for Part { place, text } in parts {
        match place {
            Place::Summary => add(text, SUMMARY),
            Place::Field(..) => add(text, HEADING),
            Place::Section(_, heading) => {
                add(heading, HEADING);
                add(text, TEXT);
            }
        }
    }
    let mut counted = Counted {
        has_body: parts.iter().any(|part| matches!(part.place, Place::Section(..))),
        words: String::new(),
        weights: Vec::with_capacity(counts.len()),
    };
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    for (word, (best, times)) in counts {
        counted.words.push_str(&word);
        counted.words.push('\n');
        counted.weights.push(weight(best + times.min(MOST_IN_TEXT)));
    }
    counted
}

/// How many pages are counted before their words get numbers.
const TOGETHER: usize = 512;

impl Words {
    /// The words of these pages, given their hashes. `count` is only called for pages that were not counted before;
    /// if it gives nothing, the page has no words this time.
    pub fn of<P: Sync>(
        pages: &[(Hash, P)],
        before: &Self,
        count: impl Fn(&P) -> Option<Counted> + Sync,
    ) -> Self {
        let nothing = Self::default();
        let has_grown = before.vocabulary.len() > 2 * before.at_first;
        let before = if has_grown { &nothing } else { before };
        let (old, new): (Vec<_>, Vec<_>) =
            pages.iter().partition(|(hash, _)| before.pages.contains_key(hash));
        let kept = old.iter().map(|(hash, _)| (*hash, before.pages[hash].clone()));
        let (vocabulary, at_first) = (before.vocabulary.clone(), before.at_first);
        let mut all = Self { vocabulary, at_first, pages: kept.collect() };
        if new.is_empty() {
            return all;
        }
        let numbered = before.vocabulary.iter().zip(0..);
        let mut numbers: FxHashMap<Box<str>, u32> =
            numbered.map(|(word, number)| (word.as_str().into(), number)).collect();
        let vocabulary = Arc::make_mut(&mut all.vocabulary);
        for some in new.chunks(TOGETHER) {
            let counted: Vec<_> =
                some.par_iter().map(|(hash, page)| (*hash, count(page))).collect();
            for (hash, counted) in counted {
                let Some(Counted { has_body, words, weights }) = counted else { continue };
                let mut number = |word: &str| match numbers.get(word) {
                    Some(number) => *number,
                    None => {
                        let number = vocabulary.len() as u32;
                        numbers.insert(word.into(), number);
                        vocabulary.push(word.to_owned());
                        number
                    }
                };
                let words = words.lines().map(&mut number).zip(weights);
                let words = words.map(|(word, weight)| word << 3 | u32::from(weight)).collect();
                all.pages.insert(hash, Arc::new(PageWords { has_body, words }));
            }
        }
        if before.pages.is_empty() {
            all.at_first = vocabulary.len();
        }
        all
    }
}
