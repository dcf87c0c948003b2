//! From what was asked to the answer: status, headers and bytes. A function of the repository, what was
//! asked and what is remembered; nothing here knows of connections.

use super::edition::Edition;
use super::memory::Memory;
use super::page::{self, Shown};
use super::route::{self, Found};
use super::{client, live, media, status};
use crate::build;
use crate::site::Site;
use hyper::body::Bytes;
use std::ops::Range;

/// What was asked.
pub struct Asked {
    pub path: String,
    pub query: Option<String>,
    /// The `Range` header.
    pub range: Option<String>,
}

/// What is answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Bytes,
}

impl Answer {
    fn new(status: u16, media: &str, body: impl Into<Bytes>) -> Self {
        Self { status, headers: vec![("content-type", media.to_owned())], body: body.into() }
    }

    /// A sentence.
    pub fn text(status: u16, text: &'static str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text)
    }

    /// The same answer with a header more.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }
}

/// The answer from this edition of the repository.
pub fn answer(edition: &Edition, memory: &Memory, asked: &Asked) -> Answer {
    let site = &*edition.site;
    if let Some((media, text)) = client::file(&asked.path) {
        return Answer::new(200, media, text);
    }
    if asked.path == client::STATUS {
        let path = live::value(asked.query.as_deref().unwrap_or_default(), "path");
        let status = status::status(edition, memory, path.as_deref().unwrap_or("/"));
        return Answer::new(200, media::of(client::STATUS), status);
    }
    match route::find(site, &asked.path) {
        Found::Output(output) if !page::is_page(output) => match build::make(site, output, None) {
            Ok((_, bytes)) => {
                let bytes = bytes.unwrap_or_default().into();
                part(bytes, media::of(&output.path), asked.range.as_deref())
            }
            Err(failure) => {
                let problem = page::problem(site, output, failure);
                document(site, asked, &Shown::trouble(edition, problem))
            }
        },
        Found::Moved(url) => {
            let query = asked.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
            Answer::text(302, "").with("location", format!("{url}{query}"))
        }
        Found::Nothing if asked.path.starts_with("/pagefind/") => {
            match memory.index.file(site, asked.path.trim_start_matches('/')) {
                Ok(Some(bytes)) => Answer::new(200, media::of(&asked.path), bytes),
                Ok(None) => Answer::text(404, "the search has no such file"),
                Err(_) => Answer::text(500, "the search index could not be made"),
            }
        }
        _ => match page::at(edition, memory, &asked.path) {
            Some(shown) => document(site, asked, &shown),
            None => Answer::text(404, "there is nothing at this address"),
        },
    }
}

fn document(site: &Site, asked: &Asked, shown: &Shown) -> Answer {
    let state = live::state(site, shown, &asked.path);
    let html = client::with_client(&shown.html, &state, shown.is_trouble());
    Answer::new(shown.status, media::HTML, html)
}

/// The bytes, or the range of them that was asked for.
fn part(bytes: Bytes, media: &str, range: Option<&str>) -> Answer {
    let whole = bytes.len();
    let answer = match range.map_or(Wanted::All, |header| wanted(header, whole)) {
        Wanted::All => Answer::new(200, media, bytes),
        Wanted::Range(range) => {
            let place = format!("bytes {}-{}/{whole}", range.start, range.end - 1);
            Answer::new(206, media, bytes.slice(range)).with("content-range", place)
        }
        Wanted::Nothing => Answer::text(416, "").with("content-range", format!("bytes */{whole}")),
    };
    answer.with("accept-ranges", "bytes")
}

/// What a `Range` header wants of a body.
#[derive(Debug, PartialEq)]
enum Wanted {
    All,
    /// Never empty.
    Range(Range<usize>),
    /// A range that the body does not have.
    Nothing,
}

/// A header that is not understood, or wants several ranges, may be answered with all (RFC 9110, 14.2).
fn wanted(header: &str, whole: usize) -> Wanted {
    let digits = |text: &str| -> Option<usize> {
        // Numbers beyond what is there all mean the same.
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse().unwrap_or(usize::MAX))
    };
    let set = header.split_once('=').filter(|(unit, _)| unit.eq_ignore_ascii_case("bytes"));
    let Some((first, last)) = set.and_then(|(_, set)| set.trim().split_once('-')) else {
        return Wanted::All;
    };
    let range = match (digits(first), digits(last)) {
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(whole),
        (Some(first), None) if last.is_empty() => first..whole,
        (None, Some(length)) if first.is_empty() => whole.saturating_sub(length)..whole,
        _ => return Wanted::All,
    };
    if range.is_empty() { Wanted::Nothing } else { Wanted::Range(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_inside() {
        assert_eq!(wanted("bytes=0-3", 10), Wanted::Range(0..4));
        assert_eq!(wanted("Bytes=4-", 10), Wanted::Range(4..10));
        assert_eq!(wanted("bytes=-3", 10), Wanted::Range(7..10));
        assert_eq!(wanted("bytes=-99", 10), Wanted::Range(0..10));
        assert_eq!(wanted("bytes=8-99999999999999999999999", 10), Wanted::Range(8..10));
        assert_eq!(wanted("bytes=10-", 10), Wanted::Nothing);
        assert_eq!(wanted("bytes=-0", 10), Wanted::Nothing);
        assert_eq!(wanted("bytes=0-0", 0), Wanted::Nothing);
        for header in [
            "bytes=3-1",
            "bytes=0-1,4-5",
            "bytes=-",
            "bytes=a-b",
            "bytes=+1-2",
            "lines=1-2",
            "bytes",
        ] {
            assert_eq!(wanted(header, 10), Wanted::All, "{header}");
        }
    }
}
