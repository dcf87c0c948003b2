//! Verifies the output folder by making everything again. Nothing is written: a build first would repair the very
//! differences that are to be found.

use super::index::search_files;
use super::make::{Failure, make};
use crate::outputs::Output;
use crate::site::Site;
use crate::write;
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
}

/// Makes the whole site and compares it with `folder`.
pub fn verify(site: &Site, folder: &Path) -> Result<Verified, Failure> {
    let compared = |output: &Output| -> Result<(String, Option<Difference>), Failure> {
        let (_, bytes) = make(site, output, None)?;
        Ok((output.path.clone(), compare(folder, &output.path, &bytes.unwrap_or_default())))
    };
    let mut all: BTreeMap<String, Option<Difference>> =
        site.outputs.all.par_iter().map(compared).collect::<Result<_, Failure>>()?;
    all.extend(search_files(site)?.into_iter().map(|(path, bytes)| {
        let difference = compare(folder, &path, &bytes);
        (path, difference)
    }));
    let outputs = all.len();
    let written = write::manifest(folder).unwrap_or_default().files.into_keys();
    let left_over: Vec<String> = written
        .filter(|path| !all.contains_key(path) && fs::symlink_metadata(folder.join(path)).is_ok())
        .collect();
    all.extend(left_over.into_iter().map(|path| (path, Some(Difference::LeftOver))));
    let differences =
        all.into_iter().filter_map(|(path, difference)| Some((path, difference?))).collect();
    Ok(Verified { outputs, differences })
}

fn compare(folder: &Path, path: &str, bytes: &[u8]) -> Option<Difference> {
    match fs::read(folder.join(path)) {
        Ok(file) if file == bytes => None,
        Err(error) if error.kind() == ErrorKind::NotFound => Some(Difference::Missing),
        _ => Some(Difference::Differs),
    }
}
