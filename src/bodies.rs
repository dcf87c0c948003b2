//! Page texts between parsing and rendering. Each text is rendered only once, long after it is parsed, so a build
//! keeps the texts in an anonymous temporary file instead of memory. Without such a file, pages keep their texts.

use crate::cache::read_at;
use crate::parse::Page;
use crate::parse::markdown::Text;
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The texts in the file, by the path of their page.
#[derive(Default)]
pub struct Bodies {
    file: Option<File>,
    places: HashMap<Arc<str>, Place>,
}

/// Where a text is in the file: its HTML, followed by its holes.
#[derive(Clone, Copy)]
pub struct Place {
    start: u64,
    html: usize,
    holes: usize,
}

/// The file while several threads write to it.
pub struct BodyFile {
    file: File,
    end: AtomicU64,
}

/// Texts that are written together. Writing each one by itself takes twice as long.
#[derive(Default)]
pub struct Batch {
    bytes: Vec<u8>,
    /// Their places within the batch.
    places: Vec<(Arc<str>, Place)>,
}

impl Batch {
    /// Moves the text out of a page.
    pub fn take(&mut self, page: &mut Page) {
        let Text { html, holes } = &page.body.text;
        let (start, html) = (self.bytes.len(), html.as_bytes());
        self.bytes.extend_from_slice(html);
        match postcard::to_extend(holes, std::mem::take(&mut self.bytes)) {
            Ok(bytes) => {
                let holes = bytes.len() - start - html.len();
                let place = Place { start: start as u64, html: html.len(), holes };
                self.places.push((page.path.clone(), place));
                self.bytes = bytes;
            }
            // A text without a place is parsed again when it is shown.
            Err(_) => self.places.clear(),
        }
        page.drop_text();
    }
}

impl BodyFile {
    /// None if there is no temporary file.
    pub fn begin() -> Option<Self> {
        tempfile::tempfile().ok().map(|file| Self { file, end: AtomicU64::new(0) })
    }

    /// Writes a batch. Returns the places of its texts; empty if writing failed.
    pub fn put(&self, batch: Batch) -> Vec<(Arc<str>, Place)> {
        let Batch { bytes, mut places } = batch;
        let start = self.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        match write_at(&self.file, &bytes, start) {
            Ok(()) => places.iter_mut().for_each(|(_, place)| place.start += start),
            Err(_) => places.clear(),
        }
        places
    }

    /// Finishes the file.
    pub fn end(self, places: impl IntoIterator<Item = (Arc<str>, Place)>) -> Bodies {
        Bodies { file: Some(self.file), places: places.into_iter().collect() }
    }
}

impl Bodies {
    /// The text of a page; none if it is not in the file.
    pub fn text(&self, path: &str) -> Option<io::Result<Text>> {
        let (file, place) = (self.file.as_ref()?, self.places.get(path)?);
        Some(place.text(file))
    }
}

impl Place {
    fn text(&self, file: &File) -> io::Result<Text> {
        let mut bytes = vec![0; self.html + self.holes];
        read_at(file, &mut bytes, self.start)?;
        let holes = postcard::from_bytes(&bytes[self.html..]).map_err(io::Error::other)?;
        bytes.truncate(self.html);
        let html = String::from_utf8(bytes).map_err(io::Error::other)?;
        Ok(Text { html, holes })
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, start)
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut start: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, start)?;
        bytes = &bytes[written..];
        start += written as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::parse;

    #[test]
    fn what_was_taken_is_given_back() {
        let filling = BodyFile::begin().unwrap();
        let paths = ["content/a.md", "content/b.md", "content/c.md"];
        let mut pages = paths.map(|path| parse::unwritten(path, &Config::default()));
        for page in &mut pages {
            page.body.text.html = format!("<p>Võru \0 {}</p>", page.path).repeat(1000);
        }
        let texts = pages.clone().map(|page| page.body.text);
        let mut places = Vec::new();
        for some in pages.chunks_mut(2) {
            let mut basket = Batch::default();
            some.iter_mut().for_each(|page| basket.take(page));
            places.extend(filling.put(basket));
        }
        assert!(pages.iter().all(|page| page.is_outline && page.body.text.html.is_empty()));
        let bodies = filling.end(places);
        for (path, text) in paths.iter().zip(texts) {
            assert_eq!(bodies.text(path).unwrap().unwrap(), text);
        }
        assert!(bodies.text("content/d.md").is_none());
    }
}
