//! What readers of XML share: tolerance for what programs write, and texts whose only entities are those that every XML
//! file has. No entity that a file defines itself is ever looked up, so none can grow or name another file.

use encoding_rs::WINDOWS_1252;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use std::io::{self, Read};

/// The longest text of one element.
pub const LONGEST: usize = 64 << 20;

pub fn be_tolerant<R>(reader: &mut Reader<R>) {
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
}

/// Adds the text of an event to a text.
pub fn push_text(text: &mut String, event: &Event) {
    if text.len() > LONGEST {
        return;
    }
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(entity) => match entity.resolve_char_ref() {
            Ok(Some(c)) => {
                text.extend(Some(c).filter(|c| !c.is_control() || matches!(c, '\n' | '\t')))
            }
            _ => match resolve_predefined_entity(entity) {
                Some(known) => text.push_str(known),
                // HTML's own, in a text that is HTML; it is decoded with that.
                None => text.push_str(&format!("&{};", &**entity)),
            },
        },
        _ => {}
    }
}

pub trait Attributes {
    fn named(&self, name: &str) -> Option<String>;
    /// A number of repetitions, at least one.
    fn number(&self, name: &str) -> usize;
}

impl Attributes for BytesStart<'_> {
    fn named(&self, name: &str) -> Option<String> {
        let found =
            self.attributes().with_checks(false).flatten().find(|one| one.key.as_ref() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }

    fn number(&self, name: &str) -> usize {
        let number = self.named(name).and_then(|number| number.parse().ok()).unwrap_or(1);
        std::cmp::Ord::clamp(number, 1, 1 << 24)
    }
}

/// Bytes as clean UTF-8, while they are read: control characters that no XML may have are dropped, and single bytes of
/// an old encoding become their letters.
pub struct Clean<R> {
    from: R,
    /// Bytes that may be the beginning of a letter.
    rest: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    pub changed: bool,
}

impl<R: Read> Clean<R> {
    pub fn new(from: R) -> Self {
        Self { from, rest: Vec::new(), ready: Vec::new(), at: 0, changed: false }
    }

    /// Reads the next piece; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        let mut chunk = vec![0; 64 << 10];
        let read = self.from.read(&mut chunk)?;
        self.ready.clear();
        self.at = 0;
        let mut bytes = std::mem::take(&mut self.rest);
        bytes.extend_from_slice(&chunk[..read]);
        if bytes.is_empty() {
            return Ok(false);
        }
        // A letter that the next piece completes waits for it.
        if read > 0 {
            let cut = unfinished(&bytes);
            self.rest = bytes.split_off(bytes.len() - cut);
        }
        for part in bytes.utf8_chunks() {
            for c in part.valid().chars() {
                match c {
                    '\u{feff}' => {}
                    c if c.is_control() && !matches!(c, '\n' | '\r' | '\t') => self.changed = true,
                    '\u{fffe}' | '\u{ffff}' => self.changed = true,
                    c => self.ready.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                }
            }
            if !part.invalid().is_empty() {
                self.changed = true;
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(part.invalid());
                self.ready
                    .extend(text.chars().filter(|c| !c.is_control()).collect::<String>().bytes());
            }
        }
        Ok(true)
    }
}

/// How many bytes at the end begin a letter that is not complete.
fn unfinished(bytes: &[u8]) -> usize {
    let last = bytes.len().saturating_sub(3);
    let found = bytes[last..].iter().rposition(|byte| byte & 0xc0 == 0xc0);
    let Some(at) = found.map(|at| last + at) else { return 0 };
    let due = match bytes[at] {
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    };
    if bytes.len() - at < due { bytes.len() - at } else { 0 }
}

impl<R: Read> Read for Clean<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() {
            if !self.fill()? {
                return Ok(0);
            }
        }
        let count = to.len().min(self.ready.len() - self.at);
        to[..count].copy_from_slice(&self.ready[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_cleaned_in_pieces_of_any_length() {
        let dirty = b"\xef\xbb\xbfa\x01b \xe4 k\xc3\xb6\xc3\xb6k \xf0\x9f\x91\xa9 \xe2\x82";
        struct Slowly<'a>(&'a [u8]);
        impl Read for Slowly<'_> {
            fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
                let count = self.0.len().min(1);
                to[..count].copy_from_slice(&self.0[..count]);
                self.0 = &self.0[count..];
                Ok(count)
            }
        }
        let mut slow = String::new();
        Clean::new(Slowly(dirty)).read_to_string(&mut slow).expect("it is clean");
        assert_eq!(slow, "ab ä köök 👩 â‚");
        let mut fast = String::new();
        Clean::new(&dirty[..]).read_to_string(&mut fast).expect("it is clean");
        assert_eq!(slow, fast);
    }
}
