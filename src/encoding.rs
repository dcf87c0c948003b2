//! Reads texts that are not UTF-8. Old editors and office programs save Windows-1252, its sisters for other languages, or
//! UTF-16.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, WINDOWS_1252};
use std::borrow::Cow;

/// A text that was not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foreign {
    /// Where the first foreign character stands in the decoded text, and its length.
    pub at: usize,
    pub len: usize,
    /// The encoding; none if it is not known.
    pub encoding: Option<&'static Encoding>,
}

/// The text of a file, and what it was if it was not UTF-8.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<Foreign>) {
    let at = match std::str::from_utf8(bytes) {
        Ok(text) => return (text.into(), None),
        Err(error) => error.valid_up_to(),
    };
    if let Some((encoding, _)) = Encoding::for_bom(bytes).filter(|(_, length)| *length == 2) {
        let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
        let len = text.chars().next().map_or(0, char::len_utf8);
        let encoding = Some(encoding).filter(|_| !had_errors);
        return (text, Some(Foreign { at: 0, len, encoding }));
    }
    let decoded = if bytes.contains(&0) { None } else { old(bytes) };
    let encoding = decoded.as_ref().map(|(_, encoding)| *encoding);
    let text = decoded.map_or_else(|| String::from_utf8_lossy(bytes), |(text, _)| text.into());
    let len = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    (text, Some(Foreign { at, len, encoding }))
}

/// A text in an encoding of one byte a letter; none if it is none of them.
fn old(bytes: &[u8]) -> Option<(String, &'static Encoding)> {
    let foreign: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    let letters = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars());
    let known = letters.filter(|c| !c.is_ascii()).count();
    // A text that was pasted together: most of it is UTF-8.
    if known * 4 >= foreign && known > 0 {
        let mut text = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
        return Some((text, WINDOWS_1252)).filter(|(text, _)| is_sound(text));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    (!had_errors && is_sound(&text)).then(|| (text.into_owned(), encoding))
}

/// Whether a text has no control characters, which the bytes without a letter become.
fn is_sound(text: &str) -> bool {
    text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
}
