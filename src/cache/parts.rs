//! The parts of the keys under which the last builds of a folder made its files, for those who ask why one
//! was made again. A log: a build adds what it rendered, and reads nothing of what is there. When it has
//! grown to twice the length that it needs, what was overtaken is left out.
//!
//! The file begins with Talkoo's source, the length that was needed, and the length in use: what lies
//! behind that was not finished, and the next build writes over it. Behind that stand the entries.

use super::{Cache, known, named};
use crate::fingerprint::{Fingerprint, SOURCE};
use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// One output as it was made, in bytes: its path, its key, and each part with its fingerprint, all but the
/// last cut short.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry(Vec<u8>);

/// A path, cut short.
type Name = [u8; 8];

/// What a part was, cut short.
pub type Cut = [u8; 4];

/// Of what an output was made: its parts, by their numbers.
pub type Made = Vec<(u8, Cut)>;

/// What is remembered of an output.
#[derive(Clone, Debug, PartialEq)]
pub enum Remembered {
    /// Nothing: it was made without the cache, or by another version.
    Nothing,
    /// Another Talkoo of this version made the last build.
    OtherProgram,
    /// As it was last made under the key in question, and the time before that, if that is known.
    Made { last: Made, before: Option<Made> },
}

const LENGTHS: usize = 16;
const HEAD: usize = SOURCE.len() + LENGTHS;

impl Entry {
    pub fn of(
        path: &str,
        key: Fingerprint,
        parts: impl Iterator<Item = (u8, Fingerprint)>,
    ) -> Self {
        let mut bytes = Vec::with_capacity(80);
        bytes.push(0);
        bytes.extend(name(path));
        bytes.extend(key.first::<8>());
        for (number, print) in parts {
            bytes[0] += 1;
            bytes.push(number);
            bytes.extend(print.first::<4>());
        }
        Self(bytes)
    }
}

impl Cache {
    /// Adds what a build rendered to what is remembered of a folder. False if there is nothing that it could
    /// be added to. `outputs` are the paths of all that stands now.
    pub fn add_parts<'p>(
        &self,
        folder: &Path,
        made: &[Entry],
        outputs: impl Iterator<Item = &'p str>,
    ) -> io::Result<bool> {
        let file = self.folder.join(file_name(folder));
        if made.is_empty() {
            return Ok(file.is_file());
        }
        let Some((mut log, needed, used)) = open(&file) else { return Ok(false) };
        let added: Vec<u8> = made.iter().flat_map(|entry| &entry.0).copied().collect();
        if used >= 2 * needed {
            let outputs: HashSet<Name> = outputs.map(name).collect();
            let Some(bytes) = read(&mut log, used) else { return Ok(false) };
            let Some(latest) = latest(&bytes, &outputs) else { return Ok(false) };
            let needed = latest.len() as u64;
            let head = head(needed, needed + added.len() as u64);
            return self
                .put(&file_name(folder), |out| {
                    [&head[..], &latest, &added]
                        .into_iter()
                        .try_for_each(|piece| out.write_all(piece))
                })
                .map(|()| true);
        }
        log.seek(SeekFrom::Start(HEAD as u64 + used))?;
        log.write_all(&added)?;
        log.seek(SeekFrom::Start(0))?;
        log.write_all(&head(needed, used + added.len() as u64))?;
        Ok(true)
    }

    /// Whether there is something that a build could add to.
    pub fn has_parts(&self, folder: &Path) -> bool {
        open(&self.folder.join(file_name(folder))).is_some()
    }

    /// Remembers all outputs of a folder, and nothing of what was before.
    pub fn keep_parts(&self, folder: &Path, all: &[Entry]) -> io::Result<()> {
        let bytes: Vec<u8> = all.iter().flat_map(|entry| &entry.0).copied().collect();
        let needed = bytes.len() as u64;
        self.put(&file_name(folder), |out| {
            out.write_all(&head(needed, needed))?;
            out.write_all(&bytes)
        })
    }

    /// How the output at a path was made under a key.
    pub fn parts(&self, folder: &Path, path: &str, key: Fingerprint) -> Remembered {
        let file = file_name(folder);
        let is_other = |bytes: &[u8]| known(bytes).is_none() && bytes.len() >= HEAD;
        let Some((mut log, _, used)) = open(&self.folder.join(&file)) else {
            return match self.bytes(&file) {
                Some(bytes) if is_other(&bytes) => Remembered::OtherProgram,
                _ => Remembered::Nothing,
            };
        };
        let made = read(&mut log, used).and_then(|bytes| {
            let own = entries(&bytes)?.into_iter().filter(|entry| entry[1..9] == name(path));
            let mut own: Vec<&[u8]> = own.collect();
            let last = own.pop().filter(|entry| entry[9..17] == key.first::<8>())?;
            Some(Remembered::Made { last: parts(last), before: own.pop().map(parts) })
        });
        made.unwrap_or(Remembered::Nothing)
    }
}

