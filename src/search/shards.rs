//! Splits the words of an index into shards. A shard holds the words from its beginning up to the beginning of the next
//! shard, so a reader needs one file for a word, and it is known as soon as the word is typed. Shards begin where a letter
//! changes, and only neighbours with the same letters before are put together: an edit that adds a word changes one shard,
//! seldom some of its neighbours, whatever the size of the site.

use super::alphabet::number;
use super::counted::Weight;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

/// The most bytes in a shard, unless it has a single word.
const LIMIT: usize = 16 << 10;

/// The forms of one word, sorted, each with the documents with it, in the order of their numbers.
pub type Entry = Vec<(String, Vec<(u32, Weight)>)>;

/// A shard: its beginning, and a line for each entry.
pub fn shards(entries: &[Entry]) -> Vec<(String, String)> {
    let lines: Vec<String> = entries.par_iter().map(line).collect();
    let mut forms: Vec<(&str, usize)> = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        forms.extend(entry.iter().map(|(form, _)| (form.as_str(), place)));
    }
    forms.sort_unstable();
    let sorted = Sorted { forms: &forms, lines: &lines };
    let shard = |run: Run| {
        let places: BTreeSet<usize> = forms[run.forms].iter().map(|(_, place)| *place).collect();
        let lines: Vec<&str> = places.iter().map(|place| lines[*place].as_str()).collect();
        (run.start.to_owned(), lines.join("\n"))
    };
    sorted.runs(0, 0..forms.len()).into_iter().map(shard).collect()
}

/// Each form and, behind a tab, its documents.
fn line(entry: &Entry) -> String {
    let mut line = String::new();
    for (form, documents) in entry {
        if !line.is_empty() {
            line.push('\t');
        }
        line.push_str(form);
        line.push('\t');
        let mut last = 0;
        for (document, weight) in documents {
            number(((document - last) << 3) | u32::from(*weight), &mut line);
            last = *document;
        }
    }
    line
}

/// All forms in order, each with the place of its line.
struct Sorted<'e> {
    forms: &'e [(&'e str, usize)],
    lines: &'e [String],
}

/// Forms that follow each other, with the number of bytes in their lines.
struct Run<'e> {
    start: &'e str,
    forms: Range<usize>,
    size: usize,
}

impl<'e> Sorted<'e> {
    /// Splits forms with the same first `shared` bytes into runs of at most [`LIMIT`].
    fn runs(&self, shared: usize, range: Range<usize>) -> Vec<Run<'e>> {
        let forms = &self.forms[range.clone()];
        let Some((first, _)) = forms.first() else { return Vec::new() };
        let letter = |form: &str| form[shared..].chars().next();
        let places: BTreeSet<usize> = forms.iter().map(|(_, place)| *place).collect();
        let size = places.iter().map(|place| self.lines[*place].len()).sum();
        if size <= LIMIT || forms.iter().all(|(form, _)| letter(form).is_none()) {
            return vec![Run { start: &first[..shared], forms: range, size }];
        }
        let mut all: Vec<Run> = Vec::new();
        let mut next = range.start;
        for some in forms.chunk_by(|(a, _), (b, _)| letter(a) == letter(b)) {
            let range = next..next + some.len();
            next = range.end;
            // A word that ends here has no letter; its run is not split again.
            let shared = shared + letter(some[0].0).map_or(0, char::len_utf8);
            for run in self.runs(shared, range) {
                match all.last_mut() {
                    Some(last) if last.size + run.size <= LIMIT => {
                        last.forms.end = run.forms.end;
                        last.size += run.size;
                    }
                    _ => all.push(run),
                }
            }
        }
        all
    }
}

/// The name of the file of a shard: other letters than those of English as the hexadecimal number of the letter.
pub fn file_name(start: &str) -> String {
    let mut name = "w-".to_owned();
    for c in start.chars() {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            _ => name.push_str(&format!("_{:x}_", u32::from(c))),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(words: &[(&str, u32)]) -> Vec<String> {
        let documents = |n: u32| (0..n).map(|document| (document * 99, 1)).collect();
        let entry = |(word, n): &(&str, u32)| vec![((*word).to_owned(), documents(*n))];
        let entries: Vec<Entry> = words.iter().map(entry).collect();
        shards(&entries).into_iter().map(|(start, _)| start).collect()
    }

    #[test]
    fn neighbours_share_a_shard_until_it_is_full() {
        assert_eq!(starts(&[("pilot", 9), ("plan", 9), ("trust", 9)]), [""]);
        let large =
            [("art", 9), ("pi", 9000), ("pilot", 9000), ("pine", 9), ("plan", 9), ("so", 9)];
        assert_eq!(starts(&large), ["a", "pi", "pilot", "pin"]);
    }
}
