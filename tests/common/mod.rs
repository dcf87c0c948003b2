//! What several test programs share: repositories written as one text, lying in a folder, or generated. Nothing
//! here knows Talkoo, nor what any test expects.

// No program uses everything.
#![allow(dead_code)]

pub mod dice;
pub mod edits;
pub mod generated;
pub mod site;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files by path. Sorted, so that a repository is the same whoever made it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Reads a repository that is written as one text: `== path` lines, each followed by that file.
pub fn files(text: &str) -> Files {
    let sections = sections(text).into_iter();
    let mut files: Files = sections.map(|(path, text)| (path, bytes(&text))).collect();
    files.entry("site.toml".to_owned()).or_insert_with(|| b"title = \"T\"\n".to_vec());
    files
}

/// The parts of a text, each below a line `== name`, in their order.
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

/// As `diff` says it, below a last line that has no end.
const NO_END: &str = "\n\\ No newline at end of file\n";

/// The file that a section shows; `\xf5` stands for that byte, for a text can't have all, and editors change some.
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

/// The section that shows a file.
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

/// All files below a folder with their bytes, by path with `/`.
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

/// A folder of `tests/`, or the repository itself for the empty name.
pub fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Whether a path stays below the folder it is read from.
pub fn is_inside(path: &str) -> bool {
    path.is_empty() || path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}
