//! Shared by several test programs: repositories written as one text, on disk, or generated. Independent of
//! Talkoo.

// No test program uses everything.
#![allow(dead_code)]

pub mod dice;
pub mod edits;
pub mod generated;
pub mod site;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files, sorted by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Parses a repository written as one text: `== path` lines, each followed by that file.
pub fn files(text: &str) -> Files {
    let sections = sections(text).into_iter();
    let mut files: Files = sections.map(|(path, text)| (path, bytes(&text))).collect();
    files.entry("site.toml".to_owned()).or_insert_with(|| b"title = \"T\"\n".to_vec());
    files
}

/// The parts of a text in order, each below a line `== name`.
pub fn sections(text: &str) -> Vec<(String, String)> {
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("== "), sections.last_mut()) {
            (Some(name), _) => sections.push((name.trim_end().to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => panic!("it begins with a line `== name`, not with {line:?}"),
        }
    }
    sections
}

/// What `diff` prints below a last line without a newline.
const NO_END: &str = "\n\\ No newline at end of file\n";

/// The file in a section; `\xf5` is that byte, because a text can't contain all bytes and editors change
/// some.
pub fn bytes(section: &str) -> Vec<u8> {
    let mut parts = section.strip_suffix(NO_END).unwrap_or(section).split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => bytes.extend([&[byte], &part.as_bytes()[2..]].concat()),
            None => bytes.extend([b"\\x", part.as_bytes()].concat()),
        }
    }
    bytes
}

/// The section for a file.
pub fn section(bytes: &[u8]) -> String {
    let mut section = String::new();
    for chunk in bytes.utf8_chunks() {
        section += &chunk.valid().replace('\r', "\\x0d").replace('\u{feff}', "\\xef\\xbb\\xbf");
        chunk.invalid().iter().for_each(|byte| section += &format!("\\x{byte:02x}"));
    }
    if !section.is_empty() && !section.ends_with('\n') {
        section.push_str(NO_END);
    }
    section
}

/// Writes files below a folder.
pub fn put(root: &Path, files: &Files) {
    for (path, bytes) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
}

/// All files below a folder, by path with `/`.
pub fn tree(root: &Path) -> Files {
    let mut files = Files::new();
    let mut due = vec![root.to_owned()];
    while let Some(folder) = due.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                due.push(path);
            } else {
                let inside = path.strip_prefix(root).expect("it is below the root");
                let name = inside.to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path).expect("it can be read"));
            }
        }
    }
    files
}

/// A folder of `tests/`, or the repository itself for an empty name.
pub fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Whether a path stays below its folder.
pub fn is_inside(path: &str) -> bool {
    path.is_empty() || path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}
