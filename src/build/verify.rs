//! Verifies the output folder by making everything again. Nothing is written: a build first would repair the very
//! differences that are to be found. Where some are, the outputs are made once more with the cache, as a build would, to
//! say whether that would repair them.

use super::make::{Failure, make};
use crate::cache::{Cache, Last};
use crate::hash::Hash;
use crate::outputs::Output;
use crate::site::Site;
use crate::write::{self, Listed};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The result of comparing a folder with a site.
pub struct Verified {
    /// How many files the site has.
    pub outputs: usize,
    /// The files that are not as they should be, by their paths.
    pub differences: BTreeMap<String, Difference>,
    /// Whether the list of written files is damaged.
    pub is_damaged: bool,
    /// Whether a build would leave some difference as it is, because the cache or the list of written files says that
    /// the file is right.
    pub stays: bool,
}

/// How a file is not as it should be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Difference {
    /// It is not there.
    Missing,
    /// It has other bytes.
    Differs,
    /// It is no longer part of the site.
    LeftOver,
    /// It is not of the site, and nothing tells who wrote it.
    Stranger,
}

/// Makes the whole site and compares it with `folder`. `last` is how the last build ended if it had the same inputs,
/// and `cached` makes the site as a build with the cache would.
pub fn verify(
    site: &Site,
    folder: &Path,
    last: &Last,
    cache: &Cache,
    cached: &dyn Fn() -> Site,
) -> Result<Verified, Failure> {
    let outputs = site.outputs.all.par_iter();
    let made = outputs.map(|output| Ok((output, compared(site, folder, output)?)));
    let made: Vec<_> = made.collect::<Result<_, Failure>>()?;
    let (mut all, mut wrong) = (BTreeMap::new(), Vec::new());
    for (output, compared) in made {
        all.insert(output.path.clone(), compared.map(|(difference, ..)| difference));
        wrong.extend(compared.map(|(_, key, hash)| Wrong { output, key, hash }));
    }
    let outputs = all.len();
    let listed = write::listed(folder);
    let others = others(folder, &listed, &|path| all.contains_key(path));
    let mut differences: BTreeMap<String, Difference> =
        all.into_iter().filter_map(|(path, difference)| Some((path, difference?))).collect();
    let is_trusted = !differences.is_empty() && write::stands(folder, &last.stamps);
    differences.extend(others);
    let stays = is_trusted || stay(&wrong, folder, &listed, cache, cached)?;
    Ok(Verified { outputs, differences, is_damaged: listed == Listed::Damaged, stays })
}

/// The files in the folder that are not of the site, as far as its list tells them from those of others.
fn others(
    folder: &Path,
    listed: &Listed,
    is_output: &dyn Fn(&str) -> bool,
) -> BTreeMap<String, Difference> {
    let manifest = match listed {
        Listed::Files(manifest) => manifest,
        Listed::Damaged => &Default::default(),
        Listed::Nothing => return BTreeMap::new(),
    };
    let kind = |path: String| match manifest.files.contains_key(&path) {
        true => (path, Difference::LeftOver),
        false => (path, Difference::Stranger),
    };
    write::strangers(folder, is_output).into_iter().map(kind).collect()
}

/// How the file of an output is not as it should be, with the key and the hash that it should have.
fn compared(
    site: &Site,
    folder: &Path,
    output: &Output,
) -> Result<Option<(Difference, Hash, Hash)>, Failure> {
    let (key, bytes) = make(site, output, None)?;
    let bytes = bytes.unwrap_or_default();
    let difference = compare(folder, &output.path, &bytes);
    Ok(difference.map(|difference| (difference, key, Hash::of(&bytes))))
}

/// An output whose file is not as it should be, and the key and the hash that it should have.
struct Wrong<'s> {
    output: &'s Output,
    key: Hash,
    hash: Hash,
}

/// Whether a build with the cache would not make some of these outputs right.
fn stay(
    wrong: &[Wrong],
    folder: &Path,
    listed: &Listed,
    cache: &Cache,
    cached: &dyn Fn() -> Site,
) -> Result<bool, Failure> {
    if wrong.is_empty() {
        return Ok(false);
    }
    let site = cached();
    let last = cache.last(folder);
    let recorded = cache.reads(folder).map(|reads| reads.restored(site.inputs()));
    let stays = |Wrong { output, key, hash }: &Wrong| -> Result<bool, Failure> {
        // Even what can't be made with this cache stays wrong.
        let Some(output) = site.outputs.at(&output.path) else { return Ok(true) };
        let (as_cached, bytes) = make(&site, output, None)?;
        let recorded = recorded.as_ref().and_then(|reads| reads.key(&output.path, &output.url));
        let Listed::Files(manifest) = listed else {
            return Ok(bytes.map(Hash::of) != Some(*hash));
        };
        let keys = [Some(*key), Some(as_cached), recorded];
        let stands = manifest.files.get(&output.path).is_some_and(|written| {
            let file = fs::read(folder.join(&output.path)).ok();
            let is_known = last.stamps.get(&output.path).map(|(_, hash)| *hash);
            keys.contains(&Some(written.key))
                && is_known == Some(written.hash)
                && file.map(Hash::of) == is_known
        });
        Ok(stands || bytes.map(Hash::of) != Some(*hash))
    };
    for one in wrong {
        if stays(one)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn compare(folder: &Path, path: &str, bytes: &[u8]) -> Option<Difference> {
    match fs::read(folder.join(path)) {
        Ok(file) if file == bytes => None,
        Err(error) if error.kind() == ErrorKind::NotFound => Some(Difference::Missing),
        _ => Some(Difference::Differs),
    }
}
