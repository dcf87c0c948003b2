//! Verifies the output folder by making everything again. Nothing is written: a build first would repair the very
//! differences that are to be found.

use super::index::search_files;
use super::make::{Failure, make};
use crate::outputs::Output;
use crate::site::Site;
use crate::write;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Makes the whole site and compares it with `folder`. Returns the paths that differ, sorted.
pub fn verify(site: &Site, folder: &Path) -> Result<Vec<String>, Failure> {
    let is_same =
        |path: &str, bytes: &[u8]| fs::read(folder.join(path)).is_ok_and(|file| file == bytes);
    let differs = |output: &Output| -> Result<Option<String>, Failure> {
        let (_, bytes) = make(site, output, None)?;
        let is_same = is_same(&output.path, &bytes.unwrap_or_default());
        Ok((!is_same).then(|| output.path.clone()))
    };
    let outputs = &site.outputs.all;
    let differing: Vec<_> = outputs.par_iter().map(differs).collect::<Result<_, Failure>>()?;
    let index = search_files(site)?;
    let of_index = index.iter().filter(|(path, bytes)| !is_same(path, bytes));
    let mut differing: BTreeSet<String> = differing.into_iter().flatten().collect();
    differing.extend(of_index.map(|(path, _)| path.clone()));
    let paths = outputs.iter().map(|output| output.path.as_str());
    let paths: BTreeSet<&str> = paths.chain(index.iter().map(|(path, _)| path.as_str())).collect();
    let written = write::manifest(folder).unwrap_or_default().files;
    differing.extend(written.into_keys().filter(|path| !paths.contains(path.as_str())));
    Ok(differing.into_iter().collect())
}
