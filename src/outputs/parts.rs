//! Pagination, so that no page grows without bound. Parts count from 1; the first has the address of the list
//! itself.

use super::declare::{Filled, Number, Url, list, view};
use super::reader::Reader;
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
        pages: Filled<PartLink> => "all parts",
    }

    /// A link to a part of a list.
    struct PartLink {
        part: Number, url: Url,
    }
}

/// The number of entries in a part.
pub const PART: usize = 100;

/// The number of pages in one shard, small enough that an edit rewrites little.
pub const SHARD: usize = 1000;

/// The number of parts of a list of `n`; an empty list has one part.
pub fn parts(n: usize) -> usize {
    n.div_ceil(PART).max(1)
}

/// The entries of a part; empty if the list became shorter after planning.
pub fn part_range(part: usize, n: usize) -> Range<usize> {
    ((part - 1) * PART).min(n)..(part * PART).min(n)
}

/// The entries of a shard.
pub fn shard_range(shard: usize, n: usize) -> Range<usize> {
    ((shard - 1) * SHARD).min(n)..(shard * SHARD).min(n)
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
    let count = parts(total);
    let range = part_range(part, total);
    let page = |part: usize| PartLink { part: part.into(), url: part_url(url, part).into() };
    Pager {
        part: part.into(),
        parts: count.into(),
        total: total.into(),
        from: (range.start + 1).into(),
        to: range.end.into(),
        prev: (part > 1).then(|| part_url(url, part - 1)).into(),
        next: (part < count).then(|| part_url(url, part + 1)).into(),
        pages: list((1..=count).map(page)).into(),
    }
}

/// `Pilots (Part 2 of 3)`; unchanged for the first part.
pub fn with_part(reader: &Reader, title: String, part: usize, n: usize) -> String {
    if part == 1 {
        return title;
    }
    let word = reader.word(&reader.config().language, "part");
    let word = word.replace("{part}", &part.to_string()).replace("{parts}", &parts(n).to_string());
    format!("{title} ({word})")
}
