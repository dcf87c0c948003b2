//! Paths and addresses: where a file of the repository is published, and how one page links to another. Paths
//! here are strings relative to the repository, with `/` between folders on every system.

use icu_normalizer::ComposingNormalizerBorrowed;
use quick_xml::XmlVersion;
use quick_xml::events::Event;
use std::borrow::Cow;
use std::fs::DirEntry;
use std::path::{Component, Path, PathBuf};

/// The path of the settings in a repository.
pub const SETTINGS: &str = "site.toml";

/// A path inside the repository as text with `/`; `None` if it is not UTF-8 below the root.
pub fn repository_path(root: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root).ok()?;
    let mut parts = Vec::new();
    for component in inside.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            _ => return None,
        }
    }
    Some(nfc(&parts.join("/")).into_owned())
}

/// A text in the composed spelling of its accents (NFC): `õ` as one letter. macOS, archives and some servers write
/// names in the other one, which looks the same.
pub fn nfc(text: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// The path that a link as written means: decoded, in the composed spelling.
pub fn path_of_link(link: &str) -> String {
    nfc(&decode(link)).into_owned()
}

/// A file of the repository on disk, where its name may be written in the other spelling.
pub fn on_disk(root: &Path, path: &str) -> PathBuf {
    path.split('/').fold(root.to_owned(), |folder, name| {
        let place = folder.join(name);
        if name.is_ascii() || place.symlink_metadata().is_ok() {
            return place;
        }
        let mut entries = folder.read_dir().into_iter().flatten().flatten();
        let is_it = |entry: &DirEntry| entry.file_name().to_str().is_some_and(|n| nfc(n) == name);
        entries.find(is_it).map_or(place, |entry| entry.path())
    })
}

/// Whether a folder on the way from `root` to a path inside the repository is a link.
pub fn is_through_link(root: &Path, path: &str) -> bool {
    Path::new(path)
        .ancestors()
        .skip(1)
        .any(|folder| folder != Path::new("") && root.join(folder).is_symlink())
}

/// The folder of a path: `a/b.md` → `a`, `b.md` → the empty string.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a path: `a/b.md` → `b.md`.
pub fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The ending of a file's name in small letters, without the dot: `a/b.PDF` → `pdf`. Empty if there is none.
pub fn ending(path: &str) -> String {
    file_name(path).rsplit_once('.').map_or("", |(_, end)| end).to_lowercase()
}

/// Follows `link` (`../a.md`, `b/c.png`) from `folder`. `None` if it leaves the repository.
pub fn join(folder: &str, link: &str) -> Option<String> {
    let mut path = String::with_capacity(folder.len() + link.len() + 1);
    path.push_str(folder.trim_matches('/'));
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." if path.is_empty() => return None,
            ".." => path.truncate(path.rfind('/').unwrap_or(0)),
            part => {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(part);
            }
        }
    }
    Some(path)
}

/// The depth of an address below the root of the site: `/` → 0, `/pilots/x/` → 2.
pub fn depth(url: &str) -> usize {
    url.matches('/').count().saturating_sub(1)
}

/// The relative path from a page to the root of the site: `/` → `.`, `/pilots/x/` → `../..`.
pub fn root_from(url: &str) -> String {
    root_at(depth(url))
}

/// The relative path to the root of the site from a depth.
pub fn root_at(depth: usize) -> String {
    match depth {
        0 => ".".to_owned(),
        depth => {
            let mut root = "../".repeat(depth);
            root.pop();
            root
        }
    }
}

/// How the Markdown file at `page` links to another file of the repository. What is in static/ stands at the root.
pub fn link_to(page: &str, path: &str) -> String {
    if let Some(path) = path.strip_prefix("static/") {
        return encode(&format!("/{path}"));
    }
    let (from, to): (Vec<_>, Vec<_>) = (page.split('/').collect(), path.split('/').collect());
    let folders = (from.len() - 1).min(to.len() - 1);
    let same = (0..folders).take_while(|i| from[*i] == to[*i]).count();
    encode(&("../".repeat(from.len() - 1 - same) + &to[same..].join("/")))
}

/// The relative link from the page at `url` to `target`. Both are addresses from the root of the site.
pub fn relative(url: &str, target: &str) -> String {
    let mut link = root_from(url);
    link.push_str(target);
    link
}

/// The output file of an address: `/pilots/x/` → `pilots/x/index.html`.
pub fn output_path(url: &str) -> String {
    let path = url.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

/// Turns a text into an address part or heading id: lower-case letters without accents, digits and single
/// hyphens.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in deunicode::deunicode(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if c != '\'' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Percent-encodes everything but unreserved characters of a path or address (RFC 3986).
pub fn encode(path: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(path, KEPT).to_string()
}

/// Percent-encodes only what can't stand in the query or fragment of an address; the rest keeps its meaning.
pub fn encode_tail(tail: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const BROKEN: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');
    utf8_percent_encode(tail, BROKEN).to_string()
}

/// The inverse of [`encode`]; if the result is not UTF-8, the input is returned.
pub fn decode(path: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(path).decode_utf8().unwrap_or(Cow::Borrowed(path))
}

/// The size of a published file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Extent {
    pub bytes: u64,
    /// Width and height of a picture, in pixels.
    pub picture: Option<(u32, u32)>,
}

