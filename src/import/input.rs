//! Reads the files of a source. Symbolic links are not followed, and nothing is read that is larger than a limit.

use crate::encoding;
use crate::files;
use encoding_rs::{Encoding, UTF_8};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest file that is read into memory. A database dump of a large site has some 100 MB.
pub const LIMIT: u64 = 512 << 20;

/// A file of a source.
#[derive(Clone, Debug)]
pub struct Input {
    /// Relative to the source, with `/`.
    pub path: String,
    pub place: PathBuf,
}

/// The path of what can't be read, and the reason.
pub type Unread = (String, String);

/// The files of a folder in the order of their names, or the one file, and what can't be one of them with the reason.
/// `Err` is a sentence.
pub fn files(source: &Path) -> Result<(Vec<Input>, Vec<Unread>), String> {
    let failed =
        |error: &dyn std::fmt::Display| format!("{} can't be read: {error}", source.display());
    if fs::metadata(source).map_err(|error| failed(&error))?.is_file() {
        let name = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Ok((vec![Input { path: name, place: source.to_owned() }], Vec::new()));
    }
    let (mut found, mut left_out) = (Vec::new(), Vec::new());
    let mut leave_out = |path: &Path, what: &str| {
        let place = path.strip_prefix(source).unwrap_or(path).to_string_lossy().into_owned();
        left_out.push((place, what.to_owned()));
    };
    let is_hidden = |entry: &walkdir::DirEntry| {
        entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
    };
    let walk = walkdir::WalkDir::new(source).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| !is_hidden(entry)) {
        let entry = match entry {
            Ok(entry) => entry,
            // One folder that can't be opened is no reason to leave the others out.
            Err(error) if error.depth() > 0 => {
                leave_out(error.path().unwrap_or(source), &format!("it can't be read: {error}"));
                continue;
            }
            Err(error) => return Err(failed(&error)),
        };
        match files::repository_path(source, entry.path()) {
            _ if entry.file_type().is_dir() => {}
            _ if entry.path_is_symlink() => leave_out(entry.path(), "links are not followed"),
            _ if !entry.file_type().is_file() => leave_out(entry.path(), "it is no plain file"),
            None => leave_out(entry.path(), "its name is no text in UTF-8"),
            Some(path) => found.push(Input { path, place: entry.into_path() }),
        }
    }
    Ok((found, left_out))
}

impl Input {
    pub fn ending(&self) -> String {
        files::ending(&self.path)
    }

    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        let failed = |error: io::Error| format!("{} can't be read: {error}", self.place.display());
        let mut bytes = Vec::new();
        let file = File::open(&self.place).map_err(failed)?;
        file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > LIMIT {
            return Err(format!("{} is larger than {} MB", self.place.display(), LIMIT >> 20));
        }
        Ok(bytes)
    }

    /// Whether a file that can be read begins with these bytes.
    pub fn begins_with(&self, bytes: &[u8]) -> bool {
        let mut start = Vec::new();
        let read = File::open(&self.place)
            .and_then(|file| file.take(bytes.len() as u64).read_to_end(&mut start));
        read.is_ok() && start == bytes
    }

    /// The text, and the name of its encoding if it is not UTF-8.
    pub fn text(&self) -> Result<(String, Option<String>), String> {
        let bytes = self.bytes()?;
        if let Some((text, encoding)) = declared(&bytes) {
            return Ok((text, Some(encoding.name().to_owned())));
        }
        let (text, foreign) = encoding::decode(&bytes);
        let text = text.trim_start_matches('\u{feff}').to_owned();
        let name = foreign.map(|foreign| match foreign.encoding {
            Some(encoding) => encoding.name().to_owned(),
            None => "a mixture of encodings".to_owned(),
        });
        Ok((text, name))
    }
}

/// A page of HTML in the encoding that it says it has; none if it says none, or is UTF-8 whatever it says.
fn declared(bytes: &[u8]) -> Option<(String, &'static Encoding)> {
    let start = &bytes[..bytes.len().min(1024)];
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let (_, after) = start.split_once("<meta")?.1.split_once("charset=")?;
    let after = after.trim_start_matches(['"', '\'', ' ']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let label = after.split(|c| !is_name(c)).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    if encoding == UTF_8 || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    (!had_errors).then(|| (text.into_owned(), encoding))
}

/// Whether browsers show it as a picture, or readers download it.
pub fn is_media(path: &str) -> bool {
    const MEDIA: &str = "jpg jpeg png gif webp svg avif bmp tif tiff ico pdf doc docx odt xls xlsx ods ppt pptx odp csv \
        txt rtf key pages numbers zip gz 7z mp3 mp4 m4a m4v mov avi flac aac ogg ogv wav webm vtt srt epub geojson gpx kml kmz";
    MEDIA.split_whitespace().any(|ending| ending == files::ending(path))
}
