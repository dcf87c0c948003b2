//! From what was asked to the answer: status, headers and bytes. A function of the repository, what was
//! asked and what is remembered; nothing here knows of connections.

use super::edition::Edition;
use super::memory::Memory;
use super::route::{self, Found};
use super::{live, media, trouble};
use crate::pipeline::Repository;
use crate::plan::{Output, What};
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

/// The answer from this edition of the repository. `run` names the run of the server.
pub fn answer(edition: &Edition, memory: &Memory, run: &str, asked: &Asked) -> Answer {
    let repository = &*edition.repository;
    match route::find(repository, &asked.path) {
        Found::Output(output) => {
            let media = media::of(&output.path);
            if media::is_html(media) {
                document(edition, memory, run, asked, output, 200)
            } else {
                match repository.bytes(output) {
                    Ok(bytes) => part(bytes.into(), media, asked.range.as_deref()),
                    Err(problem) => document_of(
                        repository,
                        run,
                        asked,
                        500,
                        trouble::page(edition, &problem).into(),
                    ),
                }
            }
        }
        Found::Moved(url) => {
            let query = asked.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
            Answer::text(302, "").with("location", format!("{url}{query}"))
        }
        Found::Nothing if asked.path.starts_with("/pagefind/") => {
            match memory.index.file(repository, asked.path.trim_start_matches('/')) {
                Ok(Some(bytes)) => Answer::new(200, media::of(&asked.path), bytes),
                Ok(None) => Answer::text(404, "the search has no such file"),
                Err(_) => Answer::text(500, "the search index could not be made"),
            }
        }
        Found::Nothing => match route::at(&repository.plan, "404.html") {
            Some(output) => document(edition, memory, run, asked, output, 404),
            None => Answer::text(404, "there is nothing at this address"),
        },
    }
}

/// An HTML output. When it can't be rendered the last good one stays, and if there is none, a page says
/// what is wrong.
fn document(
    edition: &Edition,
    memory: &Memory,
    run: &str,
    asked: &Asked,
    output: &Output,
    status: u16,
) -> Answer {
    let repository = &*edition.repository;
    let known = memory.recall(&output.path);
    // A file that is published as it is is read each time: it may be newer than its key.
    let is_file = matches!(output.what, What::File(_));
    let key = repository.key(output);
    if let Some((_, bytes)) = known.as_ref().filter(|(known, _)| *known == key && !is_file) {
        return document_of(repository, run, asked, status, bytes.clone());
    }
    match (repository.bytes(output), known) {
        (Ok(bytes), _) => {
            let bytes = Bytes::from(bytes);
            memory.keep(&output.path, key, &bytes);
            document_of(repository, run, asked, status, bytes)
        }
        (Err(_), Some((_, last_good))) => document_of(repository, run, asked, status, last_good),
        (Err(problem), None) => {
            document_of(repository, run, asked, 500, trouble::page(edition, &problem).into())
        }
    }
}

fn document_of(
    repository: &Repository,
    run: &str,
    asked: &Asked,
    status: u16,
    html: Bytes,
) -> Answer {
    let state = live::state(repository, run, &asked.path);
    Answer::new(status, media::HTML, live::with_script(&html, &state))
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
    let Some((first, last)) =
        header.strip_prefix("bytes=").and_then(|set| set.trim().split_once('-'))
    else {
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
        assert_eq!(wanted("bytes=4-", 10), Wanted::Range(4..10));
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