impl Extent {
    pub fn of(bytes: &[u8]) -> Self {
        let raster = || {
            let size = imagesize::blob_size(bytes).ok()?;
            let size = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
            Some(if is_turned(bytes) { (size.1, size.0) } else { size })
        };
        Self { bytes: bytes.len() as u64, picture: drawing_size(bytes).or_else(raster) }
    }
}

/// Whether browsers show a photograph turned by a quarter: it is stored lying, and its metadata say how the camera was
/// held.
fn is_turned(bytes: &[u8]) -> bool {
    let is_photo = bytes.starts_with(&[0xff, 0xd8])
        || bytes.starts_with(b"\x89PNG")
        || bytes.get(8..12) == Some(b"WEBP");
    let read = || {
        let mut reader = exif::Reader::new();
        let exif = reader
            .continue_on_error(true)
            .read_from_container(&mut std::io::Cursor::new(bytes))
            .or_else(|error| error.distill_partial_result(|_| {}))
            .ok()?;
        exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?.value.get_uint(0)
    };
    is_photo && read().is_some_and(|turned| (5..=8).contains(&turned))
}

/// Width and height of an SVG drawing, from its attributes or its view box.
fn drawing_size(bytes: &[u8]) -> Option<(u32, u32)> {
    // The root element comes first; a declaration or comment before it is short.
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let mut reader = quick_xml::Reader::from_str(&head);
    let root = loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "svg" => break tag,
            Event::Start(_) | Event::Empty(_) | Event::Eof => return None,
            _ => {}
        }
    };
    let value = |name: &str| {
        let value = root.try_get_attribute(name).ok()??;
        value.normalized_value(XmlVersion::Implicit1_0).ok()
    };
    let pixels = |text: &str| text.trim_end_matches("px").trim().parse::<f64>().ok();
    let own = || Some((pixels(&value("width")?)?, pixels(&value("height")?)?));
    let viewed = || {
        let view = value("viewBox")?;
        let numbers = view.split([' ', ',']).filter(|part| !part.is_empty()).map(pixels);
        let [_, _, width, height] = numbers.collect::<Option<Vec<_>>>()?[..] else { return None };
        Some((width, height))
    };
    let (width, height) = own().or_else(viewed)?;
    let whole = |length: f64| (1.0..1e6).contains(&length).then_some(length.round() as u32);
    Some((whole(width)?, whole(height)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_a_size() {
        let size = |text: &str| Extent::of(text.as_bytes()).picture;
        assert_eq!(size("<?xml version='1.0'?>\n<svg width=\"40px\" height='20'>"), Some((40, 20)));
        assert_eq!(size("<svg width=\"100%\" viewBox=\"0 0 560.4, 300\">"), Some((560, 300)));
        let drawn =
            "<!-- <svg width='1' height='1'> -->\n<svg title='a > b'\n\theight='20' width = '40'/>";
        assert_eq!(size(drawn), Some((40, 20)));
        assert_eq!(size("<html><svg width='1' height='1'>"), None);
        assert_eq!(size("<svg stroke-width=\"3\"><path/></svg>"), None);
        assert_eq!(size("<svg width=\"0\" height=\"-2\">"), None);
        let gif = b"GIF89a\x03\x00\x02\x00\x80\x00\x00";
        assert_eq!(Extent::of(gif), Extent { bytes: 13, picture: Some((3, 2)) });
    }

    /// A JPEG without an image: orientation and size.
    fn jpeg(orientation: u8, tiff: &[u8]) -> Vec<u8> {
        let mut exif = b"Exif\0\0".to_vec();
        exif.extend(tiff);
        exif.extend([1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]);
        let mut jpeg = vec![0xff, 0xd8, 0xff, 0xe1, 0, exif.len() as u8 + 2];
        jpeg.extend(exif);
        jpeg.extend([0xff, 0xc0, 0, 11, 8, 0, 200, 1, 144, 1, 1, 0x11, 0, 0xff, 0xd9]);
        jpeg
    }

    #[test]
    fn photographs_are_as_wide_as_they_are_shown() {
        for orientation in 0..=9 {
            let turned = (5..=8).contains(&orientation);
            let size = Extent::of(&jpeg(orientation, b"II*\0\x08\0\0\0")).picture;
            assert_eq!(size, Some(if turned { (200, 400) } else { (400, 200) }), "{orientation}");
        }
        let broken = Extent::of(&jpeg(6, b"II*\0\xff\0\0\0")).picture;
        assert_eq!(broken, Some((400, 200)));
    }
}
