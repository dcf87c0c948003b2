//! Opens the repository: with what earlier runs cached, for commands that look at single outputs, or anew, for commands that
//! write what follows from the settings.

use super::output::{Exit, fail, report_in_full};
use crate::cache::Cache;
use crate::check::all_rules;
use crate::diagnostics::has_errors;
use crate::options::Options;
use crate::site::{CachedMemo, Site};
use crate::snapshot::{self, Snapshot};
use std::io;
use std::path::Path;

/// The site of the repository at `root`. `Err` if there is none.
pub fn open(root: &Path, options: Options, cache: &Cache) -> io::Result<Site> {
    let snapshot = Snapshot::open(root, options, &cache.entries(&all_rules()))?;
    Ok(Site::of(snapshot, options, &CachedMemo::from(cache), &mut Default::default()))
}

/// The site of the repository at `root` without a cache. `Err` if there is none, or if its settings have errors: what follows
/// from them would be wrong. Both have been said then.
pub fn sound(root: &Path, options: Options) -> Result<Site, Exit> {
    let snapshot = Snapshot::open(root, options, &Default::default()).map_err(fail)?;
    let (_, problems) = snapshot::settings(&snapshot.sources);
    if has_errors(&problems) {
        report_in_full(&problems, &snapshot.sources);
        return Err(Exit::Problems);
    }
    Ok(Site::of(snapshot, options, &Default::default(), &mut Default::default()))
}
