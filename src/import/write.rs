//! Writes a plan. Files that exist stay as they are; texts that can grow get what they lack; a run that was killed is gone
//! on with by the next.

use super::place::{Bytes, Plan};
use crate::save::{self, Created};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What became of a plan.
#[derive(Debug, Default, PartialEq)]
pub struct Written {
    pub new: Vec<String>,
    /// Files that others may have written; they grew.
    pub grown: Vec<String>,
    /// Files that were there with the same bytes.
    pub same: usize,
    /// Files that were there with other bytes, and stay.
    pub kept: Vec<String>,
    /// What could not be written, each in a sentence.
    pub failed: Vec<String>,
}

pub fn write(root: &Path, plan: &Plan) -> Written {
    let mut written = Written::default();
    clean(root, plan);
    for file in &plan.files {
        let path = &file.path;
        let done = match &file.bytes {
            Bytes::New(text) => save::create(root, path, text.as_bytes()),
            Bytes::Copy(place) => match fs::read(place) {
                Ok(bytes) => save::create(root, path, &bytes),
                Err(error) => Err(format!("{} can't be read: {error}", place.display())),
            },
            Bytes::Append(text) => match append(root, path, text) {
                Ok(true) => {
                    written.grown.push(path.clone());
                    continue;
                }
                Ok(false) => Ok(Created::New),
                Err(why) => Err(why),
            },
        };
        match done {
            Ok(Created::New) => written.new.push(path.clone()),
            Ok(Created::Same) => written.same += 1,
            Ok(Created::Other) => written.kept.push(path.clone()),
            Err(why) => written.failed.push(why),
        }
    }
    written
}

/// Removes what a killed run left in the folders of the plan.
fn clean(root: &Path, plan: &Plan) {
    let folders: BTreeSet<&Path> =
        plan.files.iter().flat_map(|file| Path::new(&file.path).ancestors().skip(1)).collect();
    for folder in folders {
        let inside = folder.join("a").to_string_lossy().into_owned();
        if !crate::files::is_through_link(root, &inside) {
            save::clean(&root.join(folder));
        }
    }
}

/// Adds a text to a file, which is made if there is none. Whether it was there.
fn append(root: &Path, path: &str, text: &str) -> Result<bool, String> {
    let Ok(before) = fs::read(crate::files::on_disk(root, path)) else {
        return match save::create(root, path, text.trim_start_matches('\n').as_bytes())? {
            Created::Other => {
                Err(format!("{path} was not written: somebody else made it just now"))
            }
            _ => Ok(false),
        };
    };
    let mut after = before.clone();
    if !after.is_empty() && !after.ends_with(b"\n") {
        after.push(b'\n');
    }
    after.extend_from_slice(text.as_bytes());
    save::replace(root, path, &before, &after)?;
    Ok(true)
}
