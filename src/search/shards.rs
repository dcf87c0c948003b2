//! Splits the words of an index into shards. A shard holds the words with one beginning, so a reader who types needs one
//! file a word, and it is found by the letters typed so far. A beginning with too many words is split by the next
//! letter. So an edit that adds a word changes one shard, whatever the size of the site.

use super::alphabet::number;
use super::counted::Weight;

/// A shard with more bytes is split, unless it has a single word.
const LIMIT: usize = 16 << 10;

/// The forms of one word and the documents with it.
pub struct Entry {
    /// In plain letters, sorted.
    pub forms: Vec<String>,
    /// In the order of their numbers.
    pub documents: Vec<(u32, Weight)>,
}

/// The lines of shards, each with the beginning of its words. Words that are a whole beginning of others stand by
/// themselves, with `=` behind it.
pub fn shards(entries: &[Entry]) -> Vec<(String, String)> {
    let lines: Vec<String> = entries.iter().map(line).collect();
    let forms = |(place, entry): (usize, &Entry)| {
        entry.forms.iter().map(move |form| (form.clone(), place)).collect::<Vec<_>>()
    };
    let mut forms: Vec<(String, usize)> = entries.iter().enumerate().flat_map(forms).collect();
    forms.sort_unstable();
    let mut shards = Vec::new();
    split("", &forms, &lines, &mut shards);
    shards
}

fn line(entry: &Entry) -> String {
    let mut line = entry.forms.join(" ");
    line.push('\t');
    let mut last = 0;
    for (document, weight) in &entry.documents {
        number(((document - last) << 3) | u32::from(*weight), &mut line);
        last = *document;
    }
    line
}

/// Adds the shards of the sorted `forms`, which all begin with `start`.
fn split(
    start: &str,
    forms: &[(String, usize)],
    lines: &[String],
    shards: &mut Vec<(String, String)>,
) {
    let mut places: Vec<usize> = forms.iter().map(|(_, place)| *place).collect();
    places.sort_unstable();
    places.dedup();
    let size: usize = places.iter().map(|place| lines[*place].len()).sum();
    let next = |form: &str| form[start.len()..].chars().next();
    let is_one = forms.iter().all(|(form, _)| next(form).is_none());
    if !start.is_empty() && (size <= LIMIT || is_one) {
        let name = if is_one { format!("{start}=") } else { start.to_owned() };
        let lines: Vec<&str> = places.iter().map(|place| lines[*place].as_str()).collect();
        shards.push((name, lines.join("\n")));
        return;
    }
    for some in forms.chunk_by(|(a, _), (b, _)| next(a) == next(b)) {
        match next(&some[0].0) {
            Some(letter) => split(&format!("{start}{letter}"), some, lines, shards),
            None => {
                let place = some[0].1;
                shards.push((format!("{start}="), lines[place].clone()));
            }
        }
    }
}

/// The name of a file for a beginning: other letters than those of English as the hexadecimal number of the letter.
pub fn file_name(start: &str) -> String {
    let mut name = "w-".to_owned();
    for c in start.chars() {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            '=' => name.push('.'),
            _ => name.push_str(&format!("_{:x}", u32::from(c))),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &[(&str, u32)]) -> Vec<String> {
        let entry = |(word, n): &(&str, u32)| Entry {
            forms: vec![(*word).to_owned()],
            documents: (0..*n).map(|document| (document * 9, 1)).collect(),
        };
        let entries: Vec<Entry> = words.iter().map(entry).collect();
        shards(&entries).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn only_large_beginnings_are_split() {
        assert_eq!(names(&[("pilot", 9), ("plan", 9), ("trust", 9)]), ["p", "t"]);
        let large = [("pi", 9000), ("pilot", 9000), ("pine", 9), ("plan", 9), ("trust", 9)];
        assert_eq!(names(&large), ["pi=", "pil", "pin", "pl", "t"]);
    }
}
