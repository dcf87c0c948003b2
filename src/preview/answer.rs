//! Turns a request into a response: status, headers and bytes. A function of the repository, the request and
//! what was rendered before; connections are handled elsewhere.

use super::edition::Edition;
use super::memory::Memory;
use super::page::{self, Shown};
use super::route::{self, Found};
use super::{client, live, media, status};
use crate::build;
use crate::outputs::index;
use crate::site::Site;
use http_range_header::{RangeUnsatisfiableError, parse_range_header};
use hyper::body::Bytes;

/// A request.
pub struct Asked {
    pub path: String,
    pub query: Option<String>,
    /// The `Range` header.
    pub range: Option<String>,
}

/// A response.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Bytes,
}

impl Answer {
    fn new(status: u16, media: impl Into<String>, body: impl Into<Bytes>) -> Self {
        Self { status, headers: vec![("content-type", media.into())], body: body.into() }
    }

    /// A plain text response.
    pub fn text(status: u16, text: &'static str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text)
    }

    /// Adds a header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }
}

/// The response from this edition of the repository.
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
        Found::Nothing if asked.path.starts_with(index::FOLDER) => {
            match memory.index.file(site, asked.path.trim_start_matches('/')) {
                Ok(Some(bytes)) => Answer::new(200, media::of(&asked.path), bytes),
                Ok(None) => Answer::text(404, "the search index has no such file"),
                Err(_) => Answer::text(500, "the search index could not be built"),
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

/// The bytes, or the requested range. A header that is invalid or has several ranges is ignored (RFC 9110,
/// 14.2).
fn part(bytes: Bytes, media: String, range: Option<&str>) -> Answer {
    let whole = bytes.len();
    let wanted = range.and_then(|header| parse_range_header(header).ok());
    let answer =
        match wanted.map(|ranges| ranges.validate(whole as u64)).as_ref().map(Result::as_deref) {
            Some(Ok([range])) => {
                let (first, last) = (*range.start() as usize, *range.end() as usize);
                let place = format!("bytes {first}-{last}/{whole}");
                Answer::new(206, media, bytes.slice(first..=last)).with("content-range", place)
            }
            Some(Err(RangeUnsatisfiableError::Unsatisfiable)) => {
                Answer::text(416, "").with("content-range", format!("bytes */{whole}"))
            }
            _ => Answer::new(200, media, bytes),
        };
    answer.with("accept-ranges", "bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_inside() {
        let answer = |header: &str, body: &'static str| {
            let answer = part(body.into(), "text/plain".to_owned(), Some(header));
            let range = answer.headers.iter().find(|(name, _)| *name == "content-range");
            (answer.status, range.map_or("", |(_, range)| range).to_owned(), answer.body)
        };
        for (header, range, body) in [
            ("bytes=0-3", "bytes 0-3/10", "0123"),
            ("Bytes=4-", "bytes 4-9/10", "456789"),
            ("bytes=-3", "bytes 7-9/10", "789"),
            ("bytes=-99", "bytes 0-9/10", "0123456789"),
            ("bytes=8-99999999999999999999999", "bytes 8-9/10", "89"),
        ] {
            assert_eq!(answer(header, "0123456789"), (206, range.to_owned(), body.into()));
        }
        for (header, body) in
            [("bytes=10-", "0123456789"), ("bytes=-0", "0123456789"), ("bytes=0-0", "")]
        {
            assert_eq!(answer(header, body), (416, format!("bytes */{}", body.len()), "".into()));
        }
        for header in [
            "bytes=3-1",
            "bytes=0-1,4-5",
            "bytes=-",
            "bytes=a-b",
            "bytes=+1-2",
            "lines=1-2",
            "bytes",
        ] {
            assert_eq!(
                answer(header, "0123456789"),
                (200, "".to_owned(), "0123456789".into()),
                "{header}"
            );
        }
    }
}
