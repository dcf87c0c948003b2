//! Opens the repository with what earlier runs cached, for commands that look at single outputs.

use crate::cache::Cache;
use crate::check::all_rules;
use crate::options::Options;
use crate::site::{CachedMemo, Site};
use crate::snapshot::Snapshot;
use std::io;
use std::path::Path;

/// The site of the repository at `root`. `Err` if there is none.
pub fn open(root: &Path, options: Options, cache: &Cache) -> io::Result<Site> {
    let snapshot = Snapshot::open(root, options, &cache.entries(&all_rules()))?;
    Ok(Site::of(snapshot, options, &CachedMemo::from(cache), &mut Default::default()))
}
