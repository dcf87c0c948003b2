//! Keeps the list of published addresses, `addresses.txt`: new ones are added, none is ever taken out.

use crate::config::{ADDRESSES, read_addresses};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

const HEAD: &str = "\
# Addresses that were published, one a line. `talkoo build` adds new ones; the rule lost-address finds those that are gone.
# Commit this file. With `addresses.txt merge=union` in .gitattributes, a merge takes the lines of both sides.
";

/// Adds addresses to the list of the repository at `root`. Returns how many were new.
pub fn keep(root: &Path, published: &BTreeSet<String>) -> io::Result<usize> {
    let path = root.join(ADDRESSES);
    let before = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let mut all: BTreeSet<String> =
        read_addresses(&before).into_iter().map(|address| address.value).collect();
    let known = all.len();
    all.extend(published.iter().cloned());
    let new = all.len() - known;
    if new == 0 {
        return Ok(0);
    }
    // What people wrote above the list stays.
    let mut text: String = before
        .lines()
        .take_while(|line| line.starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect();
    if text.is_empty() {
        text = HEAD.to_owned();
    }
    all.iter().for_each(|address| {
        text += address;
        text.push('\n');
    });
    // A list that is cut off would lose addresses, so it takes the place of the old one only when it is complete.
    let staged = root.join(format!("{ADDRESSES}.new"));
    fs::write(&staged, text)?;
    fs::rename(&staged, &path)?;
    Ok(new)
}
