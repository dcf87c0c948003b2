//! The manifest: the files that Talkoo wrote into the output folder. It contains no times or machine details,
//! since it is published with the site.

use crate::files;
use crate::hash::Hash;
use std::collections::BTreeMap;

/// Talkoo's own folder inside the site's folder.
pub(super) const OWN: &str = ".talkoo";

/// The written files, by path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    pub files: BTreeMap<String, Written>,
}

/// A written file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Written {
    /// The key of its output.
    pub key: Hash,
    /// The hash of its bytes.
    pub hash: Hash,
}

const HEADER: &str = "talkoo manifest 2";

impl Manifest {
    /// Reads a manifest. Ignores invalid lines, and paths that lead out of the folder.
    pub fn read(text: &str) -> Self {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Self::default();
        }
        let record = |line: &str| {
            let (key, rest) = line.split_once(' ')?;
            let (hash, path) = rest.split_once(' ')?;
            let written = Written { key: Hash::from_hex(key)?, hash: Hash::from_hex(hash)? };
            let inside = files::join("", path)? == path && !path.starts_with(OWN);
            inside.then_some((path.to_owned(), written))
        };
        Self { files: lines.filter_map(record).collect() }
    }

    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (path, written) in &self.files {
            text.push_str(&format!("{} {} {path}\n", written.key, written.hash));
        }
        text
    }
}
