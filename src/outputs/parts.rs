//! Pagination, so that no page grows without bound. Parts count from 1; the first has the address of the list
//! itself. What stands inside an entry is cut, too, with a link to the rest.

use super::declare::{Filled, Number, Url, Yes, list, view};
use super::reader::Reader;
use crate::model::Target;
use std::ops::Range;

view! {
    /// The parts of a list.
    struct Pager {
        part: Number => "the number of this part, from 1",
        parts: Number = 2 => "how many parts there are",
        total: Number = 101 => "how many entries the list has in all",
        from: Number => "the number of the first entry of this part",
        to: Number = 100 => "the number of its last entry",
        prev: Option<Url> => "the address of the previous part",
        next: Option<Url> => "the address of the next part",
        pages: Filled<PartLink> => "the first part, the last, those near this one and some round numbers between",
    }

    /// A link to a part of a list.
    struct PartLink {
        part: Number, url: Url,
        gap: Yes => "whether parts before it are left out",
    }

    /// Where the whole of a shortened list is.
    struct More {
        count: Number => "how many entries the list has", url: Url,
    }
}

/// The number of entries in a part.
pub const PART: usize = 100;

/// The number of terms in a part of a vocabulary. They are shorter than cards, and all countries fit on one page.
pub const TERMS: usize = 300;

/// The number of columns in a part of a matrix.
pub const COLUMNS: usize = 60;

/// The maximum number of terms in a list beside a text, and of pages in one place of the map.
pub const BESIDE: usize = 30;

/// The number of pages whose values are in one file, small enough that an edit rewrites little.
pub const SHARD: usize = 1000;

/// The number of entries in one file for the script of a list, which shows so many at a time.
pub const TOGETHER: usize = 20;

/// The number of values of a filter on the page; the others are in a file.
pub const VALUES: usize = 60;

/// The number of parts of a list of `n`; an empty list has one part.
pub fn parts(n: usize) -> usize {
    parts_of(n, PART)
}

/// The number of parts with `size` entries each.
pub fn parts_of(n: usize, size: usize) -> usize {
    n.div_ceil(size).max(1)
}

/// The entries of a part; empty if the list became shorter after planning.
pub fn part_range(part: usize, n: usize) -> Range<usize> {
    range_of(part, n, PART)
}

/// A part of a list.
pub fn part_of<T>(list: &[T], part: u32) -> &[T] {
    &list[part_range(part as usize, list.len())]
}

/// The entries of a part with `size` entries.
pub fn range_of(part: usize, n: usize, size: usize) -> Range<usize> {
    ((part - 1) * size).min(n)..(part * size).min(n)
}

/// The address of a part of the list at `url`.
pub fn part_url(url: &str, part: usize) -> String {
    if part == 1 { url.to_owned() } else { format!("{url}{part}/") }
}

/// `, part 2`; nothing for the first.
pub fn of_parts(part: usize) -> String {
    if part == 1 { String::new() } else { format!(", part {part}") }
}

/// The pager of a list of `total` entries.
pub fn pager<'a>(url: &str, part: usize, total: usize) -> Pager<'a> {
    pager_of(part, total, PART, |part| part_url(url, part))
}

/// The pager of a list in parts with `size` entries, at these addresses.
pub fn pager_of<'a>(
    part: usize,
    total: usize,
    size: usize,
    url: impl Fn(usize) -> String,
) -> Pager<'a> {
    let count = parts_of(total, size);
    let range = range_of(part, total, size);
    let shown = shown(part, count);
    let before = std::iter::once(0).chain(shown.iter().copied());
    let page = |(part, before): (&usize, usize)| PartLink {
        part: (*part).into(),
        url: url(*part).into(),
        gap: (part - before > 1).into(),
    };
    Pager {
        part: part.into(),
        parts: count.into(),
        total: total.into(),
        from: (range.start + 1).into(),
        to: range.end.into(),
        prev: (part > 1).then(|| url(part - 1)).into(),
        next: (part < count).then(|| url(part + 1)).into(),
        pages: list(shown.iter().zip(before).map(page)).into(),
    }
}

/// The parts that a pager links to: links to all of them would make the pages of a list grow with its square.
fn shown(part: usize, count: usize) -> Vec<usize> {
    let mut step = 1;
    while count / step > 10 {
        step *= 10;
    }
    let near = part.saturating_sub(2).max(1)..=(part + 2).min(count);
    let mut shown: Vec<usize> =
        (step..=count).step_by(step).chain(near).chain([1, count]).collect();
    shown.sort_unstable();
    shown.dedup();
    shown
}

/// `Pilots (Part 2 of 3)`; unchanged for the first part.
pub fn with_part(reader: &Reader, title: String, part: usize, n: usize) -> String {
    with_part_of(reader, title, part, parts(n))
}

/// The same with the number of parts.
pub fn with_part_of(reader: &Reader, title: String, part: usize, parts: usize) -> String {
    if part == 1 {
        return title;
    }
    let word = reader.word(&reader.config().language, "part");
    let word = word.replace("{part}", &part.to_string()).replace("{parts}", &parts.to_string());
    format!("{title} ({word})")
}

/// Where all of `count` terms of a vocabulary are, if only the first are shown.
pub fn more<'a>(reader: &Reader, count: usize, vocabulary: usize) -> Option<More<'a>> {
    let url = || reader.url(Target::Vocabulary(vocabulary));
    (count > BESIDE).then(|| More { count: count.into(), url: url().into() })
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_pager_links_to_few_parts() {
        assert_eq!(shown(1, 1), [1]);
        assert_eq!(shown(5, 9), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(shown(7, 25), [1, 5, 6, 7, 8, 9, 10, 20, 25]);
        assert!((1..=12_345).all(|part| shown(part, 12_345).len() <= 17));
    }
}