fn file_name(folder: &Path) -> String {
    named("parts", folder)
}

fn name(path: &str) -> Name {
    Fingerprint::of(path).first()
}

fn head(needed: u64, used: u64) -> Vec<u8> {
    [SOURCE.as_bytes(), &needed.to_le_bytes(), &used.to_le_bytes()].concat()
}

/// The log with the length that it needs and the length in use; none if it isn't there, or not ours.
fn open(file: &Path) -> Option<(File, u64, u64)> {
    let mut log = OpenOptions::new().read(true).write(true).open(file).ok()?;
    let mut head = [0; HEAD];
    log.read_exact(&mut head).ok()?;
    let lengths = known(&head)?;
    let number = |i: usize| Some(u64::from_le_bytes(lengths.get(i..i + 8)?.try_into().ok()?));
    let (needed, used) = (number(0)?, number(8)?);
    (log.metadata().ok()?.len() >= (HEAD as u64).checked_add(used)?).then_some((log, needed, used))
}

fn read(log: &mut File, used: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    log.seek(SeekFrom::Start(HEAD as u64)).ok()?;
    Read::take(log, used).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The entries, oldest first; none if these are no entries.
fn entries(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut entries = Vec::new();
    while let Some(parts) = bytes.first() {
        let (entry, rest) = bytes.split_at_checked(17 + usize::from(*parts) * 5)?;
        entries.push(entry);
        bytes = rest;
    }
    Some(entries)
}

/// The last entry of each output that is still there.
fn latest(bytes: &[u8], outputs: &HashSet<Name>) -> Option<Vec<u8>> {
    let entries = entries(bytes)?;
    let last: HashMap<&[u8], usize> =
        entries.iter().enumerate().map(|(i, entry)| (&entry[1..9], i)).collect();
    let is_latest = |(i, entry): &(usize, &&[u8])| {
        last.get(&entry[1..9]) == Some(i) && outputs.contains(&entry[1..9])
    };
    let latest = entries.iter().enumerate().filter(is_latest);
    Some(latest.flat_map(|(_, entry)| entry.iter()).copied().collect())
}

fn parts(entry: &[u8]) -> Made {
    entry[17..]
        .chunks_exact(5)
        .map(|part| (part[0], [part[1], part[2], part[3], part[4]]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    fn entry(path: &str, key: &str, part: &str) -> Entry {
        Entry::of(path, Fingerprint::of(key), [(3, Fingerprint::of(part))].into_iter())
    }

    fn cut(part: &str) -> Made {
        vec![(3, Fingerprint::of(part).first())]
    }

    #[test]
    fn the_log_stays_as_long_as_it_needs() {
        let root = tempdir().expect("a folder");
        let (cache, folder) = (Cache::of(root.path()), root.path().join("public"));
        let of = |path: &str, key: &str| cache.parts(&folder, path, Fingerprint::of(key));
        let paths = || ["a", "b"].into_iter();
        assert!(!cache.add_parts(&folder, &[entry("a", "1", "x")], paths()).expect("it is read"));
        cache
            .keep_parts(
                &folder,
                &[entry("a", "0", "x"), entry("b", "0", "x"), entry("c", "0", "x")],
            )
            .expect("it is written");
        assert_eq!(of("a", "0"), Remembered::Made { last: cut("x"), before: None });
        assert_eq!(of("a", "1"), Remembered::Nothing);
        for i in 1..20 {
            let made = [entry("a", &i.to_string(), &format!("x{i}"))];
            assert!(cache.add_parts(&folder, &made, paths()).expect("it is written"));
            let bytes = std::fs::read(cache.folder.join(file_name(&folder))).expect("it is there");
            assert!((bytes.len() - HEAD) / made[0].0.len() <= 7, "{i}: {}", bytes.len());
            let before = if i == 1 { "x".to_owned() } else { format!("x{}", i - 1) };
            let made = Remembered::Made { last: cut(&format!("x{i}")), before: Some(cut(&before)) };
            assert_eq!(of("a", &i.to_string()), made, "{i}");
        }
        assert_eq!(of("b", "0"), Remembered::Made { last: cut("x"), before: None });
        assert_eq!(of("c", "0"), Remembered::Nothing, "it is no output any more");
    }
}
