//! The manifest: the files that Talkoo wrote into the output folder. It contains no times or machine details,
//! since it is published with the site. Its first line has the hash of the others, so that a damaged or edited one
//! is found out.

use crate::files;
use crate::hash::Hash;
use std::collections::BTreeMap;
use std::path::Path;

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

/// What a folder says of the files that Talkoo wrote into it.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    /// It has no manifest.
    Nothing,
    /// Its manifest can't be read, or is not as it was written.
    Damaged,
    Files(Manifest),
}

const HEADER: &str = "talkoo manifest 3 ";

/// What `folder` says of its files.
pub fn listed(folder: &Path) -> Listed {
    let file = folder.join(OWN).join("manifest");
    match file.symlink_metadata() {
        Ok(found) if found.is_file() => {}
        // Something else, such as a pipe, would never end.
        Ok(_) => return Listed::Damaged,
        Err(_) => return Listed::Nothing,
    }
    let text = std::fs::read_to_string(file).ok();
    text.and_then(|text| Manifest::read(&text)).map_or(Listed::Damaged, Listed::Files)
}

impl Manifest {
    /// Reads a manifest; none if it is damaged. Ignores paths that lead out of the folder.
    pub fn read(text: &str) -> Option<Self> {
        let (hash, lines) = text.strip_prefix(HEADER)?.split_once('\n')?;
        if Hash::from_hex(hash) != Some(Hash::of(lines)) {
            return None;
        }
        let record = |line: &str| {
            let (key, rest) = line.split_once(' ')?;
            let (hash, path) = rest.split_once(' ')?;
            let written = Written { key: Hash::from_hex(key)?, hash: Hash::from_hex(hash)? };
            let inside = files::join("", path)? == path && !path.starts_with(OWN);
            inside.then_some((path.to_owned(), written))
        };
        Some(Self { files: lines.lines().filter_map(record).collect() })
    }

    pub(super) fn to_text(&self) -> String {
        let line = |(path, written): (&String, &Written)| {
            format!("{} {} {path}\n", written.key, written.hash)
        };
        let lines: String = self.files.iter().map(line).collect();
        format!("{HEADER}{}\n{lines}", Hash::of(&lines))
    }
}
